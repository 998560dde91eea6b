"""`make run SLACK=socket`: a Slack workspace of one's own, and no cloud.

``lead`` brings somebody to their two tokens, ``tokens`` checks what Slack gave, ``connection`` holds the WebSocket over
which Slack reaches this machine, ``alarm`` is Cloud Scheduler's clock on a machine that sleeps, ``run`` puts them
together, and ``sentences`` is what is said about it in the terminal.
"""

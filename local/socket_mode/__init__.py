"""`make run SLACK=socket`: the app with a real Slack workspace, and without a cloud.

``lead`` leads somebody to their two tokens, ``tokens`` checks them, ``connection`` holds the WebSocket over which Slack
reaches this machine, ``alarm`` fires Cloud Scheduler's jobs on a machine that sleeps, ``run`` puts them together, and
``sentences`` has the terminal's sentences.
"""

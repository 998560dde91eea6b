"""A stand-in for Slack: what Slack would refuse, it refuses, with Slack's own error.

``workspace`` holds the state, ``server`` answers the Web API over HTTP, ``person`` acts as people do, ``reading``
tells what they see, ``faults`` what goes wrong. It knows nothing of the app.
"""

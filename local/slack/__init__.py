"""A stand-in for Slack. It refuses what Slack would refuse, with Slack's own error.

``state`` holds a workspace, ``api`` answers the Web API over HTTP, ``methods`` and ``limits`` are Slack's rules,
``outgoing`` sends requests to the app, ``people`` act and read. It knows nothing of the app.
"""

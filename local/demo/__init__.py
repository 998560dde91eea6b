"""The demo: a team's week, played through the real functions and printed day by day.

``entries`` reads a CSV file, ``play`` turns it into events, ``telling`` turns events into lines, ``paper`` wraps them.
"""

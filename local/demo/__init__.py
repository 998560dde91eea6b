"""The demo: a team's week played through the real functions, and told like a letter.

``entries`` reads a CSV file, ``play`` turns it into what happened, ``telling`` into lines, ``paper`` wraps them.
"""

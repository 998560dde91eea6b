"""The page of the local run: the part of Slack that we use, in a browser, and what happens behind it.

``server`` answers the browser, ``shown`` says what a person sees, ``behind`` what happens behind the scenes, ``acts``
lets people act, ``sheet`` is the spreadsheet. ``static`` is written by hand and served unchanged; ``sentences`` are the
page's own sentences.
"""

"""The page: Slack as far as we use it, in a browser, and what happens behind it.

``server`` answers, ``shown`` says what a person sees, ``behind`` what nobody sees, ``acts`` does what people do.
``static`` is written by hand and served as it is; ``sentences`` are the page's own words.
"""

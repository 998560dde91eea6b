"""The gallery: everything that people see in Slack on one page, each message, form, Home and sentence in both
languages.

The app's own views render each from made-up cases, one narrow and one wide. The page's own code (local/page/static)
shows them. Tests check that nothing is missing and that Slack would accept everything.
"""

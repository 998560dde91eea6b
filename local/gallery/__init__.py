"""Everything that people see in Slack, on one page: each message, form, Home and sentence, in both languages.

Each is drawn by the app's own views from made-up cases, a narrow one and a wide one, and shown by the page's own code
(local/page/static). The tests hold that nothing is missing and that Slack would take all of it.
"""

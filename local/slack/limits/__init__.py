"""What Slack refuses: its limits on texts, blocks, elements and views
(https://docs.slack.dev/reference/block-kit/blocks)."""

"""What Slack refuses: its limits on texts, blocks, elements and views (PLATFORM A4.6, A5)."""

"""`make bench`: measures speed against two small reference apps, and that cost grows only with the work."""

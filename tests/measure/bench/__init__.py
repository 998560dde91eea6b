"""`make bench`: how fast it is, against two small apps; and that nothing grows but with the work."""

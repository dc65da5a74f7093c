"""Lists in and out of the office: reading foreign spreadsheets, mending their rows, writing lists. Plain data only."""

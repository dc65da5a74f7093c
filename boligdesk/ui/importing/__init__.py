"""Bringing the office's own spreadsheets in: choose, map, mend, look ahead, book."""

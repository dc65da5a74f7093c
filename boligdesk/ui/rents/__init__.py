"""Rent adjustment at the window: planning a round, its notices, what has come of it, and the price index tables."""

"""Building blocks of the window: each knows the tokens, the keyboard and its own accessible name."""

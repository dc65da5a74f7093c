"""Boligdesk: the desktop program of a small municipal housing office."""

__version__ = "0.1.0"

"""Helpers of `dev.py`. What runs before `.venv` exists uses the standard library only."""

"""Alembic's scripts: one file per schema step in `versions/`."""

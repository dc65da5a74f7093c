"""Alembic environment: runs on the connection that `database.migrate` (or the revision tool) hands over."""

from __future__ import annotations

from alembic import context

from boligdesk.database import constraints  # noqa: F401  (registers the guards)
from boligdesk.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    compare_type=True,
    **context.config.attributes.get("options", {}),
)
context.run_migrations()

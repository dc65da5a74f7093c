"""What the lease states of the home, the landlord's suit, and rent beyond the day the keys came back. Only adds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, each empty in old rows and in rows an older program writes, and tell the office's schema."""
    op.add_column("dwelling", _words("shared_rooms", 120))
    op.add_column("dwelling", _words("outdoor_area", 120))
    op.add_column("dwelling", sa.Column("furnished", sa.Boolean(), nullable=True))
    op.add_column("tenancy", sa.Column("rent_until", sa.Date(), nullable=True))
    op.add_column("ending", sa.Column("sued_on", sa.Date(), nullable=True))
    op.add_column("ending", _words("court", 80))
    op.add_column("ending", _words("court_case", 40))
    op.execute("UPDATE kontor SET schema_minor = 1")


def _words(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")

"""Rewrite the first schema step from the models: only until the first release, after that steps are added."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from boligdesk.models import Base  # noqa: E402
from boligdesk.models.base import Code, Moment  # noqa: E402
from boligdesk.models.stock import Exact  # noqa: E402

HEAD = '''"""The first schema: all records of part A."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from boligdesk.database.constraints import create_guards

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, then the guards that no table definition can hold."""
'''


def _plain(kind: str, item: object, _context: object) -> str | Literal[False]:
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Code):
        return "sa.String(length=40)"
    return "sa.String(length=30)" if isinstance(item, Exact) else False


def main() -> None:
    """Write `0001_start.py` anew."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/tom.db")
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"render_item": _plain})
            script = produce_migrations(context, Base.metadata)
            assert script.upgrade_ops is not None
            body = render_python_code(script.upgrade_ops, render_item=_plain, migration_context=context)
        engine.dispose()
    lines = [line for line in body.splitlines() if not line.strip().startswith("#")]
    text = HEAD + "\n".join(lines) + "\n    create_guards(op.get_bind())\n"
    target = ROOT / "boligdesk/database/migrations/versions/0001_start.py"
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""A schema step of a later program, for tests of upgrading: revision `9999` adds a column with a default."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from boligdesk.database import migrate, schema

_STEP = '''"""A later step."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("area", sa.Column("later", sa.String(10), nullable=False, server_default="ny"))
    {more}
'''


def later_scripts(folder: Path, more: str = "") -> Path:
    """The program's schema steps and a later one after them."""
    scripts = folder / "skritt"
    shutil.copytree(Path(migrate.__file__).with_name("migrations"), scripts, ignore=shutil.ignore_patterns("__pyc*"))
    step = _STEP.format(before=schema.REVISIONS[-1], more=more)
    (scripts / "versions" / "9999_later.py").write_text(step, encoding="utf-8")
    return scripts


@contextmanager
def with_later_step(scripts: Path) -> Iterator[None]:
    """Run as the later program: its schema steps lie in `scripts`."""
    original, known = migrate.alembic_config, schema.REVISIONS

    def config() -> Any:
        found = original()
        found.set_main_option("script_location", str(scripts))
        return found

    migrate.alembic_config, schema.REVISIONS = config, (*known, "9999")  # type: ignore[assignment]
    try:
        yield
    finally:
        migrate.alembic_config, schema.REVISIONS = original, known

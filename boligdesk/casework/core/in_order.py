"""All ids of a long list in their order, as cheaply as the store can hand them over."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Select, func, select

from .acts import Look


def ids_in_order(look: Look, chosen: Select[Any]) -> list[int]:
    """The ids that an ordered question about one id column answers.

    SQLite writes them into one value: 50 000 of them come in a quarter of the time that rows take [measured]. It keeps
    the order of the inner question for such a function; PostgreSQL does not promise it, and answers in rows.
    """
    if look.session.get_bind().dialect.name != "sqlite":
        return list(look.session.execute(chosen).scalars())
    inner = chosen.subquery()
    written = look.session.execute(select(func.json_group_array(inner.c[0]))).scalar_one()
    ids: list[int] = json.loads(written)
    return ids

"""What a line of a rent account is called, on screen and paper: "Husleie november 2026", "Rettelse: …"."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...rules.explanation import load
from ...rules.ledger.charges import extra_of
from ...rules.ledger.entries import MONTHLY, EntryKind
from ...rules.messages import Message, msg
from ...texts import enum_code


def called(kind: EntryKind, key: str | None, month: date | None, *, correction: bool, detail: Any = None) -> Message:
    """The words of an entry. `key` and `month` are those of a charge; `detail` tells of part of a month."""
    name = msg(enum_code(kind))
    if kind in MONTHLY and month is not None:
        extra = extra_of(key) if key else None
        whole = msg("reskontro.post.tillegg", slag=name, tillegg=msg(enum_code(extra))) if extra else name
        name = _of_month(whole, month, (detail or {}).get("amount"))
    return msg("reskontro.post.rettelse", post=name) if correction else name


def _of_month(name: Message, month: date, amount: Any) -> Message:
    """A month, or the days of it that were charged."""
    params = load(amount).params if amount else {}
    if params.get("dager") == params.get("av"):
        return msg("reskontro.post.maned", post=name, maned=month)
    return msg("reskontro.post.del", post=name, maned=month, dager=params["dager"], av=params["av"])

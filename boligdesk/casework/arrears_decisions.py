"""The recorded decision before a step against the home: every point of P21 in words, and who decides, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..rules.arrears.facts import Considered
from ..rules.messages import refuse
from ..rules.rights import Right
from .arrears_holds import consider
from .core.acts import Work, writes


@writes(Right.ARREARS_WRITE)
def consider_all(work: Work, account_id: int, words: Mapping[Considered, str], on: date | None = None) -> int:
    """Record each of these points in words on a day; the decision itself comes last. How many were recorded.

    All or none: refused where a point has no words, for a day to come, and where the decision comes before the rest.
    """
    if not words:
        raise refuse("restansesak.uten_ord")
    for point in sorted(words, key=lambda one: one is Considered.DECIDED):
        consider.inner(work, account_id, point, words[point], on)
    return len(words)

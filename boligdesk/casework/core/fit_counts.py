"""How many waiting households suit each home: many times many, so nothing is explained here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from ...models.decision import WaitingPlace
from ...rules.matching.compare import fit_of
from ...rules.matching.sides import Home
from ...rules.matching.words import Fit
from .acts import Look
from .seekers import seekers_of


def fit_counts(look: Look, homes: Mapping[int, Home]) -> dict[int, Counter[Fit]]:
    """By unit id, how many of those on the waiting list each of these homes suits, nearly suits, and does not."""
    waiting = select(WaitingPlace.application_id).where(
        WaitingPlace.left_on.is_(None), WaitingPlace.voided_at.is_(None)
    )
    seekers = list(seekers_of(look, list(look.session.execute(waiting).scalars())).values())
    return {unit_id: Counter(fit_of(home, seeker) for seeker in seekers) for unit_id, home in homes.items()}

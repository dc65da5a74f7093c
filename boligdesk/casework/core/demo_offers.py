"""Offers of the sample office: each of the home that fits best that day, and what the household answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from ...models.decision import Offer
from ...rules.application_words import OfferState
from ...rules.matching.compare import match
from ...rules.matching.sides import Home, Seeker
from ...rules.matching.words import Fit
from .. import offers
from .acts import Look
from .demo_cases import OfferCase
from .demo_steps import Matter, Scene, Step
from .free_homes import free_homes
from .seekers import seekers_of

_BEST_FIRST = (Fit.YES, Fit.ALMOST, Fit.NO)


def steps(scene: Scene, matter: Matter) -> Iterator[Step]:
    """The days of each offer and of its answer."""
    for case in matter.case.offers:
        yield scene.back(case.days_ago), partial(_offer, scene, matter, case, scene.back(case.days_ago))
        if case.reply is not OfferState.OPEN:
            yield scene.back(case.replied), partial(_answer, scene, matter, case, scene.back(case.replied))


def _offer(scene: Scene, matter: Matter, case: OfferCase, day: date) -> None:
    look = scene.diary.look(matter.owner, day)
    proposed = offers.offer_proposal.inner(look, matter.id, _best(look, matter.id))
    why, viewing = scene.words["tilbud"], scene.words["visning"]
    given = replace(proposed, answer_by=scene.back(-case.answer_by), why=why, viewing=viewing)
    matter.offer_id = scene.diary.act(matter.owner, day, offers.make_offer, given)


def _best(look: Look, application_id: int) -> int:
    """The free home that fits best; of several the oldest in the register."""
    seeker = seekers_of(look, (application_id,))[application_id]
    free = [home for home in free_homes(look).values() if home.offered is None and home.rent_ore]
    return min(free, key=lambda home: _rank(home, seeker)).unit_id


def _rank(home: Home, seeker: Seeker) -> tuple[bool, int, int]:
    return home.stated is not None, _BEST_FIRST.index(match(home, seeker).fit), home.unit_id


def _answer(scene: Scene, matter: Matter, case: OfferCase, day: date) -> None:
    act, who, offer_id = scene.diary.act, matter.owner, matter.offer_id
    version = scene.version(Offer, offer_id)
    if case.reply is OfferState.ACCEPTED:
        act(who, day, offers.accept_offer, offer_id, version, day)
    elif case.reply is OfferState.REFUSED:
        act(who, day, offers.refuse_offer, offer_id, version, day, scene.words["tilbud_nei"])
    else:
        act(who, day, offers.expire_offer, offer_id, version)

"""The renewal round of the sample office: letters out, some answers in, the last day soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlalchemy import select

from ...models.application import RenewalItem
from ...rules.application_words import Channel, RenewalAnswer
from ...rules.periods import add_months
from ...rules.vocabulary import SendingWay
from .. import renewal_letters, renewals
from .demo_steps import Scene, Step
from .desk import Who

_STARTED, _LAST_DAY, _ASKED, _MONTHS_AHEAD = 20, 5, 5, 15
#: Days ago, and what was answered; the rest have not answered yet.
_ANSWERS = ((9, RenewalAnswer.WANTS), (4, RenewalAnswer.MOVES), (1, RenewalAnswer.WANTS))


def steps(scene: Scene, who: Who) -> Iterator[Step]:
    """The day the round began and the days of the answers."""
    yield scene.back(_STARTED), partial(_start, scene, who, scene.back(_STARTED))
    for place, (days, answer) in enumerate(_ANSWERS):
        yield scene.back(days), partial(_reply, scene, who, place, answer, scene.back(days))


def _start(scene: Scene, who: Who, day: date) -> None:
    diary, until = scene.diary, add_months(scene.on, _MONTHS_AHEAD)
    ending = renewals.renewal_candidates.inner(diary.look(who, day), scene.on, until)
    new = renewals.RoundInput(scene.words["runde"], scene.back(-_LAST_DAY), tuple(ending[:_ASKED]), scene.on, until)
    diary.act(who, day, renewals.start_round, new)
    items = _items(scene)
    for item in items:
        diary.steps(who, day, renewal_letters.print_renewal_letter, item)
    diary.act(who, day, renewals.mark_letters_sent, items, SendingWay.POST, day)


def _reply(scene: Scene, who: Who, place: int, answer: RenewalAnswer, day: date) -> None:
    item = _items(scene)[place]
    reply = renewals.Reply(answer, day, Channel.PHONE)
    scene.diary.act(who, day, renewals.answer_renewal, item, scene.version(RenewalItem, item), reply)


def _items(scene: Scene) -> list[int]:
    return list(scene.diary.session.execute(select(RenewalItem.id).order_by(RenewalItem.id)).scalars())

"""Acute cases of the sample office: the first question, the handover to NAV, and the nights that cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial

from ...models.application import Application
from .. import acute, temporary_stays
from .demo_cases import AcuteCase, NightCase
from .demo_steps import Matter, Scene, Step

_CALLED = time(8, 0)
_PLANNED_DAYS = 10


def steps(scene: Scene, matter: Matter) -> Iterator[Step]:
    """What happens the day somebody has nowhere to sleep."""
    if matter.case.acute is not None:
        day = scene.back(matter.case.days_ago)
        yield day, partial(_ask, scene, matter, matter.case.acute, day)
    if matter.case.night is not None:
        day = scene.back(matter.case.night.days_ago)
        yield day, partial(_stay, scene, matter, matter.case.night, day)


def _ask(scene: Scene, matter: Matter, case: AcuteCase, day: date) -> None:
    handed = acute.Handed(scene.words["nav"], datetime.combine(day, _CALLED, UTC)) if case.handed else None
    version = scene.version(Application, matter.id)
    scene.diary.act(matter.owner, day, acute.answer_tonight, matter.id, version, case.sleeps, handed)


def _stay(scene: Scene, matter: Matter, case: NightCase, day: date) -> None:
    given = temporary_stays.TemporaryStayInput(
        scene.words["kjelleren"],
        day,
        planned_end=scene.back(-_PLANNED_DAYS),
        night_ore=case.price,
        payer=scene.words["betaler"],
    )
    version = scene.version(Application, matter.id)
    scene.diary.act(matter.owner, day, temporary_stays.add_stay, matter.id, version, given)

"""An application that asks for no home and has its yes: nobody is told of a deadline that is met, nor tried on it."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.casework import rule_trial
from boligdesk.casework.application_list import application_rows
from boligdesk.database.engine import Store
from boligdesk.models.application import Application
from boligdesk.rules.application_words import ApplicationKind, DecisionBasis
from boligdesk.texts import render

from .decision_world import GRANTED, DecisionWorld, decision_world
from .sheet_world import RULES


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> DecisionWorld:
    made = decision_world(store, monkeypatch)
    with made.ingvild.store.writing() as session:
        row = session.get_one(Application, made.case)
        row.kind, row.answer_due, row.decide_by = ApplicationKind.FOLLOW_UP, None, date(2026, 11, 20)
    return made


def test_bo_oppfolging_that_is_granted_goes_on_without_a_deadline(world: DecisionWorld) -> None:
    assert _line(world) == "Frist for vedtak var 20.11.2026"
    world.made(DecisionBasis.FOLLOW_UP, GRANTED, help="Besøk av boveileder to ganger i uken.")
    assert _line(world) == "Innvilget, følges opp"
    assert world.application().decide_by is None


def _line(world: DecisionWorld) -> str:
    return render(application_rows(world.ingvild, [world.case])[world.case].step.text)


def test_a_rule_for_homes_is_tried_on_those_who_ask_for_one(world: DecisionWorld) -> None:
    stricter = RULES.replace("minst = 18", "minst = 60")
    assert rule_trial.try_rules(world.boss, stricter).tried == 0
    with world.ingvild.store.writing() as session:
        session.get_one(Application, world.case).kind = ApplicationKind.NEW
    assert rule_trial.try_rules(world.boss, stricter).tried == 1

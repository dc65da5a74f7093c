"""The office of the sheets with three people at it, and an application whose sheet is answered: ready for a vedtak."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from boligdesk.casework import assessments, settings, users
from boligdesk.casework.assessments import AnswerInput
from boligdesk.casework.core.desk import Desk, Who
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.core.sheet import JudgementInput
from boligdesk.casework.decision_card import DecisionCard, decision_card, proposal
from boligdesk.casework.decisions import draft_decision, finish_decision
from boligdesk.database.engine import Store
from boligdesk.models.application import Application
from boligdesk.models.casefile import Task
from boligdesk.models.office import Office, Setting
from boligdesk.rules.application_words import ChildHeard, CriterionStatus, DecisionBasis, DecisionResult
from boligdesk.rules.decisions.content import DecisionText
from boligdesk.rules.rights import SHIPPED
from boligdesk.rules.vocabulary import Role, TaskKind, TaskState

from .sheet_world import SheetWorld, sheet_world
from .stock_world import put

HOUSING, GRANTED, REFUSED = DecisionBasis.HOUSING, DecisionResult.GRANTED, DecisionResult.REFUSED


@dataclass
class DecisionWorld:
    """`ingvild` and `siri` are caseworkers, `boss` a leader; each holds both rights. `case` is the application."""

    sheets: SheetWorld
    ingvild: Desk
    siri: Desk
    boss: Desk

    @property
    def case(self) -> int:
        """The application's id."""
        return self.sheets.application

    def application(self) -> Application:
        """The application as it lies there."""
        with self.ingvild.store.reading() as session:
            return session.get_one(Application, self.case)

    def tasks(self) -> dict[TaskKind, date | None]:
        """The open tasks of the case."""
        with self.ingvild.store.reading() as session:
            rows = session.query(Task).filter_by(application_id=self.case, state=TaskState.OPEN)
            return {row.kind: row.due for row in rows}

    def two_persons(self) -> None:
        """Let the office want a second person."""
        settings.change_setting(self.boss, OfficeSetting.TWO_PERSONS, 1)

    def text(self, basis: DecisionBasis = HOUSING, result: DecisionResult = GRANTED, **more: Any) -> DecisionText:
        """A text with everything that this decision demands."""
        begun = proposal(self.ingvild, self.case, basis, result)
        given = {
            "weighing": "Familien er uten bolig.",
            "children": "Barnet trenger ro.",
            "facts": "Hun bor hos søsteren.",
        }
        return replace(begun, **(given | more))

    def draft(self, basis: DecisionBasis = HOUSING, result: DecisionResult = GRANTED, **more: Any) -> DecisionCard:
        """A whole draft by Ingvild."""
        text = self.text(basis, result, **more)
        return self.card(draft_decision(self.ingvild, self.case, basis, result, text).value)

    def made(self, basis: DecisionBasis = HOUSING, result: DecisionResult = GRANTED, **more: Any) -> DecisionCard:
        """A vedtak by Ingvild alone, where the office allows it."""
        draft = self.draft(basis, result, **more)
        finish_decision(self.ingvild, draft.id, draft.version)
        return self.card(draft.id)

    def card(self, decision_id: int, desk: Desk | None = None) -> DecisionCard:
        """The vedtak as somebody sees it."""
        return decision_card(desk or self.ingvild, decision_id)


def answer_sheet(world: SheetWorld, **statuses: CriterionStatus) -> None:
    """Type the facts and answer every demand as met, or as said."""
    world.type_fact("bosatt_siden", "2024-01-01", "Folkeregisteret")
    world.type_fact("brutto_arsinntekt_ore", 290_000_00)
    world.type_fact("husleiegjeld", "ingen", "Restanselisten")
    world.type_fact("bostedslos", False, "Søknaden")
    for line in world.sheet.lines:
        key = line.criterion.key
        status = statuses.get(key, CriterionStatus.MET)
        reason = "" if status is line.system else "Vi vurderer det annerledes."
        assessments.answer(world.desk, world.application, key, AnswerInput(status, reason=reason))
    judged = JudgementInput(
        children_best="Barnet trenger ro.",
        child_heard=ChildHeard.HEARD_THROUGH_PARENT,
        weighing="Familien er uten bolig.",
    )
    assessments.write_judgement(world.desk, world.application, judged)


def decision_world(store: Store, monkeypatch: pytest.MonkeyPatch) -> DecisionWorld:
    """The office described above, on 23 November 2026."""
    world = sheet_world(store, monkeypatch)
    with store.writing() as session:
        session.get_one(Office, 1).address = "Rådhusgata 1"
    put(world.desk, Setting, key="argon2", value={"time_cost": 1, "memory_cost": 8, "parallelism": 1})
    answer_sheet(world)
    boss = _user(world, "boss", "Berit Leder", Role.LEADER)
    return DecisionWorld(
        world,
        _user(world, "ingvild", "Ingvild Moe", Role.CASEWORKER),
        _user(world, "siri", "Siri Lund", Role.CASEWORKER),
        boss,
    )


def _user(world: SheetWorld, login: str, name: str, role: Role) -> Desk:
    user_id = users.add_user(world.desk, users.UserInput(login, name, role), "langtpassord").value
    return replace(world.desk, who=Who(user_id, name, login, role, SHIPPED[role]))

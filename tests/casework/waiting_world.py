"""An office with households that wait for a home: a yes each, homes that are free, soon free and let."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from boligdesk.casework import assessments, offers, stock_edit, stock_facts, waiting_list
from boligdesk.casework.assessments import AnswerInput
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.waiting_rows import enter_list
from boligdesk.casework.offers import OfferInput, OfferRow
from boligdesk.casework.stock_edit import BuildingInput, DwellingInput
from boligdesk.casework.waiting_list import WaitingQuery, WaitingRow
from boligdesk.database.engine import Store
from boligdesk.models.application import Application
from boligdesk.models.decision import Decision, WaitingPlace
from boligdesk.rules.application_words import CriterionStatus, DecisionBasis, DecisionResult, DecisionState, Stage
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Protection

from .sheet_world import TODAY, SheetWorld, application, person, sheet_world
from .stock_world import put, unit

__all__ = ["TODAY", "WaitingWorld", "waiting_world"]
ANSWER_BY = date(2026, 12, 4)


@dataclass
class WaitingWorld(SheetWorld):
    """The sheet's office, with three households on the list, and a home that is free."""

    small: int
    big: int
    unit: int
    small_unit: int
    second: int
    hidden: int

    def offer(self, case: int | None = None, unit_id: int | None = None, **more: Any) -> int:
        """Offer the free home; it fits."""
        values = {"answer_by": ANSWER_BY, "rent_ore": 1_090_000, "lease_months": 36, **more}
        return offers.make_offer(self.desk, OfferInput(case or self.application, unit_id or self.unit, **values)).value

    def offered(self, case: int | None = None) -> OfferRow:
        """The newest offer of a household."""
        return offers.offers_of(self.desk, case or self.application)[0]

    def row(self, case: int | None = None) -> WaitingRow:
        """The household's line on the list."""
        rows = waiting_list.waiting_rows(self.desk, waiting_list.waiting_ids(self.desk, WaitingQuery()))
        return next(row for row in rows.values() if row.application_id == (case or self.application))

    def stage(self, case: int | None = None) -> Stage:
        """Where the application stands."""
        with self.store.reading() as session:
            return session.get_one(Application, case or self.application).stage


def waiting_world(store: Store, monkeypatch: pytest.MonkeyPatch) -> WaitingWorld:
    """Máret Ánne and her child, Ola alone, and a protected woman, all with a yes; two free homes."""
    sheets = sheet_world(store, monkeypatch)
    desk = sheets.desk
    answer_all(sheets)
    house = stock_edit.register_building(desk, BuildingInput("Fjordgata 16", "9990", "Fjordvik", new_area="Sentrum"))
    big = _home(desk, house.value, "H0101", DwellingInput(rooms=4, bedrooms=2, floor=1, suits_children=True))
    small = _home(desk, house.value, "H0201", DwellingInput(rooms=1, bedrooms=1, floor=2, suits_children=False))
    second = application(desk, person(desk, "Berg", "Ola", date(1989, 8, 8)), "2026-0002")
    secret = person(desk, "Hemmeligsen", "Anna", date(1990, 1, 1), protection=Protection.STRICT)
    hidden = application(desk, secret, "2026-0003")
    for case, bedrooms, order in ((sheets.application, 2, 1), (second, 1, 2), (hidden, 1, 2)):
        grant(desk, case, bedrooms, order)
    return WaitingWorld(
        **vars(sheets), small=small, big=big, unit=unit(desk, big), small_unit=unit(desk, small), second=second,
        hidden=hidden,
    )  # fmt: skip


def answer_all(sheets: SheetWorld) -> None:
    """Every demand answered as met, the facts behind them typed."""
    sheets.type_fact("bosatt_siden", "2023-01-01", "Folkeregisteret")
    sheets.type_fact("brutto_arsinntekt_ore", 324_000_00)
    for line in sheets.sheet.lines:
        reason = "" if line.system is CriterionStatus.MET else "Avklart i samtale"
        given = AnswerInput(CriterionStatus.MET, reason=reason)
        assessments.answer(sheets.desk, sheets.application, line.criterion.key, given)


def _home(desk: Desk, building: int, number: str, facts: DwellingInput) -> int:
    home = stock_edit.register_dwelling(desk, building, replace(facts, number=number)).value
    stock_facts.set_rent(desk, unit(desk, home), date(2024, 1, 1), 1_090_000)
    return home


def grant(desk: Desk, case: int, bedrooms: int, order: int, **more: Any) -> int:
    """A yes, and the place it gives."""
    decision = put(
        desk,
        Decision,
        number=f"2026-1{case:03d}",
        application_id=case,
        basis=DecisionBasis.HOUSING,
        result=DecisionResult.GRANTED,
        state=DecisionState.FINAL,
        decided_on=TODAY,
        facts=None,
        explanation=None,
        content={"text": {"bedrooms": bedrooms, "lease_months": 36}},
        valid_until=more.pop("valid_until", date(2027, 11, 30)),
    )
    return _enter(desk, case, decision, order, **more).value


@writes(Right.OPEN)
def _enter(work: Work, case: int, decision_id: int, order: int, **more: Any) -> int:
    application = work.get(Application, case)
    place: WaitingPlace = enter_list(work, application, work.get(Decision, decision_id))
    place.group_order, place.group_key, place.group_step = order, f"g{order}", str(order)
    place.group_text = more.get("group_text", "Barnefamilier" if order == 1 else "Alle andre")
    place.score = more.get("score")
    application.stage = Stage.WAITING
    return place.id

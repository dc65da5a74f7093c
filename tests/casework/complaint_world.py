"""The office of the decisions with a no that is sent, and a complaint on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from boligdesk.casework.complaint_letters import complaint_file
from boligdesk.casework.complaints import ComplaintInput, ComplaintRow, complaints_of, register_complaint
from boligdesk.casework.decision_card import DecisionCard
from boligdesk.casework.decisions import DecisionSending, send_decision
from boligdesk.database.engine import Store
from boligdesk.models.application import Application
from boligdesk.models.decision import Decision, WaitingPlace
from boligdesk.rules.application_words import Channel, DecisionBasis, DecisionResult
from boligdesk.rules.vocabulary import SendingWay

from .decision_world import DecisionWorld, decision_world
from .sheet_world import RECEIVED, TODAY, application, person
from .stock_world import put

#: In time, whole in form.
GIVEN = ComplaintInput(Channel.COUNTER, TODAY, TODAY, wants="Jeg vil ha bolig.", reasons="Barnet har ingen seng.")


@dataclass
class ComplaintWorld:
    """`no` is the decision complained of; `day` the office's own today."""

    world: DecisionWorld
    no: int

    def complain(self, **more: Any) -> ComplaintRow:
        """A complaint at the counter, as said."""
        register_complaint(self.world.ingvild, self.no, replace(GIVEN, **more))
        return self.row

    @property
    def row(self) -> ComplaintRow:
        """The newest complaint."""
        return complaints_of(self.world.ingvild, self.world.case)[0]

    @property
    def papers(self) -> tuple[int, ...]:
        """The whole file."""
        return tuple(choice.id for choice in complaint_file(self.world.ingvild, self.row.id))

    def decision(self) -> Decision:
        """The decision complained of."""
        with self.world.ingvild.store.reading() as session:
            return session.get_one(Decision, self.no)

    def sent_earlier(self, sent: date, reached: date | None) -> None:
        """As if the vedtak had been made and sent on another day."""
        with self.world.ingvild.store.writing() as session:
            row = session.get_one(Decision, self.no)
            row.decided_on, row.sent_on, row.reached_on = sent, sent, reached

    def waits(self, group: str, bedrooms: int, since: date, **about: Any) -> int:
        """Another household on the waiting list. Returns its person."""
        desk = self.world.boss
        who = person(desk, f"Ukjent{since:%m%d}{bedrooms}", "Naboen", None, **about)
        case = application(desk, who, f"2026-9{bedrooms}{since:%m%d}")
        place = {"group_key": group, "group_text": group, "bedrooms": bedrooms, "entered_on": since}
        put(desk, WaitingPlace, application_id=case, decision_id=self.no, **place)
        return who


def complaint_world(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    basis: DecisionBasis = DecisionBasis.HOUSING,
    result: DecisionResult = DecisionResult.REFUSED,
    **text: Any,
) -> ComplaintWorld:
    """A vedtak by Ingvild, handed over today."""
    world = decision_world(store, monkeypatch)
    made: DecisionCard = world.made(basis, result, **text)
    send_decision(world.ingvild, made.id, made.version, DecisionSending(SendingWay.HANDED_OVER, TODAY, TODAY))
    return ComplaintWorld(world, made.id)


def place_world(
    store: Store, monkeypatch: pytest.MonkeyPatch, result: DecisionResult = DecisionResult.REFUSED, **text: Any
) -> ComplaintWorld:
    """A household with a place on the list to 23 November 2027, and the vedtak that takes or shortens it, in hand."""
    world = decision_world(store, monkeypatch)
    world.made(valid_until=date(2027, 11, 23))
    told = {"forewarned_on": date(2026, 11, 1), "answer_by": date(2026, 11, 15), "party_answer": "Nei"}
    made = world.made(DecisionBasis.REMOVAL, result, **told, **text)
    send_decision(world.ingvild, made.id, made.version, DecisionSending(SendingWay.HANDED_OVER, TODAY, TODAY))
    return ComplaintWorld(world, made.id)


def words_of(pdf: bytes) -> str:
    """The words of a letter in one line."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


__all__ = ["GIVEN", "RECEIVED", "TODAY", "Application", "ComplaintWorld", "complaint_world", "place_world", "words_of"]

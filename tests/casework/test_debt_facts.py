"""What an application is told of the applicant's rent account: a debt, an agreement, an eviction, or nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.application_facts import SourcedFact, sourced_facts
from boligdesk.models.application import Application
from boligdesk.models.ledger import AccountLiable, ClaimMark
from boligdesk.models.person import Person
from boligdesk.rules.application_words import ApplicationKind, Channel, Stage
from boligdesk.rules.arrears.words import ArrearsEventKind
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Protection, Role

from .arrears_world import DECEMBER, JANUARY, NOW, RENT, ArrearsWorld, account_id_of, arrears_world, put
from .lease_world import LeaseWorld
from .stock_world import put as put_plain


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    return arrears_world(leases, monkeypatch)


def _facts(owing: ArrearsWorld, role: Role | None = None, person: int | None = None) -> dict[str, SourcedFact]:
    came = {"kind": ApplicationKind.NEW, "stage": Stage.NEW, "channel": Channel.PHONE, "received_on": NOW}
    who = {"number": f"2027-{role or 0}", "applicant_id": person or owing.leases.anna, "own_words": ""}
    case = put_plain(owing.desk, Application, **who, **came)
    return _read(owing.leases.as_role(role) if role else owing.desk, case)


@reads(Right.APPLICATION_READ)
def _read(look: Look, application_id: int) -> dict[str, SourcedFact]:
    return sourced_facts(look, (application_id,), look.today)[application_id]


@writes(Right.PERSON_WRITE)
def _protect(work: Work, person_id: int) -> None:
    work.get(Person, person_id).protection = Protection.STRICT


def _value(facts: dict[str, SourcedFact]) -> object:
    return facts["husleiegjeld"].value if "husleiegjeld" in facts else None


def test_past_due_rent_is_an_open_debt_and_an_agreement_is_said_to_be_one(owing: ArrearsWorld) -> None:
    claim = owing.owe(DECEMBER)[0]
    facts = _facts(owing)
    assert _value(facts) == "apen"
    assert facts["husleiegjeld"].source.params["belop"] == RENT
    mark = ClaimMark(account_id=owing.account, claim_id=claim, mark=Mark.AGREED, from_date=JANUARY, reason="avtale")
    put(owing.desk, mark, owing.account)
    assert _value(_facts(owing, Role.CASEWORKER)) == "avtale"


def test_no_debt_is_only_said_of_an_account_in_use(owing: ArrearsWorld) -> None:
    assert _value(_facts(owing)) is None, "nothing is written on it: it may be of a time before the ledger"
    owing.owe(DECEMBER)
    owing.pay(RENT, JANUARY)
    owing.owe(NOW + timedelta(days=12))
    owing.owe(DECEMBER, kind=EntryKind.DAMAGE)
    facts = _facts(owing, Role.CASEWORKER)
    assert (_value(facts), facts["husleiegjeld"].as_of) == ("ingen", NOW - timedelta(days=1)), "damage is no rent"


def test_barred_rent_is_no_debt(owing: ArrearsWorld) -> None:
    owing.owe(date(2023, 1, 2))
    assert _value(_facts(owing)) == "ingen"


def test_nothing_is_said_of_one_whose_other_account_is_hidden(owing: ArrearsWorld) -> None:
    """Risten pays her own rent, and answered for Bo's home before: the counter may not know of that."""
    leases = owing.leases
    late = {"husleie.start.for_signering": "prøve"}
    lease = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=(), reasons=late)
    hers = ArrearsWorld(leases, owing.desk, lease, account_id_of(owing.desk, lease), owing.patch)
    for one in (hers, owing):
        one.owe(DECEMBER)
        one.pay(RENT, JANUARY)
    assert _value(_facts(owing, Role.COUNTER, leases.newcomer)) == "ingen"
    shared = AccountLiable(account_id=owing.account, person_id=leases.newcomer, from_date=DECEMBER, estate=False)
    put(owing.desk, shared, owing.account)
    _protect(owing.desk, leases.bo)
    assert _value(_facts(owing, Role.READER, leases.newcomer)) is None
    assert _value(_facts(owing, Role.CASEWORKER, leases.newcomer)) == "ingen"


def test_an_eviction_stands_with_its_day(owing: ArrearsWorld) -> None:
    assert "utkastelse" not in _facts(owing)
    owing.happened(ArrearsEventKind.PETITION_FILED, DECEMBER)
    owing.happened(ArrearsEventKind.CARRIED_OUT, JANUARY)
    facts = _facts(owing, Role.CASEWORKER)
    assert (facts["utkastelse"].value, facts["utkastelse_dato"].value) == (True, JANUARY)

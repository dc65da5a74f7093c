"""Fast trekk: with a consent, for a time, and how many have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.casework import deductions, lease_print
from boligdesk.casework.deductions import DeductionInput
from boligdesk.rules.arrears.words import PayerKind
from boligdesk.rules.messages import RefusedError

from .arrears_world import NOW, RENT, ArrearsWorld, arrears_world
from .lease_world import LeaseWorld

FIRST = date(2027, 1, 1)


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    return arrears_world(leases, monkeypatch)


def _input(owing: ArrearsWorld) -> DeductionInput:
    return DeductionInput(owing.account, PayerKind.NAV, "NAV Fjordvik", RENT, FIRST, date(2026, 12, 20))


@pytest.mark.lagring
def test_a_deduction_rests_on_a_consent_and_counts_while_it_runs(owing: ArrearsWorld) -> None:
    empty = deductions.deduction_share(owing.desk)
    assert (empty.tenancies, empty.with_deduction, empty.permille) == (1, 0, 0)
    paper = lease_print.print_paper(owing.desk, owing.tenancy, "samtykke_fast_trekk").value.document_id
    assert list(deductions.consent_papers(owing.desk, owing.account)) == [paper]
    made = deductions.add_deduction(owing.desk, replace(_input(owing), document_id=paper)).value
    share = deductions.deduction_share(owing.desk)
    assert (share.with_deduction, share.permille, share.by_kind) == (1, 1000, {PayerKind.NAV: 1})
    [row] = deductions.deductions_of(owing.desk, owing.account)
    assert (row.id, row.amount_ore, row.to_date, row.document_id) == (made, RENT, None, paper)
    deductions.stop_deduction(owing.desk, made, row.version, NOW - timedelta(days=1), "samtykket er trukket tilbake")
    [row] = deductions.deductions_of(owing.desk, owing.account)
    assert (row.to_date, row.stopped_reason) == (NOW - timedelta(days=1), "samtykket er trukket tilbake")
    assert deductions.deduction_share(owing.desk).with_deduction == 0
    assert deductions.deduction_share(owing.desk, FIRST).with_deduction == 1
    assert deductions.deduction_share(owing.desk, date(2020, 1, 1)).permille is None


def test_one_that_never_ran_is_withdrawn(owing: ArrearsWorld) -> None:
    made = deductions.add_deduction(owing.desk, _input(owing)).value
    with pytest.raises(RefusedError):
        deductions.stop_deduction(owing.desk, made, 1, FIRST, " ")
    deductions.stop_deduction(owing.desk, made, 1, FIRST - timedelta(days=1), "feil konto")
    assert deductions.deductions_of(owing.desk, owing.account) == ()


def test_what_no_consent_covers_is_refused(owing: ArrearsWorld) -> None:
    good, rules = _input(owing), lease_print.print_paper(owing.desk, owing.tenancy, "husordensregler").value
    for bad in (
        replace(good, amount_ore=0),
        replace(good, with_whom=" "),
        replace(good, to_date=FIRST - timedelta(days=1)),
        replace(good, consented_on=FIRST + timedelta(days=1)),
        replace(good, document_id=rules.document_id),
    ):
        with pytest.raises(RefusedError):
            deductions.add_deduction(owing.desk, bad)

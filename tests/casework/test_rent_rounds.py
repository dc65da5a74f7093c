"""Rents adjusted: planned for all, notified to each, charged only from the day the law allows (P23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update

from boligdesk.casework import batches, charges, documents, rent_notices, rent_rounds, tenancy_new
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.documents import NewSending
from boligdesk.casework.rent_rounds import IndexPoint, MarketAssessment, RoundWish
from boligdesk.casework.representatives import RepresentativeInput, add_representative
from boligdesk.models.ledger import IndexValue
from boligdesk.models.person import Person
from boligdesk.models.tenancy import Tenancy, TenancyTenant, TenancyTerm
from boligdesk.rules.arrears.words import RentChangeState
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rent_change import RentChangeBasis
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import Clause
from boligdesk.rules.vocabulary import RepresentativeKind, Role, SendingWay

from ..forms.conftest import pages_of
from .ledger_world import LedgerWorld

RENT = 895_000
NOVEMBER, OCTOBER = IndexPoint("14709", date(2026, 11, 1)), IndexPoint("14709", date(2027, 10, 1))
JANUARY, FEBRUARY = date(2028, 1, 1), date(2028, 2, 1)
KPI = RoundWish(RentChangeBasis.KPI, JANUARY, NOVEMBER, OCTOBER)
SEEN = date(2027, 11, 10)


@writes(Right.RENT_ADJUST)
def _index(work: Work) -> None:
    """4 % from November 2026 to October 2027."""
    for point, value in ((NOVEMBER, "105.0"), (OCTOBER, "109.2")):
        work.add(IndexValue(series=point.table, month=point.month, value=Decimal(value), recorded_at=work.now))


def _on(ledger: LedgerWorld, monkeypatch: pytest.MonkeyPatch, day: date) -> LedgerWorld:
    monkeypatch.setenv("BOLIGDESK_DATO", day.isoformat())
    return replace(ledger, desk=ledger.leases.as_role(Role.LEADER))


@pytest.fixture
def world(ledger: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> LedgerWorld:
    """November 2027: the lease has run a year."""
    later = _on(ledger, monkeypatch, SEEN)
    _index(later.desk)
    return later


def _started(world: LedgerWorld, wish: RoundWish = KPI, *, printed: bool = True) -> tuple[int, int]:
    """A round with the one tenancy in it; the ids of the round and of its change."""
    round_id = rent_rounds.start_round(world.desk, wish, (world.tenancy,)).value
    (row,) = rent_rounds.round_changes(world.desk, round_id)
    if printed:
        rent_notices.print_rent_notices(world.desk, row.id)
    return round_id, row.id


def _mark(world: LedgerWorld, change_id: int, **days: date) -> rent_rounds.Noticed:
    people = {"anna": world.leases.anna, "bo": world.leases.bo}
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    sent = {people[name]: day for name, day in days.items()}
    return rent_rounds.mark_sent(world.desk, change_id, row.version, sent).value


def _charged(world: LedgerWorld, monkeypatch: pytest.MonkeyPatch, month: date) -> int:
    """What charging a month would claim, seen in that month."""
    return charges.plan_month(_on(world, monkeypatch, month).desk, month).sum_ore


def _refused(world: LedgerWorld, change_id: int, **days: date) -> str:
    with pytest.raises(RefusedError) as refused:
        _mark(world, change_id, **days)
    return refused.value.fault.code


@pytest.mark.lagring
def test_a_notice_sent_to_all_in_time_gives_the_new_rent_from_its_day(
    world: LedgerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = rent_rounds.plan_round(world.desk, KPI).lines
    assert (line.old_rent_ore, line.new_rent_ore, line.stops, line.may_go) == (RENT, 930_800, (), True)
    round_id, change_id = _started(world)
    (noticed,) = rent_rounds.mark_round_sent(world.desk, round_id, date(2027, 11, 10)).value
    assert (noticed.waiting, noticed.effect_on, noticed.refusal) == ((), JANUARY, None)
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert (row.id, row.state, row.effect_on) == (change_id, RentChangeState.SENT, JANUARY)
    assert set(row.sent) == {world.leases.anna, world.leases.bo}
    (counted,) = rent_rounds.rent_rounds(world.desk)
    assert dict(counted.counts) == {RentChangeState.SENT: 1}
    assert _charged(world, monkeypatch, date(2027, 12, 1)) == RENT
    assert _charged(world, monkeypatch, JANUARY) == 930_800
    (row,) = rent_rounds.rent_history(_on(world, monkeypatch, JANUARY).desk, world.tenancy)
    assert row.state is RentChangeState.IN_FORCE


def test_an_unsent_notice_never_changes_a_charge(world: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    _round_id, change_id = _started(world)
    noticed = _mark(world, change_id, anna=SEEN)
    assert (noticed.waiting, noticed.effect_on) == ((world.leases.bo,), None)
    assert _charged(world, monkeypatch, JANUARY) == RENT
    assert _charged(world, monkeypatch, FEBRUARY) == RENT


def test_a_returned_notice_takes_the_new_rent_back_until_it_is_sent_anew(
    world: LedgerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    _round_id, change_id = _started(world)
    assert _mark(world, change_id, anna=SEEN, bo=SEEN).effect_on == JANUARY
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    paper = next(one.document_id for one in row.notices if one.person_id == world.leases.bo)
    (sending,) = documents.sendings_of(world.desk, paper or 0)
    documents.mark_returned(world.desk, sending.id, date(2027, 11, 17))
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert (row.state, row.effect_on, set(row.sent)) == (RentChangeState.PLANNED, None, {world.leases.anna})
    assert _charged(world, monkeypatch, JANUARY) == RENT
    later = _on(world, monkeypatch, date(2027, 12, 15))
    assert _mark(later, change_id, bo=date(2027, 12, 15)).effect_on == FEBRUARY
    assert _charged(later, monkeypatch, JANUARY) == RENT
    assert _charged(later, monkeypatch, FEBRUARY) == 930_800
    documents.mark_returned(_on(later, monkeypatch, FEBRUARY).desk, sending.id, FEBRUARY)
    assert _charged(later, monkeypatch, FEBRUARY) == 930_800, "what counts already is left to a person"


def test_a_late_notice_moves_the_change_and_says_so(world: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    _round_id, change_id = _started(world)
    world = _on(world, monkeypatch, date(2027, 12, 15))
    noticed = _mark(world, change_id, anna=SEEN, bo=date(2027, 12, 15))
    assert noticed.effect_on == FEBRUARY
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert (row.state, row.effect and row.effect.code) == (RentChangeState.MOVED, "husleie.endring.flyttet")
    assert _charged(world, monkeypatch, JANUARY) == RENT
    assert _charged(world, monkeypatch, FEBRUARY) == 930_800


def test_what_stops_a_tenancy_is_said_and_stops_the_round(world: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    early = replace(KPI, planned_on=date(2027, 12, 1))
    old = replace(KPI, earlier=IndexPoint("14709", date(2026, 4, 1)))
    assert _stops(world, early) == {"husleie.endring.for_tidlig"}
    assert _stops(world, old) == {"regulering.for_tidlig_maned"}
    assert _stops(world, replace(KPI, planned_on=date(2029, 12, 1))) == {"regulering.slutter"}
    with pytest.raises(RefusedError, match=r"regulering\.stoppet"):
        rent_rounds.start_round(world.desk, early, (world.tenancy,))
    _started(world, printed=False)
    assert _stops(world, KPI) == {"regulering.venter"}


def _stops(world: LedgerWorld, wish: RoundWish) -> set[str]:
    (line,) = rent_rounds.plan_round(world.desk, wish).lines
    assert not line.may_go
    return {control.code for control in line.stops}


def test_two_tables_are_never_mixed_and_a_missing_month_is_named(world: LedgerWorld) -> None:
    for later, code in (
        (IndexPoint("03013", date(2025, 12, 1)), "husleie.indeks.blandet"),
        (IndexPoint("14709", date(2027, 9, 1)), "husleie.indeks.mangler"),
        (None, "regulering.uten_maneder"),
    ):
        with pytest.raises(RefusedError) as refused:
            rent_rounds.plan_round(world.desk, replace(KPI, later=later))
        assert refused.value.fault.code == code
    with pytest.raises(RefusedError, match=r"regulering\.ikke_forste"):
        rent_rounds.plan_round(world.desk, replace(KPI, planned_on=date(2028, 1, 2)))


def test_gjengs_leie_waits_two_and_a_half_years_and_gives_six_months(
    world: LedgerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ends(world, None)
    found = {world.tenancy: MarketAssessment(1_000_000, date(2027, 11, 1), "tre naboleiligheter")}
    wish = RoundWish(RentChangeBasis.MARKET, date(2029, 12, 1), assessed=found)
    assert _stops(world, replace(wish, assessed={})) == {"regulering.ikke_vurdert"}
    assert _stops(world, replace(wish, planned_on=date(2029, 11, 1))) == {"husleie.endring.for_tidlig"}
    _round_id, change_id = _started(world, wish)
    world = _on(world, monkeypatch, date(2029, 6, 20))
    assert _refused(world, change_id, anna=date(2029, 5, 31), bo=date(2029, 6, 20)) == "regulering.varslet_for_tidlig"
    _ends(world, date(2029, 12, 31))
    assert _refused(world, change_id, anna=date(2029, 6, 20), bo=date(2029, 6, 20)) == "regulering.slutter_for"
    _ends(world, None)
    assert _mark(world, change_id, anna=date(2029, 6, 2), bo=date(2029, 6, 20)).effect_on == date(2030, 1, 1)
    assert _charged(world, monkeypatch, date(2029, 12, 1)) == RENT
    assert _charged(world, monkeypatch, date(2030, 1, 1)) == 1_000_000


def _ends(world: LedgerWorld, day: date | None) -> None:
    with world.leases.store.writing() as session:
        session.execute(update(Tenancy).values(to_date=day, fixed_until=day))


def test_marking_is_refused_where_it_could_not_have_been(world: LedgerWorld) -> None:
    _round_id, change_id = _started(world, printed=False)
    assert _refused(world, change_id, anna=SEEN) == "regulering.uten_varsel"
    rent_notices.print_rent_notices(world.desk, change_id)
    assert _refused(world, change_id, anna=date(2027, 11, 9)) == "regulering.feil_dag"
    assert _refused(world, change_id, anna=date(2027, 11, 11)) == "regulering.feil_dag"
    _mark(world, change_id, anna=SEEN, bo=SEEN)
    assert _refused(world, change_id, anna=SEEN) == "regulering.star_fast"


def test_a_change_that_is_let_be_leaves_the_old_terms(world: LedgerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    _round_id, change_id = _started(world)
    _mark(world, change_id, anna=SEEN, bo=SEEN)
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    with pytest.raises(RefusedError, match=r"regulering\.uten_grunn"):
        rent_rounds.drop_change(world.desk, change_id, row.version, " ")
    rent_rounds.drop_change(world.desk, change_id, row.version, "Feil indeks")
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert (row.state, row.effect_on) == (RentChangeState.DROPPED, None)
    assert _charged(world, monkeypatch, JANUARY) == RENT
    again = _on(world, monkeypatch, SEEN)
    assert rent_rounds.plan_round(again.desk, KPI).lines[0].may_go


def test_the_notices_of_a_round_are_made_as_a_batch(world: LedgerWorld) -> None:
    _round_id, change_id = _started(world, printed=False)
    run_id = batches.start_batch(world.desk, "rent_notices", "Varsel om ny leie", [change_id]).value
    (item,) = batches.carry_on(world.desk, run_id).items
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert [notice.document_id is not None for notice in row.notices] == [True, True]
    assert (item.made_id, item.refusal) == (row.notices[0].document_id, "")
    assert [paper.fresh for paper in rent_notices.print_rent_notices(world.desk, change_id).value] == [False, False]


def test_each_tenant_gets_a_notice_of_their_own_in_their_own_language(world: LedgerWorld) -> None:
    with world.leases.store.writing() as session:
        session.execute(update(Person).where(Person.id == world.leases.bo).values(letter_language="nn"))
    _round_id, change_id = _started(world, printed=False)
    anna, bo = rent_notices.print_rent_notices(world.desk, change_id).value
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert [one.document_id for one in row.notices] == [anna.document_id, bo.document_id]
    assert len({anna.file_name, bo.file_name, world.leases.anna}) == 3
    names = {one.person_id: one.name for one in row.notices}
    hers, his = (_words(paper.pdf) for paper in (anna, bo))
    assert names[world.leases.anna] in hers and names[world.leases.bo] not in hers
    assert names[world.leases.bo] in his and names[world.leases.anna] not in his
    assert "Leien din blir" in hers and "Leiga di blir" in his


def test_the_guardian_of_a_tenant_gets_the_notice_too_and_it_is_sent_with_it(world: LedgerWorld) -> None:
    given = RepresentativeInput(RepresentativeKind.GUARDIAN, "Verge Vang", "Storgata 9, 9990 Fjordvik", "alt")
    add_representative(world.desk, world.leases.anna, given)
    _round_id, change_id = _started(world, printed=False)
    anna, bo = rent_notices.print_rent_notices(world.desk, change_id).value
    assert ([copy.title for copy in anna.copies], bo.copies) != ([], ())
    assert "Verge Vang" in _words(anna.copies[0].pdf)
    _mark(world, change_id, anna=SEEN)
    sent = [documents.sendings_of(world.desk, paper.document_id) for paper in (anna, anna.copies[0], bo)]
    assert [[one.sent_on for one in some] for some in sent] == [[SEEN], [SEEN], []]


def test_a_notice_marked_under_documents_counts_as_well(world: LedgerWorld) -> None:
    _round_id, change_id = _started(world, printed=False)
    for paper in rent_notices.print_rent_notices(world.desk, change_id).value:
        documents.mark_sent_to_all(world.desk, paper.document_id, NewSending(SendingWay.POST, SEEN, "leietaker"))
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert (row.state, row.effect_on) == (RentChangeState.SENT, JANUARY)


def test_somebody_who_becomes_a_tenant_must_be_sent_a_notice_too(
    world: LedgerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    _round_id, change_id = _started(world)
    _joins(world.desk, world.tenancy, world.leases.newcomer)
    noticed = _mark(world, change_id, anna=SEEN, bo=SEEN)
    assert (noticed.waiting, noticed.effect_on) == ((world.leases.newcomer,), None)
    assert _charged(world, monkeypatch, JANUARY) == RENT
    world = _on(world, monkeypatch, SEEN)
    assert len(rent_notices.print_rent_notices(world.desk, change_id).value) == 3


def test_a_draft_of_a_notice_is_shown_and_nothing_is_kept(world: LedgerWorld) -> None:
    _round_id, change_id = _started(world, printed=False)
    pdf = rent_notices.preview_rent_notice(world.desk, change_id, world.leases.anna)
    assert "9 308 kr" in _words(pdf)
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert [one.document_id for one in row.notices] == [None, None]


def test_the_new_rent_is_rounded_down_and_says_so(world: LedgerWorld) -> None:
    _set_rent(world, 895_050)
    (whole,) = rent_rounds.plan_round(world.desk, KPI).lines
    (exact,) = rent_rounds.plan_round(world.desk, replace(KPI, whole_kroner=False)).lines
    assert (whole.new_rent_ore, exact.new_rent_ore) == (930_800, 930_852)  # 895 050 × 109,2 / 105 = 930 852,0
    assert whole.rent is not None and whole.rent.code == "husleie.indeks.hele_kroner"
    assert whole.rent.children == (exact.rent,)


@writes(Right.TENANCY_WRITE)
def _joins(work: Work, tenancy_id: int, person_id: int) -> None:
    work.add(TenancyTenant(tenancy_id=tenancy_id, person_id=person_id, from_date=date(2027, 12, 1)))


def _second_lease(world: LedgerWorld) -> int:
    people, home = world.leases, world.leases.other_unit
    proposal = tenancy_new.propose(people.desk, home, (people.newcomer,), date(2026, 12, 1))
    lawful = replace(proposal, fixed_until=date(2029, 11, 30), clauses=frozenset(Clause), heating_included=False)
    return tenancy_new.create(people.desk, lawful).value


def _set_rent(world: LedgerWorld, ore: int) -> None:
    with world.leases.store.writing() as session:
        session.execute(update(TenancyTerm).values(rent_ore=ore))


def test_those_left_out_keep_their_reason_and_a_reason_is_needed(
    ledger: LedgerWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = _second_lease(ledger)
    world = _on(ledger, monkeypatch, SEEN)
    _index(world.desk)
    with pytest.raises(RefusedError, match=r"regulering\.stoppet"):
        rent_rounds.start_round(world.desk, KPI, (), {world.tenancy: "Skal flytte"})
    with pytest.raises(RefusedError, match=r"regulering\.stoppet"):
        rent_rounds.start_round(world.desk, KPI, (world.tenancy,), {world.tenancy: "Skal flytte"})
    with pytest.raises(RefusedError, match=r"regulering\.uten_grunn"):
        rent_rounds.start_round(world.desk, KPI, (world.tenancy,), {more: " "})
    round_id = rent_rounds.start_round(world.desk, KPI, (world.tenancy,), {more: "Skal flytte"}).value
    (left,) = rent_rounds.rent_history(world.desk, more)
    assert (left.state, left.why, left.round_id) == (RentChangeState.DROPPED, "Skal flytte", round_id)
    assert rent_rounds.drop_round(world.desk, round_id, "Feil måned").value == 1
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert (row.state, row.why) == (RentChangeState.DROPPED, "Feil måned")
    with pytest.raises(RefusedError, match=r"regulering\.star_fast"):
        rent_rounds.drop_round(world.desk, round_id, "En gang til")


def test_a_rent_changed_meanwhile_stops_the_notice(world: LedgerWorld) -> None:
    _round_id, change_id = _started(world)
    _set_rent(world, 900_000)
    assert _refused(world, change_id, anna=SEEN, bo=SEEN) == "regulering.endret_siden"
    (row,) = rent_rounds.rent_history(world.desk, world.tenancy)
    assert (row.state, dict(row.sent)) == (RentChangeState.PLANNED, {})


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(pages_of(pdf)).split()).replace("\u00a0", " ")

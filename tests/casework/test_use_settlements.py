"""À konto settled against real use: for all, once, and taken back by counter-entries (§ 3-4, P5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from boligdesk.casework import batches, documents, ledger_settings, settlement, use_letters, use_settlements
from boligdesk.casework.settlement import SettlementInput
from boligdesk.casework.use_settlements import NotSettled, UseWish
from boligdesk.models.office import Office
from boligdesk.models.person import Person
from boligdesk.models.stock import Dwelling
from boligdesk.rules.arrears.words import LedgerKind
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.periods import Period
from boligdesk.rules.terms import ExtraKind
from boligdesk.rules.use_settlement import ShareKey
from boligdesk.rules.vocabulary import Protection, Role, SendingWay

from .lease_world import LeaseWorld
from .use_world import LEFT, SEEN, UseWorld, use_world

#: 27 375 kr on 150 m² through 365 days is half a krone per m² and day.
_STAYED, _LEFT, _OFFICE = 12_957_50, 4_525_00, 9_892_50


@pytest.fixture
def world(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> UseWorld:
    """20 January 2028."""
    return use_world(leases, monkeypatch)


def _refused(world: UseWorld, wish: UseWish) -> str:
    with pytest.raises(RefusedError) as refused:
        use_settlements.book_settlement(world.ledger.desk, wish)
    return refused.value.fault.code


def _use_entries(world: UseWorld, account: int) -> list[int]:
    entries = world.ledger.books(account).entries
    return [one.amount_ore for one in entries if one.kind is EntryKind.USE_SETTLEMENT]


def _words(pdf: bytes) -> str:
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(said.replace("\u00a0", " ").replace("\u00ad", "").split())


@pytest.mark.lagring
def test_all_who_lived_there_are_settled_once_and_the_sums_agree(world: UseWorld) -> None:
    plan = use_settlements.plan_settlement(world.ledger.desk, world.wish)
    assert plan.may_go and plan.total_ore == 27_375_00 and plan.office_ore == _OFFICE
    stayed, left = plan.lines
    assert stayed.share and left.share
    assert (stayed.share.real_ore, stayed.charged_ore) == (_STAYED, 12 * 900_00)
    assert (left.share.real_ore, left.charged_ore, left.stay.end) == (_LEFT, 6 * 600_00, LEFT)
    assert stayed.share.monthly and stayed.share.monthly.result == 1_080_00 and left.share.monthly is None

    booked = use_settlements.book_settlement(world.ledger.desk, world.wish).value
    assert (booked.settled, booked.owed_ore, booked.credit_ore) == (2, 2_157_50 + 925_00, 0)
    assert _use_entries(world, world.ledger.account) == [2_157_50]
    (claim,) = [e for e in world.ledger.books(world.left_account).entries if e.kind is EntryKind.USE_SETTLEMENT]
    assert (claim.amount_ore, claim.on) == (925_00, date(2028, 2, 21))  # the 20th is a Sunday
    assert _refused(world, world.wish) == "avregning.ingenting"
    again = use_settlements.plan_settlement(world.ledger.desk, world.wish)
    assert [line.why for line in again.lines] == [NotSettled.SETTLED] * 2 and again.total_ore == 27_375_00
    assert world.ledger.open()


def test_too_much_charged_is_a_credit_that_pays_what_is_open(world: UseWorld) -> None:
    before = world.ledger.books().at(date.max).balance_ore
    use_settlements.book_settlement(world.ledger.desk, replace(world.wish, total_ore=13_687_50))
    assert _use_entries(world, world.ledger.account) == [6_478_75 - 10_800_00]
    assert world.ledger.books().at(date.max).balance_ore == before - 4_321_25
    assert EntryKind.USE_SETTLEMENT not in {kind for kind, _ore in world.ledger.open()}


@pytest.mark.lagring
def test_taken_back_it_leaves_the_balance_and_can_be_made_anew(world: UseWorld) -> None:
    before = world.ledger.books().at(date.max).balance_ore
    use_settlements.book_settlement(world.ledger.desk, world.wish)
    (row,) = use_settlements.use_rounds(world.ledger.desk)
    with pytest.raises(RefusedError):
        use_settlements.undo_settlement(world.ledger.desk, row.id, row.version, "  ")
    assert use_settlements.undo_settlement(world.ledger.desk, row.id, row.version, "feil faktura").value == 2
    assert _use_entries(world, world.ledger.account) == [2_157_50, -2_157_50]
    assert world.ledger.books().at(date.max).balance_ore == before
    (row,) = use_settlements.use_rounds(world.ledger.desk)
    assert row.voided and (row.settled, row.total_ore) == (2, 27_375_00)
    with pytest.raises(RefusedError) as twice:
        use_settlements.undo_settlement(world.ledger.desk, row.id, row.version, "igjen")
    assert twice.value.fault.code == "avregning.angret_for"
    use_settlements.book_settlement(world.ledger.desk, replace(world.wish, total_ore=30_000_00))
    assert len(_use_entries(world, world.ledger.account)) == 3
    assert world.ledger.open()


def test_whoever_pays_no_a_konto_is_shown_and_the_landlord_bears_the_share(world: UseWorld) -> None:
    plan = use_settlements.plan_settlement(world.ledger.desk, replace(world.wish, kind=ExtraKind.WATER))
    assert [line.why for line in plan.lines] == [NotSettled.NO_ON_ACCOUNT] * 2
    assert plan.office_ore == plan.total_ore and not plan.may_go
    paid_elsewhere = replace(world.wish, kind=ExtraKind.WATER, elsewhere={world.left: 3_000_00})
    stayed, left = use_settlements.plan_settlement(world.ledger.desk, paid_elsewhere).lines
    assert (stayed.why, left.why, left.charged_ore) == (NotSettled.NO_ON_ACCOUNT, None, 3_000_00)


def test_each_key_shares_by_what_the_register_or_the_meter_says(world: UseWorld) -> None:
    desk, wish = world.ledger.desk, replace(world.wish, key=ShareKey.EQUAL)
    stayed, left = use_settlements.plan_settlement(desk, wish).lines
    assert stayed.share and left.share and stayed.share.real_ore == 9_125_00 and left.share.real_ore == 4_525_00
    plan = use_settlements.plan_settlement(desk, replace(wish, key=ShareKey.PERSONS, weights={world.left: Decimal(1)}))
    assert plan.office_ore == 0 and [line.weight for line in plan.lines] == [3, 1]
    metered = replace(wish, key=ShareKey.METER, total_ore=None, unit_price=Decimal(125))
    lacking = use_settlements.plan_settlement(desk, metered)
    assert lacking.total_ore is None and not lacking.may_go
    assert {one.code for line in lacking.lines for one in line.controls} == {"avregning.mangler_maler"}
    read = replace(metered, weights={world.ledger.tenancy: Decimal(7000), world.left: Decimal("2150.5")})
    plan = use_settlements.plan_settlement(desk, replace(read, office_weight=Decimal(100)))
    assert (plan.total_ore, plan.office_ore) == (11_563_13, 125_00)


def test_a_home_the_cost_is_not_for_has_no_share(world: UseWorld) -> None:
    plan = use_settlements.plan_settlement(world.ledger.desk, world.wish)
    units = {line.tenancy_id: line.unit_id for line in plan.lines}
    only = replace(world.wish, left_out=frozenset({units[world.left], world.empty_unit}))
    plan = use_settlements.plan_settlement(world.ledger.desk, only)
    assert (plan.office_ore, [home.tenancy_id for home in plan.left_out]) == (0, [world.left])
    assert [line.share.real_ore for line in plan.lines if line.share] == [27_375_00]
    chosen = replace(world.wish, building_id=None, tenancy_ids=(world.left,))
    plan = use_settlements.plan_settlement(world.ledger.desk, chosen)
    assert [line.share.real_ore for line in plan.lines if line.share] == [27_375_00] and plan.office_ore == 0


def test_what_is_lacking_or_too_early_stops_the_booking(world: UseWorld, leases: LeaseWorld) -> None:
    for changed, code in (
        (replace(world.wish, source=""), "avregning.uten_kilde"),
        (replace(world.wish, total_ore=None), "avregning.uten_kostnad"),
        (replace(world.wish, period=Period(date(2027, 3, 1), SEEN)), "avregning.periode_ikke_over"),
        (replace(world.wish, due_on=None), "avregning.uten_forfall"),
        (replace(world.wish, key=ShareKey.FIXED), "avregning.mangler_andel"),
        (replace(world.wish, building_id=None, tenancy_ids=()), "avregning.ingen"),
    ):
        assert _refused(world, changed) == code
    with leases.store.writing() as session:
        session.execute(update(Dwelling).where(Dwelling.number == "H0205").values(area_m2=None))
    assert _refused(world, world.wish) == "avregning.mangler_areal"
    assert use_settlements.use_rounds(world.ledger.desk) == ()


def test_months_that_were_not_charged_are_told(world: UseWorld) -> None:
    year = Period(date(2026, 12, 1), date(2027, 11, 30))
    stayed, left = use_settlements.plan_settlement(world.ledger.desk, replace(world.wish, period=year)).lines
    assert [one.code for one in stayed.controls] == ["avregning.krav_mangler"] and left.controls == ()


def test_the_final_settlement_and_the_yearly_one_never_take_the_same_months(world: UseWorld) -> None:
    desk = world.ledger.desk
    given = SettlementInput(world.left, on_account_paid_ore=3_600_00, real_use_ore=4_000_00)
    first = settlement.make_settlement(desk, given).value
    _stayed, left = use_settlements.plan_settlement(desk, world.wish).lines
    assert left.why is NotSettled.FINAL and left.share is not None
    assert use_settlements.book_settlement(desk, world.wish).value.settled == 1
    settlement.make_settlement(desk, SettlementInput(world.left))
    assert settlement.print_settlement  # the first one was replaced: its months are free again
    assert use_settlements.book_settlement(desk, world.wish).value.settled == 1
    with pytest.raises(RefusedError) as twice:
        settlement.make_settlement(desk, given)
    assert twice.value.fault.code == "avregning.sluttoppgjor.alt_avregnet"
    assert first
    told = settlement.preview_settlement(desk, SettlementInput(world.left)).controls
    assert "avregning.sluttoppgjor.avregnet" in {control.code for control in told}


def test_in_a_mirror_it_is_kept_and_written_on_no_account(world: UseWorld, leases: LeaseWorld) -> None:
    with leases.store.writing() as session:
        session.execute(update(Office).values(ledger_kind=LedgerKind.MIRROR))
    plan = use_settlements.plan_settlement(world.ledger.desk, world.wish)
    assert plan.may_go and "avregning.speil" in {control.code for control in plan.controls}
    use_settlements.book_settlement(world.ledger.desk, world.wish)
    assert _use_entries(world, world.ledger.account) == []
    (row,) = use_settlements.use_rounds(world.ledger.desk)
    assert not row.booked and row.settled == 2
    assert _refused(world, world.wish) == "avregning.ingenting"
    assert use_settlements.undo_settlement(world.ledger.desk, row.id, row.version, "prøve").value == 2


def test_nobody_has_chosen_whose_books(world: UseWorld, leases: LeaseWorld) -> None:
    with leases.store.writing() as session:
        session.execute(update(Office).values(ledger_kind=None))
    assert _refused(world, world.wish) == "reskontro.ikke_valgt"
    assert ledger_settings.ledger_settings(world.ledger.desk).kind is None


def test_a_protected_tenant_is_neither_shown_nor_left_out(world: UseWorld, leases: LeaseWorld) -> None:
    """Who may not see a tenant cannot make the settlement, and sees of one that is made only the others."""
    use_settlements.book_settlement(world.ledger.desk, replace(world.wish, kind=ExtraKind.HEATING))
    with leases.store.writing() as session:
        session.execute(update(Person).where(Person.id == leases.newcomer).values(protection=Protection.STRICT))
    desk = leases.as_role(Role.READER)
    plan = use_settlements.plan_settlement(desk, world.wish)
    assert [line.tenancy_id for line in plan.lines] == [world.ledger.tenancy] and plan.total_ore is None
    assert "avregning.skjermet" in {control.code for control in plan.controls} and not plan.may_go
    (row,) = use_settlements.use_rounds(desk)
    assert row.settled == 1
    (line,) = use_settlements.settled_lines(desk, row.id)
    assert line.tenancy_id == world.ledger.tenancy


@pytest.mark.lagring
def test_each_tenancy_gets_a_letter_as_a_batch_unsent(world: UseWorld) -> None:
    desk = world.ledger.desk
    booked = use_settlements.book_settlement(desk, world.wish).value
    rows = use_settlements.settled_lines(desk, booked.round_id)
    run = batches.start_batch(desk, "use_letters", "Avregning", [row.id for row in rows]).value
    assert batches.carry_on(desk, run).done == 2
    stayed, left = use_settlements.settled_lines(desk, booked.round_id)
    assert stayed.document_id and left.document_id and documents.sendings_of(desk, stayed.document_id) == []
    words = _words(documents.open_document(desk, stayed.document_id).content)
    for said in (
        "2 157,50 kr",
        "20.02.2028",
        "27 375,00 kr",
        "Fjernvarme 2027",
        "71 m²",
        "1 080 kr",
        "900 kr",
        "§ 3-4",
    ):
        assert said in words, said
    gone = _words(documents.open_document(desk, left.document_id).content)
    assert "Nygata 1" in gone and "forslag" not in gone and "50 m² i 181 av 365 dager" in gone
    again = use_letters.print_use_letter(desk, stayed.id).value
    assert not again.fresh and again.document_id == stayed.document_id
    (row,) = use_settlements.use_rounds(desk)
    assert row.printed == 2
    assert use_letters.mark_use_letters_sent(desk, row.id, SEEN, SendingWay.POST).value == 2
    assert [line.sent_on for line in use_settlements.settled_lines(desk, row.id)] == [SEEN, SEEN]
    assert use_letters.mark_use_letters_sent(desk, row.id, SEEN, SendingWay.POST).value == 0


def test_a_settlement_that_was_taken_back_has_no_letter(world: UseWorld) -> None:
    booked = use_settlements.book_settlement(world.ledger.desk, world.wish).value
    (row,) = use_settlements.use_rounds(world.ledger.desk)
    use_settlements.undo_settlement(world.ledger.desk, row.id, row.version, "feil")
    (line, _) = use_settlements.settled_lines(world.ledger.desk, booked.round_id)
    with pytest.raises(RefusedError):
        use_letters.print_use_letter(world.ledger.desk, line.id)

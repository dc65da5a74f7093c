"""Veiledning, Bostøtte: what was heard, who can get it, how much it would be, and until when one can apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QTableView

from boligdesk.casework import benefit_statuses, benefit_transfers, rates, settings
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.casework.rates import RateInput
from boligdesk.database.engine import Store
from boligdesk.rules.bostotte.access import HomeKind, StudentException
from boligdesk.rules.bostotte.household import HomeTenure
from boligdesk.rules.guidance.words import BenefitState, RefusalCode
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.guidance import benefit_transfer as transfer
from boligdesk.ui.guidance.benefit_access import InService
from boligdesk.ui.guidance.benefit_fields import SpecialGroup
from boligdesk.ui.guidance.tabs import BENEFIT
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.veiledning import VeiledningPage
from boligdesk.ui.parts.chips import Chip
from tests.casework.people_world import TODAY, World, family

from .restanser_world import Counter

#: single, group 4, rent 9 500 with heating in it, 22 000 a month: 2 024 kr (bostotte.md § 6.5)
SINGLE = {
    "month": date(2026, 11, 1),
    "adults": 1,
    "children": 0,
    "group": 4,
    "special": SpecialGroup.NONE,
    "income": 22_000_00,
    "tenure": HomeTenure.RENTED,
    "rent": 9_500_00,
    "heating": True,
}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


@pytest.fixture
def desk(world: World, jobs: Jobs, tmp_path: Path) -> Iterator[Counter]:
    yield Counter(world.leader, jobs, tmp_path, VeiledningPage)


def _guide(desk: Counter, person_id: int) -> None:
    desk.page.show_person(person_id)
    desk.wait()
    desk.page.record.go_to(BENEFIT)
    desk.wait()


def _tab(desk: Counter) -> Any:
    return desk.page.record.sections[BENEFIT]


def _answer(desk: Counter, **values: object) -> None:
    """Type into the questions of the estimate."""
    form = _tab(desk).asked.form
    blank = dict.fromkeys((field.key for field in form.spec.fields), None)
    form.set_values({**blank, **SINGLE, **values})
    form.edited.emit("rent")
    desk.wait()


def _chips(desk: Counter) -> list[str]:
    return [chip.look.text for chip in desk.page.findChildren(Chip) if chip.isVisible()]


def test_what_was_heard_is_kept_and_a_mistake_withdrawn(desk: Counter, world: World) -> None:
    _guide(desk, world.ids["father"])
    assert text("ui.bostotte.ingen_status") in desk.words()
    desk.press("ui.bostotte.ny_status")
    desk.fill(state=BenefitState.REFUSED, refusal=RefusalCode.INCOME_TOO_HIGH, reapply_by=date(2027, 1, 25))
    assert "V03 – for høy inntekt · søk igjen innen 25.01.2027" in desk.words()
    assert "Avslått" in _chips(desk)
    desk.press("ui.bostotte.ny_status")
    desk.fill(state=BenefitState.GRANTED, amount=2_100_00)
    (row,) = benefit_statuses.benefit_of(world.leader, world.ids["his_household"])
    assert (row.given.state, row.given.amount_ore) == (BenefitState.GRANTED, 2_100_00)
    assert "kr 2 100" in desk.words() or "2 100 kr" in desk.words()


def test_the_estimate_follows_the_typing_and_names_what_is_not_confirmed(desk: Counter) -> None:
    _guide(desk, ANONYMOUS)
    assert "Fyll ut dette først" in desk.words()
    _answer(desk)
    assert "2 024" in desk.words() and "25 326" in desk.words()
    assert "Foreløpig" in _chips(desk)
    assert "minste egenandel" in desk.words().lower()
    _answer(desk, special=SpecialGroup.YOUNG_DISABLED, income=26_000_00)
    assert "1 638" in desk.words()
    _answer(desk, special=SpecialGroup.LONE_PENSIONER, income=22_600_00)
    assert "2 222" in desk.words()


def test_two_thirds_and_those_under_twenty_and_wealth_and_capital_count_as_the_rules_say(desk: Counter) -> None:
    _guide(desk, ANONYMOUS)
    _answer(desk, income=None, benefit=33_000_00, payouts=3)
    assert "2 024" in desk.words()
    _answer(desk, young=9_000_00)
    assert "2 024" in desk.words()
    _answer(desk, income=0, wealth=350_000_00)
    assert _tab(desk).asked.estimate(_tab(desk).basis.rates).found.weighted_income.result > 0
    _answer(desk, income=0, capital=6_000_00)
    assert _tab(desk).asked.estimate(_tab(desk).basis.rates).found.weighted_income.result == 0


def test_nothing_is_guessed_where_income_rates_or_sense_are_missing(desk: Counter) -> None:
    _guide(desk, ANONYMOUS)
    _answer(desk, income=None)
    assert text("ui.bostotte.kan_ikke_sies") in desk.words()
    assert f"{text('ui.bostotte.mangler')} | {text('ui.bostotte.inntekt')}" in desk.words()
    _answer(desk, month=date(2019, 1, 1))
    assert "2019" in desk.words() and "2 024" not in desk.words()
    _answer(desk, rent=-100)
    assert text("ui.bostotte.rett_feltene") in desk.words()
    _answer(desk, adults=0)
    assert text("bostotte.uten_voksne.hva") in desk.words()
    _answer(desk, adults=20, children=14)
    assert "høyst 30 personer" in desk.words()


def test_what_if_stands_beside_today(desk: Counter) -> None:
    _guide(desk, ANONYMOUS)
    _answer(desk)
    what_if = _tab(desk).what_if
    what_if.form.set_values({"if_income": 0})
    what_if.form.edited.emit("if_income")
    desk.wait()
    assert "4 032" in desk.words() and "2 024" in desk.words()
    what_if.form.set_values({"if_income": None, "if_children": 1})
    what_if.form.edited.emit("if_children")
    desk.wait()
    assert "31 706" in desk.words()


def test_who_is_shut_out_is_told_at_once_with_the_paragraph(desk: Counter, world: World) -> None:
    _guide(desk, world.ids["father"])
    form = _tab(desk).access.form
    yes = ("registered", "grown", "pays", "lives_there", "approved_for_living", "bath", "toilet", "kitchen")
    values: dict[str, object] = dict.fromkeys((*yes, "room_for_rest", "own_entrance", "inner_door_closed"), True)
    values |= {"institution_paid_by_income": False, "student": True, "service": InService.NOBODY}
    form.set_values(values)
    form.edited.emit("student")
    desk.wait()
    assert text("ui.adgang.stengt") in _chips(desk) and "Bustøttelova § 4" in desk.words()
    form.set_values({"exception": StudentException.WORK_ASSESSMENT_ALLOWANCE})
    form.edited.emit("exception")
    desk.wait()
    assert text("ui.adgang.apent") in _chips(desk)
    form.set_values({"kind": HomeKind.HOTEL})
    form.edited.emit("kind")
    desk.wait()
    assert text("ui.adgang.stengt") in _chips(desk)


def test_dates_of_the_month_and_what_the_first_decides(desk: Counter, world: World) -> None:
    _guide(desk, world.ids["father"])
    assert "25.11.2026" in desk.words() and "18.12.2026" in desk.words()  # 20 December is a Sunday
    assert text("ui.bostotte.den_forste_om") in desk.words()


def test_a_rate_that_the_office_confirms_is_no_longer_named(desk: Counter, world: World) -> None:
    """Every number under the single's estimate is confirmed by the leader: the figure is not foreløpig any more."""
    _guide(desk, ANONYMOUS)
    _answer(desk)
    tab = _tab(desk)
    found = tab.asked.estimate(tab.basis.rates).found
    for step in found.unconfirmed:
        rates.confirm_rate(world.leader, step.rate.key, step.rate.valid_from, "Husbankens veileder, sett i dag")
    desk.page.reload()
    desk.wait()
    assert "2 024" in desk.words() and "Foreløpig" not in _chips(desk)
    limit = RateInput("bostotte_grense1", date(2026, 6, 1), "140000", "Rettet etter Lovdata", date(2027, 5, 31))
    rates.add_rate(world.leader, limit)
    desk.page.reload()
    desk.wait()
    assert "2 024" not in desk.words() and "Foreløpig" not in _chips(desk)


def test_who_may_not_write_hears_nothing_new(world: World, jobs: Jobs, tmp_path: Path) -> None:
    reader = Counter(world.desk(Role.READER), jobs, tmp_path, VeiledningPage)
    _guide(reader, world.ids["father"])
    assert list(_tab(reader).acts(reader.page.record.card)) == []


def test_the_list_of_those_who_may_have_a_right_opens_their_guidance(desk: Counter, world: World) -> None:
    settings.change_setting(world.leader, OfficeSetting.BENEFIT_GROUP, 4)
    head = desk.page.head
    next(act for act in head.lists.menu_of_acts.actions() if act.text() == text("ui.bostotteliste.tittel")).trigger()
    dialog = desk.dialog
    table = dialog.findChild(QTableView)
    cells = [table.model().index(0, column).data() for column in range(table.model().columnCount())]
    assert "Nils Åpensen" in cells and text("ui.bostotteliste.mulig") in [_word(cell) for cell in cells]
    assert "25.11.2026" in desk.words()
    dialog.list.opened.emit(world.ids["his_tenancy"])
    assert desk.window.opened == [("guidance", world.ids["father"])]


def _word(cell: Any) -> Any:
    return getattr(cell, "text", cell)


def _menu(desk: Counter, button: str, act: str) -> None:
    """Choose an act in the menu of a line."""
    line = next(b for b in desk.page.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == button)
    next(a for a in line.menu().actions() if a.text() == act).trigger()
    desk.wait()


def test_papers_are_asked_for_and_the_reason_for_paper_is_told(desk: Counter, world: World) -> None:
    _guide(desk, world.ids["father"])
    assert "Kontonummer" in desk.words() and "Leiekontrakt med underskrift" not in desk.words()
    _menu(desk, text("ui.papirer.om", hva="Kontonummer"), text("ui.papirer.bedt_om"))
    assert "Bedt om 23.11.2026" in _chips(desk)
    form = _tab(desk).papers.form
    form.set_values({"guardian": True})
    form.edited.emit("guardian")
    desk.wait()
    assert "En verge søker." in desk.words() and "Vergefullmakt" in desk.words()


def test_a_consent_is_kept_settled_paid_out_and_withdrawn(desk: Counter, world: World) -> None:
    _guide(desk, world.ids["father"])
    assert text("ui.transport.ingen") in desk.words()
    transfer.consent_dialog(desk.ctx, desk.page.record.card)
    desk.fill(advances="husleie")
    line = text("ui.transport.om", fra="november 2026")
    _menu(desk, line, text("ui.transport.gjor_opp"))
    desk.fill(month=date(2026, 11, 1), received=4_200_00, given=3_000_00)
    assert "1 200 kr skal utbetales" in [chip.replace("\u00a0", " ") for chip in _chips(desk)]
    (row,) = benefit_transfers.transfers_of(world.leader, world.ids["his_tenancy"])
    transfer.pay_dialog(desk.ctx, row.months[0])
    desk.fill()
    assert "Rest utbetalt 23.11.2026" in _chips(desk)
    transfer.withdraw_dialog(desk.ctx, row)
    desk.fill()
    (row,) = benefit_transfers.transfers_of(world.leader, world.ids["his_tenancy"])
    assert row.withdrawn_on == TODAY


def test_without_a_name_papers_are_told_and_nothing_is_kept(desk: Counter) -> None:
    _guide(desk, ANONYMOUS)
    _answer(desk)
    assert "Leiekontrakt med underskrift" in desk.words()
    assert text("ui.transport.uten_leie") in desk.words()
    assert list(_tab(desk).acts(desk.page.record.card)) == []

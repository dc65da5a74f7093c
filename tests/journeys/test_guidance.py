"""Guidance at the real window (issue 5): a walk-in's sheet, a tenant with arrears, and what is done without a rate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from boligdesk.casework import benefit_statuses, career_plans, guidances, loan_cases
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.documents import open_document
from boligdesk.casework.guidance_subject import subject
from boligdesk.casework.person_list import PersonQuery, person_ids
from boligdesk.database.engine import Storage
from boligdesk.models.casefile import Document
from boligdesk.models.guidance import Guidance, GuidanceTally, HouseholdBudget
from boligdesk.rules.guidance.columns import HomeColumn
from boligdesk.rules.guidance.words import BenefitState, LoanPurpose
from boligdesk.ui.guidance.compare_fields import FigureField
from boligdesk.ui.guidance.compare_tab import CompareTab
from boligdesk.ui.guidance.tabs import COMPARE
from boligdesk.ui.pages.veiledning import VeiledningPage
from boligdesk.ui.parts.pdf_preview import PdfPreview
from boligdesk.ui.settings.rates import RatesSection

from .arrears_office import furnish_arrears
from .hand import Hand, at_window
from .papers import assert_pages_are_drawn, text_of
from .test_month_to_eviction_avoided import charge_month

pytestmark = [pytest.mark.reise, pytest.mark.qt_log_ignore("QPrint", extend=True)]
NOVEMBER, DECEMBER = date(2026, 11, 23), date(2026, 12, 14)
CAVEAT = "Regneeksempel. Ikke tilsagn. Ikke by på bolig før kommunen har godkjent den."


class Visits:
    """The office with its two leases, one window at a time."""

    def __init__(self, qtbot, folder: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.folder, self.target, self.patch = qtbot, folder, target, monkeypatch

    @contextmanager
    def on(self, day: date) -> Iterator[Hand]:
        """Sit down on a day."""
        self.patch.setenv("BOLIGDESK_DATO", day.isoformat())
        with at_window(self.qtbot, self.folder / "siri", self.target) as hand:
            yield hand


@pytest.fixture
def visits(qtbot, tmp_path: Path, target: str, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> Visits:
    furnish_arrears(target, storage, tmp_path, monkeypatch)
    return Visits(qtbot, tmp_path, f"/{target}" if storage is Storage.SHARE else target, monkeypatch)


def desk_of(hand: Hand) -> Desk:
    """The desk of a window."""
    assert hand.window.seat is not None
    return hand.window.seat.desk


def counts(hand: Hand) -> dict[str, int]:
    """How much the office keeps of what guidance can leave behind."""
    with desk_of(hand).store.reading() as session:
        kinds = (Document, Guidance, HouseholdBudget, GuidanceTally)
        return {k.__tablename__: session.execute(select(func.count()).select_from(k)).scalar_one() for k in kinds}


def compare(hand: Hand) -> CompareTab:
    """The tab Sammenlign of the window."""
    page = hand.window.room.page("veiledning")  # type: ignore[union-attr]
    assert isinstance(page, VeiledningPage)
    tab = page.record.sections[COMPARE]
    assert isinstance(tab, CompareTab)
    return tab


def put(hand: Hand, field: FigureField, words: str) -> None:
    """Write in one of the fields that stand once in each column."""
    line = field.editor.focus
    hand.click(line)
    line.selectAll()  # type: ignore[attr-defined]
    hand.qtbot.keyClicks(line, words)
    hand.settle()


def types_household(hand: Hand, *, children: str = "2") -> None:
    """What somebody without a name tells of themselves."""
    hand.write("Inntekt før skatt", "27000")
    hand.write("Etter skatt, med barnetrygd", "31400")
    hand.write("Voksne", "1")
    if children:
        hand.write("Barn under 18", children)
    hand.write("Kommune eller gruppe", "4")


def types_homes(hand: Hand, loan: str = "") -> None:
    """The rents, the costs of an own home, and the loan for it."""
    tab = compare(hand)
    put(hand, tab.columns[HomeColumn.TODAY].fields["rent"], "13800")
    put(hand, tab.columns[HomeColumn.MUNICIPAL].fields["rent"], "9450")
    if loan:
        hand.write("Lånesum", loan)
        put(hand, tab.columns[HomeColumn.OWN].fields["rent"], "4750")


def column_says(hand: Hand, kind: HomeColumn) -> str:
    """What stands in one of the columns, also what is further down than the window reaches."""
    labels = compare(hand).columns[kind].findChildren(QLabel)
    return " | ".join(label.text().replace("\u00a0", " ") for label in labels if label.isVisible())


def makes_sheet(hand: Hand, button: str, advice: str) -> None:
    """Take the sheet, with what was agreed."""
    hand.press(button)
    hand.write("Hva ble dere enige om?", advice)
    hand.press(button)


@pytest.mark.lagring
def test_a_walk_in_without_a_name_goes_home_with_a_sheet_and_leaves_nothing(visits: Visits) -> None:
    with visits.on(NOVEMBER) as hand:
        before = counts(hand)
        hand.page("veiledning")
        hand.press("Veiled uten navn")
        assert "Ingenting lagres" in hand.reads()
        types_household(hand)
        types_homes(hand)
        said = column_says(hand, HomeColumn.MUNICIPAL)
        assert "Søk bostøtte for november 2026" in said and "Foreløpig" in said
        makes_sheet(hand, "Skriv ut til søkeren", "Søke bostøtte i dag")
        shown = hand.dialog
        assert shown is not None and "Arket er ikke lagret" in hand.reads()
        preview = shown.findChild(PdfPreview)
        assert preview is not None and preview.pages == 1
        hand.press("Skriv ut")
        (printing,) = [w for w in hand.window.findChildren(QPrintDialog) if w.isVisible()]
        printing.reject()
        hand.settle()
        shown.leave()
        hand.settle()
        hand.press("Avslutt")
        assert "13 800" not in hand.reads() and "Hvem skal veiledes?" in hand.reads()
        after = counts(hand)
        assert after == before | {"guidance_tally": before["guidance_tally"] + 1}


@pytest.mark.lagring
def test_a_tenant_with_arrears_and_a_child_gets_bostotte_startlan_and_a_plan(visits: Visits) -> None:
    with visits.on(date(2026, 12, 1)) as hand:
        hand.page("restanser")
        charge_month(hand)
    with visits.on(DECEMBER) as hand:
        desk = desk_of(hand)
        (person,) = (i for i in person_ids(desk, PersonQuery("Jon-Ántte")))
        hand.window.open_record("person", person)
        hand.settle()
        hand.choose_act("Veiled")
        known = subject(desk, person)
        assert known.home is not None and known.household_id is not None
        assert "2 voksne, 1 barn" in hand.reads() and "Fjordgata 14" in hand.reads()
        tab = compare(hand)
        assert tab.columns[HomeColumn.TODAY].fields["rent"].ore == 895_000
        hand.write("Inntekt før skatt", "27000")
        hand.write("Etter skatt, med barnetrygd", "28500")
        hand.write("Kommune eller gruppe", "4")
        hand.write("Lånesum", "2 100 000")
        put(hand, tab.columns[HomeColumn.OWN].fields["rent"], "4750")
        makes_sheet(hand, "Lagre i saken", "Søke bostøtte innen den 25. Dele opp restansen.")
        assert hand.dialog is None
        (talk,) = guidances.guidances_of(desk, person)
        assert talk.document_id is not None and talk.provisional
        pdf = open_document(desk, talk.document_id).content
        assert_pages_are_drawn(pdf)
        words = text_of(pdf)
        assert "Dele opp restansen" in words and "senest 25.12.2026" in words and CAVEAT in words
        hand.tab("Bostøtte")
        hand.press("Ny status")
        hand.choose("Hva er hørt?", "Søkt")
        hand.press("Lagre status")
        (heard,) = benefit_statuses.benefit_of(desk, known.household_id)
        assert heard.given.state is BenefitState.APPLIED
        hand.tab("Startlån")
        hand.press("Ny startlånssak")
        hand.choose("Formål", "Kjøpe bolig")
        hand.press("Begynn saken")
        (case,) = loan_cases.loans_of(desk, person)
        assert case.purpose is LoanPurpose.BUY
        hand.tab("Boligplan")
        hand.press("Ny plan")
        hand.choose("Mål", "Eie egen bolig")
        hand.press("Lagre planen")
        hand.press("Nytt steg")
        hand.write("Hva skal gjøres?", "Betale ned restansen")
        hand.press("Lagre steget")
        (plan,) = career_plans.plans_of(desk, person)
        assert [step.given.what for step in plan.steps] == ["Betale ned restansen"]
        hand.tab("Gitt")
        assert "Søke bostøtte innen den 25." in hand.reads()
        hand.choose_act_of("Veiledning 14.12.2026", "Vis hvordan tallene ble til")
        assert "De regnes ikke på nytt" in hand.reads()
        hand.press("Lukk")


def types_rate(hand: Hand, name: str, value: str, until: str = "") -> None:
    """The office types a rate in, with day and source."""
    section = hand.dialog.findChild(RatesSection)  # type: ignore[union-attr]
    assert section is not None
    hand.click_row(section.table, name)
    hand.press("Ny verdi fra en dato")
    hand.write("Verdi", value)
    hand.write("Gjelder fra", "01.01.2026")
    if until:
        hand.write("Gjelder til", until)
    hand.write("Kilde", "Rundskriv, lest på kontoret")
    hand.press("Lagre")


@pytest.mark.lagring
def test_without_stress_rate_and_floor_no_surplus_is_said_until_the_office_types_them_in(visits: Visits) -> None:
    with visits.on(NOVEMBER) as hand:
        hand.page("veiledning")
        hand.press("Veiled uten navn")
        types_household(hand, children="")
        hand.write("Voksen 1, alder i år", "34")
        hand.choose("Voksen 1, kjønn", "Kvinne")
        types_homes(hand, "1 000 000")
        said = column_says(hand, HomeColumn.OWN)
        assert "Stressrenten mangler" in said and "til overs" not in said and CAVEAT in said
        next(a for a in hand.window.band.user_menu.actions() if a.text() == "Innstillinger").trigger()
        hand.settle()
        hand.tab("Satser")
        types_rate(hand, "Styringsrenten", "4,0")
        types_rate(hand, "Veiledende sosialhjelp: enslig", "8000", "31.12.2026")
        while hand.dialog is not None:
            hand.dialog.leave()
            hand.settle()
        said = column_says(hand, HomeColumn.OWN)
        assert "Stressrenten mangler" not in said and "til overs" in said and CAVEAT in said


def test_a_month_without_rates_is_refused_by_name_and_the_rest_is_said(visits: Visits) -> None:
    with visits.on(date(2029, 3, 1)) as hand:
        hand.page("veiledning")
        hand.press("Veiled uten navn")
        types_household(hand)
        types_homes(hand)
        said = column_says(hand, HomeColumn.MUNICIPAL)
        assert "Foreløpig" not in said and "Søk bostøtte" not in said and "2029" in said
        makes_sheet(hand, "Skriv ut til søkeren", "Komme igjen når satsene er lagt inn")
        preview = hand.dialog.findChild(PdfPreview)  # type: ignore[union-attr]
        assert preview is not None and preview.pages == 1
        hand.dialog.leave()  # type: ignore[union-attr]
        hand.settle()

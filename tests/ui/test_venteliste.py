"""Match, offer and waiting list as the caseworker uses them: from a card to the lease, and no answer loses a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from boligdesk.casework import offers
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.printing import PrintedDocument
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import OfferState, Stage
from boligdesk.rules.matching.words import Binding, Finding, Fit, Lamp, Match
from boligdesk.rules.messages import msg
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.applications import offer_forms
from boligdesk.ui.applications.fits_dialog import FitsDialog
from boligdesk.ui.applications.match_card import MatchCard, all_findings
from boligdesk.ui.applications.tabs import WAITING
from boligdesk.ui.applications.waiting_dialog import WaitingListDialog
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.boliger import BoligerPage
from boligdesk.ui.pages.soknader import SoknaderPage
from boligdesk.ui.parts.form import FormView
from boligdesk.ui.stock.vacancies_dialog import VacanciesDialog
from boligdesk.ui.tenancy.new_lease import NewLeaseDialog
from tests.casework.waiting_world import TODAY, WaitingWorld, waiting_world
from tests.support.excel import exported
from tests.support.window import bare_context

from .leietakere_world import Office

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


class Counter(Office):
    """One desk at a page."""

    page: SoknaderPage | BoligerPage  # type: ignore[assignment]

    def __init__(
        self, desk: Desk, jobs: Jobs, folder: Path, page: type[SoknaderPage | BoligerPage], width: int
    ) -> None:
        self.jobs = jobs
        self.ctx = bare_context(desk, jobs, folder)
        self.window = self.ctx.window  # type: ignore[assignment]
        self.window.resize(width, 812)
        self.page = page(self.ctx)
        self.window.show_page(self.page)
        self.window.show()
        self.wait()

    def case(self, application_id: int) -> None:
        """Show an application on the tab of the waiting list."""
        assert isinstance(self.page, SoknaderPage)
        self.page.open_record("application", application_id)
        self.wait()
        self.page.record.go_to(WAITING)
        self.wait()

    def press(self, words: str) -> None:
        """Press the first visible button of these words."""
        self.wait()
        buttons = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        found = [b for b in buttons if words in (b.text(), b.accessibleName())]
        assert found, "|".join(sorted({b.text() or b.accessibleName() for b in buttons}))
        found[-1].click()
        self.wait()

    def cards(self) -> list[str]:
        """The match cards in sight, as a screen reader names them."""
        return [card.accessibleName() for card in self.window.findChildren(MatchCard) if card.isVisible()]

    def fill(self, **values: object) -> None:
        """Type into the form of the dialog on top, and press its primary."""
        dialog = self.dialog()
        form = dialog.findChild(FormView)
        assert form is not None
        form.set_values(values)
        dialog.submit()  # type: ignore[attr-defined]
        self.wait()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[PrintedDocument]:
    """What would have gone to the printer."""
    sheets: list[PrintedDocument] = []
    monkeypatch.setattr(offer_forms, "to_printer", lambda _ctx, document: sheets.append(document))
    return sheets


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> WaitingWorld:
    return waiting_world(store, monkeypatch)


@pytest.fixture
def counter(world: WaitingWorld, jobs: Jobs, tmp_path: Path) -> Counter:
    return Counter(world.desk, jobs, tmp_path, SoknaderPage, 1440)


def test_the_free_homes_stand_beside_the_application_with_what_would_have_to_change(
    counter: Counter, world: WaitingWorld
) -> None:
    counter.case(world.application)
    assert counter.cards() == ["Fjordgata 16, H0101: Passer", "Fjordgata 16, H0201: Passer ikke"]
    words = counter.words()
    assert "Soverom: 1, behov 2. Passer hvis behovet er 1" in words
    assert "Prioritert gruppe 1: Barnefamilier" in words
    assert "plass nr" not in words.lower()


def test_in_a_narrow_window_the_match_is_a_part_of_the_tab(world: WaitingWorld, jobs: Jobs, tmp_path: Path) -> None:
    narrow = Counter(world.desk, jobs, tmp_path, SoknaderPage, 1280)
    assert isinstance(narrow.page, SoknaderPage)
    narrow.case(world.application)
    assert not narrow.page.beside.area.isVisible()
    assert len(narrow.cards()) == 2


def test_an_offer_is_made_from_the_card_and_its_letter_printed(
    counter: Counter, world: WaitingWorld, printed: list[PrintedDocument]
) -> None:
    counter.case(world.application)
    counter.press("Gi tilbud om Fjordgata 16, H0101")
    counter.fill(viewing="Onsdag kl. 12")
    made = world.offered()
    assert (made.state, made.rent_ore, made.viewing) == (OfferState.OPEN, 1_090_000, "Onsdag kl. 12")
    assert [document.document_id for document in printed] == [made.document_id]
    assert "Husstanden har et tilbud som venter på svar eller leiekontrakt." in counter.words()
    assert "Tilbudt denne husstanden, svar 30.11.2026" in counter.words()


def test_a_no_is_registered_and_the_household_stays(
    counter: Counter, world: WaitingWorld, printed: list[PrintedDocument]
) -> None:
    world.offer()
    counter.case(world.application)
    counter.press("Søkeren sier nei")
    assert "Husstanden blir stående på ventelisten." in counter.words()
    counter.fill(why="For langt til skolen")
    assert (world.offered().state, world.offered().counted) == (OfferState.REFUSED, True)
    assert world.row().refusals == 1
    assert printed == []


def test_a_yes_leads_to_the_lease_with_everything_filled_in(counter: Counter, world: WaitingWorld) -> None:
    world.offer()
    counter.case(world.application)
    counter.press("Søkeren sier ja")
    assert "Vilkårene er sett på igjen, og ingenting er endret" in counter.words()
    counter.fill()
    assert world.stage() is Stage.ACCEPTED
    counter.press("Lag leiekontrakt")
    dialog = counter.dialog(NewLeaseDialog)
    assert isinstance(dialog, NewLeaseDialog)
    values = {key: value for form in dialog.forms for key, value in form.values().items()}
    assert (values["unit_id"], values["rent_ore"]) == (world.unit, 1_090_000)
    assert values["decision_ref"] == "2026-1001"
    assert values["fixed_until"] is not None


def test_what_has_changed_since_the_vedtak_is_told_before_the_yes(counter: Counter, world: WaitingWorld) -> None:
    world.offer()
    world.type_fact("brutto_arsinntekt_ore", 700_000_00, version=1)
    counter.case(world.application)
    counter.press("Søkeren sier ja")
    assert "Inntekt under grensen: opplysningene i dag gir «Ikke oppfylt»." in counter.words()
    counter.fill()
    assert world.offered().state is OfferState.OPEN
    counter.fill(decided="Leder har vurdert det")
    assert world.offered().checked_again["decided"] == "Leder har vurdert det"


def test_urgency_is_set_with_a_reason(counter: Counter, world: WaitingWorld) -> None:
    counter.case(world.second)
    counter.press("Sett hast")
    counter.fill(urgency=1, why="Må ut 1. desember")
    assert (world.row(world.second).urgency, world.row(world.second).urgency_reason) == (1, "Må ut 1. desember")
    assert "Haster: Må ut 1. desember" in counter.words()


def test_the_waiting_list_tells_its_order_and_opens_a_case(counter: Counter, world: WaitingWorld) -> None:
    assert isinstance(counter.page, SoknaderPage)
    counter.page.waiting_button.click()
    dialog = counter.dialog(WaitingListDialog)
    assert isinstance(dialog, WaitingListDialog)
    counter.wait()
    assert len(dialog.list.listing.ids) == 3
    assert "Rekkefølgen mellom dem betyr ingenting" in counter.words()
    dialog.list.opened.emit(dialog.list.listing.ids[0])
    counter.wait()
    assert counter.window.opened == [("application", world.application)]


def test_the_waiting_list_goes_to_excel_as_it_stands(counter: Counter, tmp_path: Path) -> None:
    assert isinstance(counter.page, SoknaderPage)
    counter.page.waiting_button.click()
    dialog = counter.dialog(WaitingListDialog)
    assert isinstance(dialog, WaitingListDialog)
    counter.wait()
    head, *lines = exported(counter.window, dialog.list.bar.export_button, counter.jobs, tmp_path)
    assert head == ["Søker", "Prioritert fordi", "Soverom", "Ønsker", "På listen fra", "Gjelder til", "Tilbud"]
    assert len(lines) == 3


def test_without_the_right_nothing_can_be_offered_and_nobody_protected_is_seen(
    world: WaitingWorld, jobs: Jobs, tmp_path: Path
) -> None:
    world.offer(world.hidden, world.small_unit)
    reader = Counter(world.as_role(Role.READER), jobs, tmp_path, SoknaderPage, 1440)
    reader.case(world.application)
    assert "Hemmeligsen" not in reader.words()
    assert "Gi tilbud" not in reader.words()


def test_who_fits_a_home_is_asked_from_the_home(world: WaitingWorld, jobs: Jobs, tmp_path: Path) -> None:
    counter = Counter(world.desk, jobs, tmp_path, BoligerPage, 1440)
    counter.page.open_record("dwelling", world.small)
    counter.press("Hvem passer")
    assert isinstance(counter.dialog(FitsDialog), FitsDialog)
    assert counter.cards() == ["Berg, Ola: Passer", "Hemmeligsen, Anna: Passer"]
    counter.press("Vis også de den ikke passer for")
    assert counter.cards()[-1] == "Somby-Guttormsen, Máret Ánne: Passer ikke"


def test_vacancies_open_their_home(world: WaitingWorld, jobs: Jobs, tmp_path: Path) -> None:
    counter = Counter(world.desk, jobs, tmp_path, BoligerPage, 1440)
    assert isinstance(counter.page, BoligerPage)
    counter.page.vacancies_button.click()
    dialog = counter.dialog(VacanciesDialog)
    assert isinstance(dialog, VacanciesDialog)
    counter.wait()
    assert set(dialog.list.listing.ids) == {world.unit, world.small_unit}
    dialog.list.opened.emit(world.unit)
    counter.wait()
    assert counter.window.opened == [("dwelling", world.big)]


def test_an_offer_that_nobody_answered_can_be_told_so_after_its_day(
    world: WaitingWorld, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.offer()
    assert not offers.offers_of(world.desk, world.application)[0].overdue(TODAY)
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-07")
    counter = Counter(world.desk, jobs, tmp_path, SoknaderPage, 1440)
    counter.case(world.application)
    counter.press("Registrer uten svar")
    counter.fill(note="Ringt to ganger")
    assert (world.offered().state, world.stage()) == (OfferState.EXPIRED, Stage.WAITING)


def test_from_the_rent_of_a_match_there_is_a_way_to_guidance(counter: Counter) -> None:
    rent = Finding("rent", Lamp.AMBER, Binding.MENDABLE, msg("match.leie.endre"), msg("match.kilde.leie"))
    dialog = all_findings(counter.ctx, "Storgata 1", "", Match(Fit.ALMOST, (rent,)), 7)
    counter.press("Hva kan husstanden betale? Åpne Veiledning")
    assert counter.ctx.window.opened == [("guidance", 7)]
    assert dialog.isHidden()
    other = all_findings(counter.ctx, "Storgata 1", "", Match(Fit.YES, ()), 7)
    assert not [b for b in other.findChildren(QAbstractButton) if "Veiledning" in b.text()]

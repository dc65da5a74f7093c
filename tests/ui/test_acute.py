"""Akutt, midlertidige botilbud and the kravspesifikasjon in the window: asked first, handed over, printed, told."""

from __future__ import annotations

from pathlib import Path

import pytest

from boligdesk.casework import acute, temporary_stays
from boligdesk.casework.documents import CaseLink, documents_of
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import ApplicationKind
from boligdesk.rules.vocabulary import DocumentKind, Role
from boligdesk.ui.applications import acute_forms, requirements_form
from boligdesk.ui.applications.acute_forms import AcuteDialog
from boligdesk.ui.applications.form_tab import FormTab
from boligdesk.ui.applications.new_application import NewApplicationDialog
from boligdesk.ui.applications.requirements_form import RequirementsDialog
from boligdesk.ui.applications.stays import stay_dialog
from boligdesk.ui.applications.tabs import FORM
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.filterbar import Choice
from boligdesk.ui.record_tabs.form_dialog import FormDialog
from tests.casework.application_world import TODAY, World, apply, applying, card

from .test_soknader import Counter, _at

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The papers that went to the printer."""
    gone: list[str] = []
    for module in (acute_forms, requirements_form):
        monkeypatch.setattr(module, "to_printer", lambda _ctx, document: gone.append(document.title))
    return gone


@pytest.fixture
def world(store: Store) -> World:
    return applying(store)


@pytest.fixture
def counter(world: World, jobs: Jobs, tmp_path: Path) -> Counter:
    return _at(world, jobs, tmp_path, Role.LEADER)


def _settle(counter: Counter) -> None:
    counter.wait()
    counter.jobs.idle()
    counter.wait()


def test_registering_an_acute_case_asks_the_first_question_at_once(counter: Counter, world: World) -> None:
    counter.page.new_record()
    dialog = counter.dialog(NewApplicationDialog)
    assert isinstance(dialog, NewApplicationDialog)
    dialog.form.set_values({"applicant": Choice(world.ids["mother"], "søkeren"), "kind": ApplicationKind.ACUTE})
    dialog.submit()
    _settle(counter)
    asked = counter.dialog(AcuteDialog)
    assert isinstance(asked, AcuteDialog)
    shown = [key for key in ("sleeps", "to", "clock", "note") if asked.form.row(key).isVisible()]
    assert shown == ["sleeps"]


def test_no_place_is_handed_over_with_name_and_time_and_the_sheet_goes_to_the_printer(
    counter: Counter, world: World, printed: list[str]
) -> None:
    case = apply(world.leader, world.ids["mother"], kind=ApplicationKind.ACUTE)
    counter.open(case)
    _settle(counter)
    assert "Har søkeren et sted å sove i natt og i morgen?" in counter.words()
    counter.press("Et sted å sove i natt")
    _settle(counter)
    dialog = counter.dialog(AcuteDialog)
    assert isinstance(dialog, AcuteDialog)
    dialog.form.set_values({"sleeps": False, "to": "Vakttelefonen", "clock": "00.01"})
    dialog.submit()
    _settle(counter)
    state = acute.acute_state(world.leader, case)
    assert state is not None
    assert (state.handed_to, state.must_hand_over) == ("Vakttelefonen", False)
    assert printed == ["Overlevering til NAV samme dag"]
    counter.open(case)
    _settle(counter)
    assert "Overlevert til Vakttelefonen" in counter.words()


def test_a_no_without_a_name_stays_red_until_it_is_handed_over(
    counter: Counter, world: World, printed: list[str]
) -> None:
    case = apply(world.leader, world.ids["mother"], kind=ApplicationKind.ACUTE)
    acute.answer_tonight(world.leader, case, card(world.leader, case).version, False)
    counter.open(case)
    _settle(counter)
    assert "Ikke noe sted å sove" in counter.words()
    counter.press("Overlever til NAV")
    _settle(counter)
    dialog = counter.dialog(AcuteDialog)
    assert isinstance(dialog, AcuteDialog)
    dialog.submit()
    assert dialog.isVisible(), "a hand-over names somebody"
    dialog.form.set_values({"to": "Berit, NAV", "clock": "0.01", "sheet": False})
    dialog.submit()
    _settle(counter)
    assert printed == []
    state = acute.acute_state(world.leader, case)
    assert state is not None
    assert not state.must_hand_over


def test_an_ordinary_application_shows_neither_card(counter: Counter, world: World) -> None:
    counter.open(apply(world.leader, world.ids["mother"]))
    _settle(counter)
    tab = counter.page.record.sections[FORM]
    assert isinstance(tab, FormTab)
    assert (tab.acute.isHidden(), tab.stays.isHidden()) == (True, True)
    counter.open(apply(world.leader, world.ids["father"], kind=ApplicationKind.ACUTE))
    _settle(counter)
    assert (tab.acute.isHidden(), tab.stays.isHidden()) == (False, False)


def test_a_stay_is_written_in_the_card_with_its_cost(counter: Counter, world: World) -> None:
    case = apply(world.leader, world.ids["mother"], kind=ApplicationKind.ACUTE)
    dialog = stay_dialog(counter.ctx, card(world.leader, case))
    assert isinstance(dialog, FormDialog)
    dialog.form.set_values({"place": "Fjordvik hotell", "night_ore": 125_000})
    dialog.submit()
    _settle(counter)
    stays = temporary_stays.temporary_stays(world.leader, case)
    assert [row.entered.place for row in stays.rows] == ["Fjordvik hotell"]
    counter.open(case)
    _settle(counter)
    words = counter.words()
    assert "Fjordvik hotell" in words
    assert "0 netter à 1\u00a0250\u00a0kr" in words
    assert "Barn har bodd midlertidig" in words


def test_the_kravspesifikasjon_is_shown_printed_and_filed(counter: Counter, world: World, printed: list[str]) -> None:
    case = apply(world.leader, world.ids["mother"])
    counter.open(case)
    requirements_form.requirements_dialog(counter.ctx, card(world.leader, case))
    _settle(counter)
    dialog = counter.dialog(RequirementsDialog)
    assert isinstance(dialog, RequirementsDialog)
    assert "Minst 2" in counter.words()
    dialog.form.set_values({"others": "Bod\n\nPlass til seng\n"})
    assert requirements_form.order_of(dialog.form.values()).others == ("Bod", "Plass til seng")
    dialog.submit()
    _settle(counter)
    assert printed == ["Bestilling av bolig: krav til boligen"]
    filed = documents_of(world.leader, CaseLink(application_id=case))
    assert [row.kind for row in filed] == [DocumentKind.REQUIREMENTS]

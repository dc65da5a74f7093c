"""The sheet from Sammenlign: printed without a name and nowhere kept, kept in the case and found under Gitt."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QPushButton
from sqlalchemy import func, select

from boligdesk.casework import guidances
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Document
from boligdesk.models.guidance import Guidance, GuidanceTally
from boligdesk.rules.guidance.columns import HomeColumn
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.guidance.explain_tree import ExplanationTree
from boligdesk.ui.guidance.state import Figures
from boligdesk.ui.guidance.tabs import COMPARE, GIVEN
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.leietakere import LeietakerePage
from boligdesk.ui.pages.veiledning import VeiledningPage
from boligdesk.ui.parts.buttons import plain_label
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.parts.pdf_preview import PdfPreview
from boligdesk.ui.people.record import PersonRecord
from tests.casework.people_world import TODAY, World, family

from .restanser_world import Counter
from .test_sammenlign import _family


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


@pytest.fixture
def desk(world: World, jobs: Jobs, tmp_path: Path) -> Iterator[Counter]:
    yield Counter(world.leader, jobs, tmp_path, VeiledningPage)


def _guide(desk: Counter, person_id: int, tab: str = COMPARE) -> None:
    desk.page.show_person(person_id)
    desk.wait()
    desk.page.record.go_to(tab)
    desk.wait()


def _type_family(desk: Counter) -> None:
    _family(desk, desk.page.record.sections[COMPARE])
    desk.wait()


def _buttons(desk: Counter) -> set[str]:
    return {plain_label(b) for b in desk.page.record.bar.findChildren(QPushButton) if b.isVisible() and b.isEnabled()}


def _count(world: World, kind: type[Document] | type[Guidance] | type[GuidanceTally]) -> int:
    with world.store.reading() as session:
        return session.execute(select(func.count()).select_from(kind)).scalar_one()


def _choose(desk: Counter, act: str) -> None:
    """An act in the menu of the line of today's talk."""
    name = text("ui.gitt.om", dato=TODAY)
    line = next(b for b in desk.page.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name)
    next(a for a in line.menu().actions() if a.text() == text(act)).trigger()
    desk.wait()


def test_nothing_can_be_printed_before_there_are_figures(desk: Counter) -> None:
    _guide(desk, ANONYMOUS)
    assert text("ui.gitt.skriv_ut") not in _buttons(desk)
    assert text("ui.gitt.uten_tall") in desk.words()
    desk.page.record.print_now()
    assert open_dialog(desk.window) is None
    _type_family(desk)
    desk.page.record.print_now()
    assert text("ui.gitt.rad") in desk.words()
    desk.dialog.leave()
    desk.wait()
    assert text("ui.gitt.skriv_ut") in _buttons(desk) and text("ui.gitt.lagre") not in _buttons(desk)


def test_a_sheet_without_a_name_is_shown_counted_once_and_kept_nowhere(
    desk: Counter, world: World, tmp_path: Path
) -> None:
    documents, talks = _count(world, Document), _count(world, Guidance)
    _guide(desk, ANONYMOUS)
    _type_family(desk)
    for _ in range(2):
        desk.press("ui.gitt.skriv_ut")
        desk.fill(advice="Ringe banken")
        shown = desk.dialog.findChild(PdfPreview)
        assert shown is not None and text("ui.gitt.ark_ikke_lagret") in desk.words()
        desk.dialog.leave()
        desk.wait()
    assert (_count(world, Document), _count(world, Guidance)) == (documents, talks)
    assert _count(world, GuidanceTally) == 1
    assert [path for path in (tmp_path / "utkast").rglob("*") if path.is_file()] == []


def test_a_talk_without_a_name_and_without_a_sheet_is_counted_when_it_ends(desk: Counter, world: World) -> None:
    _guide(desk, ANONYMOUS)
    desk.press("ui.veiledning.avslutt")
    assert _count(world, GuidanceTally) == 0, "nothing was typed"
    _guide(desk, ANONYMOUS)
    _type_family(desk)
    desk.press("ui.veiledning.avslutt")
    assert _count(world, GuidanceTally) == 1 and desk.page.record.state.figures == Figures()


def test_guidance_kept_is_found_under_gitt_opened_and_withdrawn(desk: Counter, world: World) -> None:
    father = world.ids["father"]
    _guide(desk, father)
    _type_family(desk)
    desk.press("ui.gitt.lagre")
    desk.fill(advice="Søke bostøtte innen den 25.")
    (row,) = guidances.guidances_of(world.leader, father)
    _guide(desk, father, GIVEN)
    assert "Søke bostøtte innen den 25." in desk.words()
    _choose(desk, "ui.gitt.vis_tallene")
    tree = desk.dialog.findChild(ExplanationTree)
    kept = guidances.guidance_card(world.leader, row.id).explanations
    assert tree is not None and [step.children for step in tree.steps] == [home.children for home in kept]
    assert [step.result for step in tree.steps] == [home.children[0].ore for home in kept]
    desk.dialog.leave()
    _choose(desk, "ui.gitt.vis_arket")
    assert desk.dialog.findChild(PdfPreview) is not None
    desk.dialog.leave()
    _choose(desk, "ui.gitt.trekk")
    desk.fill(why="Feil person")
    assert guidances.guidances_of(world.leader, father) == ()
    assert text("ui.gitt.ingen") in desk.words()


def test_printed_for_somebody_with_a_name_it_is_kept_too(desk: Counter, world: World) -> None:
    father = world.ids["father"]
    _guide(desk, father)
    _type_family(desk)
    desk.press("ui.gitt.skriv_ut")
    desk.fill(language="nn")
    assert text("ui.gitt.ark_lagret") in desk.words()
    (row,) = guidances.guidances_of(world.leader, father)
    with world.store.reading() as session:
        document = session.get_one(Document, row.document_id)
        pdf = world.store.documents.get(document.sha256)
    assert "Kva har de råd til?" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert len(guidances.guidance_card(world.leader, row.id).homes) == len(HomeColumn)


def test_too_long_advice_is_said_in_the_dialog_and_stays_typed(desk: Counter, world: World) -> None:
    _guide(desk, world.ids["father"])
    _type_family(desk)
    desk.press("ui.gitt.lagre")
    desk.fill(advice="a" * 401)
    assert "401" in desk.words() and guidances.guidances_of(world.leader, world.ids["father"]) == ()
    desk.fill(advice="kort")
    assert [row.advice for row in guidances.guidances_of(world.leader, world.ids["father"])] == ["kort"]


def test_who_may_not_write_is_offered_neither(world: World, jobs: Jobs, tmp_path: Path) -> None:
    reader = Counter(world.desk(Role.READER), jobs, tmp_path, VeiledningPage)
    _guide(reader, world.ids["father"])
    assert not {text("ui.gitt.skriv_ut"), text("ui.gitt.lagre")} & _buttons(reader)


def test_without_a_name_gitt_says_that_nothing_is_kept(desk: Counter) -> None:
    _guide(desk, ANONYMOUS, GIVEN)
    assert text("ui.gitt.krever_navn") in desk.words()


def test_from_the_persons_card_there_is_a_way_to_guidance(world: World, jobs: Jobs, tmp_path: Path) -> None:
    counter = Counter(world.leader, jobs, tmp_path, LeietakerePage)
    counter.page.open_record("person", world.ids["father"])
    counter.wait()
    acts = counter.page.findChild(PersonRecord).bar.more.menu_of_acts.actions()
    next(a for a in acts if a.text() == text("ui.person.veiled")).trigger()
    assert ("guidance", world.ids["father"]) in counter.window.opened

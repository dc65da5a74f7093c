"""The tab Vedtak in a window: begun, written, proposed, made by another, sent; and why a button is off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from boligdesk.casework.core.desk import Desk
from boligdesk.casework.decisions import (
    DecisionSending,
    decision_came_back,
    discard_decision,
    propose_decision,
    send_decision,
)
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import DecisionState
from boligdesk.rules.vocabulary import Role, SendingWay
from boligdesk.texts import text
from boligdesk.ui.applications import decision_forms as forms
from boligdesk.ui.applications.decision_tab import DecisionsTab
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.dialog import Question, open_dialog
from boligdesk.ui.parts.pdf_preview import PdfPreview
from boligdesk.ui.record_tabs.form_dialog import FormDialog

from ..casework.decision_world import GRANTED, HOUSING, DecisionWorld, decision_world
from ..casework.sheet_world import TODAY
from ..support import screens
from .case_tab import CaseTab


class Decisions(CaseTab[DecisionsTab]):
    """The tab Vedtak, seen by one person."""

    def __init__(self, world: DecisionWorld, desk: Desk, jobs: Jobs, folder: Path) -> None:
        self.world = world
        super().__init__(DecisionsTab, world.case, desk, jobs, folder)

    @property
    def form(self) -> FormDialog:
        """The form that is open."""
        shown = self.dialog
        assert isinstance(shown, FormDialog)
        return shown

    def save(self) -> None:
        """Press its primary."""
        self.form.save.click()
        self.wait()

    def yes(self) -> None:
        """Answer the question with its filled button."""
        shown = self.dialog
        assert isinstance(shown, Question)
        shown.buttons["yes"].click()
        self.wait()


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> DecisionWorld:
    """An application whose sheet is answered."""
    return decision_world(store, monkeypatch)


@pytest.fixture
def seen(qtbot, world: DecisionWorld, jobs: Jobs, tmp_path: Path) -> Iterator[Decisions]:
    """Its tab, seen by Ingvild."""
    shown = Decisions(world, world.ingvild, jobs, tmp_path)
    qtbot.addWidget(shown.window)
    yield shown
    shown.wait()


def test_begun_written_made_and_sent(seen: Decisions) -> None:
    """From nothing to a letter and its deadline, in the window alone."""
    assert text("ui.vedtak.ingen") in seen.words()
    seen.press("ui.vedtak.nytt")
    seen.form.form.set_values({"basis": HOUSING, "result": GRANTED})
    seen.save()
    writing = seen.form
    assert writing.form.values()["bedrooms"] == 2
    writing.form.set_values({"weighing": "Familien trenger en bolig nå.", "own_text": "Ring oss gjerne."})
    seen.save()
    assert open_dialog(seen.window) is None
    assert "Familien trenger en bolig nå." in seen.words()
    seen.press("ui.vedtak.forhandsvis")
    preview = seen.dialog.findChild(PdfPreview)
    assert preview is not None
    assert preview.pages >= 2
    seen.dialog.leave()
    seen.press("ui.vedtak.gjor")
    seen.yes()
    assert seen.dialog.findChild(PdfPreview) is not None
    seen.dialog.leave()
    assert "2026-0001" in seen.words()
    seen.press("ui.vedtak.registrer_sending")
    seen.form.form.set_values({"way": SendingWay.HANDED_OVER})
    seen.save()
    shown = seen.tab.shown
    assert shown is not None
    assert shown.complain_by == date(2026, 12, 14)
    assert "14.12.2026" in seen.words()
    assert text("ui.vedtak.registrer_sending") not in [act.label for act in seen.acts]


def test_what_lacks_is_listed_and_stands_beside_the_button(seen: Decisions) -> None:
    """The primary is off with the first of them; the card names all."""
    seen.world.draft(weighing="", bedrooms=None)
    seen.show()
    first = seen.acts[0]
    assert (first.label, first.primary) == (text("ui.vedtak.gjor"), True)
    assert first.why == "Fyll ut begrunnelsen."
    for line in ("Fyll ut begrunnelsen.", "Fyll ut antall soverom.", "Brevet har ingen adresse"):
        assert line in seen.words()


def test_with_two_persons_one_proposes_and_another_makes_it(seen: Decisions, qtbot, jobs: Jobs, tmp_path: Path) -> None:
    """The author's own button is off with the reason; the colleague's is on, and can send it back."""
    seen.world.two_persons()
    seen.world.draft()
    seen.show()
    assert seen.acts[0].label == text("ui.vedtak.foresla")
    seen.press("ui.vedtak.foresla")
    assert seen.acts[0].why == "Du har skrevet på vedtaket selv. En annen må godkjenne det."
    other = Decisions(seen.world, seen.world.siri, jobs, tmp_path / "siri")
    qtbot.addWidget(other.window)
    assert other.acts[0].why == ""
    other.press("ui.vedtak.send_tilbake")
    other.form.form.set_values({"why": "Skriv mer om barnet."})
    other.save()
    seen.show()
    assert "Skriv mer om barnet." in seen.words()
    card = seen.tab.shown
    assert card is not None
    propose_decision(seen.world.ingvild, card.id, card.version)
    other.show()
    other.press("ui.vedtak.godkjenn")
    other.yes()
    other.dialog.leave()
    assert other.tab.shown is not None
    assert other.tab.shown.state is DecisionState.FINAL


def test_another_vedtak_of_the_case_is_looked_at(seen: Decisions) -> None:
    """Two decisions: both are listed, and the older one can be chosen."""
    made = seen.world.made()
    seen.show()
    seen.press("ui.vedtak.erstatt")
    seen.dialog.leave()
    assert len(seen.tab.rows) == 2
    assert seen.tab.all.isVisibleTo(seen.record)
    seen.tab.choose(made.id)
    seen.wait()
    assert seen.tab.shown is not None
    assert seen.tab.shown.id == made.id
    assert "Vedtatt" in seen.words(seen.tab.now)


def test_a_reader_sees_and_is_offered_nothing(world: DecisionWorld, qtbot, jobs: Jobs, tmp_path: Path) -> None:
    """Without the right no button, and nothing of the last case stays when the tab is cleared (P30)."""
    world.made()
    shown = Decisions(world, world.sheets.as_role(Role.READER), jobs, tmp_path)
    qtbot.addWidget(shown.window)
    assert "2026-0001" in shown.words()
    assert [act.label for act in shown.acts if act.primary and not act.why] == []
    shown.tab.clear()
    assert "2026-0001" not in shown.words()
    assert "uten bolig" not in shown.words()
    shown.wait()


def _faults(seen: Decisions) -> list[str]:
    """What is cut off, unnamed or in another language where one looks now."""
    QApplication.processEvents()
    window = seen.window
    return [*screens.clipped(window), *screens.unnamed(window), *screens.english(window)]


@pytest.mark.parametrize("size", [(1020, 852), (860, 672)], ids=["1440", "1280"])
def test_every_state_and_dialog_fits(seen: Decisions, size: tuple[int, int]) -> None:
    """From the draft that lacks something to the letter that came back, and each form on the way."""
    seen.window.resize(*size)
    found: dict[str, list[str]] = {"ingen": _faults(seen)}
    draft = seen.world.draft(weighing="", lapse="")
    seen.show()
    found["utkast"] = _faults(seen)
    for name, act in (("skriv", forms.write_dialog), ("forkast", forms.discard_dialog), ("gjør", forms.finish)):
        act(seen.ctx, seen.world.card(draft.id))
        seen.wait()
        found[name] = _faults(seen)
        seen.dialog.finish(None)
    discard_decision(seen.world.ingvild, draft.id, draft.version, "Feil")
    made = seen.world.made()
    send_decision(seen.world.ingvild, made.id, made.version, DecisionSending(SendingWay.POST, TODAY))
    seen.show()
    found["sendt"] = _faults(seen)
    for name, act in (
        ("kom fram", forms.reached_dialog),
        ("retur", forms.returned_dialog),
        ("send", forms.send_dialog),
    ):
        act(seen.ctx, seen.world.card(made.id))
        seen.wait()
        found[name] = _faults(seen)
        seen.dialog.finish(None)
    decision_came_back(seen.world.ingvild, made.id, seen.world.card(made.id).version, TODAY)
    seen.show()
    found["kom i retur"] = _faults(seen)
    assert text("ui.vedtak.i_retur_under") in seen.words()
    assert {name: faults for name, faults in found.items() if faults} == {}

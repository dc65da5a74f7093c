"""Tildelingskriterier in the real window: a set copied, changed as form and as text, tried, adopted, exchanged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from boligdesk.casework import criteria_sets, rule_trial
from boligdesk.casework.criteria_sets import SetState
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.parts.alerts import Alert
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.settings.criteria import CriteriaSection, short_name
from boligdesk.ui.settings.criteria_change import CriterionDialog
from boligdesk.ui.settings.criteria_editor import CriteriaEditor
from boligdesk.ui.settings.criteria_trial import KeptTrialsDialog, TrialDialog

from ..casework.sheet_world import RULES, adopt_rules, application, person
from .shell_support import close_window, make_office, open_window, settle


class Criteria:
    """The section in the window's settings."""

    def __init__(self, window) -> None:
        self.window = window
        self.open()

    def open(self) -> None:
        """Open Innstillinger at the section."""
        self.window.tools.settings()
        self.settings = open_dialog(self.window.work)
        self.settings.tabs.choose("kriterier")
        settle(self.window)
        self.section: CriteriaSection = self.settings.sections["kriterier"]

    @property
    def desk(self):
        """The desk of the window."""
        return self.window.seat.desk

    def choose(self, key: str) -> None:
        """Stand on a set."""
        self.section.table.choose(next(at for at, row in self.section._rows.items() if row.key == key))

    def top(self, kind):
        """The dialog on top."""
        settle(self.window)
        shown = open_dialog(self.window.work)
        assert isinstance(shown, kind), shown
        return shown

    def submit(self, **values) -> None:
        """Fill the form on top and press its primary."""
        settle(self.window)
        form = open_dialog(self.window.work)
        form.form.set_values(values)
        form.submit()
        settle(self.window)

    def edit(self, key: str) -> CriteriaEditor:
        """Open a set."""
        self.choose(key)
        self.section.open_chosen()
        return self.top(CriteriaEditor)

    def states(self) -> dict[str, SetState]:
        """How the own sets stand in the base."""
        return {line.key: line.state for line in criteria_sets.criteria_lines(self.desk) if line.own}


@pytest.fixture
def criteria(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-11-23")
    window = open_window(qtbot, tmp_path, make_office(tmp_path))
    yield Criteria(window)
    close_window(qtbot, window)


def words(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_shipped_sets_are_listed_and_readable(criteria: Criteria) -> None:
    editor = criteria.edit("drammen")
    told = words(editor.view)
    assert "Bostedsløse: barnefamilier" in told
    assert "Unntak etter skjønn, med begrunnelse" in told
    assert editor.text.field.isReadOnly()
    assert editor.save.isHidden() or editor.save.parent() is None
    editor.leave()


def test_a_copy_is_changed_as_a_form_saved_and_adopted(criteria: Criteria) -> None:
    criteria.choose("drammen")
    criteria.section._copy()
    criteria.submit(name="Fjordvik 2027", key="fjordvik-2027")
    assert criteria.section.chosen.key == "fjordvik-2027"
    editor = criteria.edit("fjordvik-2027")
    editor.change("botid")
    form = criteria.top(CriterionDialog)
    ((_limit, field),) = form.limits
    field.setText("to år")
    form.submit()
    assert "to år" in words(form)  # what cannot be read is said, and nothing is lost
    field.setText("24")
    form.exceptions[0][1].setChecked(False)
    form.submit()
    assert "minst 24 måneder" in words(editor.view)
    editor.submit()
    settle(criteria.window)
    editor.leave()
    kept = criteria_sets.criteria_view(criteria.desk, "fjordvik-2027").line
    assert (kept.number, [rule.key for rule in kept.criteria.criterion("botid").exceptions]) == (
        2,
        ["saerlige_grunner"],
    )
    settle(criteria.window)
    criteria.choose("fjordvik-2027")
    criteria.section._adopt()
    criteria.submit(valid_from=date(2026, 12, 1))
    assert criteria.states() == {"fjordvik-2027": SetState.COMING}
    assert criteria.section.adopt.isHidden()  # what is adopted is not adopted again


def test_a_fault_in_the_text_is_shown_with_its_line_and_cannot_be_saved(criteria: Criteria) -> None:
    criteria_sets.import_text(criteria.desk, "ny", RULES)
    criteria.section.load()
    settle(criteria.window)
    editor = criteria.edit("ny")
    wrong = RULES.replace('fakta = "flyktning"', 'fakta = "flyktninger"')
    editor.text.field.setPlainText(wrong)
    editor.text.check()
    (alert,) = editor.text.findChildren(Alert)
    line = next(n for n, words_of in enumerate(wrong.splitlines(), 1) if '"flyktninger"' in words_of)
    assert f"Linje {line} i ny.toml." in alert.body
    assert not editor.save.isEnabled()
    assert not editor.try_it.isEnabled()
    alert.buttons()[0].click()
    assert editor.text.field.textCursor().blockNumber() == line - 1
    editor.text.put(RULES)
    assert not editor.dirty
    editor.leave()


def test_a_change_is_tried_on_the_queue_and_kept_only_on_demand(criteria: Criteria) -> None:
    adopt_rules(criteria.desk)
    applicant = person(criteria.desk, "Berg", "Hanne Sofie", date(2009, 1, 1))
    application(criteria.desk, applicant)
    criteria_sets.copy_set(criteria.desk, "fjordvik", "ny", "Fjordvik 2027")
    criteria.section.load()
    settle(criteria.window)
    editor = criteria.edit("ny")
    editor.text.put(editor.text.text.replace("minst = 18", "minst = 16"))
    editor._try()
    trial = criteria.top(TrialDialog)
    assert len(trial.trial.movers) == 1
    assert "Fylt 18 år: Oppfylt" in trial.told.text()
    assert rule_trial.kept_trials(criteria.desk) == ()
    trial.keep.click()
    settle(criteria.window)
    trial.leave()
    editor.finish(None)
    criteria.section._kept_trials()
    kept = criteria.top(KeptTrialsDialog)
    kept._open(rule_trial.kept_trials(criteria.desk)[0].id)
    again = criteria.top(TrialDialog)
    assert again.keep.isHidden()
    assert "Berg, Hanne Sofie" in [row.name for row in again.trial.movers]
    again.leave()
    kept.leave()


def test_a_file_goes_out_and_comes_in_as_a_draft(criteria: Criteria, tmp_path: Path) -> None:
    path = tmp_path / "Nabo kommune 2026.toml"
    editor = criteria.edit("stavanger")
    editor.export_to(path)
    settle(criteria.window)
    editor.leave()
    criteria.section.import_from(path)
    settle(criteria.window)
    assert criteria.states() == {"nabo-kommune-2026": SetState.DRAFT}
    assert criteria.section.chosen.key == "nabo-kommune-2026"


def test_only_the_leader_sees_what_a_leader_may(criteria: Criteria) -> None:
    criteria.settings.leave()
    criteria.window.entrance.enter_as(Role.CASEWORKER)
    settle(criteria.window)
    criteria.open()
    criteria.choose("drammen")
    assert criteria.section.open_button.isEnabled()
    assert criteria.section.copy.isHidden()
    assert criteria.section.more.isHidden()
    editor = criteria.edit("drammen")
    assert editor.try_it.isHidden() or editor.try_it.parent() is None
    editor.leave()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Fjordvik 2026", "fjordvik-2026"),
        ("Åsnes «ny» §3", "åsnes-ny-3"),
        ("Guovdageaidnu á", "guovdageaidnu-a"),
        ("a" * 60, "a" * 40),
    ],
)
def test_a_short_name_is_made_of_a_name(name: str, short: str) -> None:
    assert short_name(name) == short

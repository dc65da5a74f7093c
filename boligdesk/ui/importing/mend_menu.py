"""What can be done about a row or a column: the menus, and the field for typing the right value."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ...casework.imports import Field, Finding, ImportPlan, PlanRow
from ...texts import render, text
from ..parts.buttons import add_act, new_menu, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from .lines import open_finding

Act = Callable[..., object]


def column_menu(
    parent: QWidget, plan: ImportPlan, fields: tuple[Field, ...], choose: Callable[[str | None], object]
) -> QMenu:
    """Every field a column can be brought in as; those another column fills say so."""
    menu = new_menu(parent)
    add_act(menu, text("ui.import.ikke"), lambda: choose(None), "minus")
    menu.addSeparator()
    for field in fields:
        words = render(field.label)
        if plan.mapping.columns_of(field.key):
            words = text("ui.import.i_bruk", felt=words)
        add_act(menu, words, partial(choose, field.key))
    return menu


class RowActs:
    """The acts on a row, carried out by the dialog: each gets what it needs and makes a new plan."""

    def __init__(self, mend: Act, alike: Act, accept: Act, correct: Act, leave: Act, back: Act) -> None:
        self.mend, self.alike, self.accept = mend, alike, accept
        self.correct, self.leave, self.back = correct, leave, back


def row_menu(parent: QWidget, plan: ImportPlan, row: PlanRow, acts: RowActs) -> QMenu:
    """The ways out for a row: each mend, the same for all alike, type it, accept it, leave the row out."""
    menu = new_menu(parent)
    if row.left_out:
        add_act(menu, text("ui.import.ta_med"), lambda: acts.back(row.number), "undo-2")
        return menu
    finding = open_finding(plan, row)
    if finding is not None:
        _finding_acts(menu, plan, finding, acts)
    add_act(menu, text("ui.import.utelat"), lambda: acts.leave(row.number), "minus")
    return menu


def _finding_acts(menu: QMenu, plan: ImportPlan, finding: Finding, acts: RowActs) -> None:
    alike = len(plan.same_form(finding))
    for number, way in enumerate(finding.mends):
        add_act(menu, render(way.label), partial(acts.mend, finding, way), "wand-sparkles")
        if alike > 1:
            words = text("ui.import.for_alle", hva=render(way.label), antall=alike)
            add_act(menu, words, partial(acts.alike, finding, number), "wand-sparkles")
    if not finding.blocks:
        add_act(menu, text("ui.import.godta"), lambda: acts.accept((finding,)), "check")
        if alike > 1:
            words = text("ui.import.godta_alle", antall=alike)
            add_act(menu, words, lambda: acts.accept(plan.same_form(finding)), "check")
    if finding.field:
        add_act(menu, text("ui.import.rett_selv"), lambda: acts.correct(finding), "pencil")
    menu.addSeparator()


def ask_value(
    window: QWidget, finding: Finding, label: str, written: str, done: Callable[[str], object]
) -> DialogFrame:
    """Let somebody type what the row should have said; `written` is what it says."""
    dialog = DialogFrame(window, text("ui.import.rett_rad", rad=finding.row), width=520)
    dialog.body.addWidget(Label(render(finding.control.what), "body", wrap=True))
    field = QLineEdit(written)
    field.setAccessibleName(label)
    dialog.body.addWidget(Label(label, "label", "text2"))
    dialog.body.addWidget(field)
    cancel, use = secondary(text("ui.felles.avbryt")), primary(text("ui.import.bruk"))
    cancel.clicked.connect(dialog.leave)

    def finish() -> None:
        typed = field.text()
        dialog.finish(typed)
        done(typed)

    use.clicked.connect(finish)
    dialog.add_right(cancel)
    dialog.add_right(use)
    dialog.open(field)
    field.selectAll()
    return dialog

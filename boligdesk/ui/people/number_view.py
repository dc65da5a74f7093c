"""Showing a whole public number: why is asked, the look is written down, the number goes away with the dialog."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ...casework.person_card import PersonCard
from ...casework.persons import ShownNumber, show_numbers
from ...rules.messages import msg
from ...texts import enum_text, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.facts import Facts
from ..parts.labels import Label
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .fields import Reasons, Values, form, why


def number_view(ctx: Context, card: PersonCard) -> FormDialog:
    """Ask why, then show the numbers."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(show_numbers, ctx.desk, card.id, values["why"] or "")

    words = Words(text("ui.nummer.tittel"), card.name, text("ui.nummer.vis"), msg("ui.nummer.lagrer"))
    spec = form(why("ui.nummer.hvorfor", "ui.nummer.hjelp"))
    dialog = FormDialog(ctx, words, spec, act, undo=False, width=560)

    def shown(result: object) -> None:
        if isinstance(result, tuple):
            numbers_dialog(ctx, card, result)

    dialog.finished.connect(shown)
    return dialog.begin()


def numbers_dialog(ctx: Context, card: PersonCard, numbers: tuple[ShownNumber, ...]) -> DialogFrame:
    """The whole numbers, to read and copy."""
    dialog = DialogFrame(ctx.parent, text("ui.nummer.tittel"), card.name, width=560)
    facts = Facts(140)
    for row in numbers:
        label = Label(row.number.written(), "h4")
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        ended = text("ui.nummer.gjaldt_til", dato=row.to_date) if row.to_date else ""
        facts.add(enum_text(row.number.scheme), label, note=ended)
    dialog.body.addWidget(facts)
    dialog.body.addWidget(Alert(AlertKind.INFO, text("ui.nummer.notert"), text("ui.nummer.notert_hjelp")))
    dialog.body.addStretch(1)
    close = primary(text("ui.felles.lukk"))
    close.clicked.connect(lambda: dialog.finish(True))
    dialog.add_left(_copy(numbers))
    dialog.add_right(close)
    dialog.open(close)
    return dialog


def _copy(numbers: tuple[ShownNumber, ...]) -> Button:
    button = secondary(text("ui.nummer.kopier"), "copy")
    button.clicked.connect(lambda: QApplication.clipboard().setText(numbers[0].number.value))
    button.setVisible(bool(numbers))
    return button

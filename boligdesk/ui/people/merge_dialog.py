"""Two cards of one person: whom, which fields, what moves; then they are one, and it can be taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from ...casework.core.history_words import entity_word
from ...casework.merging import MergeField, MergePreview, merge, merge_preview, unmerge
from ...casework.person_card import PersonCard
from ...rules.messages import RefusedError, msg
from ...texts import render, text
from ..parts.alerts import Alert, AlertKind, ControlAlert
from ..parts.buttons import secondary
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..parts.table_model import NOTHING, written
from ..record_tabs.form_dialog import FormFrame, Words
from ..shell.context import Context
from ..style import tokens
from .fields import form
from .finding import find_persons
from .person_form import letter_language_name
from .rows import top_label

_LABELS = {
    "last_name": "ui.person.etternavn",
    "first_name": "ui.person.fornavn",
    "birth_date": "ui.person.fodt",
    "died_on": "ui.dod.dato",
    "language": "ui.person.sprak",
    "letter_language": "ui.person.brevsprak",
    "interpreter": "ui.person.tolk",
    "note": "ui.person.notat",
}


class MergeDialog(FormFrame):
    """ "Slå sammen med …": the person on the screen is kept, the other's card leads here afterwards."""

    def __init__(self, ctx: Context, card: PersonCard) -> None:
        words = Words(text("ui.sammen.tittel"), card.name, text("ui.sammen.lagre"), msg("ui.sammen.lagrer"))
        asked = form(FieldSpec("other", "ui.sammen.hvem", FieldKind.PERSON))
        super().__init__(ctx, words, FormView(asked, today=ctx.desk.today), width=820)
        self.card = card
        self.preview: MergePreview | None = None
        self._gone_id = 0
        self._choices: dict[str, QButtonGroup] = {}
        self._controls: list[ControlAlert] = []
        self._content: QWidget | None = None
        self.form.search.connect(self._search)
        self.form.edited.connect(lambda _key: self._chosen())
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.add_right(cancel)
        self.add_right(self.save)
        self.enable()

    # -- whom -----------------------------------------------------------------------------------

    def _search(self, key: str, letters: str) -> None:
        find = partial(find_persons, self.ctx.desk, letters, (self.card.id,))
        self.ctx.jobs.read(find, owner=self, topic="finn", done=lambda found: self.form.offer(key, found))

    def choose(self, person_id: int, name: str) -> None:
        """Take this person as the other one."""
        self.form.set_values({"other": Choice(person_id, name)})
        self._chosen()

    def _chosen(self) -> None:
        """Another one: what was shown and said of the one before no longer holds."""
        self.clear_alerts()
        self._show_nothing()
        self._ask()

    def _ask(self) -> None:
        other = self.form.values()["other"]
        if isinstance(other, int):
            asked = partial(merge_preview, self.ctx.desk, self.card.id, other)
            self.ctx.jobs.read(asked, owner=self, topic="sammen", done=self._show, failed=self.show_refusal)

    # -- what would happen ----------------------------------------------------------------------

    def _show(self, preview: MergePreview) -> None:
        self.preview = preview
        content, column = self._fresh()
        column.addWidget(Label(text("ui.sammen.felt_tittel"), "h3"))
        if preview.fields:
            column.addLayout(self._fields(preview))
        else:
            column.addWidget(Label(text("ui.sammen.ingen_ulike"), colour="text2", wrap=True))
        column.addWidget(Label(text("ui.sammen.flyttes"), "h3"))
        column.addWidget(Label(_moves(preview), wrap=True))
        for control in preview.controls:
            alert = ControlAlert(control)
            alert.reason_changed.connect(lambda _words: self.enable())
            self._controls.append(alert)
            column.addWidget(alert)
        column.addWidget(Alert(AlertKind.INFO, text("ui.sammen.etterpa"), text("ui.sammen.etterpa_hjelp")))
        self._replace(content)
        self.enable()

    def _show_nothing(self) -> None:
        self.preview = None
        self._choices.clear()
        self._controls.clear()
        self._replace(None)
        self.enable()

    def _fresh(self) -> tuple[QWidget, QVBoxLayout]:
        self._choices.clear()
        self._controls.clear()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        return content, column

    def _replace(self, content: QWidget | None) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        if content is not None:
            self.body.addWidget(content)
            content.show()
        self._place()

    def _fields(self, preview: MergePreview) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S12)
        grid.setVerticalSpacing(tokens.S4)
        grid.setColumnMinimumWidth(0, tokens.LABEL_FORM_W)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        for column, code in enumerate(("ui.sammen.felt", "ui.sammen.beholdes", "ui.sammen.andre")):
            grid.addWidget(Label(text(code), "header"), 0, column)
        for row, field in enumerate(preview.fields, 1):
            self._field(grid, row, field)
        return grid

    def _field(self, grid: QGridLayout, row: int, field: MergeField) -> None:
        name = text(_LABELS[field.name])
        grid.addWidget(top_label(name, "label"), row, 0)
        group = self._choices[field.name] = QButtonGroup(self)
        for number, value in enumerate((field.kept, field.gone)):
            button = QRadioButton(_written(field.name, value) or NOTHING)
            button.setAccessibleName(f"{name}: {button.text()}")
            button.setChecked(field.proposed == value)
            group.addButton(button, number)
            grid.addWidget(button, row, number + 1)

    def enable(self) -> None:
        """The primary can be pressed when one sees what would happen and nothing stops it."""
        stopped = self.preview is None or any(control.stops for control in self._controls)
        self.save.setEnabled(not self._running and not stopped)

    # -- doing it -------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """The fields as chosen."""
        fields = self.preview.fields if self.preview else ()
        return {f.name: (f.kept, f.gone)[max(0, self._choices[f.name].checkedId())] for f in fields}

    def submit(self) -> None:
        """Make the two one."""
        preview = self.preview
        if preview is None or not self.save.isEnabled():
            return
        self.clear_alerts()
        self._gone_id = preview.gone_id
        reasons = {control.control.code: control.reason for control in self._controls}
        versions = (preview.kept_id, preview.kept_version, preview.gone_id, preview.gone_version)
        self.carry_out(partial(merge, self.ctx.desk, *versions, self.values(), reasons))

    def carried_out(self, value: object) -> None:
        """They are one; the toast takes them apart again."""
        self.finish(True)
        self.ctx.window.say(text("ui.sammen.lagret"), partial(take_apart, self.ctx, self._gone_id))

    def refused(self, error: RefusedError) -> None:
        """Somebody may have changed one of the two meanwhile: say why it was refused, and show them as they are now."""
        super().refused(error)
        self._show_nothing()
        self._ask()


def take_apart(ctx: Context, gone_id: int) -> None:
    """Take a merge back."""
    ctx.write(
        partial(unmerge, ctx.desk, gone_id, text("ui.sammen.angret_grunn")),
        owner=ctx.parent,
        name=msg("ui.sammen.lagrer"),
        said=text("ui.sammen.delt"),
    )


def _written(name: str, value: object) -> str:
    if isinstance(value, bool):
        return text("ui.felles.ja") if value else text("ui.felles.nei")
    return letter_language_name(str(value)) if name == "letter_language" else written(value)


def _moves(preview: MergePreview) -> str:
    """ "2 kontaktpunkt, 1 leieforhold": what the other card holds."""
    parts = [
        text("ui.sammen.antall", antall=count, hva=render(entity_word(entity)))
        for entity, count in preview.moves.items()
        if entity != "look"
    ]
    return " · ".join(parts) if parts else text("ui.sammen.ingenting")


def merge_dialog(ctx: Context, card: PersonCard) -> MergeDialog:
    """Merge another card into this one."""
    dialog = MergeDialog(ctx, card)
    dialog.open()
    dialog.form.focus_first()
    return dialog

"""The letters the office sends: which text each is printed from, and the way to the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from ...rules.rights import Right
from ...texts import formats, text
from ..parts.buttons import primary
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import CellKind, Column
from ..parts.table_view import Table
from ..shell.context import Context
from .letter_editor import LetterEditor
from .section import TABLE_LEAST_H, Section

if TYPE_CHECKING:
    from ...casework.letter_templates import TemplateForm, TemplateLine

_COLUMNS: tuple[Column[Any], ...] = (
    Column("brev", "ui.innst.brev", lambda row: letter_name(row.key), CellKind.STRONG, 300, stretch=3),
    Column("malform", "ui.innst.malform", lambda row: language_name(row.language), width=120),
    Column("tekst", "ui.innst.brukt_tekst", lambda row: _used(row), width=220, stretch=1),
    Column("nytt", "ui.innst.merknad", lambda row: _news(row), CellKind.CHIP, 210),
)


def letter_name(key: str) -> str:
    """What a letter is called: its key in words."""
    return text(_NAMES[key]) if key in _NAMES else key.replace("_", " ").capitalize()


_NAMES = {
    "leiekontrakt": "ui.innst.brev_leiekontrakt",
    "opplysning_11_1": "ui.innst.brev_opplysning",
    "samtykke_fast_trekk": "ui.innst.brev_samtykke",
    "oppsigelse_utleier": "ui.innst.brev_oppsigelse",
    "bekreftelse_oppsigelse_leietaker": "ui.innst.brev_bekreftelse",
    "sluttoppgjor": "ui.innst.brev_sluttoppgjor",
    "tillegg": "ui.innst.brev_tillegg",
    "bekreftelse": "ui.innst.brev_fri",
}


def language_name(language: str) -> str:
    """Bokmål or nynorsk."""
    return text("ui.innst.nynorsk") if language == "nn" else text("ui.innst.bokmal")


def _used(row: TemplateLine) -> str:
    if row.valid_from is None:
        return text("ui.innst.felger_med")
    return text("ui.innst.egen_versjon", nummer=row.number, dag=formats.day(row.valid_from))


def _news(row: TemplateLine) -> ChipLook | None:
    if not row.shipped_changed:
        return None
    return ChipLook(text("ui.innst.ny_tekst"), Tone.INFO, "info")


class LettersSection(Section):
    """The list; a letter opens in its editor."""

    key = "brev"
    title = "ui.innst.brevmaler"
    needs = Right.TEMPLATE_WRITE

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._rows: dict[int, TemplateLine] = {}
        self.table = Table(_COLUMNS, name="brevmaler", store=ctx.settings)
        self.table.setAccessibleName(text("ui.innst.brevmaler"))
        self.table.setMinimumHeight(TABLE_LEAST_H)
        self.open_button = primary(text("ui.innst.endre_mal"), "pencil")
        self.lead(text("ui.innst.brevmaler_hva"))
        self.column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.open_button.clicked.connect(self.open_chosen)
        self.table.opened.connect(lambda _row: self.open_chosen())

    def load(self) -> None:
        self.ctx.jobs.read(self._ask, owner=self, topic="maler", done=self._show)

    def _ask(self) -> tuple[TemplateLine, ...]:
        from ...casework.letter_templates import templates

        return templates(self.ctx.desk)

    def _show(self, lines: tuple[TemplateLine, ...]) -> None:
        self._rows = dict(enumerate(lines, start=1))
        self.table.show_rows(self._rows)
        if self.table.chosen_id is None:
            self.table.choose_first()

    def open_chosen(self) -> None:
        """Open the letter one stands on in its editor."""
        line = self._rows.get(self.table.chosen_id or 0)
        if line is not None:
            self.ctx.jobs.read(lambda: self._read(line), owner=self, topic="mal", done=self._edit)

    def _read(self, line: TemplateLine) -> TemplateForm:
        from ...casework.letter_templates import template

        return template(self.ctx.desk, line.key, line.language)

    def _edit(self, form: TemplateForm) -> None:
        title = text("ui.innst.mal_tittel", brev=letter_name(form.shipped.key))
        editor = LetterEditor(self.ctx, form, title, language_name(form.shipped.language))
        editor.finished.connect(lambda _saved: self.load())
        editor.open(editor.blocks.first_focus())

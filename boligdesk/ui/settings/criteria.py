"""Tildelingskriterier: the office's own sets and the shipped ones; copied, changed, adopted, ended, exchanged."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.buttons import MenuButton, primary, secondary
from ..parts.chips import ChipLook, Tone
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.table_model import CellKind, Column
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .criteria_editor import CriteriaEditor
from .criteria_trial import KeptTrialsDialog
from .table_section import TableSection

if TYPE_CHECKING:
    from ...casework.criteria_sets import SetLine, SetView
    from ...casework.rule_trial import KeptTrial

_COLUMNS: tuple[Column[Any], ...] = (
    Column("tilstand", "ui.kriterier.tilstand", lambda row: _chip(row), CellKind.CHIP, 140),
    Column("navn", "ui.kriterier.sett", lambda row: row.criteria.name, CellKind.STRONG, 260, stretch=3),
    Column("kortnavn", "ui.kriterier.kortnavn", lambda row: row.key, width=170, stretch=1),
    Column("fra", "ui.innst.gjelder_fra", lambda row: row.criteria.valid_from, CellKind.DATE, 104),
    Column("til", "ui.innst.gjelder_til", lambda row: row.criteria.valid_to, CellKind.DATE, 104),
    Column("tatt", "ui.kriterier.tatt_i_bruk", lambda row: _adopted(row), CellKind.MUTED, 220, stretch=1),
)
_CHIPS = {
    "draft": (Tone.INFO, "pencil"),
    "coming": (Tone.INFO, "calendar-clock"),
    "in_force": (Tone.OK, "check"),
}


def _chip(row: SetLine) -> ChipLook:
    """Normal states are grey (look § 1): what follows with the program, and what has ended."""
    tone, icon = _CHIPS.get(row.state.value, (Tone.NEUTRAL, None))
    return ChipLook(enum_text(row.state), tone, icon)


def _adopted(row: SetLine) -> str:
    if row.adopted_on is None:
        return ""
    return ", ".join(part for part in (row.adopted_by, formats.day(row.adopted_on)) if part)


class CriteriaSection(TableSection["SetLine"]):
    """The list; a set opens in its window. What only a leader may do is not shown to others."""

    key = "kriterier"
    title = "ui.kriterier.tittel"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, _COLUMNS, "kriteriesett", "ui.kriterier.hva")
        self.open_button = primary(text("ui.kriterier.apne"), "eye")
        self.copy = secondary(text("ui.kriterier.kopier"), "copy")
        self.adopt = secondary(text("ui.kriterier.ta_i_bruk"), "check")
        self.more = MenuButton()
        self.more.add(text("ui.kriterier.avslutt"), self._end, "calendar-clock")
        self.more.add(text("ui.kriterier.fra_fil"), self._import, "upload")
        self.more.add(text("ui.kriterier.prover"), self._kept_trials, "history")
        acts = ((self.open_button, self.open_chosen), (self.copy, self._copy), (self.adopt, self._adopt))
        self.add_acts(acts, self.more)
        for button in (self.copy, self.more):
            button.setVisible(ctx.may(Right.CRITERIA_WRITE))
        self.table.opened.connect(lambda _row: self.open_chosen())

    # -- the list -------------------------------------------------------------------------------

    def _load_at(self, key: str) -> None:
        """Read the list anew and stand on a set."""
        self._goal = key
        self.load()

    def ask(self) -> tuple[SetLine, ...]:
        from ...casework.criteria_sets import criteria_lines

        return criteria_lines(self.ctx.desk)

    def name_of(self, row: SetLine) -> object:
        return row.key

    def words(self, row: SetLine) -> str:
        return _told(row)

    def stand(self, row: SetLine | None) -> None:
        for button in (self.open_button, self.copy):
            button.setEnabled(row is not None)
        self.adopt.setVisible(row is not None and row.editable and self.ctx.may(Right.CRITERIA_WRITE))

    def open_chosen(self) -> None:
        """Open the set one stands on."""
        row = self.chosen
        if row is not None:
            self.ctx.jobs.read(lambda: self._read(row.key), owner=self, topic="apne", done=self._edit)

    def _read(self, key: str) -> SetView:
        from ...casework.criteria_sets import criteria_view

        return criteria_view(self.ctx.desk, key)

    def _edit(self, view: SetView) -> None:
        editor = CriteriaEditor(self.ctx, view)
        self._goal = view.line.key
        editor.finished.connect(lambda _saved: self.load())
        editor.open(editor.text.field)

    # -- the acts -------------------------------------------------------------------------------

    def _copy(self) -> None:
        row = self.chosen
        if row is None:
            return
        from ...casework.criteria_sets import copy_set

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Act:
            key = self._goal = str(values["key"])
            return partial(copy_set, self.ctx.desk, row.key, key, str(values["name"]))

        name = f"{row.criteria.municipality} {self.ctx.desk.today.year}"
        fields = (
            FieldSpec("name", "ui.kriterier.navn", required=True, help="ui.kriterier.navn_hjelp"),
            FieldSpec("key", "ui.kriterier.kortnavn", required=True, help="ui.kriterier.kortnavn_hjelp"),
        )
        self._dialog("ui.kriterier.kopier", row, fields, act, {"name": name, "key": short_name(name)})

    def _adopt(self) -> None:
        """Tell first which sets would end, then ask."""
        row = self.chosen
        if row is None or not row.editable:
            return
        first = row.criteria.valid_from or self.ctx.desk.today
        self.ctx.jobs.read(
            partial(_would_end, self.ctx, row.key, first),
            owner=self,
            topic="slutter",
            done=lambda ended: self._ask_adopt(row, first, ended),
            failed=lambda _error: self._ask_adopt(row, first, ()),  # another day may do; the act says what is wrong
        )

    def _ask_adopt(self, row: SetLine, start: date, ended: tuple[str, ...]) -> None:
        from ...casework.criteria_sets import adopt

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Act:
            confirmed = str(values.get("confirmed") or "")
            return partial(adopt, self.ctx.desk, row.key, values["valid_from"], row.number, confirmed)

        confirm = FieldSpec(
            "confirmed", "ui.kriterier.bekreft", FieldKind.MULTILINE, required=True, help="ui.kriterier.bekreft_hjelp"
        )
        first = FieldSpec(
            "valid_from", "ui.innst.gjelder_fra", FieldKind.DATE, required=True, help="ui.kriterier.fra_hjelp"
        )
        fields = (first, confirm) if row.criteria.incomplete else (first,)
        told = [text("ui.kriterier.slutter", sett=", ".join(ended))] if ended else []
        line = " ".join([*told, _only_bokmal(row)] if row.criteria.only_bokmal else told)
        self._dialog("ui.kriterier.ta_i_bruk", row, fields, act, {"valid_from": start}, line)

    def _end(self) -> None:
        row = self.chosen
        if row is None:
            return
        from ...casework.criteria_sets import end_set

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Act:
            return partial(end_set, self.ctx.desk, row.key, values["last_day"], row.number)

        last = FieldSpec("last_day", "ui.kriterier.siste_dag", FieldKind.DATE, required=True)
        self._dialog("ui.kriterier.avslutt", row, (last,), act, {"last_day": row.criteria.valid_to})

    def _dialog(
        self,
        title: str,
        row: SetLine,
        fields: tuple[FieldSpec, ...],
        act: Callable[[Mapping[str, Any], Mapping[str, str]], Act],
        shown: Mapping[str, object],
        more: str = "",
    ) -> None:
        self._goal = self._goal or row.key
        line = ". ".join(part for part in (row.criteria.name, more) if part)
        words = Words(text(title), line, text(title), msg("ui.kriterier.lagrer"), text("ui.kriterier.lagret"))
        dialog = FormDialog(self.ctx, words, FormSpec((SectionSpec(fields),)), act, undo=False)
        dialog.finished.connect(lambda _value: self.load())
        dialog.begin(shown)

    def _import(self) -> None:
        dialog = QFileDialog(self.window(), text("ui.kriterier.fra_fil"))
        dialog.setNameFilter(text("ui.kriterier.filter"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.import_from(Path(name)))
        dialog.open()

    def _kept_trials(self) -> None:
        ask = partial(_kept, self.ctx)
        self.ctx.jobs.read(ask, owner=self, topic="prover", done=self._show_trials)

    def _show_trials(self, kept: tuple[KeptTrial, ...]) -> None:
        dialog = KeptTrialsDialog(self.ctx, kept)
        dialog.open(dialog.table if kept else None)

    def import_from(self, path: Path) -> None:
        """Take in a file as a draft named after it; every fault is shown with its line."""
        from ...casework.criteria_sets import import_text
        from ...rules.allocation.files import text_of

        key = short_name(path.stem)
        self.ctx.write(
            lambda: import_text(self.ctx.desk, key, text_of(path)),
            owner=self,
            name=msg("ui.kriterier.lagrer"),
            done=lambda _id: self._load_at(key),
            said=text("ui.kriterier.hentet", fil=path.name),
        )


def _would_end(ctx: Context, key: str, first: date) -> tuple[str, ...]:
    from ...casework.criteria_sets import would_end

    return would_end(ctx.desk, key, first)


def _kept(ctx: Context) -> tuple[KeptTrial, ...]:
    from ...casework.rule_trial import kept_trials

    return kept_trials(ctx.desk)


def short_name(name: str) -> str:
    """A name as a short name can be: small letters, figures and hyphens ("Fjordvik 2026" → "fjordvik-2026")."""
    return "-".join("".join(_plain(letter) for letter in name.casefold()).split())[:40]


def _plain(letter: str) -> str:
    """The letter itself where Norwegian has it, else its base letter (á → a), else a space."""
    base = letter if letter in "æøå" else unicodedata.normalize("NFKD", letter)[0]
    return base if base in "æøå" or (base.isascii() and base.isalnum()) else " "


def _told(row: SetLine) -> str:
    """What must be known of a set before it is opened: how whole its source is, and the note of who wrote it."""
    parts = [text("ui.kriterier.kilde", kilde=row.criteria.source, lest=row.criteria.source_read)]
    if row.criteria.incomplete:
        parts.append(text("ui.kriterier.ufullstendig", mangler=row.criteria.incomplete))
    if row.criteria.only_bokmal:
        parts.append(_only_bokmal(row))
    return " ".join((*parts, row.criteria.note)).strip()


def _only_bokmal(row: SetLine) -> str:
    return text("ui.kriterier.bare_bokmal", krav=", ".join(row.criteria.only_bokmal))

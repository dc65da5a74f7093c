"""Editing a letter: blocks at the left, the finished letter at the right, checked while one types."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout

from ...rules import reading
from ...rules.messages import Control, Kind, RefusedError, msg
from ...rules.templates import Template
from ...texts import enum_text, fault_text, formats, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import MenuButton, ghost, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.pdf_preview import PdfPreview
from ..shell.context import Context
from ..style import tokens, type
from .letter_blocks import ADDABLE, BlockList
from .letter_compare import CompareDialog

if TYPE_CHECKING:
    from ...casework.letter_templates import TemplateForm

_CHECK_MS, _PREVIEW_MS = 250, 700


class LetterEditor(DialogFrame):
    """`finished(True)` when a new version was saved. Nothing that is printed already changes."""

    def __init__(self, ctx: Context, form: TemplateForm, title: str, line: str) -> None:
        super().__init__(ctx.parent, title, line, width=1260, height=800, scroll=False)
        self.ctx, self._form = ctx, form
        self._saved = form.template
        self._wrong: tuple[Control, ...] = ()
        self.blocks = BlockList(form.template, form.facts)
        self.preview = PdfPreview()
        self._problem = Alert(AlertKind.HARD, text("ui.innst.mal_feil"))
        self._problem.hide()
        self.fields = self._field_choice()
        self.valid_from = self._date_field()
        self.save = primary(text("ui.innst.lagre_mal"), "save")
        self._fill()
        self._foot_buttons()
        self.blocks.edited.connect(self._edited)
        self._preview()

    def _fill(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(tokens.S8)
        if self._form.shipped_changed:
            self.news = self._news()
            left.addWidget(self.news)
        left.addLayout(self._tools())
        left.addWidget(self._problem)
        left.addWidget(self.blocks, 1)
        row = QHBoxLayout()
        row.setSpacing(tokens.S16)
        row.addLayout(left, 1)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row)

    def _tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(tokens.S8)
        tools.addWidget(self.fields, 1)
        self.new_block = MenuButton(text("ui.innst.ny_blokk"))
        for style in ADDABLE:
            self.new_block.add(enum_text(style), partial(self.blocks.add_block, style))
        tools.addWidget(self.new_block)
        if self._form.number and not self._form.shipped_changed:
            compare = ghost(text("ui.innst.sammenlign"), "columns-3")
            compare.clicked.connect(self.compare)
            tools.addWidget(compare)
        return tools

    def compare(self) -> CompareDialog:
        """Show the office's text and the shipped one beside each other."""
        dialog = CompareDialog(self.ctx.parent, self.blocks.now(), self._form.shipped)
        dialog.taken.connect(lambda block: self.blocks.take(block, self._form.shipped))
        dialog.open()
        return dialog

    def _news(self) -> Alert:
        """The shipped text has become newer: both can be seen."""
        alert = Alert(AlertKind.INFO, text("ui.innst.ny_tekst"), text("ui.innst.ny_tekst_hva"))
        compare = alert.add_button(text("ui.innst.sammenlign"), "columns-3")
        compare.clicked.connect(self.compare)
        return alert

    def _field_choice(self) -> QComboBox:
        box = QComboBox()
        box.setFont(type.font("body"))
        box.setAccessibleName(text("ui.innst.sett_inn"))
        box.addItem(text("ui.innst.sett_inn"))
        for line in self._form.fields:
            name = f"{{{line.name}}}"
            box.addItem(text("ui.innst.felt_i_liste", felt=name, liste=line.each) if line.each else name, name)
        box.activated.connect(self._put_in)
        return box

    def _put_in(self, index: int) -> None:
        words = self.fields.itemData(index)
        self.fields.setCurrentIndex(0)
        if words and not self.blocks.put_in(str(words)):
            self.ctx.window.say(text("ui.innst.sta_i_blokk"))

    def _date_field(self) -> QLineEdit:
        field = QLineEdit(formats.day(self.ctx.desk.today))
        field.setFont(type.font("body"))
        field.setFixedWidth(120)
        field.setAccessibleName(text("ui.innst.gjelder_fra"))
        field.textChanged.connect(lambda _typed: self._enable())
        return field

    def _foot_buttons(self) -> None:
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.save.clicked.connect(self._save)
        self.save.setEnabled(False)
        self.add_left(Label(text("ui.innst.gjelder_fra"), "label"))
        self.add_left(self.valid_from)
        self.add_right(cancel)
        self.add_right(self.save)

    # -- while one types -----------------------------------------------------------------------------

    @property
    def day(self) -> date | None:
        """From when the version holds, None when the date cannot be read."""
        return reading.read_date(self.valid_from.text(), today=self.ctx.desk.today).value

    def _edited(self) -> None:
        self.save.setEnabled(False)
        self.ctx.jobs.soon(self._check, owner=self, topic="kontroll", delay_ms=_CHECK_MS)
        self.ctx.jobs.soon(self._preview, owner=self, topic="visning", delay_ms=_PREVIEW_MS)

    def _check(self) -> None:
        edited = self.blocks.now()
        self.ctx.jobs.read(lambda: self._findings(edited), owner=self, topic="kontroll", done=self._checked)

    def _findings(self, edited: Template) -> tuple[Control, ...]:
        from ...casework.letter_templates import template_findings

        return template_findings(self.ctx.desk, edited)

    def _checked(self, found: tuple[Control, ...]) -> None:
        self._wrong = tuple(control for control in found if control.kind is Kind.HARD)
        self.blocks.say_wrong(found)
        keys = {editor.block.key for editor in self.blocks.editors}
        general = [control for control in self._wrong if not keys & set(control.fields)]
        self._problem.setVisible(bool(general))
        if general:
            self._problem.say(text("ui.innst.mal_feil"), " ".join(render(control.what) for control in general))
        self._enable()

    def _enable(self) -> None:
        changed = self._form.shipped_changed or self.blocks.now() != self._saved
        self.save.setEnabled(changed and not self._wrong and self.day is not None)

    def _preview(self) -> None:
        edited = self.blocks.now()
        self.ctx.jobs.read(
            lambda: self._print(edited),
            owner=self,
            topic="visning",
            done=self._show_pdf,
            failed=self._not_printed,
        )

    def _print(self, edited: Template) -> bytes:
        from ...casework.letter_templates import template_preview

        return template_preview(self.ctx.desk, edited)

    def _show_pdf(self, content: bytes) -> None:
        self.preview.show_pdf(content)

    def _not_printed(self, error: RefusedError) -> None:
        """The last letter that could be printed stays; what the findings say under their blocks is not said again."""
        if self._wrong:
            return
        self._problem.say(text("ui.innst.mal_feil"), fault_text(error.fault).what)
        self._problem.show()

    def _save(self) -> None:
        day = self.day
        if day is None:
            return
        from ...casework.letter_templates import save_template

        edited, base = self.blocks.now(), self._form.number
        self.ctx.write(
            lambda: save_template(self.ctx.desk, edited, day, base),
            owner=self,
            name=msg("ui.innst.brevmaler"),
            done=lambda _number: self.finish(True),
            said=text("ui.innst.mal_lagret", dag=formats.day(day)),
        )

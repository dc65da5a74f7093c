"""The tab Gitt: the guidance a person was given, the figures of it as they were kept, and the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework.guidance_subject import Subject
from ...casework.guidances import GuidanceRow, KeptGuidance, guidance_card, guidances_of, withdraw_guidance
from ...rules.explanation import Explanation
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import formats, text
from ..parts.buttons import secondary
from ..parts.chips import Chip, ChipKind
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..people.acts import row_menu
from ..people.fields import Reasons, Values, form, why
from ..people.rows import Lines, LinesCard, top_label
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .explain_tree import ExplanationTree
from .tabs import GuidanceTab

_DATE_W, _CHIP_W = 92, 100
_EXPLAIN_W, _EXPLAIN_H, _WITHDRAW_W = 820, 640, 560


class GivenTab(GuidanceTab):
    """A line for each talk that was kept; without a name there are none."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._list = LinesCard(text("ui.gitt.tittel"))
        self._shown: int | None = None
        self.rows: tuple[GuidanceRow, ...] = ()

    def cards(self) -> Sequence[Placed]:
        return (Placed(self._list, Place.WIDE),)

    def show_card(self, card: Subject) -> None:
        self._shown = None if card.anonymous else card.person_id
        if card.anonymous:
            self._show((), text("ui.gitt.krever_navn"))
            return
        read = partial(guidances_of, self.ctx.desk, card.person_id)
        done = partial(self._arrived, card.person_id)
        self.ctx.jobs.read(read, owner=self, topic="gitt", done=done, failed=self._refused)

    def clear(self) -> None:
        self._shown, self.rows = None, ()
        self._list.put(QWidget())

    def _arrived(self, person_id: int, rows: tuple[GuidanceRow, ...]) -> None:
        if person_id == self._shown:
            self._show(rows, text("ui.gitt.ingen"))

    def _refused(self, _error: RefusedError) -> None:
        self.clear()

    def _show(self, rows: tuple[GuidanceRow, ...], without: str) -> None:
        self.rows = rows
        lines = Lines(_DATE_W, _CHIP_W)
        for row in rows:
            chip = Chip(ChipKind.FORELOPIG) if row.provisional else Label("")
            lines.add(Label(formats.day(row.on_date), "label"), top_label(_words(row)), chip, self._menu(row))
        if lines.empty:
            lines.say(without)
        self._list.put(lines)

    def _menu(self, row: GuidanceRow) -> QWidget:
        button, menu = row_menu(text("ui.gitt.om", dato=row.on_date))
        if row.document_id is not None and self.ctx.may(Right.DOCUMENT_READ):
            menu.add(text("ui.gitt.vis_arket"), partial(self._show_sheet, row.document_id), "file-text")
        menu.add(text("ui.gitt.vis_tallene"), partial(self.explain, row.id), "list-checks")
        if self.ctx.may(Right.GUIDANCE_WRITE):
            menu.add(text("ui.gitt.trekk"), partial(withdraw_dialog, self.ctx, row), "x")
        return button

    def _show_sheet(self, document_id: int) -> None:
        from ..record_tabs.document_view import show_document

        show_document(self.ctx, document_id)

    def explain(self, guidance_id: int) -> None:
        """Show how the figures of a talk came about, as they were kept."""
        read = partial(guidance_card, self.ctx.desk, guidance_id)
        self.ctx.jobs.read(read, owner=self, topic="gitt-tall", done=self._explained)

    def _explained(self, kept: KeptGuidance) -> None:
        explained_dialog(self.ctx, kept)


def _words(row: GuidanceRow) -> str:
    """What was advised, and by whom."""
    said = row.advice or text("ui.gitt.uten_rad")
    return text("ui.gitt.linje", rad=said, hvem=row.by) if row.by else said


def explained_dialog(ctx: Context, kept: KeptGuidance) -> DialogFrame:
    """The figures as they were kept that day: each line opens into its parts, and nothing is reckoned anew."""
    about = text("ui.gitt.tall_om", dato=kept.row.on_date)
    dialog = DialogFrame(ctx.parent, kept.name, about, width=_EXPLAIN_W, height=_EXPLAIN_H)
    tree = ExplanationTree()
    tree.show_steps([_with_left(home) for home in kept.explanations])
    dialog.body.addWidget(tree)
    dialog.body.addStretch(1)
    close = secondary(text("ui.felles.lukk"))
    close.clicked.connect(dialog.leave)
    dialog.add_right(close)
    dialog.open(close)
    return dialog


def _with_left(home: Explanation) -> Explanation:
    """A home's own line has no figure; what is left to live on there stands beside its name."""
    left = home.children[0]
    return replace(home, result=left.result, unit=left.unit)


def withdraw_dialog(ctx: Context, row: GuidanceRow) -> FormDialog:
    """Guidance that was kept by mistake leaves the list, with the reason; the sheet stays among the documents."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(withdraw_guidance, ctx.desk, row.id, row.version, values["why"])

    about = text("ui.gitt.om", dato=row.on_date)
    words = Words(text("ui.gitt.trekk"), about, text("ui.gitt.trekk"), msg("ui.gitt.lagrer"), text("ui.gitt.trukket"))
    return FormDialog(ctx, words, form(why()), act, width=_WITHDRAW_W).begin()

"""The sheet to take home, from the bar of Sammenlign: printed for the visitor, and kept where there is a name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from ...casework.guidance_subject import Subject
from ...casework.guidances import LooseSheet, SheetInput, keep_guidance, print_sheet
from ...rules.guidance.columns import Home
from ...rules.guidance.sheet import told_homes
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..people.fields import Reasons, Values, form
from ..record_tabs.bar_acts import BarAct
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .state import GuidanceState

if TYPE_CHECKING:
    from ...casework.core.printing import PrintedDocument

_WIDTH, _LANGUAGE_W = 640, 220
#: Languages that the sheet can be printed in.
_LETTERS = {"nb": "ui.person.bokmal", "nn": "ui.person.nynorsk"}


class SheetActs:
    """The two acts. A talk without a name is counted once, however often its sheet is printed (E11)."""

    def __init__(self, ctx: Context, state: GuidanceState) -> None:
        self.ctx, self.state = ctx, state
        self._ready = False

    def acts(self, card: Subject) -> Iterable[BarAct]:
        """Print for the visitor; keep in the case. Neither while there are no figures, and the bar says why."""
        if not self.ctx.may(Right.GUIDANCE_WRITE):
            return
        why = "" if self.typed(self.state) else text("ui.gitt.uten_tall")
        yield BarAct(
            text("ui.gitt.skriv_ut"), partial(self._ask, card, shown=True), "printer", primary=True, why=why
        )  # fmt: skip
        if not card.anonymous and not why:
            yield BarAct(text("ui.gitt.lagre"), partial(self._ask, card, shown=False), "save")

    def print_now(self, card: Subject) -> None:
        """Print for the visitor, where there are figures to print."""
        if self.typed(self.state) and self.ctx.may(Right.GUIDANCE_WRITE):
            self._ask(card, shown=True)

    @staticmethod
    def typed(state: GuidanceState) -> tuple[Home, ...]:
        """The homes of which something is told; none while the household is not told."""
        figures = state.figures
        if figures.situation is None or not figures.columns:
            return ()
        return told_homes(figures.homes)

    def turned(self) -> bool:
        """Whether there are figures now and were none when this was asked last, or the other way round."""
        before, self._ready = self._ready, bool(self.typed(self.state))
        return before is not self._ready

    def _ask(self, card: Subject, *, shown: bool) -> FormDialog:
        """What the adviser says on the sheet, and its language. No draft is kept of it."""
        save = "ui.gitt.skriv_ut" if shown else "ui.gitt.lagre"
        about = text("ui.veiledning.uten_navn") if card.anonymous else card.name
        said = "" if card.anonymous else text("ui.gitt.lagret")
        words = Words(text("ui.gitt.ark"), about, text(save), msg("ui.gitt.lagrer"), said)
        dialog = FormDialog(self.ctx, words, _fields(card), partial(self._act, card), undo=False, width=_WIDTH)
        dialog.finished.connect(partial(self._made, card, shown))
        return dialog.begin()

    def _act(self, card: Subject, values: Values, _reasons: Reasons) -> Act:
        figures = self.state.figures
        assert figures.situation is not None
        given = SheetInput(figures.situation, figures.homes, values["advice"] or "", values["language"] or "")
        if card.anonymous:
            return partial(print_sheet, self.ctx.desk, given, counted=figures.counted)
        return partial(keep_guidance, self.ctx.desk, card.person_id, given)

    def _made(self, card: Subject, shown: bool, made: PrintedDocument | LooseSheet | None) -> None:
        from .sheet_view import show_sheet  # brings the printer with it: not before it is asked for

        if made is None:
            return
        if card.anonymous:
            self.state.mark_counted()
        if shown:
            show_sheet(self.ctx, made.title, made.pdf, kept=not card.anonymous)


def _fields(card: Subject) -> FormSpec:
    help_code = "ui.gitt.malform_uten_navn" if card.anonymous else "ui.gitt.malform_hjelp"
    letters = [Choice(code, text(name)) for code, name in _LETTERS.items()]
    return form(
        FieldSpec("advice", "ui.gitt.rad", FieldKind.MULTILINE, help="ui.gitt.rad_hjelp"),
        FieldSpec("language", "ui.gitt.malform", FieldKind.CHOICE, choices=letters, help=help_code, width=_LANGUAGE_W),
    )

"""Where the household stands with bostøtte, newest first, and the dates that matter this month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework.benefit_statuses import BenefitRow
from ...casework.guidance_subject import PresentHome
from ...rules.guidance.deadlines import by_net, first_month_counted, on_paper, payout_day
from ...rules.guidance.words import BenefitState
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label
from ..people.rows import Lines, LinesCard, top_label
from ..shell.context import Context
from .benefit_forms import withdraw_dialog

_MONTH_W = 120
_TONES = {
    BenefitState.APPLIED: (Tone.INFO, "clock"),
    BenefitState.GRANTED: (Tone.OK, "check"),
    BenefitState.REFUSED: (Tone.CRIT, "x"),
    BenefitState.DISMISSED: (Tone.CRIT, "x"),
    BenefitState.STOPPED: (Tone.WARN, "triangle-alert"),
}


class StatusCard(LinesCard):
    """What was heard, month by month."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.bostotte.status"))
        self.ctx = ctx

    def show_rows(self, rows: Sequence[BenefitRow]) -> None:
        """Show the household's lines."""
        lines = Lines(_MONTH_W)
        for row in rows:
            state = enum_text(row.given.state)
            chip = Chip(ChipLook(state, *_TONES[row.given.state]))
            lines.add(top_label(_months(row), "label"), top_label(_told(row)), chip, self._menu(row))
        if lines.empty:
            lines.say(text("ui.bostotte.ingen_status"))
        self.put(lines)

    def say(self, words: str) -> None:
        """Why there is nothing."""
        self.put(Label(words, colour="text2", wrap=True))

    def _menu(self, row: BenefitRow) -> QWidget | None:
        if not self.ctx.may(Right.GUIDANCE_WRITE):
            return None
        from ..people.acts import row_menu

        button, menu = row_menu(text("ui.bostotte.om_linje", maned=formats.month(row.given.from_month)))
        menu.add(text("ui.bostotte.trekk_linje"), partial(withdraw_dialog, self.ctx, row), "undo-2")
        return button


def _months(row: BenefitRow) -> str:
    begun = formats.month(row.given.from_month)
    if row.to_month == row.given.from_month:
        return begun
    return text("ui.bostotte.fra_maned", fra=begun, til=formats.month(row.to_month) if row.to_month else "")


def _told(row: BenefitRow) -> str:
    given = row.given
    parts = [formats.kroner(given.amount_ore)] if given.amount_ore is not None else []
    parts += [enum_text(given.refusal)] if given.refusal else []
    parts += [text("ui.bostotte.sokt_den", dato=given.applied_on)] if given.applied_on else []
    parts += [text("ui.bostotte.sok_igjen_innen", dato=given.reapply_by)] if given.reapply_by else []
    parts += [given.note] if given.note else []
    return " · ".join(parts)


class DatesCard(LinesCard):
    """The last day to apply for the month, the day it is paid, and what the 1st decides (P8)."""

    def __init__(self) -> None:
        super().__init__(text("ui.bostotte.frister"))

    def show_home(self, home: PresentHome | None, today: date) -> None:
        """Show the dates; a home rented from later than the 1st does not count that month."""
        net, paper = by_net(today), on_paper(today)
        facts = Facts()
        facts.add(text("ui.bostotte.pa_nett"), formats.day(net.last), text("ui.bostotte.for", maned=net.month))
        facts.add(text("ui.bostotte.pa_papir"), formats.day(paper.last), text("ui.bostotte.for", maned=paper.month))
        note = text("ui.bostotte.for", maned=net.month)
        facts.add(text("ui.bostotte.utbetales"), formats.day(payout_day(net.month)), note)
        lines = Lines(0)
        lines.add(facts, Label(""))
        lines.add(_first_day(home, net.month), Label(""))
        self.put(lines)


def _first_day(home: PresentHome | None, month: date) -> Alert:
    if home is None or first_month_counted(home.from_date) <= month:
        return Alert(AlertKind.INFO, text("ui.bostotte.den_forste"), text("ui.bostotte.den_forste_om"))
    counted = first_month_counted(home.from_date)
    told = text("ui.bostotte.taper_maned", fra=home.from_date, maned=counted)
    return Alert(AlertKind.SOFT, told, text("ui.bostotte.den_forste_om"))

"""The tab Avtaler of a case: betalingsavtaler and promises with their instalments, and fast trekk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.agreement_card import AgreementCard, agreements_of
from ...casework.agreement_letters import print_agreement
from ...casework.arrears_card import ArrearsCard
from ...casework.core.printing import PrintedDocument
from ...casework.deductions import DeductionRow, DeductionShare, deduction_share, deductions_of
from ...rules.arrears.words import AgreementKind, PlanState
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..people.rows import Lines, LinesCard, LinkLine
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from . import agreement_forms as forms
from .tabs import ArrearsTab

_DATE_W, _SUM_W = 92, 180
_LOOKS = {
    PlanState.RUNNING: (Tone.INFO, "clock"),
    PlanState.KEPT: (Tone.OK, "check"),
    PlanState.BROKEN: (Tone.CRIT, "triangle-alert"),
    PlanState.ENDED: (Tone.NEUTRAL, "ban"),
}


class AgreementTab(ArrearsTab):
    """What was agreed, newest first; the instalments of what runs stand under it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.found: tuple[AgreementCard, ...] = ()
        self._account_id: int | None = None
        self._plans = LinesCard(text("ui.avtale.avtaler"))
        self._trekk = LinesCard(text("ui.avtale.fast_trekk"))

    def cards(self) -> Sequence[Placed]:
        return (Placed(self._plans, Place.WIDE), Placed(self._trekk, Place.WIDE))

    def show_card(self, card: ArrearsCard) -> None:
        self._account_id = card.account_id
        read, desk, one = self.ctx.jobs.read, self.ctx.desk, card.account_id
        shown, rows = partial(self._agreed, card), partial(self._deducted, card)
        read(partial(agreements_of, desk, one), owner=self, topic="avtaler", done=shown, failed=self._refused)
        read(partial(deductions_of, desk, one), owner=self, topic="trekk", done=rows, failed=self._refused)
        read(partial(deduction_share, desk), owner=self, topic="andel", done=self._shared)

    def clear(self) -> None:
        self.found, self._account_id = (), None
        self._plans.put(QWidget())
        self._trekk.put(QWidget())

    def acts(self, card: ArrearsCard) -> Iterable[BarAct]:
        if not self.ctx.may(Right.ARREARS_WRITE):
            return
        running = next((one for one in self.found if _runs(one, AgreementKind.PLAN)), None)
        if running is None:
            yield BarAct(text("ui.avtale.ny"), partial(forms.plan_dialog, self.ctx, card), "file-plus", primary=True)
        else:
            printed = partial(self._print, running)
            yield BarAct(text("ui.avtale.skriv_ut"), printed, "printer", primary=running.document_id is None)
            back = partial(forms.withdraw_agreement_dialog, self.ctx, card, running)
            yield BarAct(text("ui.avtale.trekk_tilbake"), back, "undo-2", more=True)
            if running.signed_on is None:
                yield BarAct(text("ui.avtale.signert"), partial(forms.sign_dialog, self.ctx, card, running), "check")
        if not any(_runs(one, AgreementKind.PROMISE) for one in self.found):
            yield BarAct(text("ui.avtale.lofte"), partial(forms.promise_dialog, self.ctx, card), "phone")
        yield BarAct(
            text("ui.avtale.nytt_trekk"), partial(forms.deduction_dialog, self.ctx, card), "refresh-cw", more=True
        )

    def _agreed(self, card: ArrearsCard, found: tuple[AgreementCard, ...]) -> None:
        if card.account_id != self._account_id:
            return
        self.found = found
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S12)
        for one in found:
            column.addWidget(self._agreement(card, one))
        if not found:
            column.addWidget(Label(text("ui.avtale.ingen"), colour="text2", wrap=True))
        self._plans.put(holder)
        self.acts_changed.emit()

    def _agreement(self, card: ArrearsCard, one: AgreementCard) -> Lines:
        """An agreement, and its instalments while it runs."""
        lines = Lines(_DATE_W, _SUM_W)
        runs = one.state is PlanState.RUNNING
        link = LinkLine(text("ui.avtale.avslutt")) if runs and self.ctx.may(Right.ARREARS_WRITE) else None
        if link is not None:
            link.clicked.connect(lambda _checked=False: forms.end_dialog(self.ctx, card, one))
        tone, icon = _LOOKS[one.state]
        said = f"{enum_text(one.kind)} · {forms.told(one)}"
        chip = Chip(ChipLook(enum_text(one.state), tone, icon))
        lines.add(Label(formats.day(one.agreed_on), "label"), _top(said), chip, link)
        for number, part in enumerate(one.parts, start=1) if runs else ():
            paid = text("ui.avtale.betalt", belop=part.paid_ore) if part.paid_ore else text("ui.avtale.ikke_betalt")
            money = formats.kroner(part.amount_ore, always_ore=True)
            line = text("ui.avtale.avdrag", nummer=number, belop=money)
            lines.add(Label(formats.day(part.due), "label"), _top(line), Label(paid, colour="text2"))
        return lines

    def _deducted(self, card: ArrearsCard, found: tuple[DeductionRow, ...]) -> None:
        if card.account_id != self._account_id:
            return
        lines = Lines(_DATE_W)
        for row in found:
            link = None
            if row.to_date is None and self.ctx.may(Right.ARREARS_WRITE):
                link = LinkLine(text("ui.avtale.stopp_trekk"))
                link.clicked.connect(lambda _checked=False, row=row: forms.stop_dialog(self.ctx, card, row))
            lines.add(Label(enum_text(row.kind), "label"), _top(forms.told_deduction(row)), end=link)
        if not found:
            lines.add(Label(text("ui.avtale.uten_trekk"), colour="text2"), QWidget())
        self._trekk.put(lines)

    def _shared(self, found: DeductionShare) -> None:
        """How many have fast trekk, of all who rent: the office's own figure."""
        told = "" if found.permille is None else _share(found)
        self._trekk.set_title(text("ui.avtale.fast_trekk"), told)

    def _refused(self, _error: RefusedError) -> None:
        self.clear()

    def _print(self, one: AgreementCard) -> None:
        def show(paper: PrintedDocument) -> None:
            from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

            PrintSeries(self.ctx.parent, [Sheet(paper)])

        name = msg("ui.restanser.lager_utskrift")
        self.ctx.write(partial(print_agreement, self.ctx.desk, one.id), owner=self.ctx.parent, name=name, done=show)


def _share(found: DeductionShare) -> str:
    percent = formats.percent(Decimal(found.permille or 0) / 10)
    return text("ui.avtale.andel", antall=found.with_deduction, av=found.tenancies, andel=percent)


def _top(said: str) -> Label:
    """Words that stand at the top of their line, beside a label of one line."""
    shown = Label(said, wrap=True)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return shown


def _runs(one: AgreementCard, kind: AgreementKind) -> bool:
    return one.kind is kind and one.state is PlanState.RUNNING

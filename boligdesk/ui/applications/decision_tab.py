"""The tab Vedtak: one vedtak at a time, what can be done with it now, and why what cannot be done cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ...casework.application_card import ApplicationCard
from ...casework.decision_card import DecisionCard, NewChoice, decisions_of, new_choices
from ...rules.application_words import DecisionBasis, DecisionState
from ...rules.decisions.steps import DecisionStep
from ...rules.rights import Right
from ...texts import render, text
from ..parts.recordpage import Place, Placed
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from . import decision_forms as forms
from .decision_cards import told
from .looked_at import LookedAtTab, Told


class DecisionsTab(LookedAtTab[DecisionCard, NewChoice]):
    """The decisions of an application; the list of them stands first."""

    topic = "vedtak"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, text("ui.vedtak.tittel"), text("ui.vedtak.ord_i_brevet"), text("ui.vedtak.alle"))

    def cards(self) -> Sequence[Placed]:
        return tuple(Placed(card, Place.WIDE) for card in (self.all, self.now, self.words))

    def read(self, application_id: int) -> tuple[tuple[DecisionCard, ...], tuple[NewChoice, ...]]:
        return decisions_of(self.ctx.desk, application_id), new_choices(self.ctx.desk, application_id)

    def told(self, row: DecisionCard) -> Told:
        return told(row)

    def none(self) -> str:
        return text("ui.vedtak.ingen")

    # -- the bar ----------------------------------------------------------------------------------

    def acts(self, card: ApplicationCard) -> Sequence[BarAct]:
        """What can be done with the vedtak shown, the likeliest first; a new one where none is under way."""
        found = [*self._of_shown()] if self.shown else []
        if card.open and self.ctx.may(Right.DECISION_WRITE):
            found.append(self._new(card, primary=not found))
        return tuple(found)

    def _of_shown(self) -> Iterator[BarAct]:
        card = self.shown
        if card is None:
            return
        if card.state is DecisionState.DRAFT:
            yield from self._draft(card)
        elif card.state is DecisionState.PROPOSED:
            yield self._act(card, DecisionStep.FINISH, "ui.vedtak.godkjenn", forms.finish, "gavel", primary=True)
            yield from _possible(
                self._act(card, DecisionStep.SEND_BACK, "ui.vedtak.send_tilbake", forms.send_back_dialog, "undo-2")
            )
            yield BarAct(text("ui.vedtak.forhandsvis"), partial(forms.preview, self.ctx, card), "file-text")
        else:
            yield from self._made(card)

    def _draft(self, card: DecisionCard) -> Iterator[BarAct]:
        """With two persons it is proposed; else it is made at once, and proposing is offered beside it."""
        if card.stops[DecisionStep.CHANGE] is not None:
            return
        alone = card.stops[DecisionStep.FINISH] != card.stops[DecisionStep.PROPOSE]
        two = alone and card.stops[DecisionStep.FINISH] is not None
        steps = [
            (DecisionStep.FINISH, "ui.vedtak.gjor", forms.finish, "gavel"),
            (DecisionStep.PROPOSE, "ui.vedtak.foresla", forms.propose, "send"),
        ]
        first, second = reversed(steps) if two else steps
        yield self._act(card, *first, primary=True)
        yield BarAct(text("ui.vedtak.skriv"), partial(forms.write_dialog, self.ctx, card), "pencil")
        yield BarAct(text("ui.vedtak.forhandsvis"), partial(forms.preview, self.ctx, card), "file-text")
        if card.basis is DecisionBasis.REMOVAL:
            yield BarAct(
                text("ui.vedtak.forhandsvarsel"), partial(forms.forewarn_dialog, self.ctx, card), "mail", more=True
            )
        yield from _possible(
            self._act(card, *second, more=True),
            self._act(card, DecisionStep.DISCARD, "ui.vedtak.forkast", forms.discard_dialog, "trash-2", more=True),
        )

    def _made(self, card: DecisionCard) -> Iterator[BarAct]:
        if card.sent_on is None or card.returned_on is not None:
            yield self._act(
                card, DecisionStep.SEND, "ui.vedtak.registrer_sending", forms.send_dialog, "send", primary=True
            )
        label = "ui.vedtak.vis_brevet" if card.document_id else "ui.vedtak.lag_brevet"
        yield BarAct(text(label), partial(forms.show_letter, self.ctx, card), "file-text")
        offered = (
            (DecisionStep.RETURNED, "ui.vedtak.kom_fram", forms.reached_dialog, "check"),
            (DecisionStep.RETURNED, "ui.vedtak.kom_i_retur", forms.returned_dialog, "undo-2"),
            (DecisionStep.REPLACE, "ui.vedtak.erstatt", forms.begin_replacement, "refresh-cw"),
        )
        yield from _possible(*(self._act(card, *one, more=True) for one in offered))

    def _new(self, card: ApplicationCard, *, primary: bool) -> BarAct:
        free = [choice for choice in self.begin_from if choice.why_not is None]
        why = "" if free else text("ui.vedtak.ingen_valg")
        begin = partial(forms.begin_dialog, self.ctx, card.id, self.begin_from)
        return BarAct(text("ui.vedtak.nytt"), begin, "file-plus", primary=primary, more=not primary, why=why)

    def _act(
        self,
        card: DecisionCard,
        step: DecisionStep,
        code: str,
        act: Callable[[Context, DecisionCard], object],
        icon: str,
        *,
        primary: bool = False,
        more: bool = False,
    ) -> BarAct:
        stop = card.stops[step]
        why = render(stop) if stop else ""
        return BarAct(text(code), partial(act, self.ctx, card), icon, primary=primary, more=more, why=why)


def _possible(*acts: BarAct) -> Iterator[BarAct]:
    """Those that nothing stops: what is rare is not shown while it cannot be done."""
    return (act for act in acts if not act.why)

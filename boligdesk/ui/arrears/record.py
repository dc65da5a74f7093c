"""The case of an account in Restanser: who owes, how much, and the tabs of the registry."""

from __future__ import annotations

from collections.abc import Iterable

from ...casework.arrears_card import ArrearsCard, arrears_card
from ...texts import enum_text, formats, text
from ..parts.chips import ChipLook, Tone
from ..record_tabs.bar_acts import BarAct
from ..record_tabs.tabbed import TabbedRecord
from ..shell.context import Context
from .acts import common_acts, print_account
from .tabs import TABS


class ArrearsRecord(TabbedRecord[ArrearsCard]):
    """Shows one account with its case."""

    topic = "restanse"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, TABS)

    def read(self, record_id: int) -> ArrearsCard:
        return arrears_card(self.ctx.desk, record_id)

    def show_head(self, card: ArrearsCard) -> None:
        self.header.show_record(", ".join(card.home.tenants), _facts(card), _chips(card, self.ctx))
        self.header.show_money(formats.kroner(card.overdue_ore), text("ui.restanser.forfalt_i_dag"))

    def common_acts(self, card: ArrearsCard) -> Iterable[BarAct]:
        return common_acts(self.ctx, card)

    def print_now(self) -> None:
        """Ctrl+P: the account."""
        if self.card is not None:
            print_account(self.ctx, self.card.account_id)


def _facts(card: ArrearsCard) -> list[str]:
    home = card.home
    return [
        " ".join(filter(None, (home.address, home.dwelling_number))),
        text("ui.restanser.leie", sum=home.rent_ore) if home.rent_ore is not None else "",
        home.number,
        text("ui.restanser.ansvarlig_er", navn=card.worker) if card.worker else "",
    ]


def _chips(card: ArrearsCard, ctx: Context) -> list[ChipLook]:
    found = []
    if card.overdue_ore and card.oldest_due:
        late = text("ui.restanser.dager_antall", antall=max(0, (ctx.desk.today - card.oldest_due).days))
        found.append(ChipLook(late, Tone.WARN, "triangle-alert"))
    if card.facts.children:
        found.append(ChipLook(text("ui.restanser.barn"), Tone.NEUTRAL, "users"))
    if any(one.protected for one in card.owing):
        found.append(ChipLook(text("ui.restanser.skjermet"), Tone.INFO, "lock"))
    first = next(iter(card.holding), None)
    if first is not None:
        found.append(ChipLook(enum_text(first).capitalize(), Tone.INFO, "ban"))
    return found

"""A letter that asks for payment is held against its own figures before anybody can print it."""

from __future__ import annotations

from collections.abc import Iterator

from ..rules.messages import Control, Kind, msg
from .arrears_data import DemandData


def check_demand(data: DemandData) -> tuple[Control, ...]:
    """What a demand lacks: named claims that add up, a deadline after the day it is dated, KID and account."""
    return tuple(Control(Kind.HARD, msg(code)) for code in _lacking(data))


def _lacking(data: DemandData) -> Iterator[str]:
    if not data.claims:
        yield "restansebrev.mangler_krav"
    elif any(not 0 < line.remaining_ore <= line.amount_ore for line in data.claims):
        yield "restansebrev.feil_sum"
    if data.pay_by <= data.printed_on:
        yield "restansebrev.mangler_frist"
    if not (data.kid.strip() and data.account.strip()):
        yield "restansebrev.mangler_konto"

"""Figures of a startlån in words: what each is called, how it is read, which rates it rests on, what is unconfirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..rules.budget.steps import exact, rounded
from ..rules.explanation import Explanation, Unit
from ..rules.messages import Message, msg
from ..rules.rates import rate_name
from ..rules.startlan.preparation import LoanFigure, LoanFigures
from ..texts import formats, render, text

#: So many numbers of one source are named; more are counted.
_NAMED = 3
_F = LoanFigure
#: A figure at the stress rate, and the same at today's.
BOTH_RATES: tuple[tuple[Message, LoanFigure, LoanFigure], ...] = (
    (msg("startlan.ark.rente"), _F.STRESS_RATE, _F.TODAY_RATE),
    (msg("startlan.navn.til_startlan"), _F.STRESS_LEFT, _F.TODAY_LEFT),
    (msg("startlan.navn.storste"), _F.STRESS_LARGEST, _F.TODAY_LARGEST),
    (msg("startlan.navn.terminbelop"), _F.STRESS_PAYMENT, _F.TODAY_PAYMENT),
    (msg("startlan.navn.overskudd"), _F.STRESS_SURPLUS, _F.TODAY_SURPLUS),
)
#: What a figure is called, on the sheet and on the screen.
FIGURE_NAMES: dict[LoanFigure, Message] = {
    _F.LIVING: msg("budsjett.navn.livsopphold"),
    _F.REFERENCE: msg("budsjett.navn.sifo"),
    _F.FLOOR: msg("budsjett.navn.gulv_reise"),
    _F.TOTAL_PRICE: msg("startlan.navn.totalpris"),
    _F.MOST: msg("startlan.navn.storste_av_pris"),
    _F.BUFFER: msg("startlan.navn.buffer"),
    _F.EQUITY: msg("startlan.felt.egenkapital"),
    _F.NEED: msg("startlan.navn.behov"),
    _F.LOAN: msg("startlan.navn.lan"),
    _F.GRANT: msg("startlan.navn.tilskudd"),
    _F.FIRST_EQUITY: msg("startlan.ark.krav_egenkapital"),
    _F.FIRST_FINANCED: msg("startlan.forstegang.finansiert"),
    _F.FIRST_LOAN: msg("startlan.navn.lan"),
    _F.FIRST_LEFT: msg("startlan.ark.rest_ti_ar"),
    _F.TOTAL_DEBT: msg("startlan.felt.gjeld"),
    _F.REFINANCED: msg("startlan.navn.refinansiert"),
    _F.OUTSIDE: msg("startlan.navn.utenfor"),
    _F.BANK_LOAN: msg("startlan.ark.bank_kan"),
    _F.BANK_EQUITY: msg("startlan.navn.bankegenkapital"),
}
#: What the household lives on: its own, SIFO's, the floor.
LIVING_FIGURES = (_F.LIVING, _F.REFERENCE, _F.FLOOR)
#: The price, how it is paid, the trial, what is refinanced, the bank.
PRICE_FIGURES = tuple(name for name in FIGURE_NAMES if name not in LIVING_FIGURES)


def said_of(tree: Explanation | None, language: str = "nb") -> str:
    """A figure as it is read: kroner, percent, or that it cannot be said."""
    if tree is None or tree.result is None:
        return text("startlan.ark.kan_ikke_sies", language)
    if tree.unit is Unit.PERCENT:
        return f"{formats.number(exact(tree))}\u00a0%"
    return formats.kroner(rounded(Decimal(tree.ore) / 100) * 100)


def rates_used(found: LoanFigures) -> Iterator[Message]:
    """Which rates the loan was reckoned with, each with its first day and where it comes from."""
    seen = set()
    for name in (_F.TODAY_RATE, _F.STRESS_RATE):
        for step in found.figures[name].walk():
            if step.rate is not None and step.rate not in seen:
                seen.add(step.rate)
                what = rate_name(step.rate.key)
                yield msg(
                    "startlan.ark.rente_brukt",
                    hva=what,
                    prosent=step.params["verdi"],
                    fra=step.rate.valid_from,
                    kilde=step.source or "",
                )
            elif step.code == "startlan.rente.oppgitt":
                yield step.message


def unconfirmed_words(steps_: Iterable[Explanation], language: str = "nb") -> Iterator[Message]:
    """What makes the figures foreløpige: by source the numbers by name, or how many where they are many."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for step in steps_:
        if step.rate is None:
            yield step.message
        else:
            by_source[step.source or ""].append(render(rate_name(step.rate.key), language))
    for source, names in by_source.items():
        if len(names) > _NAMED:
            yield msg("startlan.ark.ubekreftet_antall", kilde=source, antall=len(names), forste=names[0])
        else:
            yield msg("startlan.ark.ubekreftet", kilde=source, navn=", ".join(names))

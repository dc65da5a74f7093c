"""What Sammenlign says of a column in words: how it is measured, what is foreløpig and why, what lacks, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...rules.budget.steps import exact
from ...rules.explanation import Explanation
from ...rules.guidance.columns import Column
from ...rules.rates import rate_name
from ...rules.startlan.ability import Tried
from ...texts import formats, render, text

_MOST_NAMED = 2


def signed(ore: int) -> str:
    """An amount as it stands in a column, in whole kroner."""
    return formats.grouped(round(ore / 100))


def left_words(column: Column | None) -> Sequence[str]:
    """How far what is left is from SIFO and from the floor; nothing where P29 forbids it."""
    if column is None or not column.may_measure:
        return ()
    sifo = _beside(column.over_reference, "ui.sammenlign.over_sifo", "ui.sammenlign.under_sifo")
    low = _beside(column.over_floor, "ui.sammenlign.over_gulv", "ui.sammenlign.under_gulv")
    return tuple(line for line in (sifo, low) if line)


def _beside(step: Explanation, over: str, under: str) -> str:
    if step.result is None:
        return ""
    kroner = round(step.ore / 100) * 100
    return text(over if kroner >= 0 else under, sum=abs(kroner))


def stress_lines(column: Column | None) -> Sequence[str]:
    """The loan: the stress rate first, today's rate beside it; no surplus where stress rate or floor lacks (P29)."""
    if column is None or column.ability is None:
        return ()
    stress, today = column.ability.stress, column.ability.today
    if stress.rate.result is None:
        return (text("ui.sammenlign.stress_mangler"),)
    said = [_at_rate(stress, "ui.sammenlign.stress", "ui.sammenlign.stress_uten")]
    if today.surplus is not None and today.surplus.result is not None:
        said.append(_at_rate(today, "ui.sammenlign.i_dag", ""))
    return said


def _at_rate(tried: Tried, whole: str, bare: str) -> str:
    """What the loan costs at a rate, and what is over where that can be said."""
    rate = formats.number(exact(tried.rate))
    if tried.payment is None or tried.payment.result is None:
        return text("ui.sammenlign.uten_lan", rente=rate)
    paid = _kroner(tried.payment.ore)
    if tried.surplus is None or tried.surplus.result is None:
        return text(bare, rente=rate, sum=paid)
    return text(whole, rente=rate, sum=paid, overskudd=_kroner(tried.surplus.ore))


def _kroner(ore: int) -> int:
    return round(ore / 100) * 100


def provisional_words(column: Column | None) -> Sequence[str]:
    """Which numbers make it foreløpig: the first by name, how many more."""
    if column is None or not column.unconfirmed:
        return ()
    names = list(dict.fromkeys(_name(step) for step in column.unconfirmed))
    named = "; ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    if more > 0:
        return (text("ui.sammenlign.forelopig_flere", hva=named, antall=more),)
    return (text("ui.sammenlign.forelopig_fordi", hva=named),)


def _name(step: Explanation) -> str:
    return render(rate_name(step.rate.key)) if step.rate else render(step.message)


def missing_words(column: Column | None) -> Sequence[str]:
    """What lacks, each once: what was not told, then the rates."""
    if column is None:
        return ()
    lacking = lacking_names(column.explanation)
    return (text("ui.sammenlign.mangler", hva=", ".join(lacking)),) if lacking else ()


def lacking_names(tree: Explanation) -> tuple[str, ...]:
    """The names of what a figure lacks, in the order they are asked."""
    return tuple(dict.fromkeys(_lacking(tree)))


def _lacking(tree: Explanation) -> Iterable[str]:
    for step in tree.walk():
        if not step.missing_here:
            continue
        name = step.params.get("hva", step.params.get("nokkel"))
        told = render(name) if hasattr(name, "code") else render(step.message)  # type: ignore[arg-type]
        yield told[:1].lower() + told[1:] if not told[:4].isupper() else told


def apply_lines(column: Column | None) -> Sequence[str]:
    """What to apply for, and by when."""
    return () if column is None else [render(one.said) for one in column.apply]

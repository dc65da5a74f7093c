"""What the sheet to take home says: the homes side by side, what is left, what to apply for, what is not sure (P29).

Whatever is foreløpig carries a star, and the number that is not confirmed is named; what cannot be said is a dash,
and what lacks is named. With a loan nothing is measured unless stress rate and floor are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce

from ..budget.steps import amount, exact, ore_of, reckoned, rounded
from ..explanation import Explanation, RateStamp
from ..messages import Message, Param, msg
from ..rates import rate_name
from ..startlan.ability import Ability, Tried
from .columns import KIND_NAMES, Application, Column, Home, ToApply

#: Most lines of costs that stand one by one; more are told as one sum.
_MOST_KINDS = 6
#: So many rates of a set are named one by one; more are told as the set.
_ONE_BY_ONE = 2

_SETS: Mapping[str, Message] = {
    "sifo": msg("veiledningsark.sats.sifo"),
    "barnepass": msg("veiledningsark.sats.barnepass"),
    "bostotte_egenandel": msg("veiledningsark.sats.egenandel"),
    "bostotte_ovrig": msg("veiledningsark.sats.bostotte"),
    "bostotte_tak": msg("veiledningsark.sats.tak"),
    "husbanken_renter": msg("veiledningsark.sats.renter"),
    "sosialhjelp": msg("veiledningsark.sats.sosialhjelp"),
    "startlan": msg("veiledningsark.sats.startlan"),
    "kontoret": msg("veiledningsark.sats.kontoret"),
}
#: Tables that are missing whole: told as one.
_TABLES: Mapping[str, Message] = {
    "sosialhjelp_": msg("veiledningsark.sats.sosialhjelp"),
    "sifo_": msg("veiledningsark.sats.sifo"),
}
_PAPERS: Mapping[Application, Message] = {
    Application.HOUSING_BENEFIT: msg("veiledningsark.papirer.bostotte"),
    Application.MUNICIPAL_HOME: msg("veiledningsark.papirer.kommunal"),
    Application.START_LOAN: msg("veiledningsark.papirer.startlan"),
}
_NAMES: Mapping[Application, Message] = {
    Application.HOUSING_BENEFIT: msg("veiledningsark.sok.bostotte"),
    Application.MUNICIPAL_HOME: msg("veiledningsark.sok.kommunal"),
    Application.START_LOAN: msg("veiledningsark.sok.startlan"),
}


@dataclass(frozen=True)
class Known:
    """What the office knows of the one who is guided: an application, bostøtte, the day the lease ends (inclusive)."""

    application_number: str | None = None
    has_benefit: bool = False
    lease_until: date | None = None


@dataclass(frozen=True)
class SheetRow:
    """A line with a cell for each home."""

    what: Message
    cells: tuple[Message, ...]


@dataclass(frozen=True)
class ApplyLine:
    """What to apply for, by when, and with which papers."""

    what: Message
    said: Message
    papers: Message


@dataclass(frozen=True)
class Sheet:
    """All that is told. `left` has a cell for each home; `caveat` when a loan is among them."""

    homes: tuple[Message, ...]
    rows: tuple[SheetRow, ...]
    left: tuple[Message, ...]
    measured: tuple[SheetRow, ...]
    loan: tuple[Message, ...]
    apply: tuple[ApplyLine, ...]
    lacking: tuple[Message, ...]
    unconfirmed: tuple[Message, ...]
    rates: tuple[Message, ...]
    caveat: bool


def told_homes(homes: Iterable[Home]) -> tuple[Home, ...]:
    """The homes of which a cost or a loan is told: the others are left out of the sheet."""
    return tuple(home for home in homes if home.month_ore or home.others or (home.wish and home.wish.loan_ore))


def sheet(found: tuple[Column, ...], known: Known, *, each_cost: bool = True) -> Sheet:
    """The sheet of some homes. `each_cost` False: the costs of a home in one sum."""
    trees = tuple(tree for column in found for tree in _shown(column))
    return Sheet(
        tuple(KIND_NAMES[column.kind] for column in found),
        tuple(_rows(found, each_cost=each_cost)),
        tuple(_cell(column.left) for column in found),
        tuple(_measured(found)),
        tuple(sentence for column in found if column.ability for sentence in _loan(column.ability)),
        tuple(_apply(found, known)),
        _lacking(tuple(tree for column in found for tree in (column.left, column.over_reference))),
        _unconfirmed(trees),
        _named(stamp for tree in trees for stamp in tree.rates if stamp not in _unsure(trees)),
        any(column.ability is not None for column in found),
    )


def _shown(column: Column) -> Iterator[Explanation]:
    """The figures of a home that the sheet tells; the floor only where a loan needs it."""
    yield column.left
    yield column.over_reference
    if column.ability is not None:
        yield column.ability.explanation


# -- the table --------------------------------------------------------------------------------------


def _rows(found: tuple[Column, ...], *, each_cost: bool) -> Iterator[SheetRow]:
    yield _row(msg("veiledningsark.inntekt"), (_income(column) for column in found))
    kinds = [_kinds(column.costs) for column in found]
    names = tuple(dict.fromkeys(name for costs in kinds for name in costs))
    if each_cost and len(names) <= _MOST_KINDS:
        for name in names:
            yield SheetRow(name, tuple(_cell(costs[name]) if name in costs else _NOTHING for costs in kinds))
    else:
        yield _row(msg("veiledningsark.boligen"), (column.costs for column in found))
    yield SheetRow(msg("veiledningsark.bostotte"), tuple(_cell(column.benefit, -1) for column in found))
    yield _row(msg("veiledningsark.netto"), (column.net for column in found))
    others = [_others(column) for column in found]
    if any(step.result != 0 for step in others):
        yield _row(msg("veiledningsark.andre"), others)


def _row(what: Message, steps: Iterable[Explanation]) -> SheetRow:
    return SheetRow(what, tuple(_cell(step) for step in steps))


_NOTHING = msg("veiledningsark.ingenting")


def _cell(step: Explanation, sign: int = 1) -> Message:
    if step.result is None:
        return msg("veiledningsark.ikke_sagt")
    ore = sign * _whole(step)
    return msg("veiledningsark.forelopig", belop=ore) if step.provisional else msg("veiledningsark.belop", belop=ore)


def _whole(step: Explanation) -> int:
    """Whole kroner, as øre: nobody counts the øre of an estimate."""
    return rounded(Decimal(ore_of(step)) / 100) * 100


def _income(column: Column) -> Explanation:
    return column.left.children[0]


def _others(column: Column) -> Explanation:
    """What is paid beside the home: fixed costs, childcare, debts."""
    parts = column.left.children[2:]
    return reckoned(msg("veiledningsark.andre"), parts, lambda: amount("budsjett.sum", sum(map(ore_of, parts))))


def _kinds(costs: Explanation) -> dict[Message, Explanation]:
    """The lines of a home's costs by name; two of one name are one line."""
    found: dict[Message, Explanation] = {}
    for line in _leaves(costs):
        name = line.params.get("hva")
        what = name if isinstance(name, Message) else msg("veiledningsark.lan")
        both = (found[what], line) if what in found else (line,)
        found[what] = both[0] if len(both) == 1 else _together(what, both)
    return found


def _together(what: Message, lines: tuple[Explanation, ...]) -> Explanation:
    return reckoned(what, lines, lambda: amount("budsjett.sum", sum(map(ore_of, lines)), hva=what))


def _leaves(costs: Explanation) -> Iterator[Explanation]:
    """The typed lines and the loan: what stands under a sum of a sum."""
    for part in costs.children:
        nested = part.code in ("budsjett.sum", "budsjett.kan_ikke_regnes") and part.children
        yield from _leaves(part) if nested and not _is_loan(part) else (part,)


def _is_loan(step: Explanation) -> bool:
    return step.params.get("hva") == msg("startlan.navn.terminbelop")


def _measured(found: tuple[Column, ...]) -> Iterator[SheetRow]:
    yield _row(msg("veiledningsark.sifo"), (column.over_reference.children[1] for column in found))
    cells = tuple(_cell(column.over_reference) if column.may_measure else _UNSAID for column in found)
    yield SheetRow(msg("veiledningsark.over_sifo"), cells)


_UNSAID = msg("veiledningsark.ikke_sagt")


# -- the loan ---------------------------------------------------------------------------------------


def _loan(found: Ability) -> Iterator[Message]:
    """The stress rate first, today's beside it; nothing of it when either it or the floor is missing."""
    if found.stress.largest.result is None:
        yield msg("veiledningsark.lan.mangler", hva=listed(_lacking((found.explanation,))))
        return
    for tried, stress in ((found.stress, True), (found.today, False)):
        yield _tried(tried, stress=stress)


def _tried(tried: Tried, *, stress: bool) -> Message:
    rate = exact(tried.rate)
    if tried.surplus is None or tried.surplus.result is None:
        most = max(0, _whole(tried.largest))
        if stress:
            return msg("veiledningsark.lan.storste_stress", rente=rate, belop=most)
        return msg("veiledningsark.lan.storste", rente=rate, belop=most)
    left = _whole(tried.surplus)
    told: dict[str, Param] = {"rente": rate, "belop": abs(left)}
    if stress:
        return (
            msg("veiledningsark.lan.stress", **told) if left >= 0 else msg("veiledningsark.lan.stress_for_lite", **told)
        )
    return msg("veiledningsark.lan.i_dag", **told) if left >= 0 else msg("veiledningsark.lan.for_lite", **told)


# -- what to apply for --------------------------------------------------------------------------------


def _apply(found: tuple[Column, ...], known: Known) -> Iterator[ApplyLine]:
    told: dict[Application, ToApply] = {}
    for column in found:
        for one in column.apply:
            told.setdefault(one.what, one)
    for what in Application:
        if what in told:
            yield ApplyLine(_NAMES[what], _said(told[what], known), _PAPERS[what])


def _said(one: ToApply, known: Known) -> Message:
    if one.what is Application.HOUSING_BENEFIT and known.has_benefit:
        return msg("veiledningsark.har_bostotte")
    if one.what is Application.MUNICIPAL_HOME:
        if known.application_number is not None:
            return msg("veiledningsark.har_sokt", nummer=known.application_number)
        if known.lease_until is not None:
            return msg("veiledningsark.kontrakt_ut", dato=known.lease_until)
    return one.said


# -- what is not sure -------------------------------------------------------------------------------


def _lacking(trees: tuple[Explanation, ...]) -> tuple[Message, ...]:
    """What is not told and which rates are missing, each once."""
    steps = (step for tree in trees for step in tree.walk() if step.missing_here)
    return tuple(dict.fromkeys(_bare(step.message) for step in steps))


def _bare(message: Message) -> Message:
    """A rate that is missing by its table or its name: how it is mended is for the office."""
    if message.code != "sats.mangler.hva":
        return message
    name = message.params["nokkel"]
    assert isinstance(name, Message)
    table = (told for prefix, told in _TABLES.items() if name.code.startswith(f"sats.navn.{prefix}"))
    return msg("veiledningsark.sats_mangler", navn=next(table, name))


def _unsure(trees: tuple[Explanation, ...]) -> frozenset[RateStamp]:
    return frozenset(step.rate for step in _doubtful(trees) if step.rate is not None)


def _doubtful(trees: tuple[Explanation, ...]) -> Iterator[Explanation]:
    for tree in trees:
        yield from (step for step in tree.walk() if step.certainty is not None and step.certainty.provisional)


def _unconfirmed(trees: tuple[Explanation, ...]) -> tuple[Message, ...]:
    """The numbers that nobody has confirmed, and what was assumed."""
    assumed = dict.fromkeys(step.message for step in _doubtful(trees) if step.rate is None)
    return (*_named(_unsure(trees)), *assumed)


def _named(stamps: Iterable[RateStamp]) -> tuple[Message, ...]:
    """Rates by their sets, with the day they hold from; few of a set by their own names."""
    sets: dict[str, set[RateStamp]] = {}
    for stamp in stamps:
        sets.setdefault(stamp.rate_set.partition(" ")[0], set()).add(stamp)
    return tuple(message for name in sorted(sets) for message in _set_named(name, sets[name]))


def _set_named(name: str, stamps: set[RateStamp]) -> Iterator[Message]:
    if name in _SETS and len(stamps) > _ONE_BY_ONE:
        yield msg("veiledningsark.sats_fra", navn=_SETS[name], fra=max(stamp.valid_from for stamp in stamps))
        return
    for stamp in sorted(stamps, key=lambda one: one.key):
        yield msg("veiledningsark.sats_fra", navn=rate_name(stamp.key), fra=stamp.valid_from)


def listed(parts: tuple[Message, ...]) -> Message:
    """Some messages in one line, with semicolons between."""
    first, *others = parts or (msg("veiledningsark.ingenting"),)
    return reduce(lambda before, one: msg("veiledningsark.liste", forste=before, neste=one), others, first)

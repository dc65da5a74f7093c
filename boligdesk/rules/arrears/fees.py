"""Whether a letter may carry a fee, and how much (inkassoforskriften §§ 1-1 to 1-4 as cited; dated rates).

A fee needs 14 days from the due day; at most two at 1/20 of inkassosatsen (purring, inkassovarsel), then one at 3/20
(own betalingsoppfordring); a further fee only after a deadline of at least 14 days was missed. The rate is that of
the day the letter is SENT. Six months after the last fee letter the count starts anew. Where the new inkassolov ends
own fees, the office enters 0 fee letters from that day, and no code changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..explanation import Explanation, Operand, Unit
from ..messages import Param
from ..periods import ONE_DAY, add_months
from ..rates import Rates, RateValue


class FeeLetter(StrEnum):
    """The letters of the money track that may carry a fee."""

    REMINDER = "reminder"
    COLLECTION_NOTICE = "collection_notice"
    OWN_DEMAND = "own_demand"


_FEE = {
    FeeLetter.REMINDER: "reminder_fee",
    FeeLetter.COLLECTION_NOTICE: "reminder_fee",
    FeeLetter.OWN_DEMAND: "own_demand_fee",
}
_MOST = {
    FeeLetter.REMINDER: "fee_letters_max",
    FeeLetter.COLLECTION_NOTICE: "fee_letters_max",
    FeeLetter.OWN_DEMAND: "own_demand_fees_max",
}


@dataclass(frozen=True)
class SentFee:
    """A letter with fee that was sent for the claim, and its last day to pay."""

    letter: FeeLetter
    sent_on: date
    deadline: date


@dataclass(frozen=True)
class FeeFacts:
    """The claim's clock. `due` is the moved due day (P22).

    `objection`: the tenant disputes it with some reason, or withholds rent for a defect (P25). `held_until`: NAV money
    is announced and fees wait through that day (P26).
    """

    due: date
    sent: tuple[SentFee, ...] = ()
    objection: bool = False
    held_until: date | None = None


@dataclass(frozen=True)
class FeeAnswer:
    """The fee in øre (0 = none may be put on), why, and the first day another answer is possible (None = never)."""

    amount_ore: int
    possible_from: date | None
    explanation: Explanation


def fee_for(letter: FeeLetter, sent_on: date, facts: FeeFacts, rates: Rates) -> FeeAnswer:
    """The fee a letter may carry when it is sent on a day. MissingRateError when no rate speaks for that day."""
    stopped = _stopped(letter, sent_on, facts, rates)
    if stopped is not None:
        return stopped
    row = fee_row(letter, sent_on, rates)
    params: dict[str, Param] = {"belop": row.ore, "sendt": sent_on, "forfall": facts.due}
    return FeeAnswer(
        row.ore,
        sent_on,
        Explanation(
            "restanse.gebyr.kan_kreves",
            params,
            (Operand("due", facts.due, Unit.DATE), Operand("sent_on", sent_on, Unit.DATE)),
            row.ore,
            Unit.ORE,
            row.source,
            children=(row.explained(), *_limits(letter, sent_on, rates)),
        ),
    )


def fee_row(letter: FeeLetter, sent_on: date, rates: Rates) -> RateValue:
    """The rate of a letter's fee on the day it is sent. MissingRateError when none speaks."""
    return rates.on(_FEE[letter], sent_on)


def _limits(letter: FeeLetter, on: date, rates: Rates) -> tuple[Explanation, ...]:
    return tuple(rates.on(key, on).explained() for key in ("fee_gate_days", _MOST[letter], "fee_restart_months"))


def _stopped(letter: FeeLetter, on: date, facts: FeeFacts, rates: Rates) -> FeeAnswer | None:
    """The first thing that stands in the way, or None."""
    gate = rates.on("fee_gate_days", on)
    opens = facts.due + timedelta(days=gate.whole)
    running = counted_fees(facts.sent, on, rates)
    if facts.objection:
        return _no("restanse.gebyr.innsigelse", None, {})
    if facts.held_until and on <= facts.held_until:
        return _no("restanse.gebyr.holdt", facts.held_until + ONE_DAY, {"dato": facts.held_until})
    if on < opens:
        return _no("restanse.gebyr.for_tidlig", opens, {"dato": opens, "dager": gate.whole}, gate)
    return _too_many(letter, on, running, rates) or _not_missed(letter, on, running, rates)


def counted_fees(sent: Sequence[SentFee], on: date, rates: Rates) -> tuple[SentFee, ...]:
    """The fee letters that count on a day: a round ends six months after its last letter."""
    round_: list[SentFee] = []
    for fee in sorted((fee for fee in sent if fee.sent_on <= on), key=lambda fee: fee.sent_on):
        round_ = [fee] if round_ and _ended(round_[-1], fee.sent_on, rates) else [*round_, fee]
    return () if round_ and _ended(round_[-1], on, rates) else tuple(round_)


def _ended(last: SentFee, on: date, rates: Rates) -> bool:
    return on >= add_months(last.sent_on, rates.on("fee_restart_months", on).whole)


def _too_many(letter: FeeLetter, on: date, running: tuple[SentFee, ...], rates: Rates) -> FeeAnswer | None:
    most = rates.on(_MOST[letter], on)
    if most.whole == 0:
        return _no("restanse.gebyr.ikke_lenger", None, {"dato": most.valid_from}, most)
    if sum(_MOST[fee.letter] == _MOST[letter] for fee in running) < most.whole:
        return None
    anew = add_months(running[-1].sent_on, rates.on("fee_restart_months", on).whole)
    return _no("restanse.gebyr.brukt_opp", anew, {"antall": most.whole, "dato": anew}, most)


def _not_missed(letter: FeeLetter, on: date, running: tuple[SentFee, ...], rates: Rates) -> FeeAnswer | None:
    """A further fee needs a deadline of at least 14 days that has passed; the 3/20 fee always needs one before it."""
    least = rates.on("payment_deadline_days", on)
    if not running:
        return _no("restanse.gebyr.uten_varsel", None, {}, least) if letter is FeeLetter.OWN_DEMAND else None
    last = running[-1]
    if (last.deadline - last.sent_on).days < least.whole:
        return _no("restanse.gebyr.kort_frist", None, {"dato": last.sent_on, "dager": least.whole}, least)
    if on <= last.deadline:
        return _no("restanse.gebyr.frist_lopet", last.deadline + ONE_DAY, {"dato": last.deadline}, least)
    return None


def _no(code: str, possible_from: date | None, params: dict[str, Param], row: RateValue | None = None) -> FeeAnswer:
    rests_on = (row.explained(),) if row else ()
    return FeeAnswer(0, possible_from, Explanation(code, params, (), 0, Unit.ORE, children=rests_on))

"""One recommended next step per rent account, with every losing rule and the fact that stopped it (E18).

Three tracks that do not wait for each other: the money, the eviction for unpaid rent, the end of a fixed term (P20).
There is no default: where no rule is ready the answer is the fact that stops the next one, or what is not known.
§ 4-18, heving and begjæring have an earliest day and never a last one (P21).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..explanation import Explanation, Operand, Unit
from ..messages import Message
from . import checks as must
from .checks import Check, Stop
from .facts import AgreementState, ArrearsFacts, Practice, Wait
from .steps import RULES, ArrearsStep, StepRule, Track, TrackState


@dataclass(frozen=True)
class Ruling:
    """What a rule says today: no `stop` means that the step can be taken. `must_before` only for help and answers."""

    rule: StepRule
    stop: Stop | None
    must_before: date | None = None

    @property
    def step(self) -> ArrearsStep:
        """The step it is about."""
        return self.rule.step

    @property
    def ready(self) -> bool:
        """Whether nothing stops it."""
        return self.stop is None

    @property
    def message(self) -> Message:
        """The step, and what stops it."""
        name = Message(f"enum.ArrearsStep.{self.step.value}")
        if self.stop is None:
            return Message("restanse.steg.klar", {"steg": name})
        code = "restanse.steg.mangler" if self.stop.lacks else "restanse.steg.stoppet"
        return Message(code, {"steg": name, "grunn": self.stop.why})


@dataclass(frozen=True)
class TrackAnswer:
    """A track's state, and its next step: the ready one, or the one that stops first."""

    state: TrackState
    next: Ruling


@dataclass(frozen=True)
class NextStep:
    """The one recommendation, the tracks, and all rules that lost. `recommended` ready = a step; else a stop, or,
    with `stop.lacks`, "not enough data".
    """

    recommended: Ruling
    tracks: Mapping[Track, TrackAnswer]
    losing: tuple[Ruling, ...]
    practice: Practice

    @property
    def step(self) -> ArrearsStep | None:
        """The step to take now, or None."""
        return self.recommended.step if self.recommended.ready else None

    @property
    def explanation(self) -> Explanation:
        """All of it as a tree, to be kept with the account."""
        chosen = self.recommended
        losing = tuple(_told(ruling) for ruling in self.losing)
        waits = tuple(row.explained() for row in self.practice.rows.values())
        why = chosen.message
        return Explanation(why.code, why.params, (), self.step, source=chosen.rule.source, children=(*losing, *waits))


def _told(ruling: Ruling) -> Explanation:
    opens = ruling.stop.possible_from if ruling.stop else None
    operands = (Operand("possible_from", opens, Unit.DATE),) if opens else ()
    why = ruling.message
    return Explanation(why.code, why.params, operands, source=ruling.rule.source)


def next_step(facts: ArrearsFacts) -> NextStep:
    """The recommendation for one rent account on the day of the facts."""
    facts = facts.of_this_debt()
    heard: dict[Check, Stop | None] = {}
    rulings = tuple(_rule(rule, facts, heard) for rule in RULES)
    states = _states(facts)
    tracks = {track: TrackAnswer(states[track], _next_of(rulings, track)) for track in Track}
    chosen = _chosen([answer.next for answer in tracks.values()])
    return NextStep(chosen, tracks, tuple(one for one in rulings if one is not chosen), facts.practice)


def _rule(rule: StepRule, facts: ArrearsFacts, heard: dict[Check, Stop | None]) -> Ruling:
    stop = _first_stop(rule, facts, heard)
    limit = _MUST_BEFORE.get(rule.step)
    return Ruling(rule, stop, limit(facts) if limit and stop is None else None)


def _first_stop(rule: StepRule, facts: ArrearsFacts, heard: dict[Check, Stop | None]) -> Stop | None:
    """The first check that stops the rule; many rules share a check, and each is asked once."""
    for check in rule.checks:
        if check not in heard:
            heard[check] = check(facts)
        if (stop := heard[check]) is not None:
            return stop
    return None


def _before_contact(facts: ArrearsFacts) -> date | None:
    return facts.oldest_due and facts.oldest_due + timedelta(days=facts.practice.number(Wait.CONTACT))


def _before_request(facts: ArrearsFacts) -> date | None:
    return must.last_day_to_ask(facts.term.ended_on, facts.practice) if facts.term else None


_MUST_BEFORE: Mapping[ArrearsStep, Callable[[ArrearsFacts], date | None]] = {
    ArrearsStep.CONTACT: _before_contact,
    ArrearsStep.REQUEST_TO_MOVE: _before_request,
}


def _next_of(rulings: tuple[Ruling, ...], track: Track) -> Ruling:
    """The track's ready rule that stands first; else the one that got furthest through its checks, mildest first."""
    own = [ruling for ruling in rulings if ruling.rule.track is track]
    ready = next((ruling for ruling in own if ruling.ready), None)
    return ready or min(reversed(own), key=_weight)


def _chosen(answers: list[Ruling]) -> Ruling:
    """A ready step before what stops; among the ready ones the first of the rules; else data that is lacking."""
    order = {rule.step: at for at, rule in enumerate(RULES)}
    ready = sorted((one for one in answers if one.ready), key=lambda one: order[one.step])
    return ready[0] if ready else min(answers, key=_weight)


def _weight(ruling: Ruling) -> tuple[bool, bool, date]:
    """What is lacking first, then what time alone opens, soonest first, then the rest."""
    stop = ruling.stop
    opens = stop.possible_from if stop else None
    return not (stop and stop.lacks), opens is None, opens or date.max


def _states(facts: ArrearsFacts) -> Mapping[Track, TrackState]:
    return {
        Track.MONEY: _money(facts),
        Track.EVICTION: _eviction(facts),
        Track.END_OF_TERM: _term(facts),
    }


def _money(facts: ArrearsFacts) -> TrackState:
    if facts.agreement is AgreementState.RUNNING:
        return TrackState.AGREED
    if facts.oldest_due is None or facts.dunnable_ore <= 0 or facts.oldest_due >= facts.today:
        return TrackState.NOTHING
    reached = (
        (facts.own_demand, TrackState.DEMANDED),
        (facts.fee_letter, TrackState.FEE_LETTER_SENT),
        (facts.reminder, TrackState.REMINDED),
    )
    return next((state for letter, state in reached if letter), TrackState.MISSED)


def _eviction(facts: ArrearsFacts) -> TrackState:
    case = facts.case
    reached = (
        (case.carried_out_on, TrackState.CARRIED_OUT),
        (case.set_for, TrackState.DATE_SET),
        (case.served_on, TrackState.SERVED),
        (case.filed_on, TrackState.FILED),
    )
    at_court = None if case.stopped_on else next((state for day, state in reached if day), None)
    if at_court or facts.notice is None:
        return at_court or TrackState.NOTHING
    return TrackState.NOTICE_SPENT if must.notice_stands(facts) else TrackState.NOTICE_SENT


def _term(facts: ArrearsFacts) -> TrackState:
    if facts.term is None:
        return TrackState.NOTHING
    if facts.term.notice:
        return TrackState.NOTICE_SENT
    return TrackState.ASKED_TO_MOVE if facts.term.asked_to_move_on else TrackState.TERM_OVER

"""What is found when somebody records that a step against the home was taken: hard stops, and what needs a reason.

The law's own conditions stop (a notice, its wait, a usable clause, what P21 asks for). The office's routine, a pause,
and what namsmannen has done anyway can be gone past with a reason that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ..messages import Control, Kind, Message
from . import checks as must
from .checks import Check, Stop
from .facts import AgreementState, ArrearsFacts, ArrearsHold
from .steps import RULES, ArrearsStep
from .words import ArrearsEventKind

#: The step that an event records as taken, where the step's own rule says what it takes.
STEP_OF: Mapping[ArrearsEventKind, ArrearsStep] = {
    ArrearsEventKind.PETITION_FILED: ArrearsStep.PETITION,
    ArrearsEventKind.TERM_PETITION_FILED: ArrearsStep.TERM_PETITION,
    ArrearsEventKind.RESCINDED: ArrearsStep.RESCISSION,
}
#: What happens to a case at namsmannen, in the order in which it can.
OF_CASE = (
    ArrearsEventKind.SERVED,
    ArrearsEventKind.DATE_SET,
    ArrearsEventKind.CARRIED_OUT,
    ArrearsEventKind.STOPPED,
    ArrearsEventKind.CLOSED,
)
#: Recorded by a person with authority only (P21).
DECIDED = frozenset(STEP_OF)
#: Routine of the office, and not the law's: somebody may go past it and say why.
_ROUTINE = frozenset(
    {
        "restanse.stopp.lite_belop",
        "restanse.stopp.uten_kontakt",
        "restanse.stopp.brev_for",
        "restanse.stopp.frist_lopet",
        "restanse.stopp.avtale_ikke_provd",
        "restanse.stopp.avtale_uten_svar",
        "restanse.stopp.klage",
    }
)
#: Holds that the office itself has set, or that only ask for care.
_SOFT_HOLDS = frozenset({ArrearsHold.PAUSED, ArrearsHold.NAV_MONEY, ArrearsHold.PROTECTED, ArrearsHold.ESTATE})
_SOFT_NAMES = frozenset(f"enum.ArrearsHold.{hold.value}" for hold in _SOFT_HOLDS)


def findings(kind: ArrearsEventKind, facts: ArrearsFacts, last_on: date | None = None) -> tuple[Control, ...]:
    """All that speaks against recording an event on the day of the facts; `last_on`: the case's last event so far."""
    facts = facts.of_this_debt()
    step = STEP_OF.get(kind)
    if step is not None:
        return tuple(_of_step(step, facts))
    if kind in OF_CASE:
        return tuple(_of_case(kind, facts, last_on))
    return tuple(_hard(_ANSWERS.get(kind, ()), facts))


def _of_step(step: ArrearsStep, facts: ArrearsFacts) -> Iterator[Control]:
    rule = next(rule for rule in RULES if rule.step is step)
    for check in rule.checks:
        if stop := check(facts):
            yield Control(Kind.SOFT if _may_be_passed(stop) else Kind.HARD, stop.why, paragraph=rule.source)


def _may_be_passed(stop: Stop) -> bool:
    held = stop.why.params.get("grunn")
    return stop.why.code in _ROUTINE or (isinstance(held, Message) and held.code in _SOFT_NAMES)


def _hard(checks: tuple[Check, ...], facts: ArrearsFacts) -> Iterator[Control]:
    return (Control(Kind.HARD, stop.why) for check in checks if (stop := check(facts)))


def _running(facts: ArrearsFacts) -> Stop | None:
    """A betalingsavtale that runs is changed or ended, not offered anew."""
    running = facts.agreement is AgreementState.RUNNING
    return must.agreement_not_offered(facts) if running else None


_ANSWERS: Mapping[ArrearsEventKind, tuple[Check, ...]] = {
    ArrearsEventKind.AGREEMENT_OFFERED: (must.missed, _running),
    ArrearsEventKind.AGREEMENT_DECLINED: (must.missed, _running),
}


def _of_case(kind: ArrearsEventKind, facts: ArrearsFacts, last_on: date | None) -> Iterator[Control]:
    """The order of a case binds; what namsmannen does early or late is recorded with a reason."""
    order, care = _CASE[kind]
    yield from _hard(order, facts)
    if last_on is not None and facts.today < last_on:
        yield Control(Kind.HARD, Message("restansesak.for_forrige", {"dato": last_on}))
    yield from (Control(Kind.SOFT, stop.why) for check in care if (stop := check(facts)))


def _over(facts: ArrearsFacts) -> Stop | None:
    """Carried out, or stopped."""
    if facts.case.stopped_on:
        return None
    return must.carried_out(facts)


def _not_closed(facts: ArrearsFacts) -> Stop | None:
    day = facts.case.closed_on
    return must.stopped("restanse.stopp.gjort", dato=day) if day else None


def _begun(facts: ArrearsFacts) -> Stop | None:
    return None if facts.case.filed_on else must.stopped("restanse.stopp.ingen_begjaering")


#: For each event of a case: what it must follow, and what needs a reason.
_CASE: Mapping[ArrearsEventKind, tuple[tuple[Check, ...], tuple[Check, ...]]] = {
    ArrearsEventKind.SERVED: ((must.filed,), ()),
    ArrearsEventKind.DATE_SET: ((must.filed,), (must.case_unpaid, must.served)),
    ArrearsEventKind.CARRIED_OUT: ((must.filed,), (must.case_unpaid, must.date_come, must.not_held)),
    ArrearsEventKind.STOPPED: ((must.filed,), (must.case_over,)),
    ArrearsEventKind.CLOSED: ((_begun, _over, _not_closed), ()),
}

"""A klage at the office that decided: form, lateness, what must be there before it goes on, and what follows.

Forvaltningsloven §§ 30–34 (P14, P15). Doubt counts in the party's favour; all last days are inclusive. How the body
is found stands in `decisions/body.py`, how long the party has in `case_deadlines.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .application_words import BodyResult, Channel, ComplaintBody, ComplaintState, DecisionBasis, DecisionResult
from .application_words import Lateness as Late
from .calendar import next_bank_day
from .case_deadlines import ComplaintDeadline, complaint_rule, lateness, no_later_than
from .decisions.body import complaint_body
from .findings import hard, soft
from .messages import Control, msg

#: A complaint that still must be answered, here or at the body: nothing closes the case meanwhile.
OPEN = frozenset({ComplaintState.RECEIVED, ComplaintState.FORWARDED})
#: What came in writing can be laid in the file; what was said is written down by the office and stands in the letter.
WRITTEN = frozenset({Channel.PAPER, Channel.LETTER, Channel.EMAIL, Channel.DIGITAL})
_FORM, _TIME, _LATE = "forvaltningsloven § 32", "forvaltningsloven § 30", "forvaltningsloven § 31"
_FORWARD, _REASONS, _BODY = "forvaltningsloven § 33", "forvaltningsloven §§ 24 og 25", "forvaltningsloven § 28"
#: A number that few share could tell who they are (P30).
_FEW = 2


class FormDemand(StrEnum):
    """What a complaint must have (forvaltningsloven § 32)."""

    NAMES_DECISION = "names_decision"
    SIGNED = "signed"
    MANDATE = "mandate"
    WANTS = "wants"


class DismissGround(StrEnum):
    """Why a complaint is dismissed without being decided on."""

    LATE = "late"
    FORM = "form"


@dataclass(frozen=True)
class ComplaintForm:
    """What a complaint has. `mandate_seen` counts only where somebody complains for the party (`by_other`)."""

    names_decision: bool = True
    signed: bool = True
    wants: str = ""
    by_other: bool = False
    mandate_seen: bool = False


def lacking_form(form: ComplaintForm) -> tuple[FormDemand, ...]:
    """The demands of § 32 that are not met. Reasons are no demand: a complaint without any is as good."""
    met: Mapping[FormDemand, bool] = {
        FormDemand.NAMES_DECISION: form.names_decision,
        FormDemand.SIGNED: form.signed,
        FormDemand.MANDATE: form.mandate_seen or not form.by_other,
        FormDemand.WANTS: bool(form.wants.strip()),
    }
    return tuple(demand for demand, is_met in met.items() if not is_met)


def days_ahead(day: date, days: int) -> date:
    """So many days on, moved to a working day: the office's own time to forward, and the party's to mend."""
    return next_bank_day(day + timedelta(days=days))


def judged_lateness(
    deadline: ComplaintDeadline | None, posted_on: date | None, received_on: date, margin_days: int, decided_on: date
) -> Late:
    """Whether a complaint is in time; one on a decision that was never sent, or came back, is: no time runs (§ 29)."""
    if deadline is None:
        return Late.IN_TIME
    return lateness(deadline, posted_on, received_on, margin_days, decided_on)


def check_dates(decided_on: date, posted_on: date | None, received_on: date, today: date) -> Iterator[Control]:
    """Days that cannot be: after today, posted after it came, or before there was a decision."""
    if received_on > today:
        yield hard(msg("klage.mottatt_fram", dato=received_on), _TIME, "received_on")
    if posted_on is not None and posted_on > received_on:
        yield hard(msg("klage.postet_etter", dato=posted_on), _TIME, "posted_on")
    if min(posted_on or received_on, received_on) < decided_on:
        yield hard(msg("klage.for_vedtaket", dato=decided_on), _TIME, "received_on")


def check_accept(judged: Late, received_on: date, decided_on: date, reason: str) -> Iterator[Control]:
    """What stops taking up a late complaint: it is not late, no reason, or more than a year has gone (§ 31)."""
    rule = complaint_rule(decided_on)
    if judged is not Late.LATE:
        yield hard(msg("klage.ikke_for_sen"), rule.late_paragraph)
    if received_on > no_later_than(decided_on, rule):
        yield hard(msg("klage.over_aret", dato=no_later_than(decided_on, rule)), rule.late_paragraph)
    if not reason.strip():
        yield hard(msg("klage.uten_grunn"), rule.late_paragraph, "reason")


@dataclass(frozen=True)
class Standing:
    """How a complaint stands with the office today. `mend_by` is the day the party got to mend the form."""

    judged: Late
    lacking: tuple[FormDemand, ...]
    mend_by: date | None
    today: date

    @property
    def waits_for_mending(self) -> bool:
        """Whether the party has been given time that is not out yet."""
        return bool(self.lacking) and self.mend_by is not None and self.today <= self.mend_by


def dismiss_grounds(standing: Standing) -> tuple[DismissGround, ...]:
    """On what the complaint can be dismissed: proven late, else a form that was not mended in the time given."""
    if standing.judged is Late.LATE:
        return (DismissGround.LATE,)
    unmended = standing.lacking and standing.mend_by is not None and standing.mend_by < standing.today
    return (DismissGround.FORM,) if unmended else ()


def check_dismiss(ground: DismissGround, standing: Standing, reason: str) -> Iterator[Control]:
    """What stops a dismissal: the ground does not hold (doubt is the party's), or no reason is written."""
    if ground not in dismiss_grounds(standing):
        why = msg("klage.avvis.form") if ground is DismissGround.FORM else msg("klage.avvis.ikke_sen")
        yield hard(why, _FORWARD)
    if not reason.strip():
        yield hard(msg("klage.uten_grunn"), _REASONS, "reason")


@dataclass(frozen=True)
class ToForward:
    """What goes to the body. `decision_filed` and `complaint_filed`: those papers are among the chosen ones."""

    standing: Standing
    basis: DecisionBasis
    result: DecisionResult
    body: ComplaintBody
    channel: Channel
    new_assessment: str
    decision_filed: bool
    complaint_filed: bool


def before_forwarding(case: ToForward) -> Iterator[Control]:
    """What stops or should hold up the forwarding; empty when it can go (§ 33, P15)."""
    if not case.new_assessment.strip():
        yield hard(msg("klage.send.uten_vurdering"), _FORWARD, "new_assessment")
    if case.body is not complaint_body(case.basis, case.result):
        yield hard(msg("klage.send.feil_instans"), _BODY, "body")
    if case.standing.judged is Late.LATE:
        yield hard(msg("klage.send.for_sen"), _LATE)
    if case.standing.waits_for_mending:
        yield hard(msg("klage.send.rettes", dato=case.standing.mend_by), _FORM)
    elif case.standing.lacking and case.standing.mend_by is None:
        yield hard(msg("klage.send.form"), _FORM)
    if not case.decision_filed:
        yield hard(msg("klage.send.uten_vedtak"), _FORWARD, "documents")
    if not case.complaint_filed and case.channel in WRITTEN:
        yield soft(msg("klage.send.uten_klage"), "documents", paragraph=_FORWARD)


@dataclass(frozen=True)
class Follow:
    """What the office does after the body's answer: what is left to do, and whether the case is assessed anew."""

    task: bool = False
    assess_anew: bool = False


#: What each answer means for the case (§ 34): a changed decision is carried out, one sent back is assessed anew.
FOLLOWS: Mapping[BodyResult, Follow] = {
    BodyResult.UPHELD: Follow(),
    BodyResult.CHANGED: Follow(task=True),
    BodyResult.SENT_BACK: Follow(task=True, assess_anew=True),
    BodyResult.DISMISSED: Follow(),
}


@dataclass(frozen=True)
class QueuePlace:
    """Another household that waits: its group as the rules name it, the rooms it needs, since when."""

    group: str
    bedrooms: int | None
    since: date


@dataclass(frozen=True)
class QueueLine:
    """So many households alike; `group` "" and `bedrooms` None: of several sorts. Never fewer than two (P30)."""

    group: str
    bedrooms: int | None
    count: int
    first: date
    last: date


_Sort = tuple[str, int | None]
#: From the finest likeness to the coarsest: who stands alone is told of with the next.
_ALIKE: Sequence[Callable[[QueuePlace], _Sort]] = (
    lambda place: (place.group, place.bedrooms),
    lambda place: (place.group, None),
    lambda _place: ("", None),
)


def queue_lines(places: Collection[QueuePlace]) -> tuple[QueueLine, ...]:
    """The others in the queue, so that the body can try the case without knowing anybody (§ 34, P30).

    A household that is alone of its sort is counted with its group, else with all others that are alone; one that
    even then is alone is not told of. The order is that of `places`.
    """
    left, lines = list(places), []
    for key in _ALIKE:
        alike: dict[_Sort, list[QueuePlace]] = defaultdict(list)
        for place in left:
            alike[key(place)].append(place)
        left = [place for found in alike.values() if len(found) < _FEW for place in found]
        lines += [_line(*named, found) for named, found in alike.items() if len(found) >= _FEW]
    order = {group: n for n, group in reversed(list(enumerate(place.group for place in places)))}
    return tuple(sorted(lines, key=lambda line: (not line.group, order.get(line.group, 0), line.bedrooms or 99)))


def _line(group: str, bedrooms: int | None, found: Sequence[QueuePlace]) -> QueueLine:
    since = [place.since.replace(day=1) for place in found]
    return QueueLine(group, bedrooms, len(found), min(since), max(since))

"""When a complaint must be posted, and whether one came in time (forvaltningsloven §§ 29–31; P14).

Length, start and paragraph are dated rows in `resources/frister/klage.toml`: a new act is passed and not in force.
What cannot be proven counts in the party's favour. All last days are inclusive.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from ..shipped import resources
from .application_words import Lateness
from .calendar import add_weeks, add_working_days, next_bank_day
from .explanation import Certainty, Explanation, Operand, Unit
from .periods import add_months


class CountsFrom(StrEnum):
    """What starts the time."""

    REACHED = "reached"
    SENT = "sent"


@dataclass(frozen=True)
class ComplaintRule:
    """The act's rule from a day on. `late_months` after the decision no complaint is taken up any more."""

    valid_from: date
    weeks: int
    counts_from: CountsFrom
    paragraph: str
    paragraph_nn: str
    posting_paragraph: str
    late_paragraph: str
    late_months: int
    certainty: Certainty
    source: str


@cache
def complaint_rules() -> tuple[ComplaintRule, ...]:
    """Every shipped row, oldest first."""
    content = tomllib.loads((resources() / "frister" / "klage.toml").read_text(encoding="utf-8"))
    return tuple(sorted(map(_rule, content["rad"]), key=lambda rule: rule.valid_from))


def _rule(row: dict[str, Any]) -> ComplaintRule:
    return ComplaintRule(
        row["fra"],
        row["uker"],
        CountsFrom(row["regnes_fra"]),
        row["paragraf"],
        row["paragraf_nn"],
        row["sendt_paragraf"],
        row["sent_paragraf"],
        row["sent_maneder"],
        Certainty(row["sikkerhet"]),
        row["kilde"],
    )


def complaint_rule(on: date, rules: tuple[ComplaintRule, ...] | None = None) -> ComplaintRule:
    """The row that holds on a day; ValueError before the first one."""
    started = [rule for rule in rules or complaint_rules() if rule.valid_from <= on]
    if not started:
        raise ValueError(f"no complaint rule on {on}")
    return started[-1]


@dataclass(frozen=True)
class Notice:
    """How a decision went to the party. `reached_on` None: not proven, and the postal margin is used instead."""

    sent_on: date
    reached_on: date | None = None


@dataclass(frozen=True)
class ComplaintDeadline:
    """The last day to post a complaint. `assumed`: nobody has proven when the letter reached the party."""

    last_day: date
    counted_from: date
    assumed: bool
    rule: ComplaintRule
    explanation: Explanation


def complaint_deadline(
    notice: Notice, margin_days: int, rules: tuple[ComplaintRule, ...] | None = None
) -> ComplaintDeadline:
    """Three weeks from the day the letter reached the party, moved past weekends and holidays.

    The day it came does not count: what comes on a Wednesday ends on a Wednesday. `margin_days` is the
    office's postal margin in working days, used when nobody knows when the letter came.
    """
    rule = complaint_rule(notice.sent_on, rules)
    by_sending = rule.counts_from is CountsFrom.SENT
    start = notice.sent_on if by_sending else notice.reached_on or add_working_days(notice.sent_on, margin_days)
    assumed = not by_sending and notice.reached_on is None
    counted = add_weeks(start, rule.weeks)
    last_day = next_bank_day(counted)
    code = "frist.klage.antatt" if assumed else "frist.klage.kom_fram"
    explanation = Explanation(
        "frist.klage.sendt" if by_sending else code,
        {"fra": start, "uker": rule.weeks, "dato": last_day, "margin": margin_days},
        (Operand("from", start, Unit.DATE), Operand("weeks", rule.weeks, Unit.WEEKS)),
        last_day,
        Unit.DATE,
        rule.paragraph,
        rule.certainty,
        children=(_moved(counted, last_day),) if counted != last_day else (),
    )
    return ComplaintDeadline(last_day, start, assumed, rule, explanation)


def _moved(counted: date, last_day: date) -> Explanation:
    """The rule about weekends stands in domstolloven and is used likewise for the administration."""
    return Explanation(
        "frist.klage.flyttet",
        {"dato": counted, "flyttet": last_day},
        result=last_day,
        unit=Unit.DATE,
        source="domstolloven § 149",
        certainty=Certainty.MEMORY,
    )


def no_later_than(decided_on: date, rule: ComplaintRule) -> date:
    """The last day a late complaint can still be taken up (§ 31)."""
    return add_months(decided_on, rule.late_months)


def lateness(
    deadline: ComplaintDeadline, posted_on: date | None, received_on: date, margin_days: int, decided_on: date
) -> Lateness:
    """Whether a complaint is in time: posted in time is enough, and what is not proven late is not late (§ 30).

    In doubt are those posted nobody knows when that may have been posted in time, and all that are late only
    by an assumed day; a year after the decision the doubt ends.
    """
    if (posted_on or received_on) <= deadline.last_day:
        return Lateness.IN_TIME
    earliest = posted_on or add_working_days(received_on, -margin_days)
    within_the_year = received_on <= no_later_than(decided_on, deadline.rule)
    if earliest <= deadline.last_day or (deadline.assumed and within_the_year):
        return Lateness.IN_DOUBT
    return Lateness.LATE

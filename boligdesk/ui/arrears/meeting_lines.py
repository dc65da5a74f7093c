"""What the windows of the restansemøte show: the cases to choose from, and the cases of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from ...casework.arrears_meetings import CaseLine, MeetingRow
from ...casework.core.meeting_cases import CaseProposal
from ...texts import formats, text
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import CellKind, Column, Yields


class Place(Enum):
    """Whether a case is on the list to be made, and how much of it is told."""

    WHOLE = "whole"
    BARE = "bare"
    OUT = "out"
    NEEDS_CONSENT = "needs_consent"
    PROTECTED = "protected"


@dataclass(frozen=True)
class Candidate:
    """A case that could be taken up; `consent` says what covers a meeting with others than the office."""

    proposal: CaseProposal
    chosen: bool = True
    consent: str = ""

    def place(self, *, outsiders: bool) -> Place:
        """Where it stands in a meeting of the office alone, or with others (P27, P30)."""
        if outsiders and self.proposal.protected:
            return Place.PROTECTED
        if outsiders and not self.consent and not self.proposal.told_anyway:
            return Place.NEEDS_CONSENT
        if not self.chosen:
            return Place.OUT
        return Place.BARE if outsiders and not self.consent else Place.WHOLE

    def other(self) -> Candidate:
        """Taken up, or left out."""
        return replace(self, chosen=not self.chosen)


#: What a candidate's line looks like in the list to be made.
_LOOKS: Mapping[Place, tuple[str, Tone, str]] = {
    Place.WHOLE: ("ui.mote.med", Tone.OK, "check"),
    Place.BARE: ("ui.mote.bare_911", Tone.INFO, "eye-off"),
    Place.OUT: ("ui.mote.ute", Tone.NEUTRAL, "x"),
    Place.NEEDS_CONSENT: ("ui.mote.mangler_samtykke", Tone.WARN, "lock"),
    Place.PROTECTED: ("ui.mote.skjermet", Tone.WARN, "lock"),
}
#: Those that are on the list.
ON_LIST = frozenset({Place.WHOLE, Place.BARE})


@dataclass(frozen=True)
class CandidateRow:
    """A candidate as the table shows it."""

    candidate: Candidate
    place: Place


def _place_chip(row: CandidateRow) -> ChipLook:
    code, tone, icon = _LOOKS[row.place]
    return ChipLook(text(code), tone, icon)


def days_of(oldest: date | None, day: date | None) -> int | None:
    """For how many days the oldest claim has been due."""
    return (day - oldest).days if oldest and day else None


CANDIDATES: tuple[Column[CandidateRow], ...] = (
    Column(
        "hvem",
        "ui.restanser.leietaker",
        lambda r: r.candidate.proposal.facts.who,
        width=220,
        least=130,
        stretch=2,
        yields=Yields.LAST,
        second=lambda r: r.candidate.proposal.facts.where,
    ),
    Column("forfalt", "ui.mote.forfalt", lambda r: r.candidate.proposal.facts.overdue_ore, CellKind.MONEY, width=96),
    Column(
        "forslag",
        "ui.mote.forslag",
        lambda r: r.candidate.proposal.proposal,
        width=220,
        stretch=2,
        hide_below=620,
    ),
    Column("sted", "ui.mote.pa_listen", _place_chip, CellKind.CHIP, width=190),
)


def _outcome_chip(line: CaseLine) -> ChipLook:
    if not line.outcome:
        return ChipLook(text("ui.mote.ikke_bestemt"), Tone.NEUTRAL, "clock")
    if line.task_id is not None:
        return ChipLook(text("ui.mote.oppgave_laget"), Tone.OK, "list-checks")
    return ChipLook(text("ui.mote.bestemt"), Tone.OK, "check")


def case_columns(day: Callable[[], date | None]) -> tuple[Column[CaseLine], ...]:
    """The cases of the meeting that was held on `day()`."""
    return (
        Column(
            "hvem",
            "ui.restanser.leietaker",
            lambda r: r.facts.who,
            width=220,
            least=130,
            stretch=2,
            yields=Yields.LAST,
            second=lambda r: r.facts.where,
        ),
        Column("forfalt", "ui.mote.forfalt", lambda r: r.facts.overdue_ore, CellKind.MONEY, width=96),
        Column(
            "dager", "ui.mote.dager", lambda r: days_of(r.facts.oldest_due, day()), CellKind.NUMBER, 64, hide_below=520
        ),
        Column("utfall", "ui.mote.utfall", _outcome_chip, CellKind.CHIP, width=140),
    )


def meeting_name(row: MeetingRow) -> str:
    """How a meeting is called in the list of them."""
    name = text("ui.mote.navn", dato=row.held_on, saker=row.cases, bestemt=row.decided)
    return text("ui.mote.navn_lukket", navn=name) if row.closed_on else name


def yes_no(known: bool | None) -> str:
    """Yes, no, or that nobody knows."""
    if known is None:
        return text("restansemote.barn_ukjent")
    return text("restansemote.barn_ja") if known else text("restansemote.barn_nei")


def money(ore: int | None) -> str:
    """An amount, or nothing where it is not told."""
    return formats.kroner(ore) if ore is not None else ""

"""What stops an act: every hard finding, and a soft one until the caseworker has given a reason for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...rules.messages import Control, Fault, Kind, RefusedError

NO_REASONS: Mapping[str, str] = {}


def stops(controls: Iterable[Control], reasons: Mapping[str, str] = NO_REASONS) -> tuple[Control, ...]:
    """The findings that still stop the act; `reasons` by the code of the finding, an empty one is none."""
    return tuple(c for c in controls if c.kind is Kind.HARD or (c.kind is Kind.SOFT and not given(reasons, c.code)))


def given(reasons: Mapping[str, str], code: str) -> str:
    """The reason given for a finding, without the space around it; "" when there is none."""
    return reasons.get(code, "").strip()


def refuse_stops(controls: Iterable[Control], reasons: Mapping[str, str] = NO_REASONS) -> None:
    """Refuse with everything that stops the act, in the words of the findings."""
    faults = [Fault(control.code, control.what, None, control.why) for control in stops(controls, reasons)]
    if faults:
        raise RefusedError(*faults)

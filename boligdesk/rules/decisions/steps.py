"""The way of a vedtak – draft, proposed, final, replaced – and why a step cannot be taken now.

The acts and the window ask the same function, so a button is off for the reason that the act would give.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..application_words import DecisionState
from ..messages import Message, msg


class DecisionStep(StrEnum):
    """One thing that can be done with a vedtak."""

    CHANGE = "change"
    DISCARD = "discard"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    FINISH = "finish"
    PRINT = "print"
    SEND = "send"
    RETURNED = "returned"
    REPLACE = "replace"


@dataclass(frozen=True)
class Standing:
    """A vedtak as its steps see it. `own`: the person at the desk has written or proposed it.

    `two_persons` is the office's choice; `lacks` what is lacking before it can be made.
    """

    state: DecisionState
    two_persons: bool
    own: bool
    may_write: bool
    may_approve: bool
    printed: bool = False
    sent: bool = False
    replacing: bool = False
    lacks: tuple[Message, ...] = ()


def why_not(step: DecisionStep, s: Standing) -> Message | None:
    """Why a step cannot be taken, None when it can."""
    return _right(step, s) or _state(step, s) or _person(step, s) or _lack(step, s)


def _right(step: DecisionStep, s: Standing) -> Message | None:
    approving = step in (DecisionStep.FINISH, DecisionStep.SEND_BACK)
    if approving and not s.may_approve:
        return msg("vedtak.steg.uten_rett_til_a_gjore")
    return msg("vedtak.steg.uten_rett_til_a_skrive") if not approving and not s.may_write else None


def _state(step: DecisionStep, s: Standing) -> Message | None:
    match step:
        case DecisionStep.CHANGE | DecisionStep.DISCARD | DecisionStep.PROPOSE:
            return _unless(s.state is DecisionState.DRAFT, msg("vedtak.steg.ikke_utkast"))
        case DecisionStep.SEND_BACK:
            return _unless(s.state is DecisionState.PROPOSED, msg("vedtak.steg.ikke_foreslatt"))
        case DecisionStep.FINISH:
            if s.two_persons and s.state is DecisionState.DRAFT:
                return msg("vedtak.steg.foresla_forst")
            return _unless(s.state in (DecisionState.DRAFT, DecisionState.PROPOSED), msg("vedtak.steg.er_gjort"))
        case DecisionStep.REPLACE:
            if s.replacing:
                return msg("vedtak.steg.erstattes_allerede")
            return _unless(s.state is DecisionState.FINAL, msg("vedtak.steg.ikke_gjeldende"))
        case _:
            return _letter(step, s)


def _letter(step: DecisionStep, s: Standing) -> Message | None:
    """Steps of the letter: it is printed, then sent, then perhaps returned."""
    if s.state not in (DecisionState.FINAL, DecisionState.REPLACED):
        return msg("vedtak.steg.ikke_gjort")
    if step is DecisionStep.SEND and not s.printed:
        return msg("vedtak.steg.uten_brev")
    return msg("vedtak.steg.ikke_sendt") if step is DecisionStep.RETURNED and not s.sent else None


def _person(step: DecisionStep, s: Standing) -> Message | None:
    """With two persons nobody approves what they have had a hand in, whatever rights they hold."""
    return msg("vedtak.steg.samme_person") if step is DecisionStep.FINISH and s.two_persons and s.own else None


def _lack(step: DecisionStep, s: Standing) -> Message | None:
    return s.lacks[0] if step in (DecisionStep.PROPOSE, DecisionStep.FINISH) and s.lacks else None


def _unless(holds: bool, otherwise: Message) -> Message | None:
    return None if holds else otherwise

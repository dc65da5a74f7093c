"""KID, the customer identification on a payment: made per tenancy, never of the dwelling, never used again.

Mastercard Payment Services: 4–25 digits, length and modulus as agreed with the bank, at most three structures
per agreement; a KID must tell a new occupant from the old. Therefore its customer part is the running number
of the tenancy. Some KIDs pass both moduli: the modulus is taken from the agreement, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from .messages import Control, Kind, Message, Param, msg, refuse

SHORTEST, LONGEST = 4, 25
_TEN = "-"


class Modulus(Enum):
    """How the control digit is reckoned, as agreed with the bank."""

    MOD10 = "mod10"
    MOD11 = "mod11"


@dataclass(frozen=True)
class KidPlan:
    """How the office's KIDs are built: prefix, tenancy number, payment type, control digit.

    `length` counts all digits. `prefix` are fixed digits (often none). `type_digits` leaves room for what is
    paid (0 rent, 1 instalment plan …) behind the tenancy number.
    """

    length: int
    modulus: Modulus = Modulus.MOD10
    prefix: str = ""
    type_digits: int = 0

    @property
    def tenancy_digits(self) -> int:
        """How many digits the tenancy number has room for."""
        return self.length - len(self.prefix) - self.type_digits - 1

    @property
    def last_number(self) -> int:
        """The highest tenancy number that fits."""
        return int(10 ** max(self.tenancy_digits, 0)) - 1


@dataclass(frozen=True)
class KidParts:
    """What a KID says under a plan."""

    tenancy_number: int
    payment_type: int


def check_plan(plan: KidPlan) -> Control | None:
    """What is wrong with a plan that somebody sets up, or None."""
    if not SHORTEST <= plan.length <= LONGEST:
        return _hard(msg("lesing.kid.plan_lengde", kortest=SHORTEST, lengst=LONGEST, lengde=plan.length))
    if not re.fullmatch("[0-9]*", plan.prefix):
        return _hard(msg("lesing.kid.plan_prefiks", prefiks=plan.prefix))
    if plan.type_digits < 0 or plan.tenancy_digits < 1:
        return _hard(msg("lesing.kid.plan_plass", lengde=plan.length))
    return None


def control_digit(digits: str, modulus: Modulus) -> str:
    """The control digit of a row of digits; under MOD11 it may be "-" (ten)."""
    return _mod10(digits) if modulus is Modulus.MOD10 else _mod11(digits)


def _mod10(digits: str) -> str:
    products = (int(d) * (2 if place % 2 == 0 else 1) for place, d in enumerate(reversed(digits)))
    return str(-sum(p // 10 + p % 10 for p in products) % 10)


def _mod11(digits: str) -> str:
    total = sum(int(d) * (2 + place % 6) for place, d in enumerate(reversed(digits)))
    control = -total % 11
    return _TEN if control == 10 else str(control)


def make_kid(plan: KidPlan, running_number: int, payment_type: int = 0) -> str:
    """The KID of a tenancy. RefusedError when the plan is broken or the numbers do not fit in it."""
    if fault := check_plan(plan):
        raise refuse("lesing.kid.plan", grunn=fault.what)
    if not 1 <= running_number <= plan.last_number:
        raise refuse("lesing.kid.plass", nummer=str(running_number), siste=str(plan.last_number))
    if not 0 <= payment_type < 10**plan.type_digits:
        raise refuse("lesing.kid.type", type=str(payment_type), antall=plan.type_digits)
    kind = f"{payment_type:0{plan.type_digits}d}" if plan.type_digits else ""
    body = f"{plan.prefix}{running_number:0{plan.tenancy_digits}d}{kind}"
    return body + control_digit(body, plan.modulus)


def check_kid(kid: str, plan: KidPlan) -> Control | None:
    """What is wrong with a KID under the plan (characters, length, prefix, control digit), or None."""
    ending = "[0-9-]" if plan.modulus is Modulus.MOD11 else "[0-9]"
    if not re.fullmatch(f"[0-9]*{ending}", kid):
        return _fault("lesing.kid.tegn", kid=kid)
    if len(kid) != plan.length:
        return _fault("lesing.kid.lengde", antall=len(kid), lengde=plan.length)
    if not kid.startswith(plan.prefix):
        return _fault("lesing.kid.prefiks", kid=kid, prefiks=plan.prefix)
    if control_digit(kid[:-1], plan.modulus) != kid[-1]:
        return _fault("lesing.kid.kontroll", kid=kid, modulus=plan.modulus.name)
    return None


def parts_of(kid: str, plan: KidPlan) -> KidParts | None:
    """The tenancy number and payment type of a right KID; None when it is wrong under the plan."""
    if check_kid(kid, plan):
        return None
    start = len(plan.prefix)
    middle = start + plan.tenancy_digits
    return KidParts(int(kid[start:middle]), int(kid[middle:-1] or "0"))


def _fault(code: str, **params: Param) -> Control:
    return _hard(msg(code, **params))


def _hard(what: Message) -> Control:
    return Control(Kind.HARD, what, fields=("kid",))

"""Messages and controls: what the program says, before it is put into words.

Every room below the window returns codes and values, never sentences; the wording stands in the text
catalogue (`boligdesk.texts`), so that screen, PDF and command line say the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Union

#: What a message can be filled with. Money is whole øre (int) and shown with the format `:kr`.
Param = Union[str, int, Decimal, date, datetime, "Message", None]


@dataclass(frozen=True)
class Message:
    """One sentence (or word) of the catalogue: `code` names it, `params` fill its fields."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted((k, str(v)) for k, v in self.params.items()))))


def msg(code: str, **params: Param) -> Message:
    """Short way to write `Message(code, {...})`."""
    return Message(code, params)


class Kind(Enum):
    """How a control binds: hard stops, soft needs a recorded reason, missing is listed, info only tells."""

    HARD = "hard"
    SOFT = "soft"
    MISSING = "missing"
    INFO = "info"


@dataclass(frozen=True)
class Mend:
    """A way out that the program offers: `label` says the result, `values` is what it would set."""

    label: Message
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Control:
    """One finding about what somebody is about to do; same text wherever it shows.

    `what` is the sentence, `why` the consequence or rule in words, `paragraph` the section of the act
    (plain text such as "husleieloven § 3-5"), `fields` the form fields it concerns, `mends` the ways out.
    """

    kind: Kind
    what: Message
    why: Message | None = None
    paragraph: str | None = None
    fields: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()

    @property
    def code(self) -> str:
        """The code of what was found, by which a reason is given for it."""
        return self.what.code


@dataclass(frozen=True)
class Fault:
    """A refused thing: what happened, where, how to mend it (each a message of the catalogue)."""

    code: str
    what: Message
    where: Message | None = None
    mend: Message | None = None


class RefusedError(Exception):
    """A known refusal with a plain sentence. Anything else that escapes is a bug and goes to the crash box."""

    def __init__(self, fault: Fault, *more: Fault) -> None:
        super().__init__(fault.code)
        self.faults: tuple[Fault, ...] = (fault, *more)

    @property
    def fault(self) -> Fault:
        """The first thing refused, for those who show only one."""
        return self.faults[0]


def refuse(code: str, /, **params: Param) -> RefusedError:
    """`raise refuse("x", ...)`: the catalogue holds `x.hva`, and where they say something `x.hvor`, `x.rett`."""
    return RefusedError(
        Fault(code, Message(f"{code}.hva", params), Message(f"{code}.hvor", params), Message(f"{code}.rett", params))
    )

"""Short ways to write a control, so that a rule reads as one line of law."""

from __future__ import annotations

from .messages import Control, Kind, Mend, Message, Param, msg


def finding(
    kind: Kind,
    what: Message,
    *fields: str,
    why: Message | None = None,
    paragraph: str | None = None,
    mends: tuple[Mend, ...] = (),
) -> Control:
    """A control on `fields`."""
    return Control(kind, what, why, paragraph, fields, mends)


def hard(
    what: Message, paragraph: str, *fields: str, why: Message | None = None, mends: tuple[Mend, ...] = ()
) -> Control:
    """Stops the act: the section of the act says so."""
    return finding(Kind.HARD, what, *fields, why=why, paragraph=paragraph, mends=mends)


def soft(
    what: Message,
    *fields: str,
    why: Message | None = None,
    paragraph: str | None = None,
    mends: tuple[Mend, ...] = (),
) -> Control:
    """Needs a recorded reason."""
    return finding(Kind.SOFT, what, *fields, why=why, paragraph=paragraph, mends=mends)


def lacking(what: Message, *fields: str, paragraph: str | None = None) -> Control:
    """Something not filled in yet."""
    return finding(Kind.MISSING, what, *fields, paragraph=paragraph)


def info(what: Message, *fields: str, paragraph: str | None = None, mends: tuple[Mend, ...] = ()) -> Control:
    """Only tells."""
    return finding(Kind.INFO, what, *fields, paragraph=paragraph, mends=mends)


def set_to(label: str, /, values: dict[str, object], **params: Param) -> Mend:
    """A way out with the values it would set."""
    return Mend(msg(label, **params), values)

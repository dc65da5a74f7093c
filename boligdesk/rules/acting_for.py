"""Who gets a letter on a party's behalf: verge, parent or fullmektig (forvaltningsloven § 12)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .vocabulary import RepresentativeKind

#: So many lines stand under the name where the envelope shows them.
_MOST_LINES = 4
_PARTS = re.compile(r"[,;\n]")
_PLACE = re.compile(r"\d{4} [^\W\d]")


@dataclass(frozen=True)
class ActingFor:
    """Somebody who acts for a party and gets the letters too. `lines` is empty where no postal address is known."""

    name: str
    kind: RepresentativeKind
    lines: tuple[str, ...] = ()


def postal_lines(contact: str) -> tuple[str, ...]:
    """The postal address in what is noted of how somebody is reached, as lines; empty when none is there.

    "Torget 3, 9990 Fjordvik, 40 00 00 01" gives street and place: all up to the postcode but phone and e-mail.
    """
    parts = [part.strip() for part in _PARTS.split(contact)]
    place = next((no for no, part in enumerate(parts) if _PLACE.match(part)), None)
    if place is None:
        return ()
    lines = [part for part in parts[: place + 1] if "@" not in part and any(map(str.isalpha, part))]
    return tuple(lines[-_MOST_LINES:])

"""The keys by which persons and their contact points are found and put in order."""

from __future__ import annotations

from .folding import digits, search_key, sort_key
from .vocabulary import ContactKind


def name_keys(last_name: str, first_name: str) -> tuple[str, str]:
    """Sort key (last name first) and search key of a name."""
    return sort_key(f"{last_name} {first_name}"), search_key(f"{first_name} {last_name}")


def contact_key(kind: ContactKind, value: str, postcode: str = "") -> str:
    """What two spellings of one contact point share: digits of a phone, a folded address with its postcode."""
    if kind is ContactKind.PHONE:
        return digits(value)[-8:]
    if kind is ContactKind.EMAIL:
        return value.strip().lower()
    return search_key(f"{value} {postcode}")

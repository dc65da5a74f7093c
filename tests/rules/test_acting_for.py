"""What is noted of how a representative is reached, read as a postal address."""

from __future__ import annotations

import pytest

from boligdesk.rules.acting_for import postal_lines


@pytest.mark.parametrize(
    ("contact", "lines"),
    [
        ("Torget 3, 9990 Fjordvik, 40 00 00 01", ("Torget 3", "9990 Fjordvik")),
        ("40 00 00 01; Vergekontoret; Torget 3\n9990 Fjordvik", ("Vergekontoret", "Torget 3", "9990 Fjordvik")),
        ("kari@example.no, Postboks 7, 9990 Østvågøy", ("Postboks 7", "9990 Østvågøy")),
        ("A, B, C, Torget 3, 9990 Fjordvik", ("B", "C", "Torget 3", "9990 Fjordvik")),
        ("9990 Fjordvik", ("9990 Fjordvik",)),
        ("4000 0001", ()),
        ("40 00 00 01, kari@example.no", ()),
        ("Torget 3", ()),
        ("", ()),
    ],
)
def test_an_address_is_read_out_of_the_contact_line(contact: str, lines: tuple[str, ...]) -> None:
    """Street and place, never phone or e-mail; without a place there is no postal address."""
    assert postal_lines(contact) == lines

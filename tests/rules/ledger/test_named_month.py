"""The month a payer names: whole or short, with or without a year, and nothing guessed from two."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.rules.ledger.named_month import named_month

PAID = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Husleie oktober", date(2026, 10, 1)),
        ("HUSLEIE NOV.", date(2026, 11, 1)),
        ("leige for januar", date(2027, 1, 1)),
        ("husleie april", date(2026, 4, 1)),
        ("husleie mars", date(2026, 3, 1)),
        ("husleie februar", date(2027, 2, 1)),
        ("Husleie des 2025", date(2025, 12, 1)),
        ("leie sept 26", date(2026, 9, 1)),
        ("husleie 10/2026", date(2026, 10, 1)),
        ("10.2026 leie", date(2026, 10, 1)),
        ("oktober, altså 10/2026", date(2026, 10, 1)),
        ("husleie oktober og november", None),
        ("leie", None),
        ("til Maia", None),
        ("maisuppe", None),
        ("faktura 13/2026", None),
        ("", None),
    ],
)
def test_the_one_month_that_a_text_names(text: str, month: date | None) -> None:
    assert named_month(text, PAID) == month


def test_early_in_the_year_an_autumn_month_is_the_last_one() -> None:
    assert named_month("husleie desember", date(2027, 1, 4)) == date(2026, 12, 1)
    assert named_month("husleie mai", date(2027, 1, 4)) == date(2026, 5, 1)
    assert named_month("husleie april", date(2027, 1, 4)) == date(2027, 4, 1)

"""The short words of the sheet: every fact has them, they are shorter than the full ones, and lose no number."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.casework.core.application_facts import SourcedFact
from boligdesk.casework.core.sheet import FactLine
from boligdesk.rules.allocation.catalogue import FACTS
from boligdesk.rules.messages import Message, msg
from boligdesk.texts import render
from boligdesk.ui.applications.fact_words import compared, full_words, known_words, short_name

#: What stands before the value in the narrowest column without being broken.
_MOST = 28


def _months(count: int) -> Message:
    return msg("kriterium.verdi.maneder", verdi=count)


def _line(key: str, value: object) -> FactLine:
    return FactLine(key, SourcedFact(key, value, msg("vurderingsark.kilde.person"), date(2026, 11, 23), typed=False))


@pytest.mark.parametrize("key", [key for key, fact in FACTS.items() if fact.given])
def test_every_fact_that_is_given_has_a_short_name(key: str) -> None:
    full = render(FACTS[key].label)
    assert 0 < len(short_name(key)) <= min(_MOST, len(full))


def test_a_day_follows_its_name_and_anything_else_a_colon() -> None:
    assert known_words(_line("fodt", date(1978, 6, 2))) == "Født 02.06.1978"
    assert known_words(_line("nyankommet_flyktning", False)) == "Nyankommet flyktning: nei"
    assert full_words(_line("fodt", date(1978, 6, 2))) == "Søkerens fødselsdato: 02.06.1978"


def test_a_span_tells_its_length_and_what_it_should_be() -> None:
    span = msg("kriterium.maneder_mellom", fra=FACTS["bosatt_siden"].label, til=FACTS["soknad_mottatt"].label)
    because = msg("kriterium.minst", navn=span, verdi=_months(20), grense=_months(24))
    assert compared(because) == "20 md, skal være minst 24 md"


def test_another_comparison_keeps_the_name_of_what_it_compares() -> None:
    no, yes = msg("kriterium.verdi.nei"), msg("kriterium.verdi.ja")
    because = msg("kriterium.er", navn=FACTS["lovlig_opphold"].label, verdi=no, grense=yes)
    assert compared(because) == "Lovlig opphold: nei (skal være: ja)"

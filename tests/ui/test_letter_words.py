"""Conditions of letters in words: every fact has a name, and the names say what the condition says."""

from __future__ import annotations

import pytest

from boligdesk.forms.kinds import KINDS
from boligdesk.forms.making import field_catalogue
from boligdesk.forms.shipped_templates import LANGUAGES, load
from boligdesk.texts import catalogue
from boligdesk.ui.settings.letter_words import condition_words, fact_name


def facts() -> set[str]:
    catalogues = [field_catalogue(key) for key in KINDS]
    return {name for found in catalogues for each in ("", *found.lists) for name in found.within(each).facts}


def test_every_fact_of_every_letter_has_a_name_and_no_name_is_left_over() -> None:
    named = {code.rpartition(".")[2] for code in catalogue.catalogue() if code.startswith("mal.betingelse.")}
    assert named == facts()


def test_no_two_facts_are_called_the_same() -> None:
    names = [fact_name(name) for name in facts()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("", "alltid"),
        ("fixed_term", "tidsbestemt"),
        ("not fixed_term", "ikke tidsbestemt"),
        ("fixed_term and not section_11_1", "tidsbestemt og ikke etter § 11-1"),
        ("fixed_term and not (section_11_1 or sublet)", "tidsbestemt og ikke (etter § 11-1 eller innleid bolig)"),
        ("(fixed_term and sublet) or furnished", "(tidsbestemt og innleid bolig) eller møblert"),
        ("gone_fact", "«gone_fact»"),
        ("and and", "and and"),
    ],
)
def test_a_condition_is_read_as_it_is_reckoned(condition: str, words: str) -> None:
    assert condition_words(condition) == words


def test_no_shipped_condition_shows_the_names_of_the_program() -> None:
    conditions = {block.condition for key in KINDS for lang in LANGUAGES for block in load(key, lang).blocks}
    assert not [condition for condition in conditions if "_" in condition_words(condition)]

"""The vedtak on paper: every required part, the right body, both languages, and what cannot be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from boligdesk.forms import shipped_templates
from boligdesk.forms.decision_check import check_decision
from boligdesk.forms.decision_data import DecisionLetterData
from boligdesk.forms.fieldbook import data_of, show
from boligdesk.forms.making import make
from boligdesk.rules.application_words import ComplaintBody, DecisionBasis, DecisionResult
from boligdesk.rules.decisions.body import complaint_body
from boligdesk.rules.decisions.parts import Case, LetterPart, required_parts
from boligdesk.rules.messages import RefusedError, msg
from boligdesk.rules.template_fill import fill
from boligdesk.rules.templates import Template
from boligdesk.texts import enum_text

from .conftest import pages_of
from .decision_samples import ALL, vedtak

NB = shipped_templates.load("vedtak", "nb")
REFUSAL = vedtak(DecisionBasis.HOUSING, DecisionResult.REFUSED)
DEADLINE = {"nb": "tre uker etter at du fikk brevet", "nn": "tre veker etter at du fekk brevet"}


@pytest.mark.parametrize("language", shipped_templates.LANGUAGES)
@pytest.mark.parametrize(("basis", "result"), ALL)
def test_every_vedtak_names_its_body_and_deadline(basis: DecisionBasis, result: DecisionResult, language: str) -> None:
    """Deadline, only the right body, help, where, the file, and who decided; and no half-empty page."""
    data = vedtak(basis, result)
    template = shipped_templates.load("vedtak", language)
    pages = _printed(data, template)
    words = " ".join(pages)
    assert DEADLINE[language] in words
    assert ("forvaltningsloven" in words) is (language == "nb")
    assert {body for body in ComplaintBody if enum_text(body, language) in words} == {complaint_body(basis, result)}
    for said in (data.number, data.weighing, data.facts, data.next_steps, data.complain_to, "Kari Verge", "Ola Strand"):
        assert said in words
    assert len(pages) <= 3
    assert all(len(page) > 300 for page in pages)


def _printed(data: DecisionLetterData, template: Template) -> list[str]:
    return pages_of(make("vedtak", data, template).pdf)


def _without(part: str) -> Template:
    return replace(NB, blocks=tuple(block for block in NB.blocks if block.key.partition("_")[0] != part))


@pytest.mark.parametrize(("basis", "result"), ALL)
def test_no_required_part_can_be_left_out(basis: DecisionBasis, result: DecisionResult) -> None:
    """Take the blocks of any one required part away, and the letter is refused for that part."""
    data = vedtak(basis, result)
    assert check_decision(data, fill(NB, data_of(data), show)) == ()
    for part in required_parts(Case(basis, result, data.has_children, data.has_exceptions)):
        found = check_decision(data, fill(_without(part.value), data_of(data), show))
        assert any(part.value in control.fields for control in found), part
        with pytest.raises(RefusedError):
            _printed(data, _without(part.value))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("{klageinstans}", "Statsforvalteren", "vedtak.brev.feil_klageinstans"),
        ("{klageinstans}", "Husbanken", "vedtak.brev.feil_klageinstans"),
        ("{klageinstans}", "{klageinstans} eller Statsforvalteren", "vedtak.brev.feil_klageinstans"),
        ("{klageinstans}", "oss", "vedtak.brev.feil_klageinstans"),
        ("{klagefrist}", "snart", "vedtak.brev.uten_frist"),
    ],
)
def test_wrong_body_or_no_deadline_is_refused(before: str, after: str, code: str) -> None:
    """Even a template that says it in plain words."""
    blocks = tuple(replace(block, text=block.text.replace(before, after)) for block in NB.blocks)
    found = check_decision(REFUSAL, fill(replace(NB, blocks=blocks), data_of(REFUSAL), show))
    assert [control.code for control in found] == [code]


@pytest.mark.parametrize("field", ["weighing", "facts", "next_steps", "asked_for", "complain_to"])
def test_an_empty_field_stops_the_letter(field: str) -> None:
    """No reasons, no letter."""
    blank: Any = {field: "  "}
    with pytest.raises(RefusedError):
        _printed(replace(REFUSAL, **blank), NB)


def test_the_offices_own_template_keeps_what_is_locked() -> None:
    """Own words may be added after the required parts; the required ones stand as they are shipped."""
    own = tuple(replace(b, text="Kontorets egne ord. {egen_tekst}") if b.key == "own" else b for b in NB.blocks)
    data = replace(REFUSAL, own_text="Ring oss gjerne.")
    words = " ".join(_printed(data, replace(NB, version=2, blocks=own)))
    assert "Kontorets egne ord. Ring oss gjerne." in words
    changed = tuple(replace(b, text="Kort.") if b.key == "access" else b for b in NB.blocks)
    with pytest.raises(RefusedError) as refused:
        _printed(REFUSAL, replace(NB, version=2, blocks=changed))
    assert refused.value.fault.code == "mal.last_blokk_endret"


def test_every_required_part_has_a_locked_block() -> None:
    """Each part of the table is a block that no office can take away."""
    locked = {block.key.partition("_")[0] for block in NB.blocks if block.locked}
    assert {part.value for part in LetterPart} <= locked


@pytest.mark.parametrize(
    ("basis", "result", "said", "unsaid"),
    [
        ("housing", "granted", "Størrelse 3 soverom|Leietid 3 år|Gjelder til 23.11.2027", "avslått|ikke innvilget"),
        ("housing", "refused", "avslått søknaden din om kommunal bolig|blir avgjort for seg", "Størrelse|Gjelder til"),
        ("renewal", "refused", "avslutter ikke leieforholdet ditt|§ 42", "Gjelder til"),
        ("assistance", "granted", "Hjelpen du får Hjelp til å lete|boligsosialloven § 6", "Krav for krav|Størrelse"),
        ("temporary", "granted", "sosialtjenesteloven § 27|Strandveien 4", "boligsosialloven"),
        ("removal", "refused", "ikke lenger på ventelisten|varslet deg 02.11.2026|§ 16", "avslått|innvilget"),
        ("removal", "partly", "kortet ned|Gjelder til 31.12.2026", "ikke lenger på ventelisten"),
        ("housing", "dismissed", "avvist|ikke har tatt stilling", "Krav for krav"),
    ],
)
def test_each_kind_says_its_own_and_nothing_elses(basis: str, result: str, said: str, unsaid: str) -> None:
    """One template, many letters."""
    data = vedtak(DecisionBasis(basis), DecisionResult(result))
    words = " ".join(_printed(data, NB))
    assert [part for part in said.split("|") if part not in words] == []
    assert [part for part in unsaid.split("|") if part in words] == []


def test_one_room_is_told_in_words() -> None:
    """A need of no bedroom is granted as one room, never as "0 soverom"."""
    one_room = replace(vedtak(DecisionBasis.HOUSING, DecisionResult.GRANTED), bedrooms=msg("vedtak.brev.ett_rom"))
    assert "Størrelse Ett rom uten eget soverom" in " ".join(_printed(one_room, NB))

"""The letters about a complaint: what each must say, the one right body, both languages, and what cannot be printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boligdesk.forms import shipped_templates
from boligdesk.forms.complaint_data import DemandLine
from boligdesk.forms.data import LetterData
from boligdesk.forms.making import field_catalogue
from boligdesk.rules.application_words import ComplaintBody, DecisionBasis, Lateness
from boligdesk.rules.complaints import DismissGround, FormDemand
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.template_checks import check_template
from boligdesk.texts import enum_text

from .complaint_samples import DISMISSED, FORWARDING, LETTERS, MEND, RECEIVED
from .conftest import Read, pages_of, printed

SAID = (
    (
        "klage_mottatt",
        "Vi mottok 18.11.2026 en klage fra Advokat Nils Holt|V-2026-0031 av 30.10.2026 om kommunal bolig"
        "|innen 02.12.2026|til kommunal klagenemnd|Du får kopi|§ 11 a|Kopi til Advokat Nils Holt",
    ),
    (
        "klage_mangler",
        "innen 07.12.2026|Underskriften din|Skriftlig fullmakt|forvaltningsloven § 32|kan klagen bli avvist",
    ),
    (
        "klage_avvist",
        "avvist klagen på vedtak V-2026-0031|gikk ut 30.10.2026|forvaltningsloven §§ 29 og 31|stemplet tre uker"
        "|tre uker etter at du fikk brevet|avgjort av kommunal klagenemnd|Rådhusgata 1",
    ),
    (
        "oversendelse_klage",
        "Oversendelse av klage til kommunal klagenemnd|Máret Ánne Somby-Guttormsen|V-2026-0031 av 30.10.2026: Avslag"
        "|30.10.2026, kom fram 03.11.2026|18.11.2026, postet 17.11.2026|24.11.2026. Klagen er sendt i tide."
        "|to soverom.|ingen egen seng|Inntekten er over grensen|Bostedsløse 1 soverom mars 2026 – september 2026 4"
        "|Ulike grupper Ulik størrelse juni 2026 2|3 03.10.2026 Vedtak om kommunal bolig|§ 34",
    ),
)


@pytest.mark.parametrize(("key", "expected"), SAID)
def test_the_letter_says(key: str, expected: str, read: Read) -> None:
    words = read(key, LETTERS[key])
    assert [part for part in expected.split("|") if part not in words] == []


@pytest.mark.parametrize("language", shipped_templates.LANGUAGES)
@pytest.mark.parametrize("key", ["klage_mottatt", "klage_avvist", "oversendelse_klage"])
@pytest.mark.parametrize("basis", list(DecisionBasis))
def test_only_the_right_body_is_named(basis: DecisionBasis, key: str, language: str) -> None:
    data = replace(LETTERS[key], basis=basis)  # type: ignore[call-arg]
    words = " ".join(pages_of(printed(key, replace(data, recipient=None), language).pdf))
    named = {body for body in ComplaintBody if enum_text(body, language) in words}
    assert named == {data.body}  # type: ignore[attr-defined]


def test_what_does_not_hold_is_not_said(read: Read) -> None:
    plain = {"by_whom": None, "copy_to": None}
    assert "Kopi til" not in read("klage_mottatt", replace(RECEIVED, **plain, answer_by=None))
    by_form = read("klage_avvist", replace(DISMISSED, ground=DismissGround.FORM, mend_by=MEND.mend_by))
    assert "om å få det innen 07.12.2026" in by_form
    assert "§ 31" not in by_form
    late = replace(FORWARDING, judged=Lateness.LATE_ACCEPTED, late_reason="Hun lå på sykehus.", queue=())
    words = read("oversendelse_klage", replace(late, lacking=(DemandLine(demand=FormDemand.SIGNED),)))
    for said in (
        "tatt til behandling (forvaltningsloven § 31). Hun lå på sykehus.",
        "Klagen er ikke underskrevet",
        "Så få andre",
    ):
        assert said in words
    assert "Husstander" not in words and "Underskriften din" not in words
    assistance = read("oversendelse_klage", replace(late, basis=DecisionBasis.ASSISTANCE))
    assert "Så få andre" not in assistance
    silent = read("oversendelse_klage", replace(late, wants=None, reasons=None))
    assert "Hva klageren ber om" in words and "Hva klageren ber om" not in silent


@pytest.mark.parametrize("basis", list(DecisionBasis))
def test_only_what_is_carried_out_can_be_asked_to_wait(basis: DecisionBasis, read: Read) -> None:
    carried_out = basis in (DecisionBasis.RENEWAL, DecisionBasis.REMOVAL, DecisionBasis.TEMPORARY)
    assert ("forvaltningsloven § 42" in read("klage_mottatt", replace(RECEIVED, basis=basis))) is carried_out


@pytest.mark.parametrize(
    ("key", "lacking"),
    [
        ("oversendelse_klage", replace(FORWARDING, assessment=" ")),
        ("klage_avvist", replace(DISMISSED, reason="")),
        ("klage_avvist", replace(DISMISSED, complain_to="")),
    ],
)
def test_a_letter_without_its_reasons_cannot_be_made(key: str, lacking: LetterData) -> None:
    with pytest.raises(RefusedError):
        printed(key, lacking)


@pytest.mark.parametrize("language", shipped_templates.LANGUAGES)
@pytest.mark.parametrize("key", list(LETTERS))
def test_both_languages_are_whole(key: str, language: str) -> None:
    template = shipped_templates.load(key, language)
    assert check_template(template, field_catalogue(key), template) == ()
    pages = pages_of(printed(key, LETTERS[key], language).pdf)
    assert {"nb": "Med hilsen", "nn": "Med helsing"}[language] in " ".join(pages)
    assert len(pages) <= 2


@pytest.mark.parametrize("key", list(LETTERS))
def test_nynorsk_has_no_bokmal(key: str) -> None:
    words = " ".join(pages_of(printed(key, LETTERS[key], "nn").pdf)).replace("(", "").split()
    assert "forvaltningsloven" not in words
    assert not {"trenger", "mottok", "gjelder", "dokumentene", "Saken"} & set(words)

"""The letters an applicant gets before the vedtak: what each must say, in both languages, and what stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.forms import shipped_templates
from boligdesk.forms.data import LetterData
from boligdesk.forms.making import field_catalogue
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.template_checks import check_template

from .conftest import Read, printed
from .samples import (
    APPLICATION_RECEIVED,
    HANDOVER,
    MOVE_REQUEST,
    PAPERS_LETTER,
    PRELIMINARY_ANSWER,
    RENEWAL_LETTER,
    REQUIREMENTS,
)

SAID = (
    (
        "bekreftelse_soknad",
        APPLICATION_RECEIVED,
        "Vi har mottatt søknaden din|Vi mottok søknaden din 06.11.2026|nummer 2026-0412|Ny søknad|1 voksen, 2 barn"
        "|Siri Knutsen, flyktningtjenesten|innen 26.11.2026|Dokumentasjon på inntekt siste tre måneder"
        "|svare deg innen 04.12.2026|forvaltningsloven § 11 a|ikke et løfte om bolig|sosialtjenesteloven § 27",
    ),
    (
        "forelopig_svar",
        PRELIMINARY_ANSWER,
        "Foreløpig svar på søknaden din|Vi venter på opplysninger fra legen din.|svare deg innen 15.01.2027"
        "|forvaltningsloven § 11 a|Leiekontrakt|se dokumentene i saken din",
    ),
    (
        "manglende_vedlegg",
        PAPERS_LETTER,
        "trenger vi dette innen 26.11.2026|Leiekontrakt|Dokumentasjon på inntekt siste tre måneder"
        "|må vi avgjøre søknaden med det vi har|forvaltningsloven § 18",
    ),
)


@pytest.mark.parametrize(("key", "data", "expected"), SAID)
def test_the_letter_says(key: str, data: LetterData, expected: str, read: Read) -> None:
    words = read(key, data)
    assert [part for part in expected.split("|") if part not in words] == []


def test_without_papers_nothing_is_asked_for_and_without_a_promise_no_day_is_named(read: Read) -> None:
    plain = replace(APPLICATION_RECEIVED, papers=(), papers_due=None, decide_by=None, helped_by=None)
    words = read("bekreftelse_soknad", plain)
    assert "Dette mangler vi" not in words
    assert "Fylt ut med hjelp" not in words
    assert "uten ugrunnet opphold" in words
    assert "04.12.2026" not in words


@pytest.mark.parametrize("missing", [{"papers_due": None}])
def test_the_letter_about_papers_cannot_be_made_without_its_day(missing: dict[str, date | None]) -> None:
    with pytest.raises(RefusedError) as refused:
        printed("manglende_vedlegg", replace(PAPERS_LETTER, **missing))
    assert refused.value.fault.code == "mal.verdi_mangler"


def test_forelopig_svar_cannot_be_made_without_its_reason() -> None:
    with pytest.raises(RefusedError) as refused:
        printed("forelopig_svar", replace(PRELIMINARY_ANSWER, reason=" "))
    assert refused.value.fault.code == "mal.verdi_mangler"


@pytest.mark.parametrize("block", ["why", "expected"])
def test_the_offices_own_forelopig_svar_keeps_reason_and_day(block: str) -> None:
    shipped = shipped_templates.load("forelopig_svar", "nb")
    without = replace(shipped, blocks=tuple(b for b in shipped.blocks if b.key != block))
    assert check_template(without, field_catalogue("forelopig_svar"), shipped)


def test_the_handover_sheet_has_no_room_for_cause_botid_or_debt(read: Read) -> None:
    fields = set(field_catalogue("overlevering_nav").fields)
    assert {name for name in fields if not name.startswith("kontor.") and not name.startswith("mottaker.")} == {
        *("dato", "referanse", "saksbehandler", "soknadsnummer", "soker", "fodt", "telefon", "husstand", "tolk"),
        *("spurt", "overlevert", "klokken", "mottaker_nav", "beskjed", "samtykke"),
    }
    words = read("overlevering_nav", HANDOVER)
    assert "Overlevert 20.11.2026 klokken 14.35 til Vakttelefonen, NAV Fjordvik" in words
    by_hand = read("overlevering_nav", replace(HANDOVER, handed_on=None, handed_clock=None, handed_to=None))
    assert "Tatt imot hos NAV av, dato og klokkeslett" in by_hand
    assert "Beskjed til NAV" in words
    assert "Beskjed til NAV" not in read("overlevering_nav", replace(HANDOVER, message=None))


def test_a_private_landlord_is_told_that_only_the_dwelling_counts(read: Read) -> None:
    private = read("kravspesifikasjon", replace(REQUIREMENTS, private=True))
    assert "husleieloven § 1-8" in private
    assert "gis ikke før vedkommende har samtykket" in private
    assert "husleieloven § 1-8" not in read("kravspesifikasjon", REQUIREMENTS)


@pytest.mark.parametrize("ends_on", [date(2028, 8, 31), None])
def test_the_renewal_letter_gives_no_notice(ends_on: date | None, read: Read) -> None:
    words = read("forlengelsesbrev", replace(RENEWAL_LETTER, ends_on=ends_on))
    assert "sier ikke opp leien" in words
    assert "innen 01.04.2028" in words
    assert ("slutter 31.08.2028" in words) is (ends_on is not None)


def test_the_reply_stands_under_the_letter_with_the_home_it_is_about(read: Read) -> None:
    """What is torn off and sent back says which home, and the office greets before it asks for a signature."""
    words = read("forlengelsesbrev", RENEWAL_LETTER)
    letter, reply = words.split("Svaret ditt")
    assert "Med hilsen" in letter and "arket til oss i Rådhusgata 1, 9990 Fjordvik" in letter
    assert RENEWAL_LETTER.dwelling.address in reply
    assert reply.index("ønsker å bli boende") < reply.index("Underskrift")


def test_flytteoppfordring_after_a_refused_renewal_carries_the_reservation(read: Read) -> None:
    assert "forvaltningsloven § 42" in read("flytteoppfordring", replace(MOVE_REQUEST, renewal_refused=True))
    assert "forvaltningsloven § 42" not in read("flytteoppfordring", MOVE_REQUEST)

"""The letters about unpaid rent: what each must say, what it must not, and what cannot be printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.forms import shipped_templates
from boligdesk.forms.arrears_data import DemandData
from boligdesk.forms.making import field_catalogue, make
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.template_checks import check_template

from .arrears_samples import (
    EVICTION,
    FEE_LETTER,
    GUARANTEE,
    LETTERS,
    NAV_NOTICE,
    NOVEMBER,
    OCTOBER,
    PETITION,
    REMINDER,
    TODAY,
)
from .conftest import Read, pages_of, printed

SAID = (
    (
        "betalingspaminnelse",
        "Har du glemt å betale leien|Husleie oktober 2026 01.10.2026 8 950,00 kr 3 450,50 kr|Sum 12 400,50 kr"
        "|Betal innen 10.12.2026|1234.56.78903|004201108|ikke noe gebyr|avtale|bostøtte|NAV|telefon 700 00 000"
        "|Mener du at kravet er feil",
    ),
    (
        "inkassovarsel",
        "Gebyr for dette brevet 23.11.2026 38,00 kr 38,00 kr|Sum 12 438,50 kr|kan vi sende kravet til inkasso"
        "|inkassoloven § 9|banken har fått oppdraget innen fristen|Mener du at kravet er feil|avtale",
    ),
    (
        "betalingsoppfordring",
        "Fjordvik kommune ber deg nå betale|Hovedkrav 12 400,50 kr|Forsinkelsesrente 112,37 kr"
        "|Gebyr og kostnader 38,00 kr|første gang 02.10.2026|12,25 prosent|inkassoloven § 10|forliksrådet",
    ),
    (
        "varsel_4_18",
        "Varsel om tvangsfravikelse|§§ 4-18 og 13-2 tredje ledd bokstav a|Sum 12 400,50 kr|Sum 150,37 kr"
        "|all leie som er forfalt fram til du betaler|Beløp i dag 12 550,87 kr|minst 14 dager fra vi sendte"
        "|låsen er byttet|Mener du at kravet er feil|Betal innen 10.12.2026",
    ),
    (
        "varsel_4_18_utlop",
        "gikk ut 31.08.2026|Vi ba deg 21.09.2026 om å flytte|innen 10.12.2026|bokstav b|NAV hjelpe deg samme dag",
    ),
    (
        "heving",
        "hever leieavtalen med kontraktsnummer|§ 9-9|Sum 12 400,50 kr|Du skylder 12 550,87 kr i dag|be tingretten"
        "|Husleietvistutvalget|1234.56.78903|NAV hjelpe deg samme dag|§ 5-8",
    ),
    ("melding_nav_9_11", "NAV Fjordvik|husleieloven § 9-11|forfalt 01.10.2026|4-18 sendt 20.11.2026"),
    (
        "krav_garanti",
        "10 000,00 kr, referanse NAV-77/2025, gjelder til 31.08.2028|Vi krever derfor 10 000,00 kr|Sum 12 400,50 kr",
    ),
    (
        "sjekkliste_begjaering",
        "tidligst 20.11.2026|ingen siste frist|Tvangsklausulen er signert av alle leietakerne I orden"
        "|NAV er varslet Ikke i orden|Renter og kostnader 112,37 kr|Bevis for at varselet er sendt|§ 13-3",
    ),
)


@pytest.mark.parametrize(("key", "expected"), SAID)
def test_the_letter_says(key: str, expected: str, read: Read) -> None:
    words = read(key, LETTERS[key])
    assert [part for part in expected.split("|") if part not in words] == []


def test_what_is_not_so_is_not_said(read: Read) -> None:
    assert "Gebyr" not in read("inkassovarsel", replace(FEE_LETTER, claims=(OCTOBER,)))
    assert "Renter og kostnader i tillegg" not in read("varsel_4_18", replace(EVICTION, extras=()))
    assert "større enn garantien" not in read("krav_garanti", replace(GUARANTEE, guarantee_ore=90_000_00))
    assert "4-18" not in read("melding_nav_9_11", replace(NAV_NOTICE, noticed_on=None))
    spent = read("sjekkliste_begjaering", replace(PETITION, claims=()))
    assert "Da kan det ikke sendes begjæring" in spent


def test_the_notice_to_nav_tells_no_figure(read: Read) -> None:
    words = read("melding_nav_9_11", NAV_NOTICE)
    assert "kr" not in words.split() and "14.03.1988" not in words and "barn" not in words.casefold()


@pytest.mark.parametrize(
    "lacking",
    [
        replace(REMINDER, claims=()),
        replace(REMINDER, claims=(replace(NOVEMBER, remaining_ore=0),)),
        replace(REMINDER, claims=(replace(NOVEMBER, remaining_ore=9_000_00),)),
        replace(REMINDER, pay_by=TODAY),
        replace(REMINDER, kid=""),
        replace(REMINDER, account=" "),
    ],
)
def test_a_demand_without_sum_deadline_or_where_to_pay_cannot_be_made(lacking: DemandData) -> None:
    with pytest.raises(RefusedError):
        printed("betalingspaminnelse", lacking)


@pytest.mark.parametrize("key", list(LETTERS))
def test_what_the_law_and_kindness_ask_for_cannot_be_taken_out(key: str) -> None:
    template = shipped_templates.load(key, "nb")
    required = [block for block in template.blocks if block.locked]
    assert {"claims", "pay_by", "help", "wrong"} & {block.key for block in template.blocks} <= {
        block.key for block in required
    }
    for gone in required:
        own = replace(template, blocks=tuple(block for block in template.blocks if block is not gone))
        with pytest.raises(RefusedError, match=r"mal\.last_blokk_fjernet"):
            make(key, LETTERS[key], own)


@pytest.mark.parametrize("language", shipped_templates.LANGUAGES)
@pytest.mark.parametrize("key", list(LETTERS))
def test_both_languages_are_whole(key: str, language: str) -> None:
    template = shipped_templates.load(key, language)
    assert check_template(template, field_catalogue(key), template) == ()
    words = " ".join(pages_of(printed(key, LETTERS[key], language).pdf))
    foreign = {
        "nb": {"ikkje", "dersom", "leiga", "frå", "bustaden", "krev", "husleigelova"},
        "nn": {"ikke", "hvis", "leien", "fra", "boligen", "krever", "husleieloven", "gjelder", "gjør"},
    }[language]
    assert not foreign & set(words.replace("(", " ").replace(",", " ").replace(".", " ").split())


def test_dates_in_a_demand_are_the_datas(read: Read) -> None:
    words = read("varsel_4_18", replace(EVICTION, pay_by=date(2026, 12, 24)))
    assert words.count("24.12.2026") == 2 and "10.12.2026" not in words

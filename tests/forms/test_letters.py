"""Every other letter: what it must say, and what it must not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from boligdesk.forms import shipped_templates
from boligdesk.forms.data import LetterData
from boligdesk.forms.kinds import KINDS
from boligdesk.forms.lease_data import Member
from boligdesk.forms.making import field_catalogue, make
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.template_checks import check_template
from boligdesk.rules.templates import Style

from .conftest import Read, pages_of, printed
from .samples import (
    ADDENDUM_BASE,
    ADDENDUM_CO_TENANT,
    ADDENDUM_RENEWAL,
    AGREEMENT,
    BUDGET,
    CONFIRMATION,
    CONSENT,
    DOUBLE_RENT,
    GUIDANCE_SHEET,
    HOUSE_RULES,
    INFORMATION,
    LETTERS,
    LOAN_SHEET,
    MEETING,
    MOVE_REQUEST,
    NOTICE,
    NOTICE_RECEIVED,
    PLAN,
    PROTOCOL_EMPTY,
    PROTOCOL_OUT,
    SETTLEMENT,
    STATEMENT,
    TENANTS,
)

SAID = (
    (
        "opplysning_11_1",
        INFORMATION,
        "Du får dette før du skriver under leiekontrakten|færre rettigheter enn i et vanlig leieforhold"
        "|samtykke fra utleier før nye personer flytter inn|fra 01.09.2025 til 31.08.2026"
        "|Grunnen til den korte leietiden: Boligen skal rives|Jeg har fått denne opplysningen før jeg skrev under",
    ),
    ("husordensregler", HOUSE_RULES, "Fjordgata 14–16|mellom kl. 23 og kl. 7|Vaskerommet er åpent fra kl. 8"),
    (
        "overtakelsesprotokoll",
        PROTOCOL_EMPTY,
        "Overtakelsesprotokoll ved innflytting|Kjøkken og hvitevarer|Røykvarsler og slokkeutstyr|Målernummer"
        "|Inngangsdør|Andre merknader",
    ),
    (
        "overtakelsesprotokoll",
        PROTOCOL_OUT,
        "ved utflytting|Befart 31.08.2028|Ett hull i veggen ved vinduet|3 14-203-1, -2, -3|7359992 18 204 kWh"
        "|Kran på kjøkkenet drypper Utleier 15.09.2028|Ny adresse Havnegata 2",
    ),
    (
        "samtykke_fast_trekk",
        CONSENT,
        "Samtykket er frivillig|ikke et vilkår for å få leie|trekke samtykket tilbake når som helst"
        "|uføretrygd, utbetalt av NAV|9 260 kr per måned, fra 01.10.2025",
    ),
    (
        "tillegg",
        ADDENDUM_CO_TENANT,
        "Tillegg til leiekontrakt 2026-0118|Gjelder fra 01.03.2026. Leiekontrakten av 18.08.2025"
        "|Ŋárja Eira Kvernmo, født 02.07.1990, blir leietaker|svarer ikke for krav fra tiden før"
        "|Leien er 9 125 kr per måned|310 kr per måned à konto|bokstav a|ny leietaker",
    ),
    (
        "tillegg",
        ADDENDUM_RENEWAL,
        "varer nå til 31.08.2031|Boligen trengs til flyktninger fra 2031|bokstav a|bokstav b",
    ),
    (
        "oppsigelse_utleier",
        NOTICE,
        "Oppsigelsesfristen er 3 måneder, og leieforholdet opphører 31.10.2026"
        "|Jon-Ántte Eira Kvernmo og Ŋárja Eira Kvernmo|Leien for april, mai og juni 2026 er ikke betalt"
        "|husleieloven § 9-5 andre ledd bokstav c|protestere skriftlig til utleier innen én måned"
        "|mister du retten til å si at oppsigelsen er i strid med husleieloven"
        "|tvangsfullbyrdelsesloven § 13-2 tredje ledd bokstav c|innen tre måneder etter at protestfristen er ute",
    ),
    (
        "bekreftelse_oppsigelse_leietaker",
        NOTICE_RECEIVED,
        "Vi mottok oppsigelsen din 12.02.2026|opphører 31.05.2026|samtykke fra ektefellen|29. mai 2026 kl. 10",
    ),
    (
        "flytteoppfordring",
        MOVE_REQUEST,
        "gikk ut 31.08.2028|flytte innen 30.09.2028|Dette brevet er en skriftlig oppfordring til å flytte"
        "|Du vedtok dette i leiekontrakten|bokstav b",
    ),
    (
        "sluttoppgjor",
        SETTLEMENT,
        "Leieforholdet opphørte 31.08.2028|august 2028 8 950,00 kr|2028 −420,50 kr|Sum 10 329,50 kr"
        "|Vi krever 10 329,50 kr av sluttsummen dekket av depositumet på 26 850,00 kr|Resten, 16 520,50 kr"
        "|når det er gått fem uker|bare betale oss når du samtykker",
    ),
    (
        "kontoutskrift",
        STATEMENT,
        "Du skylder 7 950,00 kr|Innbetalinger til og med 15.08.2025 er med|Husleie 01.08.2025 8 950,00 kr 7 950,00 kr"
        "|05.08.2025 Innbetaling 1 000,00 kr 7 950,00 kr|med KID 004201108|Saldo før 01.07.2025: 0,00 kr",
    ),
    (
        "betalingsavtale",
        AGREEMENT,
        "Du skylder 9 100,00 kr|8 950,00 kr er leie, 150,00 kr er gebyr"
        "|1 15.09.2025 4 000,00 kr|2 15.10.2025 5 100,00 kr"
        "|KID 004201116. Denne KID-en er bare for avtalen|Husleien betaler du som før|med KID 004201108"
        "|5 dager etter at det skulle vært betalt, er avtalen brutt|regnes da på nytt fra underskriften",
    ),
    (
        "restansemote",
        MEETING,
        "Restansemøte 20.08.2025|Listen er taushetsbelagt|det husleieloven § 9-11 gir lov til å melde"
        "|18 000,00 kr 79 Barn: Ja. Snakket|Varsel etter § 4-18 12.08.2025|Bostøtte: sjekket 02.08.2025."
        "|Med på møtet: Ingvild Sara|Møtet 16.07.2025: Ring på nytt.|Ingvild tilbyr avtale",
    ),
    (
        "boligkarriereplan",
        PLAN,
        "Planen ble laget 03.02.2025|Slik bor dere i dag Leier kommunal bolig|rekkehus i nærheten av skolen"
        "|1 Ha seks måneder med fast inntekt|gjort 01.08.2025|Ingvild innen 01.10.2025|12.08.2025: Har spart 40 000 kr."
        "|Vi går gjennom planen sammen 03.02.2026|ikke et vedtak",
    ),
    (
        "veiledningsark",
        GUIDANCE_SHEET,
        "Hva har dere råd til?|2 voksne og 1 barn|10 428 kr *|6 032 kr|kan ikke sies|Stiger renten til 6,5 %"
        "|Regneeksempel. Ikke tilsagn. Ikke by på bolig før kommunen har godkjent den.|Ta med: skattemelding"
        "|Snakke med banken før jul.|ikke er bekreftet: SIFOs referansebudsjett fra 01.02.2026",
    ),
    (
        "husholdningsbudsjett",
        BUDGET,
        "Voksne: 1, barn: 1. Budsjettet gjelder fra 23.11.2026|Igjen til å leve for 20 100 kr|strekker ikke pengene til"
        "|Lønn 31 000 kr|Kredittkort, Banken 20 000 kr 21,9 % 900 kr|Mat og drikke 4 280 kr 5 000 kr +720 kr"
        "|Den 12. hver måned 9 000 kr|Kjønn: ikke oppgitt|Foreløpig til tallet er bekreftet: mat",
    ),
    (
        "forberedelse_startlan",
        LOAN_SHEET,
        "Regneeksempel. Ikke tilsagn. Ikke by på bolig før kommunen har godkjent den.|Regnet ut 17.08.2025"
        "|Med stressrente Med dagens rente Største lån husstanden kan betjene 2 310 400 kr 2 980 000 kr"
        "|17 000 kr 18 609 kr (foreløpig) 9 000 kr|Inntekt før skatt per år: ikke oppgitt|Oppgitt rente: 4,131 %"
        "|Foreløpig til tallet er bekreftet: mat. Kilde: SIFO.|Husstanden har barn og er prioritert",
    ),
    (
        "dobbel_husleie",
        DOUBLE_RENT,
        "fra Fjordgata 14, H0203 til Skolegata 4 og betaler for begge boligene i 12 dager"
        "|Betaler for begge fra 20.08.2025|Til og med 31.08.2025|12 av 31 dager|Sum 3 464,52 kr",
    ),
    ("bekreftelse", CONFIRMATION, "Bekreftelse på leieforhold|Adresse Fjordgata 14, H0203|Andre avsnitt"),
)


@pytest.mark.parametrize(("key", "data", "expected"), SAID)
def test_the_letter_says(key: str, data: LetterData, expected: str, read: Read) -> None:
    words = read(key, data)
    assert [part for part in expected.split("|") if part not in words] == []


BOKMAL_ONLY = frozenset(
    re.findall(
        r"\w+",
        """ikke leietaker leietakeren leien uten utleier boligen bolig hver noe jeg hvis hva fra noen også mottatt
    uenig fortsatt krever betales måned måneder husleieloven tvangsfullbyrdelsesloven oppsigelse""",
    )
)


@pytest.mark.parametrize("key", shipped_templates.keys())
def test_the_nynorsk_text_is_whole_and_nynorsk(key: str) -> None:
    template = shipped_templates.load(key, "nn")
    for block in template.blocks:
        assert block.text or block.style is Style.PAGE_BREAK
        text = re.sub(r"\{[^}]*\}", " ", f"{block.text} {block.total}".casefold())
        assert not BOKMAL_ONLY & set(re.findall(r"\w+", text)), block.key


@pytest.mark.parametrize(("key", "data"), LETTERS)
def test_every_letter_prints_in_nynorsk(key: str, data: LetterData) -> None:
    assert printed(key, data, "nn").pages == len(pages_of(printed(key, data, "nn").pdf))


@pytest.mark.parametrize(("key", "data"), LETTERS)
@pytest.mark.parametrize("language", shipped_templates.LANGUAGES)
def test_recipient_and_office_stand_on_page_one(key: str, data: LetterData, language: str) -> None:
    template = shipped_templates.load(key, language)
    first = pages_of(make(key, data, template).pdf)[0]
    assert "Fjordvik kommune Boligkontoret" in first
    assert "25/00631-4" in first
    assert ("9990 FJORDVIK" in first) is template.window


@pytest.mark.parametrize("key", shipped_templates.keys())
@pytest.mark.parametrize("language", shipped_templates.LANGUAGES)
def test_every_shipped_template_is_sound(key: str, language: str) -> None:
    template = shipped_templates.load(key, language)
    assert check_template(template, field_catalogue(key), template) == ()
    assert template.key == key


def test_every_kind_has_its_shipped_template_and_the_other_way_round() -> None:
    assert set(shipped_templates.keys()) == set(KINDS)


def test_a_template_that_is_not_shipped_is_refused() -> None:
    for key, language in (("ukjent", "nb"), ("leiekontrakt", "da"), ("../../pyproject", "nb")):
        with pytest.raises(RefusedError) as refused:
            shipped_templates.load(key, language)
        assert refused.value.fault.code == "mal.finnes_ikke"


def test_landlords_notice_cannot_be_made_without_reasons() -> None:
    for change in ({"reasons": ""}, {"reasons": "  \n"}, {"grounds": ""}):
        with pytest.raises(RefusedError) as refused:
            printed("oppsigelse_utleier", replace(NOTICE, **change))
        assert refused.value.fault.code == "mal.verdi_mangler"


@pytest.mark.parametrize("key", ["reasons", "protest", "protest_none"])
def test_the_offices_own_notice_cannot_drop_what_section_9_7_demands(key: str) -> None:
    shipped = shipped_templates.load("oppsigelse_utleier", "nb")
    own = replace(shipped, version=2, blocks=tuple(block for block in shipped.blocks if block.key != key))
    with pytest.raises(RefusedError) as refused:
        make("oppsigelse_utleier", NOTICE, own)
    assert refused.value.fault.code == "mal.last_blokk_fjernet"
    assert refused.value.fault.what.params["blokk"] == key


def test_the_offices_own_words_are_printed_with_their_version() -> None:
    shipped = shipped_templates.load("bekreftelse", "nb")
    greeting = replace(shipped.blocks[-2], text="Vennlig hilsen oss i {kontor.navn}")
    own = replace(shipped, version=7, dated=date(2026, 3, 1), blocks=(*shipped.blocks[:-2], greeting))
    words = pages_of(make("bekreftelse", CONFIRMATION, own).pdf)[0]
    assert "Vennlig hilsen oss i Fjordvik kommune" in words
    assert "mal 7, 01.03.2026" in words


def test_a_template_for_another_letter_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        make("flytteoppfordring", MOVE_REQUEST, shipped_templates.load("sluttoppgjor", "nb"))
    assert refused.value.fault.code == "mal.feil_slag"
    with pytest.raises(TypeError):
        make("flytteoppfordring", NOTICE, shipped_templates.load("flytteoppfordring", "nb"))


def test_each_change_of_a_tenancy_prints_only_its_own_blocks(read: Read) -> None:
    changes = {
        "Husstanden endres": {"joining": (Member(name="Siv Sandvær", born=date(2020, 1, 2)),)},
        "En leietaker går ut": {"released": TENANTS[1:]},
        "Samlivet er slutt": {"staying_after_break": "Jon-Ántte Eira Kvernmo", "moving_after_break": "Ŋárja"},
        "etter dødsfall": {"deceased": "Ŋárja Eira Kvernmo", "successor": "Máhtte Eira Kvernmo"},
        "Bytte av bolig": {"swap_address": "Havnegata 2, H0101"},
        "Leietiden forlenges": {"new_end": date(2031, 1, 31)},
    }
    for heading, change in changes.items():
        words = read("tillegg", replace(ADDENDUM_BASE, **change))
        assert [other for other in changes if other in words] == [heading]
        assert "tkastelse" not in words


def test_debt_from_before_stays_joint_when_somebody_is_released(read: Read) -> None:
    words = read("tillegg", replace(ADDENDUM_BASE, released=TENANTS[1:]))
    assert "svarer fortsatt solidarisk for krav fra tiden før 01.03.2026" in words
    assert "leietaker som går ut" in words


def test_consent_to_new_members_is_said_under_11_1_only(read: Read) -> None:
    joining = replace(ADDENDUM_BASE, joining=(Member(name="Siv Sandvær"),))
    assert "Utleier samtykker i endringen" not in read("tillegg", joining)
    assert "Utleier samtykker i endringen" in read("tillegg", replace(joining, section_11_1=True))


def test_settlement_in_the_tenants_favour_and_even(read: Read) -> None:
    credit = replace(SETTLEMENT, lines=SETTLEMENT.lines[1:2], deposit_claim_ore=0, repay_account="12345678911")
    words = read("sluttoppgjor", credit)
    assert "Du har 420,50 kr til gode. Vi betaler til konto 1234.56.78911" in words
    assert "Vi krever ingenting av depositumet på 26 850,00 kr" in words
    assert "Du skal betale" not in words
    even = replace(SETTLEMENT, lines=(), deposit_ore=None, deposit_claim_ore=0)
    assert "Oppgjøret går opp" in read("sluttoppgjor", even)


def test_settlement_asks_for_what_deposit_and_guarantee_do_not_cover(read: Read) -> None:
    part = replace(SETTLEMENT, deposit_claim_ore=1000000, guarantor="NAV Fjordvik", guarantee_claim_ore=20000)
    words = read("sluttoppgjor", part)
    assert "Du skal betale 129,50 kr innen 30.09.2028" in words
    assert "Vi krever 200,00 kr dekket av garantien fra NAV Fjordvik" in words
    assert "Du skal betale" not in read("sluttoppgjor", SETTLEMENT)


def test_a_move_request_without_the_clause_promises_no_bailiff(read: Read) -> None:
    words = read("flytteoppfordring", replace(MOVE_REQUEST, eviction_b=False))
    assert "namsmannen" not in words
    assert "be retten om en avgjørelse" in words

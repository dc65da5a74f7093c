"""The printed husleiekontrakt, field by field, over its variants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.forms.data import Landlord, Party
from boligdesk.forms.lease_data import Animals, Extra
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.terms import ExtraKind, ExtraMode, LegalBasis, SecurityKind

from .conftest import Read, pages_of, printed
from .samples import LEASE, OPEN_LEASE, TENANTS


@pytest.mark.parametrize(
    "words",
    [
        "Leiekontrakt for kommunal bolig",
        "Tidsbestemt leieavtale etter husleieloven § 11-1. 3 eksemplarer",
        "Fjordvik kommune, Boligkontoret, org.nr. 900 000 000",
        "Leietaker Jon-Ántte Eira Kvernmo, født 14.03.1988, telefon 400 00 000",
        "Leietaker Ŋárja Eira Kvernmo, født 02.07.1990",
        "Husstand 2 voksne og 2 barn",
        "Máhtte Eira Kvernmo, født 04.05.2015",
        "Saksnummer 25/00631 ",
        "1.1 Leietakerne er solidarisk ansvarlige",
        "Fjordgata 14, 9990 Fjordvik, bolignummer H0203",
        "gnr. 48, bnr. 112, snr. 9",
        "3 rom, 71 m², 2. etasje med heis, bod nr. 9",
        "3 stk., systemnummer 14-203",
        "starter 01.09.2025 og opphører uten oppsigelse 31.08.2028",
        "skriftlig opplysning om dette og om vilkårene 11.08.2025",
        "si opp med 3 måneders frist",
        "Leien er 8 950 kr per måned",
        "innen den 1. i måneden til konto 1234.56.78903, KID 004201108",
        "310 kr per måned à konto for vann og avløp etter måler",
        "egen avtale med leverandøren om strøm",
        "Leien dekker oppvarming",
        "Samlet betaling er 9 260 kr per måned",
        "indeksen for juli 2025",
        "tidligst gjelde fra 01.09.2026",
        "annen endring enn etter punkt 4.6",
        "bostøtte fra Husbanken",
        "Depositum er 26 850 kr på sperret konto i leietakers navn i Fjordvik Sparebank",
        "ikke ta opp nye personer i husstanden eller leie ut videre uten skriftlig samtykke",
        "9.1 Utleier setter opp en rampe",
        "med tolk på nordsamisk 18.08.2025",
        "innen 14 dager etter at skriftlig varsel er sendt etter tvangsfullbyrdelsesloven § 4-18",
        "når leietiden i punkt 3.1 er ute",
        "Leietaker har lest punkt 11",
        "for Fjordvik kommune, utleier",
        "Leiekontrakt 2026-0118 · Fjordgata 14, H0203 · mal 1, 22.11.2026",
        "Side 3 av 3",
    ],
)
def test_the_lease_says(words: str, read: Read) -> None:
    assert words in read("leiekontrakt", LEASE)


def test_a_household_without_children_is_told_without_them(read: Read) -> None:
    alone = read("leiekontrakt", replace(LEASE, adults=1, children=0))
    assert "Husstand 1 voksen " in alone
    assert "0 barn" not in alone


@pytest.mark.parametrize(
    "words",
    [
        "Leigekontrakt for kommunal bustad",
        "Tidsavgrensa leigeavtale etter husleigelova § 11-1",
        "Leigetakar Ŋárja Eira Kvernmo, fødd 02.07.1990",
        "2 vaksne og 2 barn",
        "startar 01.09.2025 og tek slutt utan oppseiing 31.08.2028",
        "3 månaders frist",
        "Leiga er 8 950 kr per månad",
        "310 kr per månad à konto for vatn og avløp etter målar",
        "Depositumet er 26 850 kr på sperra konto i namnet til leigetakaren",
        "tvangsfullføringslova § 4-18",
        "Overtakingsprotokoll",
        "Side 1 av 3",
    ],
)
def test_the_lease_says_in_nynorsk(words: str, read: Read) -> None:
    assert words in read("leiekontrakt", LEASE, "nn")


def test_no_bokmal_word_slips_into_the_nynorsk_text(read: Read) -> None:
    words = set(read("leiekontrakt", replace(LEASE, special_terms=()), "nn").casefold().split())
    assert not words & {"ikke", "leietaker", "leien", "uten", "fra", "utleier", "boligen", "hver", "noe"}


def test_an_open_lease_has_notice_rules_and_no_end(read: Read) -> None:
    words = read("leiekontrakt", OPEN_LEASE)
    assert "varer til en av partene sier det opp" in words
    assert "protestere skriftlig innen én måned" in words
    assert "opphører uten oppsigelse" not in words
    assert "solidarisk" not in words
    assert "NAV garanterer for inntil 26 850 kr" in words
    assert "ektefelle, samboer og nær familie" in words
    assert "bokstav b" not in words


def test_without_eviction_clauses_there_is_no_word_of_eviction(read: Read) -> None:
    words = read("leiekontrakt", replace(LEASE, eviction_a=False, eviction_b=False))
    assert "tkastelse" not in words
    assert "Underskrifter" in words


def test_the_clause_on_a_term_needs_a_term(read: Read) -> None:
    words = read("leiekontrakt", replace(OPEN_LEASE, eviction_a=False, eviction_b=True))
    assert "tkastelse" not in words


def test_a_lease_that_cannot_be_terminated_says_so(read: Read) -> None:
    words = read("leiekontrakt", replace(LEASE, may_terminate=False))
    assert "kan ikke sies opp av leietaker eller utleier i leietiden" in words
    assert "måneders frist, regnet" not in words


def test_a_short_term_gives_its_reason(read: Read) -> None:
    short = replace(LEASE, end=date(2026, 8, 31), short_term_reason="Huset skal rives høsten 2026.")
    assert "minstetid fordi: Huset skal rives høsten 2026." in read("leiekontrakt", short)


def test_a_home_that_is_let_on_says_so(read: Read) -> None:
    private = replace(
        LEASE,
        landlord=Landlord(name="Havnegata Eiendom AS", org_number="900000001"),
        head_lease_owner="Kåre Sandvær",
        head_lease_end=date(2028, 12, 31),
    )
    words = read("leiekontrakt", private)
    assert "leier selv boligen av Kåre Sandvær" in words
    assert "varer til 31.12.2028" in words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SecurityKind.NONE, "Det er ikke avtalt depositum eller garanti"),
        (SecurityKind.GUARANTEE, "Garantiselskapet garanterer for inntil 26 850 kr, garantinummer G-17, til og med"),
    ],
)
def test_other_security(kind: SecurityKind, words: str, read: Read) -> None:
    lease = replace(
        LEASE,
        security=kind,
        guarantor="Garantiselskapet",
        guarantee_reference="G-17",
        guarantee_until=date(2028, 8, 31),
    )
    assert words in read("leiekontrakt", lease)


@pytest.mark.parametrize(
    ("animals", "words"),
    [
        (Animals.ALLOWED, "Husdyr er tillatt"),
        (Animals.CONSENT, "må ha samtykke fra utleier for å holde husdyr"),
        (Animals.BANNED, "Det er ikke tillatt å holde husdyr, med mindre gode grunner"),
    ],
)
def test_animals(animals: Animals, words: str, read: Read) -> None:
    assert words in read("leiekontrakt", replace(LEASE, animals=animals))


def test_another_basis_is_named(read: Read) -> None:
    other = replace(LEASE, basis=LegalBasis.OTHER, basis_text="husleieloven § 11-2")
    assert "inngått etter husleieloven § 11-2" in read("leiekontrakt", other)


def test_a_tenant_under_age_has_a_guardian_who_signs(read: Read) -> None:
    young = Party(name="Mia Sandvær", born=date(2009, 5, 1), guardian="Kåre Sandvær", under_age=True)
    words = read("leiekontrakt", replace(LEASE, tenants=(young,)))
    assert "Verge Kåre Sandvær, for Mia Sandvær" in words
    assert "verge for Mia Sandvær" in words


def test_the_vedtak_is_no_annex_only_its_case_number_stands_there(read: Read) -> None:
    for language in ("nb", "nn"):
        words = read("leiekontrakt", LEASE, language)
        assert "25/00631" in words
        assert "Vedlegg 3" in words
        assert "Vedlegg 4" not in words
        assert "Vedtak" not in words


def test_household_members_are_not_parties_and_co_tenants_not_household(read: Read) -> None:
    words = read("leiekontrakt", LEASE)
    household = words.split("Husstand ")[1].split("2 Boligen")[0]
    assert "Ŋárja" not in household
    assert words.index("Ŋárja") < words.index("Husstand ")


def test_eviction_clause_and_signatures_share_the_last_page() -> None:
    for count in range(1, 6):
        tenants = tuple(Party(name=f"Leietaker nummer {n}", born=date(1990, 1, n)) for n in range(1, count + 1))
        for terms in range(0, 24, 3):
            special = tuple(f"Vilkår {n} gjelder for boligen." for n in range(terms))
            pages = pages_of(printed("leiekontrakt", replace(LEASE, tenants=tenants, special_terms=special)).pdf)
            assert "Utkastelse" in pages[-1]
            assert all(tenant.name in pages[-1] for tenant in tenants)
            assert "Underskrifter" in pages[-1]


def test_bare_signatures_bring_text_with_them() -> None:
    lease = replace(LEASE, eviction_a=False, eviction_b=False)
    for terms in range(30):
        special = tuple(f"Vilkår {n} gjelder for boligen." for n in range(terms))
        last = pages_of(printed("leiekontrakt", replace(lease, special_terms=special)).pdf)[-1]
        assert "Vedlegg 1 Overtakelsesprotokoll" in last


def test_initials_have_a_place_on_every_page() -> None:
    for page in pages_of(printed("leiekontrakt", LEASE).pdf):
        assert "Parafer" in page


def test_a_lease_without_kid_or_11_1_information_cannot_be_printed() -> None:
    for change, field in (({"kid": ""}, "kid"), ({"informed_on": None}, "opplysning_gitt")):
        with pytest.raises(RefusedError) as refused:
            printed("leiekontrakt", replace(LEASE, **change))
        assert refused.value.fault.what.params["felt"] == field


def test_an_advance_without_amount_cannot_be_printed() -> None:
    extra = Extra(kind=ExtraKind.WATER, mode=ExtraMode.ON_ACCOUNT)
    with pytest.raises(RefusedError):
        printed("leiekontrakt", replace(LEASE, extras=(extra,)))


def test_many_tenants_all_get_their_line() -> None:
    tenants = (*TENANTS, *(Party(name=f"Person {letter}") for letter in "ABCDE"))
    last = pages_of(printed("leiekontrakt", replace(LEASE, tenants=tenants)).pdf)[-1]
    assert all(tenant.name in last for tenant in tenants)


def test_measured_use_is_billed_by_the_landlord_and_no_supplier_is_named(read: Read) -> None:
    metered = replace(LEASE, extras=(Extra(kind=ExtraKind.WATER, mode=ExtraMode.METERED),))
    words = read("leiekontrakt", metered)
    assert "etter målt forbruk, mot regning fra utleier" in words
    assert "leverandøren" not in words

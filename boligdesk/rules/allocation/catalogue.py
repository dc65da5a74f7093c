"""Every fact that a criterion can ask about. A new council or criterion over these needs no change here.

Nationality, ethnicity and religion are no facts and never will be (P16, husleieloven § 1-8).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..messages import Message, msg
from .facts import Doubt, Fact, FactType, Option, Scalar


def _options(*pairs: tuple[str, Message]) -> tuple[Option, ...]:
    return tuple(Option(key, label) for key, label in pairs)


def _chosen(key: str, label: Message, example: Scalar, options: tuple[Option, ...]) -> Fact:
    several = isinstance(example, frozenset)
    return Fact(key, FactType.OPTIONS if several else FactType.OPTION, label, example, options)


_GJELD = _options(
    ("ingen", msg("fakta.gjeld.ingen")),
    ("oppgjort", msg("fakta.gjeld.oppgjort")),
    ("avtale", msg("fakta.gjeld.avtale")),
    ("apen", msg("fakta.gjeld.apen")),
)
_BOTID_BRUTT_AV = _options(
    ("ikke_brutt", msg("fakta.botid_brutt_av.ikke_brutt")),
    ("krisesenter", msg("fakta.botid_brutt_av.krisesenter")),
    ("institusjon", msg("fakta.botid_brutt_av.institusjon")),
    ("skjermet_adresse", msg("fakta.botid_brutt_av.skjermet_adresse")),
    ("annet", msg("fakta.botid_brutt_av.annet")),
)
_OPPHOLDSGRUNNLAG = _options(
    ("trenger_ikke_tillatelse", msg("fakta.oppholdsgrunnlag.trenger_ikke_tillatelse")),
    ("asyl", msg("fakta.oppholdsgrunnlag.asyl")),
    ("humanitaert", msg("fakta.oppholdsgrunnlag.humanitaert")),
    ("varig", msg("fakta.oppholdsgrunnlag.varig")),
    ("midlertidig", msg("fakta.oppholdsgrunnlag.midlertidig")),
    ("ingen", msg("fakta.oppholdsgrunnlag.ingen")),
)
_BOLIGSITUASJON = _options(
    ("uten_bolig", msg("fakta.boligsituasjon.uten_bolig")),
    ("snart_uten_bolig", msg("fakta.boligsituasjon.snart_uten_bolig")),
    ("midlertidig_hos_andre", msg("fakta.boligsituasjon.midlertidig_hos_andre")),
    ("hospits", msg("fakta.boligsituasjon.hospits")),
    ("institusjon", msg("fakta.boligsituasjon.institusjon")),
    ("uegnet_helse", msg("fakta.boligsituasjon.uegnet_helse")),
    ("uegnet_familie", msg("fakta.boligsituasjon.uegnet_familie")),
    ("trangbodd", msg("fakta.boligsituasjon.trangbodd")),
    ("helsefarlig_bolig", msg("fakta.boligsituasjon.helsefarlig_bolig")),
    ("bomiljo", msg("fakta.boligsituasjon.bomiljo")),
)
_VANSKER = _options(
    ("okonomisk", msg("fakta.vansker.okonomisk")),
    ("sosial", msg("fakta.vansker.sosial")),
    ("helse", msg("fakta.vansker.helse")),
)
_BOEVNE = _options(
    ("klarer_selv", msg("fakta.boevne.klarer_selv")),
    ("klarer_med_oppfolging", msg("fakta.boevne.klarer_med_oppfolging")),
    ("klarer_ikke", msg("fakta.boevne.klarer_ikke")),
)
_HJELPETILTAKSPLAN = _options(
    ("ikke_krevd", msg("fakta.hjelpetiltaksplan.ikke_krevd")),
    ("krevd", msg("fakta.hjelpetiltaksplan.krevd")),
    ("inngatt", msg("fakta.hjelpetiltaksplan.inngatt")),
)

_ALL = (
    Fact("vurderingsdato", FactType.DATE, msg("fakta.vurderingsdato"), date(2026, 11, 23), given=False),
    Fact("soknad_mottatt", FactType.DATE, msg("fakta.soknad_mottatt"), date(2026, 10, 5)),
    Fact("fodt", FactType.DATE, msg("fakta.fodt"), date(1988, 4, 17)),
    Fact("husstand_antall", FactType.COUNT, msg("fakta.husstand_antall"), 3),
    Fact("barn_antall", FactType.COUNT, msg("fakta.barn_antall"), 1),
    Fact("daglig_omsorg_for_barn", FactType.YES_NO, msg("fakta.daglig_omsorg_for_barn"), True),
    Fact("flyktning", FactType.YES_NO, msg("fakta.flyktning"), False),
    Fact("nyankommet_flyktning", FactType.YES_NO, msg("fakta.nyankommet_flyktning"), False),
    Fact("bosatt_etter_avtale_med_staten", FactType.YES_NO, msg("fakta.bosatt_etter_avtale_med_staten"), False),
    Fact("folkeregistrert_i_kommunen", FactType.YES_NO, msg("fakta.folkeregistrert_i_kommunen"), True),
    Fact(
        "bosatt_siden",
        FactType.DATE,
        msg("fakta.bosatt_siden"),
        date(2023, 8, 1),
        doubt=Doubt.RESIDENCE_BROKEN,
        doubted_by="botid_brutt_av",
    ),
    Fact(
        "botid_samlet_maneder",
        FactType.MONTHS,
        msg("fakta.botid_samlet_maneder"),
        39,
        doubt=Doubt.RESIDENCE_BROKEN,
        doubted_by="botid_brutt_av",
    ),
    Fact("botid_institusjon_maneder", FactType.MONTHS, msg("fakta.botid_institusjon_maneder"), 0),
    _chosen("botid_brutt_av", msg("fakta.botid_brutt_av"), "ikke_brutt", _BOTID_BRUTT_AV),
    Fact("annen_tilknytning", FactType.YES_NO, msg("fakta.annen_tilknytning"), False),
    Fact(
        "lovlig_opphold",
        FactType.YES_NO,
        msg("fakta.lovlig_opphold"),
        True,
        doubt=Doubt.PERMIT_EXPIRED,
        doubted_by="oppholdstillatelse_til",
    ),
    Fact(
        "oppholdsgrunnlag",
        FactType.OPTION,
        msg("fakta.oppholdsgrunnlag"),
        "humanitaert",
        _OPPHOLDSGRUNNLAG,
        doubt=Doubt.PERMIT_EXPIRED,
        doubted_by="oppholdstillatelse_til",
    ),
    Fact("oppholdstillatelse_til", FactType.DATE, msg("fakta.oppholdstillatelse_til"), date(2027, 12, 31)),
    _chosen("boligsituasjon", msg("fakta.boligsituasjon"), frozenset({"midlertidig_hos_andre"}), _BOLIGSITUASJON),
    Fact("bostedslos", FactType.YES_NO, msg("fakta.bostedslos"), False),
    Fact("eier_eller_leier_bolig", FactType.YES_NO, msg("fakta.eier_eller_leier_bolig"), False),
    Fact("tidsbegrenset_leie", FactType.YES_NO, msg("fakta.tidsbegrenset_leie"), True),
    Fact("leieavtale_slutt", FactType.DATE, msg("fakta.leieavtale_slutt"), date(2027, 2, 28)),
    Fact("rett_til_fornyelse", FactType.YES_NO, msg("fakta.rett_til_fornyelse"), False),
    Fact("klarer_ikke_skaffe_bolig", FactType.YES_NO, msg("fakta.klarer_ikke_skaffe_bolig"), True),
    Fact("forsok_dokumentert", FactType.YES_NO, msg("fakta.forsok_dokumentert"), True),
    Fact("trenger_tilrettelagt_bolig", FactType.YES_NO, msg("fakta.trenger_tilrettelagt_bolig"), False),
    Fact("brutto_arsinntekt_ore", FactType.MONEY, msg("fakta.brutto_arsinntekt_ore"), 38500000),
    Fact("lav_inntekt", FactType.YES_NO, msg("fakta.lav_inntekt"), True),
    Fact("formue_ore", FactType.MONEY, msg("fakta.formue_ore"), 1500000),
    Fact("okonomi_gir_losning", FactType.YES_NO, msg("fakta.okonomi_gir_losning"), False),
    _chosen("vansker", msg("fakta.vansker"), frozenset({"helse", "okonomisk"}), _VANSKER),
    Fact("vanske_varighet_maneder", FactType.MONTHS, msg("fakta.vanske_varighet_maneder"), 48),
    _chosen("husleiegjeld", msg("fakta.husleiegjeld"), "ingen", _GJELD),
    _chosen("annen_gjeld_til_kommunen", msg("fakta.annen_gjeld_til_kommunen"), "avtale", _GJELD),
    Fact("utkastelse", FactType.YES_NO, msg("fakta.utkastelse"), True),
    Fact("utkastelse_dato", FactType.DATE, msg("fakta.utkastelse_dato"), date(2024, 3, 12)),
    Fact("karantene_til", FactType.DATE, msg("fakta.karantene_til"), date(2025, 3, 11)),
    _chosen("boevne", msg("fakta.boevne"), "klarer_med_oppfolging", _BOEVNE),
    Fact("oppfolgingsbehov", FactType.YES_NO, msg("fakta.oppfolgingsbehov"), True),
    _chosen("hjelpetiltaksplan", msg("fakta.hjelpetiltaksplan"), "ikke_krevd", _HJELPETILTAKSPLAN),
    Fact("loslatt_eller_utskrevet", FactType.YES_NO, msg("fakta.loslatt_eller_utskrevet"), False),
)

#: Key → fact, in the order they are shown.
FACTS: dict[str, Fact] = {fact.key: fact for fact in _ALL}

#: The day of the assessment, always known.
ASSESSED_ON = "vurderingsdato"


def with_doubts(keys: Iterable[str]) -> tuple[str, ...]:
    """These facts and those that can make them uncertain, each once."""
    pairs = ((key, FACTS[key].doubted_by) for key in keys)
    return tuple(dict.fromkeys(key for pair in pairs for key in pair if key))

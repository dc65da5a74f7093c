"""Facts in the few words that a narrow column has room for; letters and forms call them by their full names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ...casework.core.sheet import FactLine
from ...rules.allocation.catalogue import FACTS
from ...rules.allocation.facts import FactType
from ...rules.messages import Message, msg
from ...texts import formats, render, text
from ..parts.form_spec import FieldKind

#: The field a fact or a limit of that type is typed in; the other types are chosen or ticked.
FIELD_KINDS = {
    FactType.COUNT: FieldKind.COUNT,
    FactType.MONTHS: FieldKind.COUNT,
    FactType.YEARS: FieldKind.COUNT,
    FactType.MONEY: FieldKind.MONEY,
    FactType.DECIMAL: FieldKind.NUMBER,
    FactType.DATE: FieldKind.DATE,
}
#: Key of a fact → what it is called in the sheet; a day follows it without a colon ("Født 02.06.1978").
_SHORT = {
    "soknad_mottatt": msg("ui.fakta.soknad_mottatt"),
    "fodt": msg("ui.fakta.fodt"),
    "husstand_antall": msg("ui.fakta.husstand_antall"),
    "barn_antall": msg("ui.fakta.barn_antall"),
    "daglig_omsorg_for_barn": msg("ui.fakta.daglig_omsorg_for_barn"),
    "flyktning": msg("ui.fakta.flyktning"),
    "nyankommet_flyktning": msg("ui.fakta.nyankommet_flyktning"),
    "bosatt_etter_avtale_med_staten": msg("ui.fakta.bosatt_etter_avtale_med_staten"),
    "folkeregistrert_i_kommunen": msg("ui.fakta.folkeregistrert_i_kommunen"),
    "bosatt_siden": msg("ui.fakta.bosatt_siden"),
    "botid_samlet_maneder": msg("ui.fakta.botid_samlet_maneder"),
    "botid_institusjon_maneder": msg("ui.fakta.botid_institusjon_maneder"),
    "botid_brutt_av": msg("ui.fakta.botid_brutt_av"),
    "annen_tilknytning": msg("ui.fakta.annen_tilknytning"),
    "lovlig_opphold": msg("ui.fakta.lovlig_opphold"),
    "oppholdsgrunnlag": msg("ui.fakta.oppholdsgrunnlag"),
    "oppholdstillatelse_til": msg("ui.fakta.oppholdstillatelse_til"),
    "boligsituasjon": msg("ui.fakta.boligsituasjon"),
    "bostedslos": msg("ui.fakta.bostedslos"),
    "eier_eller_leier_bolig": msg("ui.fakta.eier_eller_leier_bolig"),
    "tidsbegrenset_leie": msg("ui.fakta.tidsbegrenset_leie"),
    "leieavtale_slutt": msg("ui.fakta.leieavtale_slutt"),
    "rett_til_fornyelse": msg("ui.fakta.rett_til_fornyelse"),
    "klarer_ikke_skaffe_bolig": msg("ui.fakta.klarer_ikke_skaffe_bolig"),
    "forsok_dokumentert": msg("ui.fakta.forsok_dokumentert"),
    "trenger_tilrettelagt_bolig": msg("ui.fakta.trenger_tilrettelagt_bolig"),
    "brutto_arsinntekt_ore": msg("ui.fakta.brutto_arsinntekt_ore"),
    "lav_inntekt": msg("ui.fakta.lav_inntekt"),
    "formue_ore": msg("ui.fakta.formue_ore"),
    "okonomi_gir_losning": msg("ui.fakta.okonomi_gir_losning"),
    "vansker": msg("ui.fakta.vansker"),
    "vanske_varighet_maneder": msg("ui.fakta.vanske_varighet_maneder"),
    "husleiegjeld": msg("ui.fakta.husleiegjeld"),
    "annen_gjeld_til_kommunen": msg("ui.fakta.annen_gjeld_til_kommunen"),
    "utkastelse": msg("ui.fakta.utkastelse"),
    "utkastelse_dato": msg("ui.fakta.utkastelse_dato"),
    "karantene_til": msg("ui.fakta.karantene_til"),
    "boevne": msg("ui.fakta.boevne"),
    "oppfolgingsbehov": msg("ui.fakta.oppfolgingsbehov"),
    "hjelpetiltaksplan": msg("ui.fakta.hjelpetiltaksplan"),
    "loslatt_eller_utskrevet": msg("ui.fakta.loslatt_eller_utskrevet"),
}

#: A comparison of a span between two days that both stand above it: only its length is told.
_OF_SPANS = {
    "kriterium.er": "ui.fakta.er",
    "kriterium.er_ikke": "ui.fakta.er_ikke",
    "kriterium.minst": "ui.fakta.minst",
    "kriterium.over": "ui.fakta.over",
    "kriterium.hoyst": "ui.fakta.hoyst",
    "kriterium.under": "ui.fakta.under",
}
_SPANS = ("kriterium.maneder_mellom", "kriterium.ar_mellom")

#: What is written shorter wherever it stands in a sentence: names of facts, and months.
_SHORTER: Mapping[str, str] = {
    **{FACTS[key].label.code: short.code for key, short in _SHORT.items()},
    "kriterium.verdi.maneder": "ui.fakta.maneder",
}


def short_name(key: str) -> str:
    """What a fact is called in the sheet: "Registrert siden"."""
    return render(_SHORT.get(key, FACTS[key].label))


def known_words(line: FactLine) -> str:
    """A fact and its value in short: "Født 02.06.1978", "Nyankommet flyktning: nei"."""
    is_day = line.fact is not None and isinstance(line.fact.value, date)
    code = "ui.vurdering.fakta_dag" if is_day else "ui.vurdering.fakta"
    return text(code, navn=short_name(line.key), verdi=render(line.words))


def full_words(line: FactLine) -> str:
    """A fact by its full name, and its value."""
    return text("ui.vurdering.fakta", navn=render(line.label), verdi=render(line.words))


def source_words(line: FactLine) -> str:
    """Where a fact comes from, and from when: "Skatteetaten, 06.11.2026"."""
    if line.fact is None:
        return ""
    parts = [render(line.fact.source), formats.day(line.fact.as_of) if line.fact.as_of else ""]
    return ", ".join(part for part in parts if part)


def compared(because: Message) -> str:
    """What decided against a demand, in short: "20 md, skal være minst 24 md"."""
    name = because.params.get("navn")
    of_span = isinstance(name, Message) and name.code in _SPANS
    code = _OF_SPANS.get(because.code, because.code) if of_span else because.code
    return render(replace(_shortened(because), code=code))


def _shortened(message: Message) -> Message:
    params = {name: _shortened(part) if isinstance(part, Message) else part for name, part in message.params.items()}
    return Message(_SHORTER.get(message.code, message.code), params)

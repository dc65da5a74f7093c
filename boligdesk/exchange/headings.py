"""What offices write over their columns. The first heading of each field is the one Boligdesk itself writes."""

from __future__ import annotations

SHARED: dict[str, str] = {
    "adresse": (
        "Adresse | Gateadr. | Gateadresse | Besøksadresse | Boligadresse | Bolig | Boligens adresse "
        "| Gate/nr | Veiadresse | Vegadresse | Objektadresse | Gate og nr | Adr. | Leid bolig"
    ),
    "gate": "Gate | Gatenavn | Veg | Vei | Veinavn | Vegnavn | Gatenavn bolig",
    "husnummer": "Husnummer | Husnr | Hus nr | Veinr | Nr | Husnr bokstav",
    "bolignummer": (
        "Bolignummer | Bolignr | Leil.nr | Leilighetsnr | Leilighetsnummer | Leilighet | Leil | H-nr "
        "| H-nummer | Bruksenhet | Bruksenhetsnr | Enhet | Enhetsnr | Leil. nummer | Bolig nr "
        "| BruksenhetsID"
    ),
    "postnummer": "Postnummer | Postnr | Post nr | Postnr/sted | Postnummer og sted | Postadresse",
    "poststed": "Poststed | Sted | Tettsted",
    "referanse": "Ekstra referanse | Hybel nr | Romnr | Rom nr | Hybelnr | Rom i kollektiv",
    "oppvarming": "Oppvarming inkludert | Oppvarming inkl | Fyring inkl | Varme inkl | Varme inkludert",
    "leie": (
        "Leie per måned | Leie | Husleie | Mnd leie | Månedsleie | Leie pr mnd | Leie/mnd | Leiepris "
        "| Leiebeløp | Mnd.leie | Pris | Husleie pr mnd | Husleie mnd | Leie kr | Brutto leie "
        "| Netto leie | Terminbeløp"
    ),
    "opplysning": "Behold som opplysning",
}

OF_DWELLINGS: dict[str, str] = {
    "matrikkel": (
        "Matrikkel | Gnr/Bnr | Gnr./bnr. | Gnr.bnr | Gnr/bnr/snr | Gnr/bnr/fnr/snr | Matrikkelnr "
        "| Matrikkelnummer | G.nr/b.nr | Gårds- og bruksnr"
    ),
    "gnr": "Gnr | Gårdsnr | Gårdsnummer | G.nr | Gardsnr",
    "bnr": "Bnr | Bruksnr | Bruksnummer | B.nr",
    "festenr": "Festenr | Festenummer | Fnr | F.nr",
    "seksjon": "Seksjon | Snr | Seksjonsnr | Seksjonsnummer | S.nr | Seksj",
    "boligtype": "Boligtype | Type | Type bolig | Bygningstype | Hustype | Kategori",
    "disposisjon": (
        "Disposisjon | Disposisjonsform | Eieform | Eid/innleid | Eie/leie | Eierforhold "
        "| Eid eller innleid | Eier/innleid"
    ),
    "eier": "Eier | Gårdeier | Huseier | Utleier | Eier av bolig",
    "rom": ("Antall rom | Ant rom | Rom | Ant. rom | Romtall | Antall rom + kjøkken | Leilighetstype | Romløsning"),
    "soverom": "Antall soverom | Soverom | Ant soverom | Sov",
    "areal": (
        "Areal | Kvm | m2 | BRA | Bruksareal | Boareal | Størrelse | P-rom | Areal m2 | Areal kvm "
        "| BRA m2 | BOA | Kvadratmeter | Str"
    ),
    "fellesrom": "Fellesrom | Felles rom | Tilgang til fellesrom",
    "uteareal": "Uteareal | Uteplass | Uterom",
    "moblert": "Møblert | Leies ut møblert | Møblert utleie",
    "etasje": "Etasje | Etg | Etg. | Etasjenr | Plan",
    "byggeaar": "Byggeår | Bygget | Bygd | Byggeaar",
    "omrade": "Område | Bydel | Krets | Distrikt | Grunnkrets | Sone",
    "tilgjengelig": (
        "Tilgjengelig | Rullestol | UU | Livsløp | Livsløpsstandard | Handikap | Universell utforming | Tilgj."
    ),
    "bofellesskap": "Bofellesskap | Kollektiv | Bokollektiv",
    "leietaker": ("Leietaker | Leietaker navn | Leier | Beboer | Navn leietaker | Leietaker(e) | Leietakere"),
    "ekstern_id": "Bolig-ID | BoligID | Objektnr | Objekt | Objekt-ID | FDV-nr | Løpenr",
}

OF_TENANTS: dict[str, str] = {
    "navn": (
        "Leietaker | Navn | Leietaker navn | Leietakere | Leietaker(e) | Leier | Leiere | Beboer "
        "| Navn leietaker | Leietakers navn | Kontraktspart | Kontraktsinnehaver | Hovedleietaker"
    ),
    "fornavn": "Fornavn | For- og mellomnavn",
    "etternavn": "Etternavn | Slektsnavn",
    "medleietaker": "Medleietaker | Medleier | Leietaker 2 | Ektefelle/samboer | Ektefelle | Samboer",
    "fodselsnummer": (
        "Fødselsnummer | Fødselsnr | Fødselsnr. | Fnr | F.nr | Personnr | Personnummer "
        "| Fødsels- og personnr | Fnr/D-nr | Id-nummer | D-nummer | Fødselsnr (11 siffer)"
    ),
    "fodt": "Født | Fødselsdato | Fødselsdag | Født dato | F.dato | Fdato | Fødselsdt",
    "telefon": "Telefon | Tlf | Tlf. | Mobil | Mobilnr | Telefonnr | Tlf mobil | Telefonnummer | Tlf.nr",
    "epost": "E-post | Epost | E-postadresse | E-mail | Email | Mail | E-post adresse",
    "fra": (
        "Fra | Fra dato | Innflyttet | Innflyttingsdato | Innflytting | Leiestart | Startdato "
        "| Kontrakt fra | Leieforhold fra | Inn | Gjelder fra | Start | Leid fra | Overtatt "
        "| Kontraktstart | Kontrakt start"
    ),
    "til": (
        "Til | Til dato | Utflyttet | Utløp | Utløper | Utløpsdato | Sluttdato | Kontrakt til "
        "| Leieforhold til | Ut | Gjelder til | Slutt | Opphør | Kontrakt utløper | Kontraktslutt "
        "| Kontrakt utløp | Leid til | Utflytting"
    ),
    "depositum": ("Depositum | Depositumsbeløp | Dep. | Depositum kr | Sikkerhet | Garanti | Depositum/garanti"),
    "kid": "KID | KID-nr | KID-nummer | KIDnr | Betalings-ID",
    "hjemmel": (
        "Hjemmel | Leiegrunnlag | Kontraktstype | Type kontrakt | Avtaletype | Grunnlag | Lovgrunnlag | Kontrakttype"
    ),
    "skjermet": (
        "Adressesperre | Skjermet | Skjermet adresse | Fortrolig adresse | Gradering | Adressebeskyttelse "
        "| Kode 6/7 | Sperret"
    ),
    "barn": "Barn | Barnas navn | Barn i husstanden | Barn navn",
    "antall_barn": "Antall barn | Ant barn | Barn antall",
    "sprak": "Språk | Morsmål",
    "tolk": "Tolk | Tolkebehov | Trenger tolk | Behov for tolk",
}

OF_PAYMENTS: dict[str, str] = {
    "betalt_dato": (
        "Dato | Betalingsdato | Betalt dato | Bokføringsdato | Bokført | Bokført dato | Bilagsdato | Innbetalt dato "
        "| Oppgjørsdato | Valuteringsdato | Transaksjonsdato"
    ),
    "belop": (
        "Beløp | Innbetalt | Innbetalt beløp | Betalt | Betalt beløp | Sum innbetalt | Beløp NOK | Transaksjonsbeløp"
    ),
    "kredit": "Kredit | Inn | Inn på konto | Kreditbeløp | Beløp inn",
    "debet": "Debet | Ut | Ut av konto | Debetbeløp | Beløp ut",
    "konto": "Konto | Kontonummer | Kontonr | Mottakerkonto | Til konto | Kreditkonto",
    "fra_konto": "Fra konto | Debetkonto | Avsenderkonto | Betalers konto | Belastet konto",
    "betaler": "Betaler | Innbetaler | Betalt av | Avsender | Debitor | Kunde | Kundenavn | Navn",
    "betalingstekst": "Tekst | Melding | Beskrivelse | Bilagstekst | Forklaring | Betalingsinformasjon",
    "betalingstype": "Betalingstype | Transaksjonstype | Bilagsart | Art | Type",
    "arkivreferanse": "Arkivreferanse | Arkivref | Referanse | Bilagsnr | Bilagsnummer | Bilag | Transaksjonsnr",
}

OF_OPEN_ITEMS: dict[str, str] = {
    "kontrakt": (
        "Kontraktsnummer | Kontraktnummer | Kontrakt | Leieforhold | Leieforholdsnummer | Leieavtale | Avtalenummer"
    ),
    "forfall": "Forfall | Forfallsdato | Forfaller | Forfalt | Forfalt dato | Forfallsdag",
    "kravtype": "Krav | Kravtype | Hva kravet gjelder | Gjelder | Kravart | Varetekst | Type krav | Postering",
    "rest": (
        "Rest | Restbeløp | Gjenstår | Gjenstående | Utestående | Utestående beløp | Åpent beløp | Restsaldo "
        "| Saldo | Ubetalt | Skyldig"
    ),
    "opprinnelig": "Opprinnelig beløp | Kravbeløp | Fakturabeløp | Beløp",
    "fakturanr": "Fakturanummer | Faktura | Bilagsnummer | Bilag | Kravnummer | Løpenummer faktura",
    "paminnet": "Påminnelse sendt | Påminnelse | Purring | Purret | Purring sendt | Purredato",
    "inkassovarslet": "Inkassovarsel sendt | Inkassovarsel | Varsel om inkasso",
    "oppfordret": "Betalingsoppfordring sendt | Betalingsoppfordring",
    "varslet_4_18": (
        "Varsel etter § 4-18 sendt | Varsel § 4-18 | § 4-18-varsel | 4-18 varsel | 4-18 | Utkastelsesvarsel "
        "| Varsel om utkastelse"
    ),
    "begjaert": (
        "Begjæring om utkastelse sendt | Begjæring sendt | Begjæring | Begjært utkastelse | Fravikelse begjært"
    ),
}

HEADINGS: dict[str, str] = SHARED | OF_DWELLINGS | OF_TENANTS | OF_PAYMENTS | OF_OPEN_ITEMS

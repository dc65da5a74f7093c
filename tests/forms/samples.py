"""One well-filled specimen of the people and the office, used by every test here. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from boligdesk.forms.data import Dwelling, Landlord, Office, Party, Recipient
from boligdesk.forms.ending_data import (
    ConfirmationData,
    FactLine,
    LandlordNoticeData,
    MoveRequestData,
    NoticeReceivedData,
    SettlementData,
    SettlementLine,
)
from boligdesk.forms.lease_data import Extra, LeaseData, Member
from boligdesk.forms.letter_data import (
    AddendumData,
    ConsentData,
    DefectLine,
    HouseRulesData,
    InformationData,
    KeyLine,
    MeterLine,
    ProtocolData,
    RoomLine,
)
from boligdesk.rules.terms import ExtraKind, ExtraMode, LegalBasis, SecurityKind

OFFICE = Office(
    name="Fjordvik kommune",
    unit="Boligkontoret",
    address="Rådhusgata 1",
    postal="9990 Fjordvik",
    phone="70000000",
    email="boligkontoret@fjordvik.example",
    org_number="900000000",
)
LANDLORD = Landlord(name="Fjordvik kommune", unit="Boligkontoret", org_number="900000000", representative="Ingvild Moe")
DWELLING = Dwelling(
    address="Fjordgata 14",
    postal="9990 Fjordvik",
    number="H0203",
    cadastre="gnr. 48, bnr. 112, snr. 9",
    rooms=3,
    area=71,
    floor="2. etasje med heis",
    storage="nr. 9",
    keys="3 stk., systemnummer 14-203",
)
TENANTS = (
    Party(name="Jon-Ántte Eira Kvernmo", born=date(1988, 3, 14), phone="40000000"),
    Party(name="Ŋárja Eira Kvernmo", born=date(1990, 7, 2)),
)
RECIPIENT = Recipient(name="Jon-Ántte Eira Kvernmo", lines=("Fjordgata 14, H0203", "9990 FJORDVIK"))
COMMON = {
    "office": OFFICE,
    "printed_on": date(2025, 8, 18),
    "recipient": RECIPIENT,
    "reference": "25/00631-4",
    "caseworker": "Ingvild Moe",
}
TENANCY = COMMON | {
    "landlord": LANDLORD,
    "dwelling": DWELLING,
    "tenants": TENANTS,
    "contract_number": "2026-0118",
}

LEASE = LeaseData(
    **TENANCY,
    start=date(2025, 9, 1),
    end=date(2028, 8, 31),
    basis=LegalBasis.SECTION_11_1,
    informed_on=date(2025, 8, 11),
    rent_ore=895000,
    first_due=date(2025, 9, 1),
    account="12345678903",
    kid="004201108",
    index_month=date(2025, 7, 1),
    index_earliest=date(2026, 9, 1),
    market_earliest=date(2028, 9, 1),
    extras=(
        Extra(kind=ExtraKind.ELECTRICITY, mode=ExtraMode.OWN_SUBSCRIPTION),
        Extra(kind=ExtraKind.WATER, mode=ExtraMode.ON_ACCOUNT, amount_ore=31000),
        Extra(kind=ExtraKind.HEATING, mode=ExtraMode.INCLUDED),
    ),
    security=SecurityKind.DEPOSIT,
    security_ore=2685000,
    security_bank="Fjordvik Sparebank",
    security_account="12345678911",
    case_number="25/00631",
    adults=2,
    children=2,
    members=(Member(name="Máhtte Eira Kvernmo", born=date(2015, 5, 4)),),
    special_terms=("Utleier setter opp en rampe ved inngangen før 1. oktober 2025.",),
    interpreter_language="nordsamisk",
    interpreted_on=date(2025, 8, 18),
    eviction_a=True,
    eviction_b=True,
)
OPEN_LEASE = replace(
    LEASE,
    tenants=TENANTS[:1],
    basis=LegalBasis.ORDINARY,
    end=None,
    informed_on=None,
    eviction_b=False,
    security=SecurityKind.NAV_GUARANTEE,
    special_terms=(),
    interpreter_language=None,
)

INFORMATION = InformationData(
    **TENANCY,
    case_number="25/00631",
    planned_start=date(2025, 9, 1),
    planned_end=date(2026, 8, 31),
    short_term_reason="Boligen skal rives i september 2026.",
)
HOUSE_RULES = HouseRulesData(
    **COMMON, building="Fjordgata 14–16", rules=("Vaskerommet er åpent fra kl. 8 til kl. 21.",)
)
PROTOCOL_EMPTY = ProtocolData(**TENANCY, moving_in=True)
PROTOCOL_OUT = ProtocolData(
    **TENANCY,
    moving_in=False,
    inspected_on=date(2028, 8, 31),
    rooms=(RoomLine(name="Stue", condition="god", remark="Ett hull i veggen ved vinduet"), RoomLine(name="Bad")),
    keys=(KeyLine(kind="Inngangsdør", count=3, numbers="14-203-1, -2, -3"),),
    meters=(MeterLine(kind="Strøm", number="7359992", reading="18 204 kWh"),),
    defects=(DefectLine(what="Kran på kjøkkenet drypper", who="Utleier", until=date(2028, 9, 15)),),
    forwarding="Havnegata 2, 9990 Fjordvik",
)
CONSENT = ConsentData(
    **TENANCY | {"tenants": TENANTS[:1]},
    rent_ore=926000,
    benefit="uføretrygd",
    account="12345678903",
    kid="004201108",
    start=date(2025, 10, 1),
)
ADDENDUM_BASE = AddendumData(
    **TENANCY | {"tenants": TENANTS[:1]}, lease_date=date(2025, 8, 18), effective=date(2026, 3, 1)
)
ADDENDUM_CO_TENANT = replace(ADDENDUM_BASE, added=TENANTS[1:], eviction_a=True, rent_ore=912500, extras_ore=31000)
ADDENDUM_RENEWAL = replace(
    ADDENDUM_BASE,
    new_end=date(2031, 8, 31),
    renewal_reason="Boligen trengs til flyktninger fra 2031.",
    eviction_a=True,
    eviction_b=True,
    section_11_1=True,
)
NOTICE = LandlordNoticeData(
    **TENANCY,
    reasons="Leien for april, mai og juni 2026 er ikke betalt, tross varsel 5. mai og 8. juni.",
    grounds="husleieloven § 9-5 andre ledd bokstav c",
    ends_on=date(2026, 10, 31),
)
NOTICE_RECEIVED = NoticeReceivedData(
    **TENANCY,
    received_on=date(2026, 2, 12),
    ends_on=date(2026, 5, 31),
    inspection="29. mai 2026 kl. 10",
    spouse_consent_missing=True,
)
MOVE_REQUEST = MoveRequestData(**TENANCY, ended_on=date(2028, 8, 31), move_by=date(2028, 9, 30), eviction_b=True)
SETTLEMENT = SettlementData(
    **TENANCY,
    ended_on=date(2028, 8, 31),
    lines=(
        SettlementLine(what="Leie", amount_ore=895000, period="august 2028"),
        SettlementLine(what="Vann, avregning à konto", amount_ore=-42050, period="2028"),
        SettlementLine(what="Nytt låsesystem, tapt nøkkel", amount_ore=180000),
    ),
    account="12345678903",
    kid="004201108",
    pay_by=date(2028, 9, 30),
    deposit_ore=2685000,
    deposit_claim_ore=1032950,
)
CONFIRMATION = ConfirmationData(
    **COMMON,
    subject="Bekreftelse på leieforhold",
    paragraphs=("Vi bekrefter at Jon-Ántte Eira Kvernmo leier bolig av Fjordvik kommune.", "Andre avsnitt."),
    rows=(FactLine(label="Adresse", value="Fjordgata 14, H0203"), FactLine(label="Leie", value="8 950 kr")),
)

#: Every kind of letter with at least one specimen.
LETTERS = (
    ("leiekontrakt", LEASE),
    ("leiekontrakt", OPEN_LEASE),
    ("opplysning_11_1", INFORMATION),
    ("husordensregler", HOUSE_RULES),
    ("overtakelsesprotokoll", PROTOCOL_EMPTY),
    ("overtakelsesprotokoll", PROTOCOL_OUT),
    ("samtykke_fast_trekk", CONSENT),
    ("tillegg", ADDENDUM_CO_TENANT),
    ("tillegg", ADDENDUM_RENEWAL),
    ("oppsigelse_utleier", NOTICE),
    ("bekreftelse_oppsigelse_leietaker", NOTICE_RECEIVED),
    ("flytteoppfordring", MOVE_REQUEST),
    ("sluttoppgjor", SETTLEMENT),
    ("bekreftelse", CONFIRMATION),
)

"""One well-filled specimen of the people and the office, used by every test here. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from boligdesk.forms.data import Dwelling, Landlord, Office, Party, Recipient
from boligdesk.forms.lease_data import Basis, Extra, ExtraKind, ExtraWay, LeaseData, Member, SecurityKind

OFFICE = Office(
    name="Fjordvik kommune",
    unit="Boligkontoret",
    address="Rådhusgata 1",
    postal="9990 Fjordvik",
    phone="70000000",
    email="boligkontoret@fjordvik.example",
    org_number="900000000",
)
LANDLORD = Landlord(
    name="Fjordvik kommune", unit="Boligkontoret", org_number="900000000", representative="Ingvild Moe"
)
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
    basis=Basis.SECTION_11_1,
    informed_on=date(2025, 8, 11),
    rent_ore=895000,
    first_due=date(2025, 9, 1),
    account="12345678903",
    kid="004201108",
    index_month=date(2025, 7, 1),
    index_earliest=date(2026, 9, 1),
    market_earliest=date(2028, 9, 1),
    extras=(
        Extra(kind=ExtraKind.ELECTRICITY, way=ExtraWay.OWN_CONTRACT),
        Extra(kind=ExtraKind.WATER, way=ExtraWay.ADVANCE, amount_ore=31000),
        Extra(kind=ExtraKind.HEATING, way=ExtraWay.INCLUDED),
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
    basis=Basis.ORDINARY,
    end=None,
    informed_on=None,
    eviction_b=False,
    security=SecurityKind.NAV_GUARANTEE,
    special_terms=(),
    interpreter_language=None,
)

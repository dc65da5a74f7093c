"""One well-filled specimen of the people and the office, used by every test here. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from boligdesk.forms.agreement_data import AgreedRow, AgreementData, InstalmentRow
from boligdesk.forms.application_data import (
    ApplicationReceivedData,
    PaperLine,
    PapersLetterData,
    PreliminaryAnswerData,
)
from boligdesk.forms.budget_data import (
    BudgetPaperDebt,
    BudgetPaperItem,
    BudgetPaperLine,
    BudgetRemark,
    HouseholdBudgetData,
)
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
from boligdesk.forms.guidance_data import ApplyRow, GuidanceSheetData, HomeCells
from boligdesk.forms.handover_data import HandoverData
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
from boligdesk.forms.loan_data import (
    BothRates,
    DoubleRentData,
    DoubleRentMonth,
    LivingRow,
    LoanAmount,
    LoanPreparationData,
    LoanRemark,
)
from boligdesk.forms.meeting_data import CaseRow, MeetingData
from boligdesk.forms.offer_data import OfferLetterData
from boligdesk.forms.plan_data import CareerPlanData, PlanPaperReview, PlanPaperStep
from boligdesk.forms.renewal_data import RenewalLetterData
from boligdesk.forms.requirements_data import RequirementLine, RequirementsData
from boligdesk.forms.statement_data import OpenRow, StatementData, StatementRow
from boligdesk.rules.messages import msg
from boligdesk.rules.terms import ExtraKind, ExtraMode, LegalBasis, SecurityKind

from .benefit_samples import benefit_letters

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
ABOUT_APPLICATION: dict[str, Any] = {
    **COMMON,
    "number": "2026-0412",
    "received_on": date(2026, 11, 6),
    "applicant": "Máret Ánne Somby-Guttormsen",
    "papers": (PaperLine(name="Leiekontrakt"), PaperLine(name=msg("enum.PaperKind.income"))),
    "papers_due": date(2026, 11, 26),
}
APPLICATION_RECEIVED = ApplicationReceivedData(
    **ABOUT_APPLICATION,
    kind=msg("enum.ApplicationKind.new"),
    household=msg("soknad.brev.husstand", voksne=1, barn=2),
    decide_by=date(2026, 12, 4),
    helped_by="Siri Knutsen, flyktningtjenesten",
)
PRELIMINARY_ANSWER = PreliminaryAnswerData(
    **ABOUT_APPLICATION, reason="Vi venter på opplysninger fra legen din.", expected_on=date(2027, 1, 15)
)
PAPERS_LETTER = PapersLetterData(**ABOUT_APPLICATION)
HANDOVER = HandoverData(
    **COMMON,
    number="2026-0412",
    applicant="Máret Ánne Somby-Guttormsen",
    born=date(1991, 3, 1),
    phone="40000011",
    household=msg("soknad.brev.husstand", voksne=1, barn=2),
    interpreter="nordsamisk",
    needs_interpreter=True,
    hidden_address=True,
    asked_on=date(2026, 11, 20),
    handed_on=date(2026, 11, 20),
    handed_clock="14.35",
    handed_to="Vakttelefonen, NAV Fjordvik",
    message="Hun kommer selv til dere nå.",
    consent=msg("akutt.ark.uten_samtykke"),
)
REQUIREMENTS = RequirementsData(
    **COMMON,
    number="2026-0412",
    lines=(
        RequirementLine(name=msg("krav.soverom"), demand=msg("krav.minst", antall=2)),
        RequirementLine(name=msg("krav.adkomst"), demand=msg("krav.rullestol")),
    ),
    others=("Bod til to sykler",),
    receiver="Eiendomsavdelingen",
    answer_by=date(2026, 12, 4),
)
RENEWAL_LETTER = RenewalLetterData(**TENANCY, ends_on=date(2028, 8, 31), answer_by=date(2028, 4, 1))
CONFIRMATION = ConfirmationData(
    **COMMON,
    subject="Bekreftelse på leieforhold",
    paragraphs=("Vi bekrefter at Jon-Ántte Eira Kvernmo leier bolig av Fjordvik kommune.", "Andre avsnitt."),
    rows=(FactLine(label="Adresse", value="Fjordgata 14, H0203"), FactLine(label="Leie", value="8 950 kr")),
)
OFFER = OfferLetterData(
    **COMMON,
    number="2026-0412",
    decision="2026-0118",
    applicant="Máret Ánne Somby-Guttormsen",
    answer_by=date(2026, 12, 4),
    address="Fjordgata 16, H0101",
    rent_ore=1_090_000,
    home=msg("enum.DwellingKind.apartment"),
    rooms=4,
    bedrooms=3,
    area=msg("tilbud.brev.areal", m2=86),
    floor="1. etasje",
    part_of_town="Sentrum",
    access=msg("tilbud.brev.tilgjengelig.yes"),
    lease_months=36,
    move_in_on=date(2027, 1, 1),
    viewing="Onsdag 25. november kl. 12.00",
    why="Boligen har to soverom til barna og ligger nær skolen deres.",
    copy_to="Nils Utsi (verge)",
)

#: Every kind of letter with at least one specimen.
STATEMENT = StatementData(
    **TENANCY,
    as_of=date(2025, 8, 18),
    since=date(2025, 7, 1),
    opening_ore=0,
    balance_ore=7_950_00,
    account="12345678903",
    kid="004201108",
    known_to=date(2025, 8, 15),
    open_rows=(OpenRow(what=msg("enum.EntryKind.rent"), due=date(2025, 8, 1), amount_ore=8_950_00, left_ore=7_950_00),),
    rows=(
        StatementRow(on=date(2025, 8, 1), what=msg("enum.EntryKind.rent"), claimed_ore=8_950_00, balance_ore=8_950_00),
        StatementRow(on=date(2025, 8, 5), what=msg("enum.EntryKind.payment"), paid_ore=1_000_00, balance_ore=7_950_00),
    ),
)

AGREEMENT = AgreementData(
    **TENANCY,
    agreed_on=date(2025, 8, 18),
    total_ore=9_100_00,
    rent_ore=8_950_00,
    on_top_ore=150_00,
    tolerance_days=5,
    account="12345678903",
    kid="004201116",
    rent_kid="004201108",
    claims=(
        AgreedRow(what=msg("enum.EntryKind.rent"), due=date(2025, 8, 1), amount_ore=8_950_00),
        AgreedRow(what=msg("enum.EntryKind.fee"), due=date(2025, 8, 15), amount_ore=150_00),
    ),
    instalments=(
        InstalmentRow(number=1, due=date(2025, 9, 15), amount_ore=4_000_00),
        InstalmentRow(number=2, due=date(2025, 10, 15), amount_ore=5_100_00),
    ),
)

MEETING = MeetingData(
    **COMMON | {"recipient": None},
    held_on=date(2025, 8, 20),
    outsiders=True,
    attending="Ingvild Sara (boligkontoret), Nils Balto (NAV)",
    rows=(
        CaseRow(
            who="Kvernmo, Jon-Ántte Eira; Kvernmo, Ŋárja Eira",
            where="Fjordgata 14 H0203",
            owed_ore=18_000_00,
            days=79,
            children="Ja",
            talked_on=date(2025, 8, 12),
            done="Betalingspåminnelse 04.06.2025; Purring med gebyr 20.06.2025",
            proposal="Tilby betalingsavtale.",
            outcome="Ingvild tilbyr avtale med 1 500 kr i måneden.",
            benefit="sjekket 02.08.2025",
            last="Møtet 16.07.2025: Ring på nytt. Forfalt har økt med 9 000 kr siden.",
        ),
        CaseRow(who="Balto, Risten", where="Havneveien 3 A H0101", done="Varsel etter § 4-18 12.08.2025"),
    ),
)

LOAN_SHEET = LoanPreparationData(
    **COMMON | {"recipient": None},
    who="Jon-Ántte Eira Kvernmo",
    purpose=msg("enum.LoanPurpose.buy"),
    kept_on=date(2025, 8, 17),
    target=msg("startlan.malgruppe.unntak_a"),
    bank=msg("enum.BankTest.met"),
    kind=msg("enum.FinancingKind.full"),
    both=(
        BothRates(what=msg("startlan.navn.storste"), stress="2 310 400 kr", today="2 980 000 kr"),
        BothRates(what=msg("startlan.navn.overskudd"), stress="kan ikke sies", today="4 100 kr"),
    ),
    living=(
        LivingRow(
            own="17 000 kr", reference="18 609 kr", reference_mark=msg("startlan.ark.forelopig"), floor="9 000 kr"
        ),
    ),
    price=(LoanAmount(what=msg("startlan.navn.totalpris"), amount="2 567 045 kr"),),
    rates="Oppgitt rente: 4,131 %",
    remarks=(LoanRemark(what=msg("startlan.under_buffer", igjen=60_000_00, buffer=90_000_00)),),
    lacking="Inntekt før skatt per år: ikke oppgitt.",
    unconfirmed="Foreløpig til tallet er bekreftet: mat. Kilde: SIFO.",
    prioritised=True,
)
GUIDANCE_CELLS = HomeCells(
    what=msg("veiledningsark.netto"),
    first=msg("veiledningsark.forelopig", belop=10_428_00),
    second=msg("veiledningsark.belop", belop=6_032_00),
    third=msg("veiledningsark.ikke_sagt"),
)
GUIDANCE_SHEET = GuidanceSheetData(
    **COMMON | {"recipient": None},
    homes=3,
    who="Jon-Ántte Eira Kvernmo",
    household=msg("veiledningsark.husstand", voksne=2, barn=1),
    names=HomeCells(
        what=msg("veiledningsark.boligen"),
        first=msg("veiledning.bolig.dagens"),
        second=msg("veiledning.bolig.kommunal"),
        third=msg("veiledning.bolig.eie"),
    ),
    rows=(GUIDANCE_CELLS,),
    left=GUIDANCE_CELLS,
    measured=(GUIDANCE_CELLS,),
    loan=msg("veiledningsark.lan.stress", rente=Decimal("6.5"), belop=1_200_00),
    apply=(
        ApplyRow(
            what=msg("veiledningsark.sok.startlan"),
            said=msg("veiledning.sok.startlan"),
            papers=msg("veiledningsark.papirer.startlan"),
        ),
    ),
    advice="Snakke med banken før jul.",
    lacking=msg("veiledningsark.sats.sosialhjelp"),
    unconfirmed=msg("veiledningsark.sats_fra", navn=msg("veiledningsark.sats.sifo"), fra=date(2026, 2, 1)),
    rates=msg("veiledningsark.sats_fra", navn=msg("veiledningsark.sats.renter"), fra=date(2026, 11, 1)),
)
BUDGET = HouseholdBudgetData(
    **COMMON | {"recipient": None},
    who="Jon-Ántte Eira Kvernmo",
    household=msg("husholdningsbudsjett.husstand", voksne=1, barn=1),
    valid_from=date(2026, 11, 23),
    income="31 000 kr",
    left="20 100 kr",
    over_reference="3 100 kr",
    over_floor="mangler",
    living="17 000 kr",
    balance="−240 kr",
    falls_short=True,
    incomes=(BudgetPaperLine(what=msg("budsjett.inntekt.lonn"), amount="31 000 kr"),),
    costs=(BudgetPaperLine(what=msg("budsjett.utgift.husleie"), amount="9 000 kr"),),
    debts=(
        BudgetPaperDebt(
            what=msg("budsjett.gjeld.kort"), creditor="Banken", balance="20 000 kr", rate="21,9 %", instalment="900 kr"
        ),
    ),
    items=(
        BudgetPaperItem(what=msg("budsjett.sifo.mat"), proposal="4 280 kr", own="5 000 kr", difference="+720 kr"),
        BudgetPaperItem(what=msg("budsjett.sifo.klaer"), proposal="1 010 kr"),
    ),
    bills="9 000 kr",
    transfers=(BudgetPaperLine(what="Den 12. hver måned", amount="9 000 kr"),),
    lacking=(BudgetRemark(what=msg("budsjett.ikke_oppgitt", hva=msg("budsjett.felt.kjonn"))),),
    unconfirmed=(BudgetRemark(what=msg("startlan.ark.ubekreftet", kilde="SIFO", navn="mat")),),
)
DOUBLE_RENT = DoubleRentData(
    **COMMON,
    who="Jon-Ántte Eira Kvernmo",
    old_address="Fjordgata 14, H0203",
    new_address="Skolegata 4",
    from_date=date(2025, 8, 20),
    to_date=date(2025, 8, 31),
    days=12,
    rent_ore=8_950_00,
    months=(
        DoubleRentMonth(
            what=msg("startlan.dobbel_del", maned=date(2025, 8, 20), dager=12, av=31, leie=8_950_00, sum=3_464_52),
            amount_ore=3_464_52,
        ),
    ),
    sum_ore=3_464_52,
)

PLAN = CareerPlanData(
    **COMMON,
    who="Jon-Ántte Eira Kvernmo",
    made_on=date(2025, 2, 3),
    today="Leier kommunal bolig med tre rom i Fjordgata 14.",
    goal=msg("enum.HousingGoal.own_home"),
    goal_words="rekkehus i nærheten av skolen",
    next_review=date(2026, 2, 3),
    steps=(
        PlanPaperStep(
            number=1,
            what="Ha seks måneder med fast inntekt",
            who=msg("enum.StepBy.household"),
            when=msg("boligkarriereplan.gjort", dato=date(2025, 8, 1)),
        ),
        PlanPaperStep(
            number=2,
            what="Søke om bevis for finansiering",
            who=msg("boligkarriereplan.steg_av", hvem=msg("enum.StepBy.office"), navn="Ingvild"),
            when=msg("boligkarriereplan.innen", dato=date(2025, 10, 1)),
        ),
    ),
    reviews=(PlanPaperReview(on_date=date(2025, 8, 12), note="Har spart 40 000 kr."),),
)

LETTERS = (
    ("boligkarriereplan", PLAN),
    ("boligkarriereplan", replace(PLAN, today=None, goal_words=None, next_review=None, steps=(), reviews=())),
    ("forberedelse_startlan", LOAN_SHEET),
    ("forberedelse_startlan", replace(LOAN_SHEET, price=(), remarks=(), lacking=None, unconfirmed=None, kind=None)),
    ("dobbel_husleie", DOUBLE_RENT),
    *benefit_letters(COMMON, TENANCY),
    ("husholdningsbudsjett", BUDGET),
    (
        "husholdningsbudsjett",
        replace(BUDGET, falls_short=False, incomes=(), costs=(), debts=(), transfers=(), lacking=(), unconfirmed=()),
    ),
    ("veiledningsark", GUIDANCE_SHEET),
    ("veiledningsark", replace(GUIDANCE_SHEET, homes=2, loan=None, apply=(), advice=None, lacking=None)),
    ("veiledningsark", replace(GUIDANCE_SHEET, homes=1, who=None, household=None, unconfirmed=None, rates=None)),
    ("restansemote", MEETING),
    ("betalingsavtale", AGREEMENT),
    ("betalingsavtale", replace(AGREEMENT, on_top_ore=0, tolerance_days=0, account=None, kid=None, rent_kid=None)),
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
    ("kontoutskrift", STATEMENT),
    ("kontoutskrift", replace(STATEMENT, balance_ore=-1_00, open_rows=(), rows=(), known_to=None, account=None)),
    ("bekreftelse", CONFIRMATION),
    ("bekreftelse_soknad", APPLICATION_RECEIVED),
    ("forelopig_svar", PRELIMINARY_ANSWER),
    ("manglende_vedlegg", PAPERS_LETTER),
    ("overlevering_nav", HANDOVER),
    ("kravspesifikasjon", REQUIREMENTS),
    ("kravspesifikasjon", replace(REQUIREMENTS, private=True)),
    ("forlengelsesbrev", RENEWAL_LETTER),
    ("forlengelsesbrev", replace(RENEWAL_LETTER, ends_on=None)),
)

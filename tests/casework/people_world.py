"""A small office for the tests of persons: a protected mother, a father who is not, and the child they share.

The two rented Fjordgata 14 together; now he rents Kirkebakken 3 and she a home at a secret address, each with the
child. The child's registered representative is the mother, by name and phone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from boligdesk.casework import budgets, households, persons, representatives, stock_edit
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.households import MemberInput
from boligdesk.casework.person_card import person_card
from boligdesk.casework.persons import ContactInput, NewPerson, PersonInput
from boligdesk.casework.representatives import RepresentativeInput
from boligdesk.casework.stock_edit import BuildingInput, DwellingInput
from boligdesk.database.engine import Store
from boligdesk.models.casefile import ContactLog, Document, Task
from boligdesk.models.guidance import (
    BenefitStatus,
    BenefitTransfer,
    CareerPlan,
    CareerReview,
    CareerStep,
    FinanceProof,
    Guidance,
    GuidancePaper,
    LoanCase,
    PurchaseEvent,
    TransferStatement,
)
from boligdesk.models.tenancy import Ending, LeaseVersion, Protocol, Settlement, TenancyChange, TenancyTenant
from boligdesk.rules.budget.given import BudgetGiven
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import CostKind, DebtKind, DebtLine, Entry
from boligdesk.rules.budget.people import Person
from boligdesk.rules.budget.steps import RateDay
from boligdesk.rules.guidance.columns import Situation
from boligdesk.rules.guidance.given import dump_given
from boligdesk.rules.guidance.words import (
    AppliedFor,
    BenefitState,
    HousingGoal,
    LoanPurpose,
    LoanStage,
    PurchaseStep,
    StepBy,
)
from boligdesk.rules.identifiers import make_synthetic_fnr
from boligdesk.rules.rates import shipped_rates
from boligdesk.rules.startlan.kept import dump_figures
from boligdesk.rules.startlan.preparation import LoanGiven, prepare
from boligdesk.rules.terms import ChangeKind, EndKind
from boligdesk.rules.vocabulary import (
    ContactKind,
    ContactWay,
    DocumentKind,
    HouseholdRole,
    Protection,
    RepresentativeKind,
    TaskKind,
    TaskState,
)

from .stock_world import TODAY, World, found, put, tenancy, unit

__all__ = ["BORN", "MOVED", "SENTINELS", "STREET", "TODAY", "World", "family", "fnr", "ny"]

BORN = date(1988, 3, 14)
#: Where she lives now. The dwelling stands in the stock as "Utleid – skjermet"; nothing leads from her to it.
STREET = "Havnegata 9"
#: When she moved in there.
MOVED = date(2025, 4, 17)


def fnr(born: date, serial: int = 0, *, female: bool = True, d_number: bool = False) -> str:
    """A synthetic number."""
    return make_synthetic_fnr(born, serial, female=female, d_number=d_number)


#: What tells of the protected mother; must reach nobody without the right.
SENTINELS = ("Hemmeligsen", "Skjulveien", "41223344", fnr(BORN), fnr(BORN)[6:], "900112233445", "hemmelig", "2025-9999")


def ny(desk: Desk, last: str, first: str, born: date | None = None, *numbers: str, **contacts: str) -> int:
    """Register a person; contacts by kind (`phone="..."`)."""
    points = tuple(ContactInput(ContactKind(kind), value) for kind, value in contacts.items())
    new = NewPerson(PersonInput(last, first, born), numbers, points)
    reasons = dict.fromkeys(("person.samme_navn", "person.samme_telefon", "person.samme_adresse"), "prøve")
    return persons.register(desk, new, reasons).value


def family(store: Store) -> World:
    """The office described above; ids by name in `world.ids`."""
    world = found(store)
    ids, desk = world.ids, world.leader
    for name, street in (("old", "Fjordgata 14"), ("his", "Kirkebakken 3"), ("hers", STREET)):
        house = stock_edit.register_building(desk, BuildingInput(street, "9800", "Vadsø")).value
        ids[name] = stock_edit.register_dwelling(desk, house, DwellingInput(number="H0101", rooms=3)).value
        ids[f"{name}_unit"] = unit(desk, ids[name])
    ids["mother"] = ny(desk, "Hemmeligsen", "Anna", None, fnr(BORN), phone="41223344")
    ids["father"] = ny(desk, "Åpensen", "Nils", date(1985, 5, 5), phone="40000022")
    ids["child"] = ny(desk, "Åpensen", "Liv", date(2017, 6, 1))
    _then(world)
    _now(world)
    _papers(world)
    _guided(world)
    persons.set_protection(desk, ids["mother"], _version(desk, ids["mother"]), Protection.STRICT, "kode 6")
    return world


def _version(desk: Desk, person_id: int) -> int:
    return person_card(desk, person_id).version


def _then(world: World) -> None:
    """The common home from 2023 to 2025."""
    ids, desk = world.ids, world.leader
    span = (date(2023, 1, 1), date(2025, 1, 31))
    roles = {"mother": HouseholdRole.MAIN, "father": HouseholdRole.PARTNER, "child": HouseholdRole.CHILD}
    members = [MemberInput(ids[who], role, *span) for who, role in roles.items()]
    ids["old_household"] = households.create_household(desk, members).value
    times = {"from_date": span[0], "to_date": span[1], "closed_on": span[1], "household_id": ids["old_household"]}
    ids["old_tenancy"] = tenancy(desk, ids["old_unit"], ids["mother"], "2023-0001", "900112233445", **times)
    put(desk, TenancyTenant, tenancy_id=ids["old_tenancy"], person_id=ids["father"], from_date=span[0])


def _now(world: World) -> None:
    """A home each, and the child in both."""
    ids, desk = world.ids, world.leader
    for who, home, number, kid, since in (
        ("father", "his", "2025-0007", "000007003", date(2025, 3, 1)),
        ("mother", "hers", "2025-9999", "9001122334451", MOVED),
    ):
        parent = MemberInput(ids[who], HouseholdRole.MAIN, since)
        child = MemberInput(ids["child"], HouseholdRole.CHILD_SHARED, since)
        ids[f"{home}_household"] = households.create_household(desk, [parent, child]).value
        more = {"household_id": ids[f"{home}_household"], "from_date": since}
        ids[f"{home}_tenancy"] = tenancy(desk, ids[f"{home}_unit"], ids[who], number, kid, **more)
    address = ContactInput(ContactKind.ADDRESS, "Skjulveien 7", "9800", "Vadsø")
    ids["address"] = persons.add_contact_point(desk, ids["child"], address).value
    mandate = RepresentativeInput(RepresentativeKind.PARENT, "Anna Hemmeligsen", "41223344")
    ids["mandate"] = representatives.add_representative(desk, ids["child"], mandate).value


def _papers(world: World) -> None:
    ids, desk = world.ids, world.leader
    about = {"tenancy_id": ids["hers_tenancy"], "dwelling_id": ids["hers"]}
    ids["task"] = put(
        desk, Task, kind=TaskKind.MANUAL, title="hemmelig oppgave", due=TODAY, state=TaskState.OPEN, **about
    )
    put(desk, ContactLog, person_id=ids["mother"], at=desk.now, way=ContactWay.PHONE, text="hemmelig samtale")
    _lease_papers(world)
    paper = {"file_name": "hemmelig.pdf", "media_type": "application/pdf", "sha256": "0" * 64, "size": 1, "data": {}}
    lease = {"kind": DocumentKind.LEASE, "title": "hemmelig kontrakt", "dated": TODAY}
    ids["document"] = put(desk, Document, **lease, **paper, **about)


def _lease_papers(world: World) -> None:
    """What has happened to her lease."""
    desk, lease = world.leader, world.ids["hers_tenancy"]
    told = {"tenancy_id": lease, "data": {"who": "hemmelig"}}
    rows: dict[str, tuple[Any, dict[str, Any]]] = {
        "ending": (Ending, {"kind": EndKind.TENANT_NOTICE, "effective_on": TODAY, "reasons": "hemmelig"}),
        "protocol": (Protocol, {"direction": "in", "held_on": TODAY, "data": {"who": "hemmelig"}}),
        "settlement": (Settlement, {"made_on": TODAY, "balance_ore": 0, "explanation": {"who": "hemmelig"}}),
        "change": (TenancyChange, {"kind": ChangeKind.RENEWAL, "effective_on": TODAY, "facts": {"who": "hemmelig"}}),
    }
    world.ids["version"] = put(desk, LeaseVersion, number=1, **told)
    for name, (model, values) in rows.items():
        world.ids[name] = put(desk, model, tenancy_id=lease, **values)


def _guided(world: World) -> None:
    """Her bostøtte, budget, startlån and plan, each with a word that must not be told."""
    desk, her, home = world.leader, world.ids["mother"], world.ids["hers_household"]
    told = {"given": {"bolig": "hemmelig bolig"}, "explanation": {}}
    owes = BudgetGiven(Household((Person(BORN),), debts=(DebtLine(DebtKind.CARD, 1, None, 1, "hemmelig bank"),)))
    ids = world.ids
    ids["budget"] = budgets.keep_budget(desk, home, owes, TODAY, "hemmelig").value
    advice = {"on_date": TODAY, "advice": "hemmelig råd", "provisional": True}
    typed = Situation(Household((Person(BORN),), (Entry(CostKind.OTHER, 1_00, note="hemmelig utgift"),)), None, None)
    kept = {"given": dump_given(typed, ()), "explanation": {"schema": 1, "homes": []}}
    world.ids["guidance"] = put(desk, Guidance, person_id=her, household_id=home, **advice, **kept)
    heard = {"state": BenefitState.GRANTED, "from_month": TODAY.replace(day=1), "heard_on": TODAY, "amount_ore": 1_00}
    put(desk, BenefitStatus, household_id=home, note="hemmelig bostøtte", **heard)
    put(desk, GuidancePaper, person_id=her, scheme=AppliedFor.START_LOAN, kind="hemmelig papir")
    loan = {"purpose": LoanPurpose.BUY, "stage": LoanStage.PREPARING, "opened_on": TODAY, "answers": {}}
    wants = LoanGiven(LoanPurpose.BUY, (Person(BORN),))
    figures = told | {"explanation": dump_figures(prepare(wants, RateDay(shipped_rates(), TODAY)))}
    case = put(desk, LoanCase, person_id=her, household_id=home, note="hemmelig lån", **loan, **figures)
    proof = {"amount_ore": 1, "issued_on": TODAY, "expires_on": TODAY}
    put(desk, FinanceProof, case_id=case, note="hemmelig bevis", **proof)
    put(desk, PurchaseEvent, case_id=case, step=PurchaseStep.SEARCH, note="hemmelig steg")
    plan = {"made_on": TODAY, "goal": HousingGoal.OWN_HOME, "today_text": "hemmelig plan"}
    plan_id = put(desk, CareerPlan, household_id=home, person_id=her, **plan)
    put(desk, CareerStep, plan_id=plan_id, position=1, what="hemmelig steg", actor=StepBy.OFFICE)
    put(desk, CareerReview, plan_id=plan_id, on_date=TODAY, note="hemmelig gjennomgang")
    lease = {"tenancy_id": world.ids["hers_tenancy"], "from_date": TODAY, "advances": "hemmelig husleie"}
    transfer = put(desk, BenefitTransfer, person_id=her, **lease)
    put(desk, TransferStatement, transfer_id=transfer, month=TODAY.replace(day=1), received_ore=1, given_ore=1)
    ids |= {"loan": case, "plan": plan_id, "transfer": transfer}

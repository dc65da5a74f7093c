"""No door of casework tells of a protected person to those without the right (E9, P30).

The office of `people_world` has a protected mother, a father who is not, their shared child, an old common home and
her new secret one. Every read act is called with everything that could lead to her; whatever comes back (values,
refusals, files) is searched for what would tell. A new read act must be entered in `DOORS`.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from boligdesk import casework
from boligdesk.casework import (
    arrears_list,
    arrears_meetings,
    batches,
    criteria_sets,
    decisions,
    ledger_settings,
    letter_templates,
    payment_lists,
    payments,
    rule_trial,
    start,
    stock,
    stock_list,
    tenancy_list,
)
from boligdesk.casework.agreement_card import PlanWish
from boligdesk.casework.application_list import ApplicationQuery
from boligdesk.casework.applications import ApplicationInput, MemberInput
from boligdesk.casework.arrears_events import EventInput
from boligdesk.casework.arrears_list import ArrearsQuery
from boligdesk.casework.complaints import ComplaintInput
from boligdesk.casework.core.acts import ReadAct, StepsAct
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.search_index import SearchIndex
from boligdesk.casework.documents import CaseLink
from boligdesk.casework.guidances import SheetInput
from boligdesk.casework.last_saved import Part
from boligdesk.casework.loan_letters import DoubleRentInput
from boligdesk.casework.payment_lists import LineQuery
from boligdesk.casework.person_list import PersonQuery, PersonSegment, PersonSort
from boligdesk.casework.persons import ContactInput, NewPerson, PersonInput
from boligdesk.casework.renewal_list import RenewalQuery
from boligdesk.casework.rent_rounds import RoundWish
from boligdesk.casework.requirements import OrderTo, RequirementsOrder
from boligdesk.casework.settlement import SettlementInput
from boligdesk.casework.stock_facts import Fact
from boligdesk.casework.stock_list import DwellingQuery
from boligdesk.casework.tasks import TaskQuery
from boligdesk.casework.tenancy_change import Change
from boligdesk.casework.tenancy_draft import TenancyDraft
from boligdesk.casework.tenancy_end import EndRequest
from boligdesk.casework.tenancy_list import TenancyQuery
from boligdesk.casework.use_settlements import UseWish
from boligdesk.casework.waiting_list import WaitingQuery
from boligdesk.database.engine import Store
from boligdesk.models.application import (
    AcuteHandover,
    Application,
    ApplicationMember,
    RenewalItem,
    RenewalRound,
    TemporaryStay,
)
from boligdesk.models.arrears import AccountHold, ArrearsEvent, PaymentAgreement
from boligdesk.models.decision import Complaint, Offer, WaitingEvent, WaitingPlace
from boligdesk.models.ledger import LedgerEntry, RentAccount, RentChange, RentRound, UseRound, UseSettlement
from boligdesk.rules.allocation.files import shipped_texts
from boligdesk.rules.application_words import (
    ApplicationKind,
    Channel,
    ComplaintBody,
    DecisionBasis,
    DecisionResult,
    Lateness,
    Stage,
    WaitingMove,
)
from boligdesk.rules.arrears.facts import ArrearsHold
from boligdesk.rules.arrears.letters import LETTER_RULES
from boligdesk.rules.arrears.words import AgreementKind, ArrearsEventKind, LedgerKind
from boligdesk.rules.budget.given import BudgetGiven
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.people import Person
from boligdesk.rules.decisions.content import DecisionText
from boligdesk.rules.explanation import Explanation, dump
from boligdesk.rules.guidance.benefit_papers import PaperFacts
from boligdesk.rules.guidance.columns import Home, HomeColumn, Situation
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import Message, RefusedError
from boligdesk.rules.periods import Period
from boligdesk.rules.rent_change import RentChangeBasis
from boligdesk.rules.rights import SHIPPED, Right
from boligdesk.rules.templates import Template
from boligdesk.rules.terms import ChangeKind, EndKind, ExtraKind
from boligdesk.rules.use_settlement import ShareKey
from boligdesk.rules.vocabulary import ContactKind, HouseholdRole, Role, SendingWay, Status
from boligdesk.texts import fault_text, render

from .arrears_world import account_id_of
from .people_world import BORN, MOVED, SENTINELS, STREET, TODAY, World, family, fnr
from .stock_world import put

Args = Iterable[tuple[Any, ...]]
Door = Callable[[World, Path], Args]

PERSONS = ("mother", "father", "child")
DWELLINGS = ("old", "his", "hers")
HOUSEHOLDS = ("old_household", "his_household", "hers_household")
TENANCIES = ("old_tenancy", "his_tenancy", "hers_tenancy")
#: The accounts of `TENANCIES`: the first that were opened.
ACCOUNTS = (1, 2, 3)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TABLES = ("person", "person_identifier", "contact_point", "representative", "household_member", "household", "tenancy")


def _each(*names: str, more: tuple[Any, ...] = ()) -> Door:
    """Called with each of these ids."""
    return lambda world, _folder: [(world.ids[name], *more) for name in names]


def _with(*calls: tuple[Any, ...]) -> Door:
    """Called with each of these."""
    return lambda _world, _folder: calls


def _all_ids(names: tuple[str, ...]) -> Door:
    return lambda world, _folder: [([world.ids[name] for name in names],)]


def _draft(world: World, unit: str = "old_unit") -> TenancyDraft:
    people = (world.ids["father"], world.ids["child"])
    return TenancyDraft(world.ids[unit], people, TODAY, rent_ore=9_000_00)


def _looked_for() -> Iterator[NewPerson]:
    """Attempts to find her by registering her again."""
    yield NewPerson(PersonInput("Hemmeligs", "Anna", BORN), (fnr(date(1988, 3, 14)),))
    for kind, value in ((ContactKind.PHONE, "412 23 344"), (ContactKind.ADDRESS, "Skjulv. 7")):
        contact = ContactInput(kind, value)
        yield NewPerson(PersonInput("Ny", "N"), (), (contact,))


def _applied_for(world: World) -> Iterator[ApplicationInput]:
    """Attempts to find her application by registering others that share the child, or her phone."""
    _application(world)
    father, child = world.ids["father"], world.ids["child"]
    for person, members in ((father, (MemberInput(HouseholdRole.CHILD, child),)), (child, ()), (father, ())):
        yield ApplicationInput(person, ApplicationKind.NEW, TODAY, Channel.COUNTER, members=members)


def _run(world: World, *, finished: bool) -> int:
    """A run over all leases, started by one who may see her."""
    run = batches.start_batch(world.leader, "print_leases", "Skriv ut", [world.ids[name] for name in TENANCIES]).value
    if finished:
        batches.carry_on(world.leader, run)
    return run


def _own_books(world: World, *calls: tuple[Any, ...]) -> Args:
    """Calls of an office that keeps its rent accounts itself."""
    ledger_settings.choose_ledger(world.leader, LedgerKind.OWN)
    return calls


def _bank(world: World, folder: Path) -> Sequence[int]:
    """Payments of hers, by KID and by name, and one that she made for him; the ids of all lines."""
    if "bank" not in world.ids:
        his = tenancy_list.tenancy_rows(world.leader, [world.ids["his_tenancy"]])[world.ids["his_tenancy"]].kid
        rows = [("9001122334451", "895000"), ("", "12345"), (his, "895000")]
        lines = [f"20.01.2025;{kid};{int(ore) / 100:.2f};Anna Hemmeligsen;hemmelig" for kid, ore in rows]
        file = folder / "bank.csv"
        file.write_text("\r\n".join(("Bokføringsdato;KID;Beløp;Betaler;Tekst", *lines, "")), encoding="cp1252")
        done = payments.book_file(world.leader, payments.read_plan(world.leader, file))
        world.ids["bank"] = done.value.file_id
    return payment_lists.file_card(world.leader, world.ids["bank"]).line_ids


def _accounts(world: World) -> list[int]:
    with world.store.reading() as session:
        return list(session.execute(select(RentAccount.id)).scalars())


def _application(world: World) -> int:
    """The mother's application with the child, made when a door first asks for it."""
    if "application" not in world.ids:
        values = {"kind": ApplicationKind.NEW, "stage": Stage.NEW, "channel": Channel.PHONE, "received_on": TODAY}
        case = put(
            world.leader,
            Application,
            number="2025-9999",
            applicant_id=world.ids["mother"],
            own_words="hemmelig",
            answer_due=TODAY,
            **values,
        )
        put(world.leader, ApplicationMember, application_id=case, person_id=world.ids["child"], role="child")
        world.ids["application"] = case
        criteria_sets.copy_set(world.leader, "stavanger", "fjordvik", "Fjordvik")
        criteria_sets.adopt(world.leader, "fjordvik", TODAY, 1, "prøve")
        rule_trial.keep_trial(world.leader, rule_trial.try_rules(world.leader, _rules()))
    return world.ids["application"]


def _rules() -> str:
    return shipped_texts()["drammen"]


def _letter(world: World) -> Template:
    return letter_templates.template(world.leader, "leiekontrakt", "nb").template


def _offer(world: World) -> int:
    """A home offered to the mother, who stands on the waiting list."""
    if "offer" not in world.ids:
        case = {"application_id": _application(world), "decision_id": _decision(world)}
        reason = {"urgency": 1, "urgency_reason": "hemmelig grunn"}
        world.ids["place"] = put(world.leader, WaitingPlace, entered_on=TODAY, **case, **reason)
        moved = {"application_id": case["application_id"], "place_id": world.ids["place"], "reason": "hemmelig"}
        put(world.leader, WaitingEvent, at=world.leader.now, move=WaitingMove.ENTERED, **moved)
        days = {"offered_on": TODAY, "answer_by": TODAY, "checked_again": {}}
        world.ids["offer"] = put(world.leader, Offer, unit_id=world.ids["his_unit"], why="hemmelig", **case, **days)
    return world.ids["offer"]


def _decision(world: World) -> int:
    """A draft of a vedtak on the mother's application."""
    if "decision" not in world.ids:
        text = DecisionText(weighing="hemmelig", facts="Skjulveien")
        case = (_application(world), DecisionBasis.ASSISTANCE, DecisionResult.REFUSED)
        world.ids["decision"] = decisions.draft_decision(world.leader, *case, text).value
    return world.ids["decision"]


def _complaint(world: World) -> int:
    """Her complaint on it."""
    if "complaint" not in world.ids:
        about = {"decision_id": _decision(world), "application_id": _application(world), "wants": "hemmelig"}
        came = {
            "channel": Channel.PHONE,
            "received_on": TODAY,
            "lateness": Lateness.IN_TIME,
            "body": ComplaintBody.COUNTY_GOVERNOR,
        }
        world.ids["complaint"] = put(world.leader, Complaint, **about, **came)
    return world.ids["complaint"]


def _line(world: World) -> int:
    """Her line of a renewal round, beside one of somebody else."""
    if "line" not in world.ids:
        found = put(world.leader, RenewalRound, name="Runde", answer_by=TODAY)
        put(world.leader, RenewalItem, round_id=found, tenancy_id=world.ids["old_tenancy"])
        hers = {"round_id": found, "tenancy_id": world.ids["hers_tenancy"], "contact_note": "hemmelig"}
        world.ids["line"] = put(world.leader, RenewalItem, **hers)
    return world.ids["line"]


def _rents(world: World) -> int:
    """The round in which her rent and that of somebody else are to become others; her change is `rent_change`."""
    if "rents" not in world.ids:
        found = world.ids["rents"] = put(
            world.leader, RentRound, basis=RentChangeBasis.MARKET, effective_on=TODAY, note=""
        )
        grounds = Explanation("husleie.gjengs.ny_leie", {"leie": 1, "ny": 2, "dato": TODAY}, result=2)
        kept = {"explanation": {"rent": dump(grounds), "grounds": "hemmelig"}, "basis": RentChangeBasis.MARKET}
        rents = {"old_rent_ore": 1, "new_rent_ore": 900112233445, "planned_on": TODAY, "round_id": found}
        put(world.leader, RentChange, tenancy_id=world.ids["old_tenancy"], **kept, **rents | {"new_rent_ore": 2})
        world.ids["rent_change"] = put(world.leader, RentChange, tenancy_id=world.ids["hers_tenancy"], **kept, **rents)
    return world.ids["rents"]


def _use(world: World) -> int:
    """A settlement of real use with her in it, beside somebody else; hers is `use`."""
    if "uses" not in world.ids:
        days = {"from_date": LONG_AGO.date(), "to_date": LONG_AGO.date(), "extra_kind": ExtraKind.HEATING}
        sums = {"total_ore": 3, "office_ore": 0, "source": "Fjernvarme", "due_on": TODAY, "booked": True}
        found = world.ids["uses"] = put(world.leader, UseRound, share_key=ShareKey.EQUAL, **days, **sums)
        kept = {"round_id": found, "charged_ore": 1, "explanation": dump(Explanation("avregning.forklaring.resultat"))}
        other = account_id_of(world.leader, world.ids["old_tenancy"])
        put(world.leader, UseSettlement, account_id=other, actual_ore=2, **kept, **days)
        hers = account_id_of(world.leader, world.ids["hers_tenancy"])
        world.ids["use"] = put(world.leader, UseSettlement, account_id=hers, actual_ore=900112233445, **kept, **days)
    return world.ids["uses"]


def _use_wish(world: World, name: str) -> UseWish:
    return UseWish(ExtraKind.HEATING, Period(TODAY, TODAY), ShareKey.EQUAL, tenancy_ids=(world.ids[name],))


def _debt(world: World) -> int:
    """Her rent account: what she owes, and what holds her case."""
    if "debt" not in world.ids:
        account = world.ids["debt"] = account_id_of(world.leader, world.ids["hers_tenancy"])
        owed = {"amount_ore": 900112233445, "on_date": LONG_AGO.date(), "recorded_at": LONG_AGO, "detail": {}}
        put(world.leader, LedgerEntry, account_id=account, kind=EntryKind.RENT, text="hemmelig", **owed)
        about = {"account_id": account, "from_date": LONG_AGO.date(), "reason": "hemmelig"}
        put(world.leader, AccountHold, hold=ArrearsHold.PAUSED, **about)
        arrears_list.rebuild_day(world.leader)
    return world.ids["debt"]


def _letter_made(world: World) -> int:
    """A letter about her debt that waits to be sent."""
    if "letter" not in world.ids:
        made = {"on_date": TODAY, "document_id": world.ids["document"], "amount_ore": 900112233445, "detail": {}}
        about = {"account_id": _debt(world), "kind": ArrearsEventKind.REMINDER}
        world.ids["letter"] = put(world.leader, ArrearsEvent, note="hemmelig", **about, **made)
    return world.ids["letter"]


def _letter_run(world: World) -> int:
    """A run of letters with her debt in it, that was stopped before it began."""
    return batches.start_batch(world.leader, "letters_reminder", "Påminnelser", [_debt(world)]).value


def _agreement(world: World) -> int:
    """A plan for her debt."""
    if "agreement" not in world.ids:
        made = {"kind": AgreementKind.PLAN, "agreed_on": TODAY, "total_ore": 900112233445, "note": "hemmelig"}
        world.ids["agreement"] = put(world.leader, PaymentAgreement, account_id=_debt(world), **made)
    return world.ids["agreement"]


def _meeting(world: World) -> int:
    """A restansemøte with her case on the list."""
    if "meeting" not in world.ids:
        given = arrears_meetings.MeetingInput(TODAY, [_debt(world)])
        world.ids["meeting"] = arrears_meetings.open_meeting(world.leader, given).value
    return world.ids["meeting"]


def _acute(world: World) -> int:
    """Her application, in an acute case with a midlertidig botilbud."""
    application_id = _application(world)
    if "acute" not in world.ids:
        about = {"application_id": application_id}
        world.ids["acute"] = put(world.leader, AcuteHandover, **about, sleeps_tonight=False, note="hemmelig")
        put(world.leader, TemporaryStay, **about, place="Hemmelig gate 1", from_date=TODAY)
    return application_id


def _sheet() -> SheetInput:
    """What is typed of somebody who sits there."""
    given = Situation(Household((Person(age_months=400),)), None, None)
    return SheetInput(given, (Home(HomeColumn.TODAY, 1_00),))


#: Every read act of casework, and with what it is tried.
DOORS: Mapping[str, Door] = {
    "benefit_candidates.candidates": _with(()),
    "benefit_candidates.vacant_homes": _with(()),
    "benefit_papers.benefit_papers": _each(*PERSONS, more=(PaperFacts(),)),
    "benefit_papers.print_checklist": _each(*PERSONS, more=(PaperFacts(),)),
    "benefit_transfers.print_consent": lambda w, _f: [
        (w.ids[home], w.ids[who], TODAY, "husleie") for home in TENANCIES for who in PERSONS
    ],
    "benefit_transfers.print_statement": _with((1,)),
    "benefit_transfers.transfers_of": _each(*TENANCIES),
    "benefit_statuses.benefit_now": _with(((1, 2, 3),)),
    "benefit_statuses.benefit_of": _each(*HOUSEHOLDS),
    "budgets.budget_card": _each("budget"),
    "budgets.budgets_of": _each(*HOUSEHOLDS),
    "budgets.estimate": _with((BudgetGiven(Household((Person(age_months=400),))),)),
    "budgets.latest": _each(*HOUSEHOLDS),
    "budget_letters.print_budget": lambda w, _f: [
        (w.ids["budget"], person) for person in (w.ids["mother"], w.ids["child"])
    ],
    "career_papers.print_plan": _each("plan"),
    "career_plans.due_reviews": _with((), (TODAY,)),
    "career_plans.plan_card": _each("plan"),
    "leaving.leavings": _with((date(2020, 1, 1), TODAY)),
    "guidance_subject.subject": _each(*PERSONS),
    "guidances.guidance_card": _each("guidance"),
    "guidances.guidances_of": _each(*PERSONS),
    "guidances.keep_guidance": lambda w, _f: [(w.ids[name], _sheet()) for name in PERSONS],
    "guidances.print_sheet": lambda _w, _f: [(_sheet(),)],
    "loan_cases.expiring_proofs": _with(()),
    "loan_cases.loan_card": _each("loan"),
    "loan_cases.loans_of": _each(*PERSONS),
    "loan_figures.loan_basis": _each(*PERSONS),
    "loan_letters.print_double_rent": lambda w, _f: [(w.ids["loan"], DoubleRentInput("x", TODAY, TODAY, 1, TODAY))],
    "loan_letters.print_loan_preparation": _each("loan"),
    "loan_letters.proposed_reasons": _each("loan"),
    "loan_papers.loan_papers": _each("loan"),
    "career_plans.plans_of": _each(*PERSONS),
    "account_links.account_links": lambda w, _f: [(account,) for account in ACCOUNTS],
    "acute.acute_state": lambda w, _f: [(_acute(w),)],
    "acute.print_handover": lambda w, _f: [(_acute(w),)],
    "absences.absences": _with(()),
    "agreement_card.agreement_choices": lambda w, _f: [(_debt(w),)],
    "agreement_card.agreements_of": lambda w, _f: [(_debt(w),)],
    "agreement_card.propose_plan": lambda w, _f: [(_debt(w), PlanWish((1,), TODAY))],
    "agreement_letters.print_agreement": lambda w, _f: [(_agreement(w),)],
    "application_card.application_card": lambda w, _f: [(_application(w),)],
    "application_card.application_versions": lambda w, _f: [(_application(w), 0)],
    "application_letters.print_confirmation": lambda w, _f: [(_application(w),)],
    "application_letters.print_papers_letter": lambda w, _f: [(_application(w),)],
    "application_letters.print_preliminary_answer": lambda w, _f: [(_application(w), "venter", date(2027, 1, 15))],
    "application_list.application_counts": _with((ApplicationQuery(),), (ApplicationQuery("hemm"),)),
    "application_list.application_ids": _with((ApplicationQuery(),), (ApplicationQuery("hemm"),)),
    "application_list.application_rows": lambda w, _f: [([_application(w)],)],
    "application_papers.application_papers": lambda w, _f: [(_application(w),)],
    "application_papers.proposed_papers_due": _with(()),
    "applications.check_application": lambda w, _f: [(new,) for new in _applied_for(w)],
    "applications.check_household": lambda w, _f: [(_application(w), ())],
    "applications.household_proposal": _each(*PERSONS),
    "areas.areas": _with(()),
    "arrears_card.arrears_card": lambda w, _f: [(_debt(w),)],
    "arrears_events.check_event": lambda w, _f: [(EventInput(_debt(w), ArrearsEventKind.PETITION_FILED, TODAY),)],
    "arrears_events.petition_points": lambda w, _f: [(_debt(w),)],
    "arrears_letter_list.case_letters": lambda w, _f: [(_debt(w),)] if _letter_made(w) else [],
    "arrears_letter_list.letter_paper": lambda w, _f: [(w.ids["document"],)],
    "letter_runs.unfinished_letter_runs": lambda w, _f: [()] if _letter_run(w) else [],
    "arrears_letters.letter_plan": lambda w, _f: [([_debt(w)], kind) for kind in LETTER_RULES],
    "arrears_letters.make_letter": lambda w, _f: [(_debt(w), ArrearsEventKind.REMINDER)],
    "arrears_letters.mark_letters_sent": lambda w, _f: [([_letter_made(w)], SendingWay.POST, TODAY)],
    "arrears_letters.preview_letter": lambda w, _f: [(_debt(w), ArrearsEventKind.REMINDER)],
    "arrears_letters.unsent_letters": lambda w, _f: [()] if _letter_made(w) else [],
    "arrears_list.arrears_count": _with(()),
    "arrears_list.arrears_ids": lambda w, _f: (
        [(ArrearsQuery(everybody=True),), (ArrearsQuery("hemm"),)] if _debt(w) else []
    ),
    "arrears_list.arrears_rows": lambda w, _f: [([_debt(w)],)],
    "arrears_list.arrears_sums": lambda w, _f: [(ArrearsQuery(everybody=True),)] if _debt(w) else [],
    "arrears_list.rebuild_day": lambda w, _f: [()] if _debt(w) else [],
    "arrears_tasks.note_missed": lambda w, _f: [()] if _debt(w) else [],
    "arrears_papers.print_petition_checklist": lambda w, _f: [(_debt(w),)],
    "arrears_meetings.meeting": lambda w, _f: [(_meeting(w),)],
    "arrears_meetings.meeting_pdf": lambda w, _f: [(_meeting(w),)],
    "arrears_meetings.meetings": lambda w, _f: [()] if _meeting(w) else [],
    "arrears_meetings.outcomes_of": lambda w, _f: [(_debt(w),)] if _meeting(w) else [],
    "arrears_meetings.propose_cases": lambda w, _f: [()] if _debt(w) else [],
    "assessments.queue": lambda w, _f: [([_application(w)],)],
    "assessments.set_choices": _with(()),
    "assessments.sheet": lambda w, _f: [(_application(w),)],
    "batches.batch": lambda w, _f: [(_run(w, finished=True),)],
    "batches.carry_on": lambda w, _f: [(_run(w, finished=False),)],
    "batches.make_letters": lambda w, _f: [([_debt(w)], ArrearsEventKind.REMINDER)],
    "batches.unfinished_batches": _with(()),
    "change_letters.print_addendum": _each("change"),
    "charges.charge_month": lambda w, _f: _own_books(w, (TODAY,)),
    "charges.plan_month": lambda w, _f: _own_books(w, (TODAY,)),
    "collection.write_collection": lambda w, folder: [([_debt(w)], folder / "inkasso.csv")],
    "complaint_letters.check_forwarding": lambda w, _f: [(_complaint(w), ())],
    "complaint_letters.complaint_file": lambda w, _f: [(_complaint(w),)],
    "complaint_letters.forward_complaint": lambda w, _f: [(_complaint(w), 1, ())],
    "complaint_letters.preview_forwarding": lambda w, _f: [(_complaint(w), ())],
    "complaint_letters.print_complaint_received": lambda w, _f: [(_complaint(w),)],
    "complaint_letters.print_dismissal": lambda w, _f: [(_complaint(w),)],
    "complaint_letters.print_mend_letter": lambda w, _f: [(_complaint(w),)],
    "complaints.check_complaint": lambda w, _f: [(_decision(w), ComplaintInput(Channel.PHONE, TODAY))],
    "complaints.complaints_of": lambda w, _f: [(_application(w),)] if _complaint(w) else [],
    "complaints.open_to_complaint": lambda w, _f: [(_application(w),)] if _decision(w) else [],
    "contacts.contacts": _each(*PERSONS, more=(50,)),
    "criteria_sets.criteria_lines": _with(()),
    "criteria_sets.criteria_view": _with(("drammen",), ("finnes-ikke",)),
    "criteria_sets.export_file": lambda _w, folder: [("drammen", folder / "drammen.toml")],
    "criteria_sets.office_set": _with(("drammen",)),
    "criteria_sets.would_end": _with(("drammen", TODAY)),
    "decision_card.decision_card": lambda w, _f: [(_decision(w),)],
    "decision_card.decisions_of": lambda w, _f: [(_application(w),)] if _decision(w) else [],
    "decision_card.new_choices": lambda w, _f: [(_application(w),)],
    "decision_card.proposal": lambda w, _f: [(_application(w), DecisionBasis.HOUSING, DecisionResult.REFUSED)],
    "decisions.finish_decision": lambda w, _f: [(_decision(w), 1)],
    "decisions.preview_decision": lambda w, _f: [(_decision(w),)],
    "decisions.print_decision": lambda w, _f: [(_decision(w),)],
    "forewarnings.print_forewarning": lambda w, _f: [(_decision(w), 1, TODAY)],
    "deductions.consent_papers": lambda w, _f: [(_debt(w),)],
    "deductions.deduction_share": _with(()),
    "deductions.deductions_of": lambda w, _f: [(_debt(w),)],
    "documents.documents_at": _each(*DWELLINGS),
    "documents.documents_of": lambda w, _f: [
        *((CaseLink(person_id=w.ids[name]),) for name in PERSONS),
        *((CaseLink(tenancy_id=w.ids[name]),) for name in TENANCIES),
        *((CaseLink(dwelling_id=w.ids[name]),) for name in DWELLINGS),
        (CaseLink(application_id=_application(w)),),
    ],
    "drafts.draft_key": _with(()),
    "documents.open_document": _each("document"),
    "documents.sendings_of": _each("document"),
    "documents.unjournalled": _with(()),
    "end_letters.print_end_letter": _each("ending"),
    "feed.feed_start": _with(()),
    "feed.news": _with((0,)),
    "history.application_history": lambda w, _f: [(_application(w), 1000)],
    "history.dwelling_history": _each(*DWELLINGS, more=(1000,)),
    "history.last_change_of_dwelling": _each(*DWELLINGS),
    "history.looks_at": _each(*PERSONS),
    "history.person_history": _each(*PERSONS, more=(1000,)),
    "history.record_history": lambda _w, _f: [(table, row, 1000) for table in TABLES for row in range(1, 15)],
    "history.tenancy_history": _each(*TENANCIES, more=(1000,)),
    "households.household": _each(*HOUSEHOLDS),
    "households.households_of": _each(*PERSONS),
    "last_saved.last_saved": lambda w, _f: [(_application(w), part) for part in (Part.APPLICATION, Part.JUDGEMENT)],
    "lease_choices.home_of": _each(*TENANCIES),
    "lease_choices.tenancy_versions": _each(*TENANCIES, more=(0,)),
    "lease_choices.unit_known": _each("old_unit", "hers_unit", more=(TODAY,)),
    "lease_choices.units_found": _with(("",), ("havn",), ("hemm",)),
    "lease_print.preview_lease": lambda w, _f: [(_draft(w),)],
    "lease_print.print_information": lambda w, _f: [(_draft(w),)],
    "lease_print.print_lease": _each("old_tenancy", "hers_tenancy"),
    "lease_print.print_paper": _each("old_tenancy", "hers_tenancy", more=("samtykke_fast_trekk",)),
    "lease_print.reprint": _each("old_tenancy", "hers_tenancy"),
    "lease_sign.clause_status": _each(*TENANCIES),
    "lease_sign.versions_of": _each(*TENANCIES),
    "giro_mandates.giro_mandates": _with(()),
    "ledger_interest.preview_interest": lambda w, _f: [(account, TODAY) for account in ACCOUNTS],
    "ledger_settings.ledger_settings": _with(()),
    "letter_templates.template": _with(("leiekontrakt", "nb")),
    "letter_templates.template_findings": lambda w, _f: [(_letter(w),)],
    "letter_templates.template_preview": lambda w, _f: [(_letter(w),)],
    "letter_templates.templates": _with(()),
    "maintenance.office_state": _with(()),
    "matching.homes_for": lambda w, _f: [(_application(w),)],
    "matching.households_for": lambda w, _f: [(_offer(w) and w.ids["his_unit"],)],
    "merging.merge_preview": lambda w, _f: [
        (w.ids["father"], w.ids["mother"]),
        (w.ids["father"], w.ids["child"]),
    ],
    "offer_letters.print_offer": lambda w, _f: [(_offer(w),)],
    "offers.check_again": lambda w, _f: [(_offer(w),)],
    "offers.lease_draft_for": lambda w, _f: [(_offer(w),)],
    "offers.offer_now": lambda w, _f: [(_application(w),)] if _offer(w) else [],
    "offers.offer_proposal": lambda w, _f: [(_application(w), w.ids["his_unit"])] if _offer(w) else [],
    "offers.offers_of": lambda w, _f: [(_application(w),)] if _offer(w) else [],
    "person_card.person_card": _each(*PERSONS),
    "person_list.export_persons": lambda _w, folder: [(folder / "p.xlsx", PersonQuery())],
    "payment_lists.account_names": lambda w, _f: [(_accounts(w),)],
    "payment_lists.file_card": lambda w, f: [(w.ids["bank"],)] if _bank(w, f) else [],
    "payment_lists.file_ids": lambda w, f: [()] if _bank(w, f) else [],
    "payment_lists.file_rows": lambda w, f: [([w.ids["bank"]],)] if _bank(w, f) else [],
    "payment_lists.known_payers": lambda w, _f: [(one,) for one in (None, *_accounts(w))],
    "payment_lists.line_card": lambda w, f: [(line,) for line in _bank(w, f)],
    "payment_lists.line_ids": lambda w, f: [(LineQuery(),), (LineQuery("hemmeligsen"),)] if _bank(w, f) else [],
    "payment_lists.line_rows": lambda w, f: [(_bank(w, f),)],
    "payment_lists.waiting_count": _with(()),
    "night_job.run_night_job": lambda w, _f: [()] if _debt(w) else [],
    "payments.known_to": _with(()),
    "person_list.person_counts": _with(("",), ("hemm",), ("havn",)),
    "person_list.person_ids": _with(*((PersonQuery(sort=sort),) for sort in PersonSort)),
    "person_list.person_rows": _all_ids(PERSONS),
    "persons.check_person": lambda _w, _f: [(new,) for new in _looked_for()],
    "persons.person_versions": _each(*PERSONS, more=(0,)),
    "price_indexes.index_tables": _with(()),
    "protocols.blank_protocol": _each(*TENANCIES),
    "protocols.print_protocol": _each("protocol"),
    "rates.office_rates": _with(()),
    "rates.rate_lines": _with(()),
    "readiness.readiness": _with(()),
    "renewal_letters.print_renewal_letter": lambda w, _f: [(_line(w),)],
    "rent_notices.print_rent_notices": lambda w, _f: [(w.ids["rent_change"],)] if _rents(w) else [],
    "rent_notices.preview_rent_notice": lambda w, _f: [(w.ids["rent_change"], w.ids["mother"])] if _rents(w) else [],
    "rent_rounds.mark_round_sent": lambda w, _f: [(_rents(w), TODAY)],
    "rent_rounds.plan_round": _with((RoundWish(RentChangeBasis.MARKET, date(2027, 12, 1)),)),
    "rent_rounds.rent_history": _each("hers_tenancy", "old_tenancy"),
    "rent_rounds.rent_rounds": lambda w, _f: [()] if _rents(w) else [],
    "rent_rounds.round_changes": lambda w, _f: [(_rents(w),)],
    "renewal_list.export_round": lambda w, folder: [(folder / "r.xlsx", RenewalQuery(1))] if _line(w) else [],
    "renewal_list.renewal_ids": lambda w, _f: [(RenewalQuery(1),), (RenewalQuery(1, text="hemm"),)] if _line(w) else [],
    "renewal_list.renewal_rounds": lambda w, _f: [()] if _line(w) else [],
    "renewal_list.renewal_rows": lambda w, _f: [([_line(w)],)],
    "renewals.renewal_candidates": _with(()),
    "representatives.representatives": _each(*PERSONS),
    "requirements.print_requirements": lambda w, _f: [(_application(w), RequirementsOrder(OrderTo.PRIVATE_LANDLORD))],
    "requirements.requirements_of": lambda w, _f: [(_application(w), OrderTo.PROPERTY_UNIT)],
    "rule_trial.kept_trials": lambda w, _f: [()] if _application(w) else [],
    "rule_trial.try_rules": lambda w, _f: [(_rules(),)] if _application(w) else [],
    "search.load_index": _with(()),
    "search.refresh_index": lambda w, _f: [(SearchIndex(TODAY), {"person": [w.ids[n] for n in PERSONS]})],
    "settings.logo": _with(()),
    "settings.office": _with(()),
    "settings.office_settings": _with(()),
    "settlement.preview_settlement": lambda w, _f: [(SettlementInput(w.ids[n]),) for n in TENANCIES],
    "settlement.print_settlement": _each("settlement"),
    "since_last.since_last": lambda w, _f: [(LONG_AGO,)] if _application(w) else [],
    "statements.print_statement": lambda w, _f: [(account,) for account in ACCOUNTS],
    "statements.statement": lambda w, _f: [(account,) for account in ACCOUNTS],
    "stock.dwelling_card": _each(*DWELLINGS),
    "stock_edit.building_at": _with(("Havnegata 9",)),
    "stock_edit.building_form": _with((1,), (2,), (3,)),
    "stock_edit.building_versions": _with((3, 0)),
    "stock_edit.dwelling_form": _each(*DWELLINGS),
    "stock_edit.dwelling_versions": _each(*DWELLINGS, more=(0,)),
    "stock_edit.dwellings_in": _with((1,), (2,), (3,)),
    "stock_facts.fact_versions": lambda _w, _f: [(fact, 1, 0) for fact in Fact],
    "stock_list.dwelling_ids": _with((DwellingQuery(),), (DwellingQuery(text="hemm"),)),
    "stock_list.dwelling_rows": _all_ids(DWELLINGS),
    "stock_list.export_kobo": lambda _w, folder: [(folder / "kobo.csv", DwellingQuery())],
    "stock_list.export_list": lambda _w, folder: [(folder / "b.xlsx", DwellingQuery())],
    "stock_list.stock_choices": _with(()),
    "stock_list.stock_summary": _with((DwellingQuery(),)),
    "use_letters.mark_use_letters_sent": lambda w, _f: [(_use(w), TODAY, SendingWay.POST)],
    "use_letters.print_use_letter": lambda w, _f: [(w.ids["use"],)] if _use(w) else [],
    "use_settlements.plan_settlement": lambda w, _f: [(_use_wish(w, n),) for n in TENANCIES],
    "use_settlements.settled_lines": lambda w, _f: [(_use(w),)],
    "use_settlements.use_buildings": _with(()),
    "use_settlements.use_rounds": lambda w, _f: [()] if _use(w) else [],
    "waiting_list.place_of": lambda w, _f: [(_application(w),)] if _offer(w) else [],
    "waiting_list.waiting_choices": lambda w, _f: [()] if _offer(w) else [],
    "waiting_list.waiting_events": lambda w, _f: [(_application(w),)] if _offer(w) else [],
    "waiting_list.waiting_ids": lambda w, _f: [(WaitingQuery(),), (WaitingQuery("hemm"),)] if _offer(w) else [],
    "waiting_list.waiting_rows": lambda w, _f: [([w.ids["place"]],)] if _offer(w) else [],
    "waiting_list.waiting_rules": _with(()),
    "vacancies.vacancies": lambda w, _f: [()] if _offer(w) else [],
    "tasks.task_ids": _with((TaskQuery(),)),
    "tasks.task_rows": lambda w, _f: [([w.ids["task"]],)],
    "temporary_stays.temporary_stays": lambda w, _f: [(_acute(w),)],
    "tenancy_card.tenancy_card": _each(*TENANCIES),
    "tenancy_change.assess": lambda w, _f: [
        (Change(w.ids[name], 1, ChangeKind.DEATH, TODAY, w.ids["father"]),) for name in TENANCIES
    ],
    "tenancy_end.assess_end": lambda w, _f: [
        (EndRequest(w.ids[name], 1, EndKind.TENANT_NOTICE, TODAY),) for name in TENANCIES
    ],
    "tenancy_end.endings_of": _each(*TENANCIES),
    "tenancy_end.request_window": _each(*TENANCIES),
    "tenancy_end.rent_after_keys": lambda w, _f: [(w.ids[name], TODAY) for name in TENANCIES],
    "tenancy_list.tenancy_ids": _with((TenancyQuery(),), (TenancyQuery("hemm"),)),
    "tenancy_list.tenancy_rows": _all_ids(TENANCIES),
    "tenancy_new.check": lambda w, _f: [(_draft(w),), (_draft(w, "hers_unit"),)],
    "tenancy_new.propose": lambda w, _f: (
        [(w.ids[unit], (w.ids["father"],), TODAY) for unit in ("hers_unit", "old_unit")]
        + [(w.ids["his_unit"], (w.ids["child"],), TODAY)]
    ),
    "today.day": lambda w, _f: [()] if _application(w) else [],
    "undo.may_undo": lambda _w, _f: [(act,) for act in range(1, 60)],
    "users.colleagues": _with(()),
    "users.rights_table": _with(()),
    "users.users": _with(()),
}
#: What an act must be given by name.
BY_NAME: Mapping[str, Mapping[str, Any]] = {"blank_protocol": {"moving_in": False}}
#: Acts of several steps that take in a file or copy the whole base, and answer with no record. The import's steps
#: work on the user's own list; what it matches is tried in its own tests.
NOT_DOORS = {
    "claim_marks.pay_freed": "tells how many, of nobody",
    "criteria_sets.import_file": "files what the user brings",
    "documents.file_attachment": "files what the user brings",
    "lease_sign.file_signed_scan": "files what the user brings",
    "lease_sign.register_with_scan": "files what the user brings",
    "maintenance.back_up": "the whole base, for those with MAINTENANCE",
    "maintenance.move_office": "the whole base, for those with MAINTENANCE",
    "maintenance.check_everything": "names no record",
    "payment_columns.list_columns": "reads the user's own list",
    "payment_parts.read_split": "reads the user's own list",
    "payments.book_file": "books the user's own file",
    "payments.read_plan": "reads the user's own file",
    "price_indexes.import_index": "reads the publisher's file",
    "shown_lists.write_shown": "writes what this desk has read through the other doors",
}
#: The address of her home may stand here: as a dwelling of the municipality, with nobody's name.
OF_STOCK = (
    *("areas.", "stock", "search.", "lease_choices.", "history.dwelling_history", "history.last_change"),
    "use_settlements.use_buildings",
)
WITHOUT = [role for role in Role if Right.PROTECTED not in SHIPPED[role]]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


def _acts() -> dict[str, ReadAct[Any, Any] | StepsAct[Any, Any]]:
    found = {}
    for info in pkgutil.iter_modules(casework.__path__):
        if info.ispkg:
            continue
        module = importlib.import_module(f"boligdesk.casework.{info.name}")
        for name, act in vars(module).items():
            if isinstance(act, (ReadAct, StepsAct)) and not name.startswith("_") and act.__module__ == module.__name__:
                found[f"{info.name}.{name}"] = act
    return found


def _desk(world: World, role: Role) -> Desk:
    return start.scheduled_desk(world.store) if role is Role.SCHEDULED else world.desk(role)


def _told(value: object, seen: set[int]) -> Iterator[str]:
    """Every text that lies in a value, however deep: fields, messages, PDF pages, cells of a spreadsheet."""
    if isinstance(value, str) or value is None or isinstance(value, (int, float, date, Enum)):
        yield str(value)
    elif id(value) not in seen:
        seen.add(id(value))
        yield from _inside(value, seen)


def _inside(value: object, seen: set[int]) -> Iterator[str]:
    if isinstance(value, Message):
        yield render(value)
    if isinstance(value, bytes):
        yield from _written(value)
    elif isinstance(value, Path):
        yield value.name
        yield from _written(value.read_bytes()) if value.is_file() else ()
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for part in pair for text in _told(part, seen))
    elif isinstance(value, Iterable):
        yield from (text for part in value for text in _told(part, seen))
    elif hasattr(value, "__dict__"):
        yield from _told(vars(value), seen)
    else:
        yield repr(value)


def _written(content: bytes) -> Iterator[str]:
    if content.startswith(b"%PDF"):
        yield from (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        book = load_workbook(io.BytesIO(content))
        yield from (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    else:
        yield content.decode("utf-8", "replace")


def _tried(act: ReadAct[Any, Any] | StepsAct[Any, Any], desk: Desk, args: tuple[Any, ...]) -> str:
    """Everything that one call tells, its refusal included."""
    try:
        result: object = act(desk, *args, **BY_NAME.get(act.__name__, {}))
        if args and isinstance(args[0], SearchIndex):
            result = args[0]
    except RefusedError as refused:
        result = [fault_text(fault) for fault in refused.faults]
    return "\n".join(_told(result, set()))


def _sentinels(door: str) -> tuple[str, ...]:
    street = () if door.startswith(OF_STOCK) else (STREET,)
    return (*SENTINELS, *street, MOVED.isoformat(), f"{MOVED:%d.%m.%Y}")


def test_every_read_act_is_a_door_that_is_tried() -> None:
    acts = {door for door in _acts() if not door.startswith("imports.")}
    assert acts - set(DOORS) - set(NOT_DOORS) == set(), "enter the new act in DOORS, with what could lead to her"
    assert set(DOORS) - acts == set(), "no such act any more"


@pytest.mark.parametrize("role", WITHOUT)
def test_no_door_tells_of_her(world: World, role: Role, tmp_path: Path) -> None:
    desk = _desk(world, role)
    acts = _acts()
    leaks = []
    for door, calls in DOORS.items():
        for args in calls(world, tmp_path):
            told = _tried(acts[door], desk, args)
            leaks += [f"{door}{args}: {word}" for word in _sentinels(door) if word.lower() in told.lower()]
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize(
    ("door", "word"),
    [
        ("application_card.application_card", "Hemmeligsen"),
        ("application_list.application_rows", "Hemmeligsen"),
        ("application_letters.print_confirmation", "Hemmeligsen"),
        ("arrears_card.arrears_card", "hemmelig"),
        ("arrears_list.arrears_rows", "Hemmeligsen"),
        ("complaints.complaints_of", "hemmelig"),
        ("contacts.contacts", "hemmelig samtale"),
        ("documents.documents_of", "hemmelig kontrakt"),
        ("history.person_history", "Skjulveien"),
        ("households.household", "Hemmeligsen"),
        ("payment_lists.line_rows", "Hemmeligsen"),
        ("payment_lists.line_card", "9001122334451"),
        ("person_card.person_card", STREET),
        ("person_list.export_persons", "Hemmeligsen"),
        ("person_list.person_rows", "Hemmeligsen"),
        ("persons.person_versions", "strict"),
        ("representatives.representatives", "41223344"),
        ("search.load_index", "Hemmeligsen"),
        ("stock_list.export_list", "Hemmeligsen"),
        ("tasks.task_rows", "hemmelig oppgave"),
        ("today.day", "hemmelig oppgave"),
        ("today.day", "Foreløpig svar"),
        ("tenancy_card.tenancy_card", "Hemmeligsen"),
        ("tenancy_list.tenancy_rows", "Hemmeligsen"),
    ],
)
def test_those_with_the_right_are_told(world: World, tmp_path: Path, door: str, word: str) -> None:
    """The search finds what is there: otherwise the test above would prove nothing."""
    told = [_tried(_acts()[door], world.leader, args) for args in DOORS[door](world, tmp_path)]
    assert word.lower() in "\n".join(told).lower()


@pytest.mark.parametrize("role", WITHOUT)
def test_her_dwelling_is_let_and_never_vacant(world: World, role: Role, tmp_path: Path) -> None:
    desk, hers = _desk(world, role), world.ids["hers"]
    row = stock_list.dwelling_rows(desk, [hers])[hers]
    assert row.status is Status.LET
    assert "skjermet" in "\n".join(_told(stock.dwelling_card(desk, hers), set())).lower()
    assert stock_list.dwelling_rows(desk, [world.ids["old"]])[world.ids["old"]].status is Status.VACANT
    assert tmp_path.is_dir()


def test_counts_and_searches_do_not_betray_her(world: World) -> None:
    from boligdesk.casework import person_list

    desk = _desk(world, Role.COUNTER)
    for text in ("hemm", "havn", "41223344", fnr(BORN), "14.03.1988"):
        assert set(person_list.person_counts(desk, text).values()) == {0}, text
        assert person_list.person_counts(world.leader, text)[PersonSegment.ALL] == 1, text


def test_the_housemates_are_shown_without_what_leads_to_her(world: World) -> None:
    from boligdesk.casework.person_card import person_card

    desk, ids = _desk(world, Role.COUNTER), world.ids
    child = person_card(desk, ids["child"])
    assert [home.id for home in child.households] == [ids["his_household"]]
    assert (child.contact_points, child.representatives) == ((), ())
    assert child.home is not None
    assert child.home.address == "Kirkebakken 3, H0101"
    father = person_card(desk, ids["father"])
    assert [t.home.tenancy_id for t in father.tenancies] == [ids["his_tenancy"]]

"""The sheet: the system's answers, the caseworker's own, facts with their sources, and what lacks before a vedtak."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boligdesk.casework import assessments, criteria_sets
from boligdesk.casework.assessments import AnswerInput, FactInput
from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.core.seekers import seekers_of
from boligdesk.casework.core.sheet import JudgementInput
from boligdesk.models.application import Application, ApplicationMember, ApplicationNeed
from boligdesk.models.tenancy import TenancyTenant
from boligdesk.rules.allocation.assessment import Eligibility
from boligdesk.rules.allocation.catalogue import FACTS
from boligdesk.rules.allocation.given import plain
from boligdesk.rules.application_words import ChildHeard, CriterionStatus, Growth, Stage, StayKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import HouseholdRole, Protection, Role
from boligdesk.texts import render

from .sheet_world import TODAY, SheetWorld, application, lease, person
from .stock_world import put

MET, NOT_MET = CriterionStatus.MET, CriterionStatus.NOT_MET
EXCEPTION, UNKNOWN = CriterionStatus.EXCEPTION, CriterionStatus.UNKNOWN


def change(world: SheetWorld, **values: object) -> None:
    """Change the application behind the acts' back, as D5's acts would."""
    with world.store.writing() as session:
        row = session.get_one(Application, world.application)
        for name, value in values.items():
            setattr(row, name, value)
        row.updated_at = row.created_at


def answer_all(world: SheetWorld) -> None:
    """Everything known and answered as the system does."""
    world.type_fact("bosatt_siden", "2020-01-01")
    world.type_fact("brutto_arsinntekt_ore", 32_400_000)
    assessments.follow_system(world.desk, world.application)


@pytest.mark.lagring
def test_the_sheet_shows_the_system_beside_nobodys_answer_yet(sheets: SheetWorld) -> None:
    sheet = sheets.sheet
    assert [line.system for line in sheet.lines] == [MET, UNKNOWN, UNKNOWN, MET]
    assert [line.own for line in sheet.lines] == [None] * 4
    assert (sheet.answered, sheet.outcome) == (0, Eligibility.UNKNOWN)
    age = sheet.lines[0].facts[0]
    assert (age.fact and age.fact.value, render(age.fact.source) if age.fact else "") == (
        date(1991, 5, 2),
        "Personkortet",
    )


@pytest.mark.lagring
def test_an_answer_stands_beside_the_systems_and_begins_the_assessment(sheets: SheetWorld) -> None:
    sheets.type_fact("bosatt_siden", "2025-03-14", "Folkeregisteret")
    sheets.type_fact("flyktning", False, "Søkeren")
    given_answer = AnswerInput(EXCEPTION, "saerlige_grunner", "Flyttet hit for å pleie mor")
    assessments.answer(sheets.desk, sheets.application, "botid", given_answer)
    line = sheets.line("botid")
    assert (line.system, line.own and line.own.answer) == (NOT_MET, EXCEPTION)
    assert line.given and line.given.key == "saerlige_grunner"
    assert line.own and line.own.reason == "Flyttet hit for å pleie mor"
    with sheets.store.reading() as session:
        assert session.get_one(Application, sheets.application).stage is Stage.ASSESSING


def test_who_departs_from_the_system_says_why(sheets: SheetWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(NOT_MET))
    assert refused.value.fault.code == "vurderingsark.skriv_grunn"
    assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(NOT_MET, reason="Feil fødselsdato"))
    assert sheets.line("alder").departs


@pytest.mark.parametrize(
    ("exception", "reason", "code"),
    [
        ("", "fordi", "vurderingsark.velg_unntak"),
        ("saerlige_grunner", " ", "vurdering.uten_grunn"),
        ("flyktning", "fordi", "vurdering.unntak_passer_ikke"),
        ("finnes_ikke", "fordi", "vurdering.ukjent_unntak"),
    ],
)
def test_an_exception_must_exist_fit_and_have_its_reason(
    sheets: SheetWorld, exception: str, reason: str, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        assessments.answer(sheets.desk, sheets.application, "botid", AnswerInput(EXCEPTION, exception, reason))
    assert refused.value.fault.code == code
    assert sheets.line("botid").own is None


def test_an_exception_whose_facts_no_longer_hold_must_be_answered_anew(sheets: SheetWorld) -> None:
    sheets.type_fact("bosatt_siden", "2025-03-14")
    sheets.type_fact("flyktning", True, "IMDi")
    assessments.answer(sheets.desk, sheets.application, "botid", AnswerInput(EXCEPTION, "flyktning", "Bosatt i mars"))
    assert "vurderingsark.mangler.unntak" not in {lack.code for lack in sheets.sheet.ready}
    sheets.type_fact("flyktning", False, "IMDi, rettet", version=1)
    assert "vurderingsark.mangler.unntak" in {lack.code for lack in sheets.sheet.ready}


def test_two_who_answer_at_once_are_told(sheets: SheetWorld) -> None:
    assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(MET))
    with pytest.raises(ConflictError):
        assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(MET))
    assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(UNKNOWN, reason="Tvil"), version=1)
    assessments.take_back_answer(sheets.desk, sheets.application, "alder", 2)
    with pytest.raises(ConflictError):
        assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(MET), version=2)
    assert sheets.line("alder").own is None


@pytest.mark.lagring
def test_follow_system_answers_only_what_is_certain_and_never_over(sheets: SheetWorld) -> None:
    sheets.type_fact("brutto_arsinntekt_ore", 50_000_000)
    assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(UNKNOWN, reason="Tvil"))
    assert assessments.follow_system(sheets.desk, sheets.application).value == 1
    answers = {line.criterion.key: line.own and line.own.answer for line in sheets.sheet.lines}
    assert answers == {"alder": UNKNOWN, "botid": None, "inntekt": None, "gjeld": MET}


@pytest.mark.lagring
def test_a_typed_fact_stands_over_a_reckoned_one_which_stays_visible(sheets: SheetWorld) -> None:
    sheets.type_fact("husstand_antall", 3, "Søkeren, på telefon")
    fact = sheets.sheet.facts["husstand_antall"]
    assert (fact.value, fact.typed, render(fact.source)) == (3, True, "Søkeren, på telefon")
    assert fact.overrules and fact.overrules.value == 2
    assert sheets.sheet.conflicts == (fact,)
    assessments.drop_fact(sheets.desk, sheets.application, "husstand_antall", fact.version or 0)
    assert sheets.sheet.facts["husstand_antall"].value == 2


@pytest.mark.parametrize(
    ("key", "value", "source", "as_of", "code"),
    [
        ("brutto_arsinntekt_ore", "mye", "Søker", TODAY, "fakta.feil_slag"),
        ("finnes_ikke", 1, "Søker", TODAY, "fakta.ukjent"),
        ("barn_antall", 9, "Søker", TODAY, "fakta.del_over_hel"),
        ("bosatt_siden", "1980-01-01", "Søker", TODAY, "fakta.for_tidlig"),
        ("bosatt_siden", "2030-01-01", "Søker", TODAY, "fakta.fram_i_tid"),
        ("soknad_mottatt", "2026-11-01", "Søker", TODAY, "vurderingsark.endres_i_soknaden"),
        ("lav_inntekt", True, "  ", TODAY, "vurderingsark.kilde_mangler"),
        ("lav_inntekt", True, "Søker", date(2026, 11, 24), "vurderingsark.fakta_fram_i_tid"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(
    sheets: SheetWorld, key: str, value: object, source: str, as_of: date, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        assessments.type_fact(sheets.desk, sheets.application, key, FactInput(value, source, as_of))
    assert refused.value.fault.code == code
    assert not sheets.sheet.conflicts


def test_a_record_that_cannot_be_true_says_so_and_can_be_mended(sheets: SheetWorld) -> None:
    unborn = application(sheets.desk, person(sheets.desk, "Ny", "Ida", date(2026, 11, 10)), "2026-0002")
    assert assessments.sheet(sheets.desk, unborn).ready[0].code == "fakta.for_tidlig.hva"
    assessments.type_fact(sheets.desk, unborn, "lav_inntekt", FactInput(True, "Nav", TODAY))
    assessments.type_fact(sheets.desk, unborn, "fodt", FactInput("1996-11-10", "Pass", TODAY))
    assert assessments.sheet(sheets.desk, unborn).ready[0].code == "vurderingsark.mangler.svar"


def test_no_set_in_force_is_said_in_a_sentence(sheets: SheetWorld) -> None:
    early = application(sheets.desk, sheets.mother, "2025-0001", received_on=date(2025, 12, 31))
    with pytest.raises(RefusedError) as refused:
        assessments.sheet(sheets.desk, early)
    assert refused.value.fault.code == "kriterier.utgave"


@pytest.mark.lagring
def test_what_lacks_before_a_vedtak(sheets: SheetWorld) -> None:
    assert [lack.code for lack in sheets.sheet.ready] == [
        "vurderingsark.mangler.svar",
        "vurderingsark.mangler.barnets_beste",
        "vurderingsark.mangler.barn_hort",
    ]
    assert render(sheets.sheet.ready[0]) == "Svar på vilkår 1, 2, 3 og 4 først."
    answer_all(sheets)
    written = JudgementInput(
        children_best="Skole og venner er her.",
        child_heard=ChildHeard.HEARD_THROUGH_PARENT,
        child_heard_note="Mor har spurt.",
    )
    assessments.write_judgement(sheets.desk, sheets.application, written)
    assert [lack.code for lack in sheets.sheet.ready] == ["vurderingsark.mangler.gruppe"]
    change(sheets, stay_kind=StayKind.RENTS)
    assert sheets.sheet.ready == ()
    assert (sheets.sheet.outcome, sheets.sheet.group and sheets.sheet.group.step) == (Eligibility.MET, "2")


def test_a_no_wants_its_weighing_but_no_group(sheets: SheetWorld) -> None:
    answer_all(sheets)
    assessments.answer(sheets.desk, sheets.application, "gjeld", AnswerInput(NOT_MET, reason="Dom 2025"), version=1)
    codes = {lack.code for lack in sheets.sheet.ready}
    assert "vurderingsark.mangler.avveining" in codes
    assert "vurderingsark.mangler.gruppe" not in codes
    assert sheets.sheet.outcome is Eligibility.NOT_MET


def test_an_unknown_demand_holds_up_a_yes_and_not_a_no(sheets: SheetWorld) -> None:
    answer_all(sheets)
    assessments.answer(sheets.desk, sheets.application, "inntekt", AnswerInput(UNKNOWN, reason="Gammelt"), version=1)
    assert "vurderingsark.mangler.ukjent" in {lack.code for lack in sheets.sheet.ready}
    assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(NOT_MET, reason="Er 17"), version=1)
    assert "vurderingsark.mangler.ukjent" not in {lack.code for lack in sheets.sheet.ready}


def test_only_an_unborn_child_is_touched_but_cannot_be_heard(sheets: SheetWorld) -> None:
    world = sheets
    alone = person(world.desk, "Nilsen", "Roger", date(1980, 1, 1))
    case = application(world.desk, alone, "2026-0002")
    assert not assessments.sheet(world.desk, case).children.touched
    put(world.desk, ApplicationMember, application_id=case, role=HouseholdRole.CHILD, growth=Growth.BIRTH)
    sheet = assessments.sheet(world.desk, case)
    assert (sheet.children.touched, sheet.children.can_be_heard) == (True, False)
    assert sheet.facts["husstand_antall"].value == 1
    assert "1 ventet" in render(sheet.facts["husstand_antall"].source)
    assert sheet.bedrooms.count == 2


def test_a_young_sibling_is_a_child_of_the_household_and_nobodys_daily_care(sheets: SheetWorld) -> None:
    world = sheets
    case = application(world.desk, person(world.desk, "Nilsen", "Roger", date(2000, 1, 1)), "2026-0002")
    young = person(world.desk, "Nilsen", "Ida", date(2010, 1, 1))
    put(world.desk, ApplicationMember, application_id=case, person_id=young, role=HouseholdRole.RELATIVE)
    sheet = assessments.sheet(world.desk, case)
    assert (sheet.facts["barn_antall"].value, sheet.children.touched) == (1, True)
    assert "daglig_omsorg_for_barn" not in sheet.facts


def test_the_group_can_be_another_with_a_reason(sheets: SheetWorld) -> None:
    change(sheets, stay_kind=StayKind.RENTS)
    for key, reason, code in (
        ("bostedslos", "", "vurderingsark.gruppe_uten_grunn"),
        ("ukjent", "fordi", "vurderingsark.ukjent_gruppe"),
    ):
        with pytest.raises(RefusedError) as refused:
            given_group = JudgementInput(group_key=key, group_reason=reason)
            assessments.write_judgement(sheets.desk, sheets.application, given_group)
        assert refused.value.fault.code == code
    given_group = JudgementInput(group_key="bostedslos", group_reason="Kastes ut i morgen")
    assessments.write_judgement(sheets.desk, sheets.application, given_group)
    assert sheets.sheet.group and sheets.sheet.group.key == "bostedslos"


@pytest.mark.lagring
def test_bedrooms_are_reckoned_and_overruled_with_a_reason(sheets: SheetWorld) -> None:
    assert sheets.sheet.bedrooms.count == 2
    with pytest.raises(RefusedError):
        assessments.set_bedrooms(sheets.desk, sheets.application, 3)
    with pytest.raises(RefusedError):
        assessments.set_bedrooms(sheets.desk, sheets.application, -1, "null")
    assessments.set_bedrooms(sheets.desk, sheets.application, 3, "Hjelpemidler")
    assert (sheets.sheet.bedrooms.count, sheets.sheet.bedrooms.reason) == (3, "Hjelpemidler")
    assessments.set_bedrooms(sheets.desk, sheets.application, 0, "Ønsker hybel")
    assert (sheets.sheet.bedrooms.count, sheets.sheet.bedrooms.reason) == (0, "Ønsker hybel")
    with sheets.store.reading() as session:
        assert seekers_of(Look(session, sheets.desk), (sheets.application,))[sheets.application].bedrooms == 0
    assessments.set_bedrooms(sheets.desk, sheets.application, None)
    assert (sheets.sheet.bedrooms.count, sheets.sheet.bedrooms.own) == (2, None)


@pytest.mark.parametrize(
    ("stay", "until", "facts"),
    [
        (StayKind.NOWHERE, None, {"bostedslos": True, "eier_eller_leier_bolig": False}),
        (StayKind.CRISIS_CENTRE, None, {"bostedslos": True, "eier_eller_leier_bolig": None}),
        (StayKind.RENTS_FIXED_TERM, date(2027, 1, 31), {"bostedslos": False, "leieavtale_slutt": date(2027, 1, 31)}),
        (StayKind.RECEPTION_CENTRE, None, {"bostedslos": None}),
        (StayKind.NOWHERE, date(2026, 11, 22), {"bostedslos": None}),
        (StayKind.NOWHERE, TODAY, {"bostedslos": True}),
    ],
)
def test_the_stay_says_only_what_is_certain(
    sheets: SheetWorld, stay: StayKind, until: date | None, facts: dict[str, object]
) -> None:
    change(sheets, stay_kind=stay, stay_to=until)
    known = sheets.sheet.facts
    assert {key: known[key].value if key in known else None for key in facts} == facts


def test_debt_and_eviction_are_known_only_of_who_never_rented(sheets: SheetWorld) -> None:
    assert sheets.sheet.facts["husleiegjeld"].value == "ingen"
    assert "kun husleie" in render(sheets.sheet.facts["husleiegjeld"].source)
    lease(sheets.desk, sheets.mother, fixed_until=date(2027, 2, 28))
    known = sheets.sheet.facts
    assert not {"husleiegjeld", "utkastelse"} & set(known)
    assert known["leieavtale_slutt"].value == date(2027, 2, 28)
    assert sheets.line("gjeld").system is UNKNOWN


def test_wheelchair_needs_are_a_fact(sheets: SheetWorld) -> None:
    assert "trenger_tilrettelagt_bolig" not in sheets.sheet.facts
    put(sheets.desk, ApplicationNeed, application_id=sheets.application, wheelchair=True, kinds=[])
    assert sheets.sheet.facts["trenger_tilrettelagt_bolig"].value is True


@pytest.mark.lagring
def test_a_queue_is_assessed_like_each_of_its_sheets(sheets: SheetWorld) -> None:
    answer_all(sheets)
    other = application(sheets.desk, person(sheets.desk, "Berg", "Hanne", date(2010, 6, 1)), "2026-0002")
    early = application(sheets.desk, sheets.mother, "2025-0001", received_on=date(2025, 12, 31))
    lines = assessments.queue(sheets.desk, [sheets.application, other, early])
    for case in (sheets.application, other):
        sheet, line = assessments.sheet(sheets.desk, case), lines[case]
        assert line.assessment == sheet.assessment
        assert (line.answered, line.outcome, line.group) == (sheet.answered, sheet.outcome, sheet.group)
    assert lines[early].assessment is None and lines[early].why is not None


def test_a_chosen_set_holds_where_none_is_valid(sheets: SheetWorld) -> None:
    early = application(sheets.desk, sheets.mother, "2025-0001", received_on=date(2025, 12, 31))
    (choice,) = assessments.set_choices(sheets.desk)
    with pytest.raises(RefusedError) as refused:
        assessments.choose_set(sheets.desk, early, choice.set_id)
    assert refused.value.fault.code == "vurderingsark.sett_uten_grunn"
    assessments.choose_set(sheets.desk, early, choice.set_id, "Reglene gjaldt i praksis fra desember")
    assert assessments.sheet(sheets.desk, early).row.key == "fjordvik"
    assert assessments.queue(sheets.desk, [early])[early].row is not None


def test_a_draft_is_never_chosen(sheets: SheetWorld) -> None:
    draft = criteria_sets.copy_set(sheets.desk, "fjordvik", "fjordvik-2027", "Fjordvik 2027").value
    with pytest.raises(RefusedError) as refused:
        assessments.choose_set(sheets.desk, sheets.application, draft, "fordi")
    assert refused.value.fault.code == "vurderingsark.sett_ikke_tatt_i_bruk"


def test_a_closed_application_is_not_assessed(sheets: SheetWorld) -> None:
    change(sheets, stage=Stage.CLOSED, closed_on=TODAY)
    with pytest.raises(RefusedError):
        assessments.answer(sheets.desk, sheets.application, "alder", AnswerInput(MET))


def test_who_may_not_decide_may_not_answer(sheets: SheetWorld) -> None:
    with pytest.raises(RefusedError):
        assessments.answer(sheets.as_role(Role.COUNTER), sheets.application, "alder", AnswerInput(MET))


def test_never_rented_is_not_said_where_the_lease_is_hidden(sheets: SheetWorld) -> None:
    hidden = person(sheets.desk, "Hemmeligsen", "Siv", date(1988, 1, 1), protection=Protection.CONFIDENTIAL)
    shared = lease(sheets.desk, hidden)
    put(sheets.desk, TenancyTenant, tenancy_id=shared, person_id=sheets.mother, from_date=date(2025, 3, 1))
    facts = assessments.sheet(sheets.as_role(Role.READER), sheets.application).facts
    assert not {"husleiegjeld", "leieavtale_slutt", "eier_eller_leier_bolig"} & set(facts)


#: What the four demands of the set and their exceptions ask about.
ASKED = {"fodt", "bosatt_siden", "botid_brutt_av", "flyktning", "brutto_arsinntekt_ore", "husleiegjeld"}
UNASKED = [key for key, fact in FACTS.items() if fact.given and key not in {*ASKED, "soknad_mottatt"}]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(UNASKED), again=st.booleans())
def test_a_fact_that_no_demand_asks_about_changes_no_answer(sheets: SheetWorld, key: str, *, again: bool) -> None:
    before = sheets.sheet
    known = before.facts.get(key)
    if known and known.typed and again:
        assessments.drop_fact(sheets.desk, sheets.application, key, known.version or 0)
    else:
        sheets.type_fact(key, plain(FACTS[key].example), version=known.version or 0 if known else 0)
    after = sheets.sheet
    assert before.facts != after.facts or (known and known.typed)
    assert [line.result for line in after.lines] == [line.result for line in before.lines]
    assert (after.outcome, after.assessment.eligibility) == (before.outcome, before.assessment.eligibility)

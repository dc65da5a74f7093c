"""The office's criteria sets: copied, changed, adopted, ended, exchanged; and a change tried on the queue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import assessments, criteria_sets, rule_trial
from boligdesk.casework.assessments import AnswerInput
from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.criteria_rows import criteria_for, criteria_of
from boligdesk.casework.criteria_sets import SetState
from boligdesk.models.application import ImpactTrial
from boligdesk.models.office import OfficeText
from boligdesk.models.person import Person
from boligdesk.rules.allocation.assessment import Eligibility
from boligdesk.rules.application_words import CriterionStatus, Stage
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import Protection, Role
from boligdesk.texts import fault_text

from .sheet_world import RECEIVED, RULES, TODAY, SheetWorld, application, person

STRICTER = RULES.replace("kroner = 400000", "kroner = 300000").replace("Fjordvik 2026", "Fjordvik 2027")


def states(world: SheetWorld) -> dict[str, SetState]:
    """How the office's own sets stand."""
    return {line.key: line.state for line in criteria_sets.criteria_lines(world.desk) if line.own}


def code(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    """The code of the first fault."""
    return refused.value.fault.code


@pytest.mark.lagring
def test_a_shipped_set_is_copied_changed_and_adopted(sheets: SheetWorld) -> None:
    criteria_sets.end_set(sheets.desk, "fjordvik", TODAY, 2)
    criteria_sets.copy_set(sheets.desk, "drammen", "fjordvik-2027", "Fjordvik 2027")
    draft = criteria_sets.criteria_view(sheets.desk, "fjordvik-2027")
    assert (draft.line.state, draft.line.based_on, draft.line.criteria.name) == (
        SetState.DRAFT,
        "drammen",
        "Fjordvik 2027",
    )
    changed = draft.text.replace("minst = 36", "minst = 24")
    assert criteria_sets.save_set(sheets.desk, "fjordvik-2027", changed, 1).value == 2
    criteria_sets.adopt(sheets.desk, "fjordvik-2027", date(2026, 12, 1), 2)
    assert states(sheets) == {"fjordvik": SetState.IN_FORCE, "fjordvik-2027": SetState.COMING}
    adopted = criteria_sets.criteria_view(sheets.desk, "fjordvik-2027")
    assert (adopted.line.criteria.valid_from, adopted.line.criteria.may_decide) == (date(2026, 12, 1), True)
    assert adopted.line.adopted_on == TODAY
    assert "gjelder_fra = 2026-12-01" in adopted.text
    with sheets.store.reading() as session:
        numbers = [row.number for row in session.query(OfficeText).filter_by(key="fjordvik-2027")]
    assert sorted(numbers) == [1, 2, 3]


def test_the_comments_of_the_author_stay_when_a_set_is_adopted(sheets: SheetWorld) -> None:
    assert criteria_sets.criteria_view(sheets.desk, "fjordvik").text.startswith("# Fjordviks egne regler\n")


def test_an_old_application_stays_under_the_rules_of_its_day(sheets: SheetWorld) -> None:
    criteria_sets.import_text(sheets.desk, "fjordvik-2027", STRICTER)
    assert criteria_sets.would_end(sheets.desk, "fjordvik-2027", date(2026, 11, 10)) == ("Fjordvik 2026",)
    criteria_sets.adopt(sheets.desk, "fjordvik-2027", date(2026, 11, 10), 1)
    assert states(sheets)["fjordvik"] is SetState.ENDED
    newer = application(sheets.desk, sheets.mother, "2026-0002", received_on=date(2026, 11, 10))
    assert assessments.sheet(sheets.desk, sheets.application).row.key == "fjordvik"
    assert assessments.sheet(sheets.desk, newer).row.key == "fjordvik-2027"
    with sheets.store.reading() as session:
        look = Look(session, sheets.desk)
        assert criteria_for(look, date(2026, 11, 9), TODAY).criteria.valid_to == date(2026, 11, 9)
        first = criteria_of(look, 2)
        assert (first.number, first.criteria.valid_to) == (2, None)  # what a vedtak kept is as it was


def test_what_is_adopted_is_never_changed(sheets: SheetWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        criteria_sets.save_set(sheets.desk, "fjordvik", STRICTER, 2)
    assert code(refused) == "kriteriesett.er_tatt_i_bruk"
    with pytest.raises(RefusedError) as refused:
        criteria_sets.adopt(sheets.desk, "fjordvik", TODAY, 2)
    assert code(refused) == "kriteriesett.er_tatt_i_bruk"


def test_an_incomplete_source_wants_somebody_to_answer_for_it(sheets: SheetWorld) -> None:
    criteria_sets.import_text(sheets.desk, "halv", 'ufullstendig_kilde = "Unntakene mangler"\n' + STRICTER)
    with pytest.raises(RefusedError) as refused:
        criteria_sets.adopt(sheets.desk, "halv", date(2027, 1, 1), 1, "  ")
    assert code(refused) == "kriteriesett.ufullstendig"
    assert states(sheets)["halv"] is SetState.DRAFT
    criteria_sets.adopt(sheets.desk, "halv", date(2027, 1, 1), 1, "Kontrollert mot sak 14/26 av leder")
    assert states(sheets)["halv"] is SetState.COMING


def test_two_sets_never_hold_at_once(sheets: SheetWorld) -> None:
    criteria_sets.import_text(sheets.desk, "gammel", STRICTER)
    with pytest.raises(RefusedError) as refused:
        criteria_sets.adopt(sheets.desk, "gammel", date(2025, 1, 1), 1)
    assert code(refused) == "kriteriesett.overlapper"
    assert states(sheets)["gammel"] is SetState.DRAFT


def test_the_last_day_is_not_before_the_first(sheets: SheetWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        criteria_sets.end_set(sheets.desk, "fjordvik", date(2025, 12, 31), 2)
    assert code(refused) == "kriteriesett.slutt_for_start"
    criteria_sets.end_set(sheets.desk, "fjordvik", date(2026, 1, 1), 2)
    assert states(sheets)["fjordvik"] is SetState.ENDED


def test_every_fault_of_an_edited_text_has_its_line(sheets: SheetWorld) -> None:
    wrong = RULES.replace('fakta = "flyktning"', 'fakta = "flyktninger"').replace("kroner = 400000", 'kroner = "mye"')
    criteria_sets.copy_set(sheets.desk, "fjordvik", "ny", "Ny")
    with pytest.raises(RefusedError) as refused:
        criteria_sets.save_set(sheets.desk, "ny", wrong, 1)
    places = [fault_text(fault).where for fault in refused.value.faults]
    wanted = [n for n, line in enumerate(wrong.splitlines(), 1) if '"flyktninger"' in line or '"mye"' in line]
    assert places == [f"Linje {line} i ny.toml." for line in wanted]
    assert criteria_sets.criteria_view(sheets.desk, "ny").line.number == 1


def test_the_slower_of_two_editors_is_told(sheets: SheetWorld) -> None:
    criteria_sets.copy_set(sheets.desk, "fjordvik", "ny", "Ny")
    criteria_sets.save_set(sheets.desk, "ny", STRICTER, 1)
    with pytest.raises(RefusedError) as refused:
        criteria_sets.save_set(sheets.desk, "ny", RULES, 1)
    assert code(refused) == "kriteriesett.nyere_versjon"


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("Fjordvik 2027", "kriteriesett.nokkel_form"),
        ("", "kriteriesett.nokkel_form"),
        ("drammen", "kriteriesett.nokkel_brukt"),
        ("fjordvik", "kriteriesett.nokkel_brukt"),
    ],
)
def test_a_short_name_is_a_word_of_its_own(sheets: SheetWorld, key: str, wanted: str) -> None:
    with pytest.raises(RefusedError) as refused:
        criteria_sets.copy_set(sheets.desk, "drammen", key, "Nytt")
    assert code(refused) == wanted


def test_a_file_goes_out_and_in_again_the_same(sheets: SheetWorld, tmp_path: Path) -> None:
    path = tmp_path / "regler.toml"
    criteria_sets.export_file(sheets.desk, "fjordvik", path)
    criteria_sets.import_file(sheets.desk, path, "nabo")
    assert criteria_sets.criteria_view(sheets.desk, "nabo").text == path.read_text(encoding="utf-8")
    assert states(sheets)["nabo"] is SetState.DRAFT
    with pytest.raises(RefusedError) as refused:
        criteria_sets.export_file(sheets.desk, "fjordvik", tmp_path / "finnes-ikke" / "x.toml")
    assert code(refused) == "kriteriesett.kan_ikke_skrive"


def test_only_the_leader_adopts(sheets: SheetWorld) -> None:
    with pytest.raises(RefusedError):
        criteria_sets.copy_set(sheets.as_role(Role.CASEWORKER), "drammen", "ny", "Ny")
    assert criteria_sets.office_set(sheets.as_role(Role.READER), "fjordvik") is not None
    assert criteria_sets.office_set(sheets.desk, "drammen") is None


@pytest.mark.lagring
def test_a_changed_rule_tells_who_would_move_and_why(sheets: SheetWorld) -> None:
    for key, value in (("bosatt_siden", "2020-01-01"), ("brutto_arsinntekt_ore", 35_000_000), ("bostedslos", True)):
        sheets.type_fact(key, value)
    trial = rule_trial.try_rules(sheets.desk, STRICTER)
    (mover,) = trial.movers
    assert (trial.tried, trial.before_set, trial.after_set) == (1, "Fjordvik 2026", "Fjordvik 2027")
    assert (mover.before, mover.after, mover.name) == (
        Eligibility.MET,
        Eligibility.NOT_MET,
        "Somby-Guttormsen, Máret Ánne",
    )
    (change,) = mover.changes
    assert (change.title, change.before, change.after) == (
        "Inntekt under grensen",
        CriterionStatus.MET,
        CriterionStatus.NOT_MET,
    )
    assert "300" in change.because[0]
    assert trial.count(Eligibility.NOT_MET) == 1
    with sheets.store.reading() as session:
        assert session.query(ImpactTrial).count() == 0
    rule_trial.keep_trial(sheets.desk, trial)
    (kept,) = rule_trial.kept_trials(sheets.desk)
    assert (kept.trial, kept.hidden) == (trial, 0)


def test_the_same_rules_move_nobody_and_the_housed_are_not_asked(sheets: SheetWorld) -> None:
    application(sheets.desk, sheets.mother, "2026-0002", stage=Stage.ACCEPTED)
    trial = rule_trial.try_rules(sheets.desk, RULES)
    assert (trial.tried, trial.movers) == (1, ())


def test_a_group_that_changes_is_a_move(sheets: SheetWorld) -> None:
    sheets.type_fact("bostedslos", False)
    moved = RULES.replace('trinn = "2"', 'trinn = "1 b"')
    (mover,) = rule_trial.try_rules(sheets.desk, moved).movers
    assert (mover.group_before, mover.group_after, mover.changes) == ("2", "1 b", ())


def test_a_kept_trial_tells_nothing_of_a_protected_person(sheets: SheetWorld) -> None:
    hidden = person(sheets.desk, "Hemmeligsen", "Siv", date(1988, 1, 1), protection=Protection.STRICT)
    application(sheets.desk, hidden, "2026-0099", received_on=RECEIVED)
    stricter = RULES.replace("minst = 18", "minst = 60")
    rule_trial.keep_trial(sheets.desk, rule_trial.try_rules(sheets.desk, stricter))
    with sheets.store.reading() as session:
        assert "Hemmeligsen" not in str(session.query(ImpactTrial).one().content)
        assert session.get_one(Person, hidden).protection is Protection.STRICT
    assert len(rule_trial.kept_trials(sheets.desk)[0].trial.movers) == 2


def test_a_caseworkers_answer_is_no_part_of_a_trial(sheets: SheetWorld) -> None:
    assessments.answer(
        sheets.desk, sheets.application, "alder", AnswerInput(CriterionStatus.NOT_MET, reason="Feil i registeret")
    )
    assert rule_trial.try_rules(sheets.desk, RULES).movers == ()

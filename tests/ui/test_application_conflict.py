"""Two write in the same form of an application: mine, theirs, what will be saved – in each of the dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from boligdesk.casework import applications, assessments
from boligdesk.casework.application_card import application_card
from boligdesk.casework.application_needs import change_need
from boligdesk.casework.assessments import AnswerInput, FactInput
from boligdesk.casework.core.application_inputs import MemberInput, NeedInput
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.sheet import JudgementInput
from boligdesk.casework.decision_card import decision_card
from boligdesk.casework.decisions import change_decision
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import AssistanceState, Channel, CriterionStatus, Growth
from boligdesk.rules.vocabulary import HouseholdRole
from boligdesk.texts import render, text
from boligdesk.ui.applications import decision_forms, forms, household_forms, need_form, sheet_forms
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.buttons import plain_label
from boligdesk.ui.parts.conflict import ConflictDialog, Side
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.record_tabs.shared_form import SharedFormDialog
from boligdesk.ui.shell.context import Context

from ..casework.decision_world import DecisionWorld, decision_world
from ..support.window import bare_context

Fields = Mapping[str, Any]
_FACT = "brutto_arsinntekt_ore"


@dataclass(frozen=True)
class Shared:
    """A dialog over a shared record: how it is opened, how a colleague saves, what is kept now.

    `both` is a field that both change to (mine, theirs), `theirs` one that only the colleague changes.
    """

    open: Callable[[Context, DecisionWorld, int], object]
    colleague: Callable[[Desk, DecisionWorld, int, Fields], object]
    kept: Callable[[Desk, DecisionWorld, int], Fields]
    both: tuple[str, Any, Any]
    theirs: tuple[str, Any]


def _application(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    card = application_card(desk, world.case)
    change = forms._change_of({**forms._change_values(card), **fields})
    applications.change_application(desk, card.id, card.version, change)


def _need(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    card = application_card(desk, world.case)
    change_need(desk, card.id, card.version, replace(NeedInput(), **fields))


def _decision(desk: Desk, _world: DecisionWorld, draft: int, fields: Fields) -> None:
    card = decision_card(desk, draft)
    change_decision(desk, card.id, card.version, card.result, replace(card.text, **fields))


def _fact(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    known = assessments.sheet(desk, world.case).facts[_FACT]
    given = {"value": known.value, "source": "Skattemelding", "as_of": known.as_of or desk.today, **fields}
    assessments.type_fact(desk, world.case, _FACT, FactInput(**given), known.version or 0)


def _judgement(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    before = assessments.sheet(desk, world.case).judgement
    given = {name: getattr(before, name) for name in vars(JudgementInput())}
    assessments.write_judgement(desk, world.case, JudgementInput(**{**given, **fields}), before.version)


def _answer(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    sheet = assessments.sheet(desk, world.case)
    own = sheet.lines[0].own
    assert own is not None
    given = {"given": f"{own.answer.value}:", "reason": own.reason, **fields}
    answer = CriterionStatus(given["given"].partition(":")[0])
    key = sheet.lines[0].criterion.key
    assessments.answer(desk, world.case, key, AnswerInput(answer, "", given["reason"]), own.version)


def _open_answer(ctx: Context, world: DecisionWorld, _draft: int) -> None:
    sheet = assessments.sheet(ctx.desk, world.case)
    own = sheet.lines[0].own
    assert own is not None
    sheet_forms.answer_dialog(ctx, sheet, sheet.lines[0], AnswerInput(CriterionStatus.MET))


def _kept_answer(desk: Desk, world: DecisionWorld) -> Fields:
    own = assessments.sheet(desk, world.case).lines[0].own
    return {"given": f"{own.answer.value}:", "reason": own.reason} if own else {}


def _open_fact(ctx: Context, world: DecisionWorld, _draft: int) -> None:
    sheet = assessments.sheet(ctx.desk, world.case)
    line = next(fact for line in sheet.lines for fact in line.facts if fact.key == _FACT)
    sheet_forms.fact_dialog(ctx, sheet, line)


def _kept_fact(desk: Desk, world: DecisionWorld) -> Fields:
    known = assessments.sheet(desk, world.case).facts[_FACT]
    return {"source": render(known.source), "value": known.value}


DIALOGS = {
    "answer": Shared(
        _open_answer,
        _answer,
        lambda desk, world, _draft: _kept_answer(desk, world),
        ("reason", "Passet sier noe annet.", "Sett i skranken."),
        ("given", "not_met:"),
    ),
    "application": Shared(
        lambda ctx, world, _draft: forms.change_dialog(ctx, application_card(ctx.desk, world.case)),
        _application,
        lambda desk, world, _draft: forms._change_values(application_card(desk, world.case)),
        ("own_words", "Vi bor trangt.", "Vi bor på sofaen."),
        ("channel", Channel.PHONE),
    ),
    "need": Shared(
        lambda ctx, world, _draft: need_form.need_dialog(ctx, application_card(ctx.desk, world.case)),
        _need,
        lambda desk, world, _draft: need_form._values(application_card(desk, world.case)),
        ("avoid", "Ikke i Havnegata.", "Ikke i sentrum."),
        ("pets", "Katt"),
    ),
    "decision": Shared(
        lambda ctx, _world, draft: decision_forms.write_dialog(ctx, decision_card(ctx.desk, draft)),
        _decision,
        lambda desk, _world, draft: vars(decision_card(desk, draft).text),
        ("own_text", "Ta med legitimasjon.", "Nøkkelen hentes i skranken."),
        ("next_steps", "Dere får et tilbud."),
    ),
    "fact": Shared(
        _open_fact,
        _fact,
        lambda desk, world, _draft: _kept_fact(desk, world),
        ("source", "Skattemelding 2025", "Lønnsslipp"),
        ("value", 300_000_00),
    ),
    "judgement": Shared(
        lambda ctx, world, _draft: sheet_forms.judgement_dialog(ctx, assessments.sheet(ctx.desk, world.case)),
        _judgement,
        lambda desk, world, _draft: vars(assessments.sheet(desk, world.case).judgement),
        ("weighing", "Hun trenger ro.", "Familien er uten bolig nå."),
        ("own_view", "Vil bo i sentrum."),
    ),
}


class Two:
    """Ingvild at a window; Siri saves beside her."""

    def __init__(self, world: DecisionWorld, jobs: Jobs, folder: Path, shared: Shared, draft: int) -> None:
        self.world, self.jobs, self.shared, self.draft = world, jobs, shared, draft
        self.ctx = bare_context(world.ingvild, jobs, folder)
        self.ctx.parent.resize(1280, 812)
        self.ctx.parent.show()

    def wait(self) -> None:
        """Until nothing is under way."""
        for _turn in range(4):
            self.jobs.idle()

    def open(self) -> SharedFormDialog | None:
        """Open the dialog; the form, unless something lies over it."""
        self.shared.open(self.ctx, self.world, self.draft)
        self.wait()
        found = open_dialog(self.ctx.parent)
        return found if isinstance(found, SharedFormDialog) else None

    def write(self) -> SharedFormDialog:
        """Open, and write in the field that both will write in."""
        dialog = self.open()
        assert dialog is not None
        key, mine, _theirs = self.shared.both
        dialog.form.set_values({key: mine})
        dialog.form.edited.emit(key)
        return dialog

    def colleague(self, **fields: Any) -> None:
        """Siri saves."""
        self.shared.colleague(self.world.siri, self.world, self.draft, fields)

    def colleague_writes_the_same(self) -> None:
        """Siri saves the same field, and one beside it."""
        key, _mine, theirs = self.shared.both
        self.colleague(**{key: theirs, self.shared.theirs[0]: self.shared.theirs[1]})

    @property
    def conflict(self) -> ConflictDialog:
        """The box of three columns."""
        found = open_dialog(self.ctx.parent)
        assert isinstance(found, ConflictDialog)
        return found

    def press(self, dialog: SharedFormDialog | ConflictDialog) -> None:
        """Press the primary."""
        assert dialog.save.isEnabled()
        dialog.save.click()
        self.wait()

    @property
    def kept(self) -> Fields:
        """What the office keeps now."""
        return self.shared.kept(self.world.ingvild, self.world, self.draft)


@pytest.fixture(params=DIALOGS)
def two(qtbot, request: pytest.FixtureRequest, store: Store, monkeypatch, jobs: Jobs, tmp_path: Path) -> Two:
    """Each of the dialogs."""
    world = decision_world(store, monkeypatch)
    assessments.type_fact(world.siri, world.case, _FACT, *_first_fact(world))
    made = Two(world, jobs, tmp_path, DIALOGS[request.param], world.draft().id)
    qtbot.addWidget(made.ctx.parent)
    return made


def _first_fact(world: DecisionWorld) -> tuple[FactInput, int]:
    known = assessments.sheet(world.siri, world.case).facts.get(_FACT)
    return FactInput(310_000_00, "Søkeren", date(2026, 11, 20)), (known.version or 0) if known else 0


def test_both_wrote_in_one_field_so_it_is_chosen(two: Two) -> None:
    dialog = two.write()
    two.colleague_writes_the_same()
    two.press(dialog)
    (key, mine, theirs), (other, value) = two.shared.both, two.shared.theirs
    assert two.kept[key] == theirs
    assert not two.conflict.save.isEnabled()
    assert two.conflict._conflict.who == two.world.siri.who.name
    assert two.conflict.row(other).side is Side.THEIRS
    two.conflict.row(key).choose(Side.MINE)
    two.press(two.conflict)
    assert open_dialog(two.ctx.parent) is None
    assert (two.kept[key], two.kept[other]) == (mine, value)
    assert two.ctx.drafts.all() == []


def test_a_third_save_meanwhile_is_met_again(two: Two) -> None:
    dialog = two.write()
    two.colleague_writes_the_same()
    two.press(dialog)
    key, mine, _theirs = two.shared.both
    two.conflict.row(key).choose(Side.MINE)
    two.colleague(**{key: "Noe tredje."})
    two.press(two.conflict)
    assert two.kept[key] == "Noe tredje."
    assert two.conflict.row(key).side is None  # both of us changed what was shown last
    two.conflict.row(key).choose(Side.MINE)
    two.press(two.conflict)
    assert two.kept[key] == mine


def test_an_old_draft_meets_what_came_since_and_stays_until_it_is_chosen(two: Two) -> None:
    two.write().leave()
    two.colleague_writes_the_same()
    key, mine, theirs = two.shared.both
    for _time in range(2):
        assert two.open() is None
        row = two.conflict.row(key)
        assert (row.field.mine, row.field.theirs, row.side) == (mine, theirs, None)
        assert two.conflict.row(two.shared.theirs[0]).side is Side.THEIRS
        two.conflict.leave()
        two.wait()
        assert (two.kept[key], len(two.ctx.drafts.all())) == (theirs, 1)


def test_an_old_draft_that_does_not_tell_its_base_leaves_every_choice_open(two: Two) -> None:
    two.write().leave()
    [draft] = two.ctx.drafts.all()
    two.ctx.drafts.save(replace(draft, base={}))
    two.colleague_writes_the_same()
    assert two.open() is None
    assert two.conflict.row(two.shared.both[0]).side is None
    assert two.conflict.row(two.shared.theirs[0]).side is None


def test_theirs_is_taken_whole(two: Two) -> None:
    dialog = two.write()
    two.colleague_writes_the_same()
    two.press(dialog)
    before = two.kept
    take = text("ui.konflikt.bruk_alt", hvem=two.world.siri.who.name)
    next(button for button in two.conflict.findChildren(QPushButton) if plain_label(button) == take).click()
    two.wait()
    assert open_dialog(two.ctx.parent) is None
    assert two.kept == before
    assert two.ctx.drafts.all() == []


def test_what_changed_beside_the_form_stands_in_nobodys_way(two: Two) -> None:
    dialog = two.write()
    siri, card = two.world.siri, application_card(two.world.siri, two.world.case)
    assert siri.who.user_id is not None
    applications.hand_over_application(siri, card.id, card.version, siri.who.user_id)
    two.press(dialog)
    assert open_dialog(two.ctx.parent) is None
    assert two.kept[two.shared.both[0]] == two.shared.both[1]


def test_an_answer_without_a_reason_meets_a_colleagues_too(
    qtbot, store: Store, monkeypatch: pytest.MonkeyPatch, jobs: Jobs, tmp_path: Path
) -> None:
    """It is saved without a form, and asked about in one when somebody was faster."""
    two = Two(decision_world(store, monkeypatch), jobs, tmp_path, DIALOGS["answer"], 0)
    qtbot.addWidget(two.ctx.parent)
    stale = assessments.sheet(two.ctx.desk, two.world.case)
    two.colleague(given="not_met:", reason="Sett i skranken.")
    sheet_forms.answer_now(two.ctx, stale, stale.lines[0], AnswerInput(stale.lines[0].system))
    two.wait()
    assert two.kept["given"] == "not_met:"
    assert two.conflict.row("given").side is Side.THEIRS  # nothing else was said here before
    two.conflict.row("given").choose(Side.MINE)
    two.conflict.row("reason").choose(Side.MINE)
    two.press(two.conflict)
    assert (two.kept["given"], two.kept["reason"]) == ("met:", "")


# -- dialogs that keep no draft -----------------------------------------------------------------


def _consent(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    card = application_card(desk, world.case)
    given = {"on": card.consent.on or desk.today, "scope": card.consent.scope, **fields}
    applications.give_consent(desk, card.id, card.version, given["on"], given["scope"])


def _assistance(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    card = application_card(desk, world.case)
    given = {"state": card.assistance, "note": card.assistance_note, **fields}
    applications.settle_assistance(desk, card.id, card.version, given["state"], given["note"])


def _bedrooms(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    given = assessments.sheet(desk, world.case).bedrooms
    assessments.set_bedrooms(desk, world.case, fields["count"], fields["reason"], given.version)


def _members(desk: Desk, world: DecisionWorld, _draft: int, fields: Fields) -> None:
    card = application_card(desk, world.case)
    members = [household_forms.as_input(member) for member in card.members]
    living = [MemberInput(one.role, one.id) for one in fields["members"]]
    applications.change_members(desk, card.id, card.version, (members[0], *living, *fields.get("more", ())))


BRIEF = {
    "consent": Shared(
        lambda ctx, world, _draft: forms.consent_dialog(ctx, application_card(ctx.desk, world.case)),
        _consent,
        lambda desk, world, _draft: vars(application_card(desk, world.case).consent),
        ("scope", "NAV", "Fastlegen"),
        ("on", date(2026, 11, 20)),
    ),
    "assistance": Shared(
        lambda ctx, world, _draft: forms.assistance_dialog(ctx, application_card(ctx.desk, world.case)),
        _assistance,
        lambda desk, world, _draft: forms._assistance_values(application_card(desk, world.case)),
        ("note", "Vil ikke ha hjelp.", "Sendt til NAV."),
        ("state", AssistanceState.PASSED_ON),
    ),
    "bedrooms": Shared(
        lambda ctx, world, _draft: sheet_forms.bedrooms_dialog(ctx, assessments.sheet(ctx.desk, world.case)),
        _bedrooms,
        lambda desk, world, _draft: vars(assessments.sheet(desk, world.case).bedrooms),
        ("reason", "Hjelpemidler", "Plass til rullestol"),
        ("own", 4),
    ),
    "members": Shared(
        lambda ctx, world, _draft: household_forms.members_dialog(ctx, application_card(ctx.desk, world.case)),
        _members,
        lambda desk, world, _draft: household_forms._living(application_card(desk, world.case)),
        ("members", (), ()),
        ("members", ()),
    ),
}


def _brief(qtbot, store: Store, monkeypatch, jobs: Jobs, tmp_path: Path, which: str) -> Two:
    made = Two(decision_world(store, monkeypatch), jobs, tmp_path, BRIEF[which], 0)
    qtbot.addWidget(made.ctx.parent)
    return made


@pytest.mark.parametrize("which", ["consent", "assistance"])
def test_a_brief_dialog_is_chosen_field_by_field_too(qtbot, store, monkeypatch, jobs, tmp_path, which: str) -> None:
    two = _brief(qtbot, store, monkeypatch, jobs, tmp_path, which)
    dialog = two.write()
    two.colleague_writes_the_same()
    two.press(dialog)
    (key, mine, theirs), (other, value) = two.shared.both, two.shared.theirs
    assert two.kept[key] == theirs
    two.conflict.row(key).choose(Side.MINE)
    two.conflict.row(other).choose(Side.THEIRS)
    two.press(two.conflict)
    assert open_dialog(two.ctx.parent) is None
    assert (two.kept[key], two.kept[other]) == (mine, value)


def test_who_lives_together_is_told_by_name_and_the_expected_of_a_colleague_stays(
    qtbot, store, monkeypatch, jobs, tmp_path
) -> None:
    """Both changed who lives there; the child a colleague has written down as expected is nobody's to lose."""
    two = _brief(qtbot, store, monkeypatch, jobs, tmp_path, "members")
    dialog = two.open()
    assert dialog is not None
    [child] = two.kept["members"]
    dialog.form.set_values({"members": (replace(child, role=HouseholdRole.CHILD_SHARED),)})
    dialog.form.edited.emit("members")
    expected = MemberInput(HouseholdRole.CHILD, growth=Growth.BIRTH)
    two.colleague(members=(replace(child, role=HouseholdRole.OTHER),), more=(expected,))
    two.press(dialog)
    row = two.conflict.row("members")
    assert (row.field.write(row.field.mine), row.field.write(row.field.theirs)) == (
        f"{child.label} (barn med delt fast bosted)",
        f"{child.label} (annen)",
    )
    row.choose(Side.MINE)
    two.press(two.conflict)
    [kept] = two.kept["members"]
    assert kept.role is HouseholdRole.CHILD_SHARED
    assert any(member.expected for member in application_card(two.ctx.desk, two.world.case).members)


def test_two_who_set_the_bedrooms_choose_the_number_and_the_reason(qtbot, store, monkeypatch, jobs, tmp_path) -> None:
    """A colleague's number is not written over by the one who saves last."""
    two = _brief(qtbot, store, monkeypatch, jobs, tmp_path, "bedrooms")
    dialog = two.open()
    assert dialog is not None
    dialog.form.set_values({"count": 3, "reason": "Hjelpemidler"})
    dialog.form.edited.emit("reason")
    two.colleague(count=4, reason="Plass til rullestol")
    two.press(dialog)
    assert two.kept["own"] == 4
    two.conflict.row("count").choose(Side.MINE)
    two.conflict.row("reason").choose(Side.THEIRS)
    two.press(two.conflict)
    assert (two.kept["own"], two.kept["reason"]) == (3, "Plass til rullestol")

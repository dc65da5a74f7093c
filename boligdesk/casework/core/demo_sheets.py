"""How the sample office's applications are assessed: facts with their sources, answers, and the judgement in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from ...models.application import ApplicationFact
from ...rules.allocation.given import plain, read_value
from ...rules.application_words import ChildHeard, CriterionStatus, StayKind, TargetGroup
from ...rules.periods import add_months
from .. import assessments
from .acts import Work
from .demo_cases import SheetCase
from .demo_steps import Matter, Scene, Step
from .sheet import JudgementInput

#: Fact → value and where it is from.
Facts = dict[str, tuple[Any, str]]

_DEMANDS = 7
_INCOME, _STEP, _TOO_MUCH = 26_000_000, 900_000, 82_000_000
_LIVED, _LIVED_SHORT = 31, 14

#: What makes a home unfit where the stay alone does not say so.
_UNFIT: Mapping[StayKind, tuple[str, Any]] = {
    StayKind.RENTS_FIXED_TERM: ("rett_til_fornyelse", False),
    StayKind.RENTS: ("boligsituasjon", ["trangbodd"]),
    StayKind.OWNS: ("boligsituasjon", ["uegnet_helse"]),
    StayKind.LASTING_WITH_FAMILY: ("boligsituasjon", ["trangbodd"]),
    StayKind.RECEPTION_CENTRE: ("boligsituasjon", ["uten_bolig"]),
}


def steps(scene: Scene, matter: Matter) -> Iterator[Step]:
    """The day the application is assessed, when it has come so far."""
    sheet = matter.case.sheet
    if sheet is not None:
        day = scene.back(sheet.days_ago)
        yield day, partial(_assess, scene, matter, sheet, day)


def _assess(scene: Scene, matter: Matter, sheet: SheetCase, day: date) -> None:
    act, who = scene.diary.act, matter.owner
    facts = _facts(scene, matter, sheet)
    if facts:
        scene.diary.note(who, day, assessments.type_fact.name, _typed, matter.id, facts)
    act(who, day, assessments.follow_system, matter.id)
    if sheet.fails:
        act(who, day, assessments.answer, matter.id, sheet.fails, assessments.AnswerInput(CriterionStatus.NOT_MET))
    if sheet.excepted:
        given = assessments.AnswerInput(CriterionStatus.EXCEPTION, "saerlige_grunner", scene.words["unntak"])
        act(who, day, assessments.answer, matter.id, sheet.excepted, given)
    if sheet.judged and sheet.known == _DEMANDS:
        act(who, day, assessments.write_judgement, matter.id, _judgement(scene, matter, sheet))


def _facts(scene: Scene, matter: Matter, sheet: SheetCase) -> Facts:
    """The facts of the first demands; the first of all, the age, is in the register of persons."""
    refugee = matter.case.group is TargetGroup.REFUGEE
    demands: list[Facts] = [
        {},
        _residence(scene, matter, sheet),
        {"lovlig_opphold": (True, scene.words["opphold"])},
        _home(scene, matter),
        {"brutto_arsinntekt_ore": (_income(matter, sheet), scene.words["inntekt"])},
        {"forsok_dokumentert": (True, scene.words["marked"])},
        {"annen_gjeld_til_kommunen": ("ingen", scene.words["gjeld"])},
    ]
    known: Facts = {}
    for facts in demands[: sheet.known]:
        known |= facts
    if sheet.known == _DEMANDS and not refugee:
        known["flyktning"] = False, scene.words["gruppe"]
    return known


def _residence(scene: Scene, matter: Matter, sheet: SheetCase) -> Facts:
    refugee = matter.case.group is TargetGroup.REFUGEE
    short = refugee or sheet.excepted == "botid"
    months = (_LIVED_SHORT if short else _LIVED) + matter.place % 10
    since = add_months(scene.back(matter.case.days_ago), -months)
    found: Facts = {"bosatt_siden": (since.isoformat(), scene.words["bosatt"])}
    return found | {"nyankommet_flyktning": (refugee, scene.words["bosatt"])}


def _home(scene: Scene, matter: Matter) -> Facts:
    stay = matter.case.stay
    found: Facts = {}
    if stay in _UNFIT:
        key, value = _UNFIT[stay]
        found[key] = value, scene.words["bolig"]
    if stay is StayKind.RECEPTION_CENTRE:
        found["bostedslos"] = True, scene.words["bolig"]
    return found


def _income(matter: Matter, sheet: SheetCase) -> int:
    return _TOO_MUCH if sheet.fails == "inntekt" else _INCOME + _STEP * (matter.place % 12)


def _typed(work: Work, application_id: int, facts: Facts) -> None:
    """Facts are written down one by one at the counter; here those of one form at once."""
    for key, (value, source) in facts.items():
        row = ApplicationFact(application_id=application_id, key=key, source=source, as_of=work.today)
        row.value = plain(read_value(key, value))
        work.session.add(row)


def _judgement(scene: Scene, matter: Matter, sheet: SheetCase) -> JudgementInput:
    weighing = scene.words["nei" if sheet.fails else "ja"]
    if not matter.family.children:
        return JudgementInput(weighing=weighing)
    heard = ChildHeard.HEARD_THROUGH_PARENT
    return JudgementInput(scene.words["barn"], heard, scene.words["hort"], weighing)

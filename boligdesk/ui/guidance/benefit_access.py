"""Who can get bostøtte, as questions: each answer that shuts somebody out is told at once, with its paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal

from ...rules.bostotte.access import (
    Claim,
    HomeFacts,
    HomeKind,
    Member,
    Service,
    SharedHome,
    StudentException,
    check_claim,
    check_home,
)
from ...rules.messages import Control, Kind
from ...texts import text
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..people.fields import of
from ..shell.context import Context

_YES_NO, _CHOICE, _WIDE = FieldKind.YES_NO, FieldKind.CHOICE, 240


_CLAIM = (
    ("registered", "ui.adgang.registrert"),
    ("grown", "ui.adgang.voksen"),
    ("pays", "ui.adgang.betaler"),
    ("lives_there", "ui.adgang.bor_der"),
    ("institution_paid_by_income", "ui.adgang.institusjon"),
)
_ROOMS = (
    ("approved_for_living", "ui.adgang.godkjent"),
    ("bath", "ui.adgang.bad"),
    ("toilet", "ui.adgang.toalett"),
    ("kitchen", "ui.adgang.kjokken"),
    ("room_for_rest", "ui.adgang.hvile"),
)
_OWN = (("own_entrance", "ui.adgang.inngang"), ("inner_door_closed", "ui.adgang.dor"))
_TOGETHER = (
    ("for_health_or_social_reasons", "ui.adgang.kollektiv_grunn"),
    ("one_household", "ui.adgang.kollektiv_husstand"),
    ("approved_by_municipality", "ui.adgang.kollektiv_egnet"),
)


class InService(StrEnum):
    """Whether somebody is in førstegangstjeneste, and where they live meanwhile."""

    NOBODY = "nobody"
    AT_HOME = "at_home"
    AWAY = "away"


def _student(values: Mapping[str, Any]) -> bool:
    return values.get("student") is True


def _shared(values: Mapping[str, Any]) -> bool:
    return values.get("kind") is HomeKind.SHARED


def _alone(values: Mapping[str, Any]) -> bool:
    return values.get("kind") is HomeKind.ORDINARY


def _qualifies(values: Mapping[str, Any]) -> bool:
    return _alone(values) or _shared(values)


def access_form() -> FormSpec:
    """The questions of bustøttelova §§ 2–5."""
    people = [FieldSpec(key, label, _YES_NO) for key, label in _CLAIM]
    people += [
        FieldSpec("student", "ui.adgang.student", _YES_NO, help="ui.adgang.student_hjelp"),
        FieldSpec("exception", "ui.adgang.unntak", _CHOICE, choices=of(StudentException), width=_WIDE, when=_student),
        FieldSpec("service", "ui.adgang.tjeneste", _CHOICE, choices=of(InService), width=_WIDE),
    ]
    home = [FieldSpec("kind", "ui.adgang.slag", _CHOICE, choices=of(HomeKind), width=_WIDE)]
    home += [FieldSpec(key, label, _YES_NO, when=_qualifies) for key, label in _ROOMS]
    home += [FieldSpec(key, label, _YES_NO, when=_alone) for key, label in _OWN]
    home += [FieldSpec(key, label, _YES_NO, when=_shared) for key, label in _TOGETHER]
    return FormSpec((SectionSpec(people, "ui.adgang.hvem"), SectionSpec(home, "ui.adgang.bolig")))


def answers(values: Mapping[str, Any]) -> tuple[Control, ...]:
    """What the rules say of the answers given."""
    exception, service = values.get("exception"), values.get("service")
    member = Member(
        values.get("student"),
        frozenset() if exception is None else frozenset({exception}),
        None if service in (None, InService.NOBODY) else Service(service.value),
    )
    claim = Claim(
        values.get("registered"),
        values.get("grown"),
        values.get("pays"),
        values.get("lives_there"),
        values.get("institution_paid_by_income"),
        (member,),
    )
    kind = values.get("kind")
    return check_claim(claim) + (check_home(_home(kind, values)) if kind is not None else ())


def _home(kind: HomeKind, values: Mapping[str, Any]) -> HomeFacts:
    told = SharedHome(*(values.get(key) for key, _label in _TOGETHER)) if kind is HomeKind.SHARED else None
    return HomeFacts(
        kind,
        approved_for_living=values.get("approved_for_living"),
        own_entrance=values.get("own_entrance"),
        bath=values.get("bath"),
        toilet=values.get("toilet"),
        kitchen=values.get("kitchen"),
        room_for_rest=values.get("room_for_rest"),
        inner_door_closed=values.get("inner_door_closed"),
        shared=told,
    )


class AccessCard(Card):
    """The questions, and at the top whether anything stands in the way. `changed` when an answer is another."""

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.adgang.tittel"))
        self.form = FormView(access_form(), today=ctx.desk.today)
        self.verdict = Chip(_verdict((), 0))
        self.add(self.verdict)
        self.add(self.form)
        self.form.edited.connect(lambda _key: self._answered())

    def begin(self, municipal: bool) -> None:
        """Another household: nothing is answered, but what a municipal lease answers."""
        blank = dict.fromkeys((field.key for field in self.form.spec.fields), None)
        self.form.set_values({**blank, "kind": HomeKind.ORDINARY if municipal else None}, clean=True)
        self.answer()

    def _answered(self) -> None:
        self.answer()
        self.changed.emit()

    def answer(self) -> None:
        """Hold the answers against the rules."""
        values = self.form.values()
        found = answers(values)
        told = [control for control in found if control.kind is not Kind.MISSING]
        self.form.set_controls(told)
        open_questions = sum(control.kind is Kind.MISSING for control in found) + (values.get("kind") is None)
        self.verdict.show_look(_verdict(told, open_questions + (values.get("service") is None)))


def _verdict(told: Sequence[Control], left: int) -> ChipLook:
    if any(control.kind is Kind.HARD for control in told):
        return ChipLook(text("ui.adgang.stengt"), Tone.CRIT, "x")
    if left:
        return ChipLook(text("ui.adgang.gjenstar", antall=left), Tone.WARN, "circle-help")
    return ChipLook(text("ui.adgang.apent"), Tone.OK, "check")

"""The dialogs of the sheet: an answer with its reason, a fact with its source, the judgement, the bedrooms, the set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from ...casework import assessments
from ...casework.assessments import AnswerInput, FactInput, SetChoice
from ...casework.core.application_facts import SourcedFact
from ...casework.core.changes import Done
from ...casework.core.conflict import ConflictError
from ...casework.core.sheet import FactLine, JudgementInput, Sheet, SheetLine
from ...casework.last_saved import Part, last_saved
from ...rules.allocation.catalogue import FACTS
from ...rules.allocation.facts import Fact, FactType
from ...rules.application_words import ChildHeard, CriterionStatus
from ...rules.messages import RefusedError, msg
from ...texts import enum_text, formats, render, text
from ..drafts import DraftKey
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..people.fields import Reasons, Values, form, of
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..record_tabs.shared_form import SharedFormDialog, SharedRecord, Standing
from ..shell.context import Context
from .fact_words import FIELD_KINDS

_VALUE = "value"


def answer_dialog(ctx: Context, sheet: Sheet, line: SheetLine, answer: AnswerInput) -> FormDialog:
    """The reason of an answer that departs from the system's, or of an exception."""
    criterion = line.criterion

    def save(values: Values, version: int) -> Done[None]:
        return assessments.answer(ctx.desk, sheet.application_id, criterion.key, _as_answer(values), version)

    def shown(found: Sheet) -> Standing:
        return _answered(next((other for other in found.lines if other.criterion.key == criterion.key), None))

    rule = criterion.exception(answer.exception)
    about = rule.text.of("nb") if rule else criterion.text.of("nb")
    title = text("ui.vurdering.svar_tittel", krav=criterion.title.of("nb"), svar=enum_text(answer.answer))
    words = Words(title, about, text("ui.vurdering.lagre_svar"), msg("ui.vurdering.lagrer"), _said(line))
    record = _shared(ctx, sheet, shown, (Part.ANSWER, criterion.key), save)
    chosen = _key_of(answer.answer, answer.exception)
    draft = _draft(sheet, f"svar.{criterion.key}.{chosen}", record.opened.version)
    before = line.own.reason if line.own and line.own.answer is answer.answer else ""
    dialog = SharedFormDialog(ctx, words, _answer_spec(line, answer), record, draft=draft)
    return dialog.begin({"given": chosen, "reason": before})


def _answer_spec(line: SheetLine, answer: AnswerInput) -> FormSpec:
    """The answer was chosen before the form: it is shown, and told where a colleague has answered otherwise."""
    wanted = _wants_reason(line, answer)
    return form(
        FieldSpec("given", "ui.vurdering.svar", FieldKind.CHOICE, choices=_answers(line), read_only=True, width=420),
        FieldSpec("reason", "ui.vurdering.begrunnelse", FieldKind.MULTILINE, required=wanted),
    )


def _answers(line: SheetLine) -> tuple[Choice, ...]:
    plainly = [status for status in CriterionStatus if status is not CriterionStatus.EXCEPTION]
    return (
        *(Choice(_key_of(status), enum_text(status)) for status in plainly),
        *(
            Choice(
                _key_of(CriterionStatus.EXCEPTION, rule.key),
                text("ui.vurdering.unntak_er", unntak=rule.text.of("nb")),
            )
            for rule in line.criterion.exceptions
        ),
    )


def _key_of(answer: CriterionStatus, exception: str = "") -> str:
    return f"{answer.value}:{exception}"


def _as_answer(values: Values) -> AnswerInput:
    """What the form says; an answer that a colleague took away, and that is let stand so, is not known."""
    status, _, exception = (values["given"] or _key_of(CriterionStatus.UNKNOWN)).partition(":")
    return AnswerInput(CriterionStatus(status), exception, str(values["reason"] or ""))


def _answered(line: SheetLine | None) -> Standing:
    own = line.own if line else None
    if own is None:
        return Standing(0, {"given": None, "reason": ""})
    return Standing(own.version, {"given": _key_of(own.answer, own.exception), "reason": own.reason})


def answer_now(ctx: Context, sheet: Sheet, line: SheetLine, given: AnswerInput) -> None:
    """Answer at once, where no reason is wanted; else ask for it. Where a colleague was faster it is chosen."""
    if _wants_reason(line, given):
        answer_dialog(ctx, sheet, line, given)
        return

    def failed(error: RefusedError) -> None:
        if isinstance(error, ConflictError):
            answer_dialog(ctx, sheet, line, given).submit()
        else:
            ctx.jobs.refused.emit(error)

    version = line.own.version if line.own else 0
    ctx.write(
        partial(assessments.answer, ctx.desk, sheet.application_id, line.criterion.key, given, version),
        owner=ctx.hub,
        name=msg("ui.vurdering.lagrer"),
        failed=failed,
        said=_said(line),
        undo=True,
    )


def _said(line: SheetLine) -> str:
    return text("ui.vurdering.svart", nummer=line.number)


def _wants_reason(line: SheetLine, given: AnswerInput) -> bool:
    rule = line.criterion.exception(given.exception)
    if given.answer is CriterionStatus.EXCEPTION:
        return rule is None or rule.needs_reason
    return given.answer is not line.system


def _draft(sheet: Sheet, what: str, version: int | None = None) -> DraftKey:
    return DraftKey(f"soknader.vurdering.{what}", text("ui.vurdering.utkast"), str(sheet.application_id), version)


# -- facts --------------------------------------------------------------------------------------


def fact_dialog(ctx: Context, sheet: Sheet, line: FactLine) -> FormDialog:
    """A fact as somebody says it: value, source and day. It stands over what the record knows."""
    fact = FACTS[line.key]

    def save(values: Values, version: int) -> Done[None]:
        given = FactInput(_given(fact, values), str(values["source"] or ""), values["as_of"])
        return assessments.type_fact(ctx.desk, sheet.application_id, fact.key, given, version)

    def shown(found: Sheet) -> Standing:
        return _typed(ctx, fact, found.facts.get(fact.key))

    fields = (
        *_value_fields(fact),
        FieldSpec("source", "ui.vurdering.kilde", required=True, help="ui.vurdering.kilde_hjelp"),
        FieldSpec("as_of", "ui.vurdering.fra_dag", FieldKind.DATE, required=True),
    )
    known = ""
    if line.fact:
        known = text("ui.vurdering.na", verdi=render(line.words), kilde=render(line.fact.source))
    words = Words(render(fact.label), known, text("ui.vurdering.lagre_fakta"), msg("ui.vurdering.lagrer"))
    record = _shared(ctx, sheet, shown, (Part.FACT, fact.key), save)
    draft = _draft(sheet, f"opplysning.{fact.key}", record.opened.version)
    return SharedFormDialog(ctx, words, form(*fields), record, draft=draft).begin()


def _shared(
    ctx: Context,
    sheet: Sheet,
    shown: Callable[[Sheet], Standing],
    part: tuple[Part, str],
    save: Callable[[Values, int], Done[Any]],
) -> SharedRecord:
    """A part of the sheet that is saved by itself, for a form that `shown` fills."""

    def now() -> Standing:
        saved = last_saved(ctx.desk, sheet.application_id, *part)
        newest = shown(assessments.sheet(ctx.desk, sheet.application_id))
        return replace(newest, who=saved.who, at=saved.at)

    return SharedRecord(text("ui.vurdering.soknad", nummer=sheet.number), shown(sheet), now, save)


def _typed(ctx: Context, fact: Fact, known: SourcedFact | None) -> Standing:
    """A fact in its form: what somebody has typed, else what the record knows, waiting for a source."""
    typed = known if known and known.typed else None
    values = {"source": render(typed.source) if typed else "", "as_of": typed.as_of if typed else ctx.desk.today}
    return Standing((typed.version or 0) if typed else 0, {**_shown(fact, known), **values})


def _value_fields(fact: Fact) -> tuple[FieldSpec, ...]:
    """One field, or for several choices a tick each."""
    if fact.type is FactType.OPTIONS:
        return tuple(FieldSpec(option.key, option.label.code, FieldKind.YES_NO) for option in fact.options)
    if fact.type is FactType.YES_NO:
        return (FieldSpec(_VALUE, "ui.vurdering.verdi", FieldKind.YES_NO, required=True),)
    if fact.type is FactType.OPTION:
        choices = tuple(Choice(option.key, render(option.label)) for option in fact.options)
        return (FieldSpec(_VALUE, "ui.vurdering.verdi", FieldKind.CHOICE, required=True, choices=choices, width=360),)
    unit = "ui.vurdering.maneder" if fact.type is FactType.MONTHS else None
    return (FieldSpec(_VALUE, "ui.vurdering.verdi", FIELD_KINDS[fact.type], unit=unit, required=True),)


def _shown(fact: Fact, known: SourcedFact | None) -> dict[str, object]:
    value = known.value if known else None
    if fact.type is FactType.OPTIONS:
        chosen = value if isinstance(value, frozenset) else frozenset()
        return {option.key: option.key in chosen for option in fact.options}
    return {_VALUE: value}


def _given(fact: Fact, values: Mapping[str, Any]) -> Any:
    if fact.type is FactType.OPTIONS:
        return [option.key for option in fact.options if values.get(option.key)]
    return values[_VALUE]


# -- the judgement ------------------------------------------------------------------------------


def judgement_dialog(ctx: Context, sheet: Sheet) -> FormDialog:
    """Children's best interests, the applicant's own view, the weighing, and the priority group."""

    def save(values: Values, version: int) -> Done[None]:
        given = JudgementInput(**{key: value or _EMPTY.get(key, "") for key, value in values.items()})
        return assessments.write_judgement(ctx.desk, sheet.application_id, given, version)

    words = Words(
        text("ui.vurdering.rediger_skjonn"),
        text("ui.vurdering.soknad", nummer=sheet.number),
        text("ui.vurdering.lagre_skjonn"),
        msg("ui.vurdering.lagrer"),
        text("ui.vurdering.skjonn_lagret"),
    )
    record = _shared(ctx, sheet, _judged, (Part.JUDGEMENT, ""), save)
    draft = _draft(sheet, "skjonn", sheet.judgement.version)
    return SharedFormDialog(ctx, words, FormSpec(tuple(_sections(sheet))), record, draft=draft, width=760).begin()


def _judged(sheet: Sheet) -> Standing:
    values = {name: getattr(sheet.judgement, name) for name in vars(JudgementInput())}
    return Standing(sheet.judgement.version, values)


#: What an empty field means where it is no empty text.
_EMPTY: Mapping[str, Any] = {"child_heard": None}


def _sections(sheet: Sheet) -> list[SectionSpec]:
    long = FieldKind.MULTILINE
    sections = []
    if sheet.children.touched:
        children = (
            FieldSpec("children_best", "ui.vurdering.barnets_beste", long, help="ui.vurdering.barnets_beste_hjelp"),
            FieldSpec("child_heard", "ui.vurdering.hort", FieldKind.CHOICE, choices=of(ChildHeard), width=360),
            FieldSpec("child_heard_note", "ui.vurdering.hort_hvordan", long),
        )
        sections.append(SectionSpec(children, "ui.vurdering.barn"))
    words = (
        FieldSpec("own_view", "ui.vurdering.eget_syn", long),
        FieldSpec("weighing", "ui.vurdering.avveining", long, help="ui.vurdering.avveining_hjelp"),
    )
    sections.append(SectionSpec(words, "ui.vurdering.skjonn"))
    if sheet.row.criteria.groups:
        sections.append(SectionSpec(_group_fields(sheet), "ui.vurdering.prioritet"))
    return sections


def _group_fields(sheet: Sheet) -> tuple[FieldSpec, ...]:
    placing = sheet.assessment.placing
    reckoned = placing.group.step if placing and placing.group else "–"
    choices = [Choice("", text("ui.vurdering.som_fakta", trinn=reckoned))]
    choices += [Choice(group.key, f"{group.step} {group.text.of('nb')}") for group in sheet.row.criteria.groups]
    return (
        FieldSpec("group_key", "ui.vurdering.gruppe", FieldKind.CHOICE, choices=choices, width=420),
        FieldSpec("group_reason", "ui.vurdering.begrunnelse", when=lambda values: bool(values.get("group_key"))),
    )


def bedrooms_dialog(ctx: Context, sheet: Sheet) -> FormDialog:
    """How many bedrooms the household needs; another number than the reckoned needs a reason."""
    reckoned = sheet.bedrooms.reckoned

    def save(values: Values, version: int) -> Done[None]:
        count, reason = values["count"], str(values.get("reason") or "")
        return assessments.set_bedrooms(ctx.desk, sheet.application_id, count, reason, version)

    def shown(found: Sheet) -> Standing:
        rooms = found.bedrooms
        return Standing(rooms.version, {"count": rooms.count, "reason": rooms.reason})

    def departs(values: Mapping[str, object]) -> bool:
        return values.get("count") not in (None, "", reckoned.count, str(reckoned.count))

    fields = (
        FieldSpec("count", "ui.vurdering.soverom", FieldKind.COUNT),
        FieldSpec("reason", "ui.vurdering.begrunnelse", required=True, when=departs),
    )
    why = ", ".join(render(message) for message in reckoned.why)
    line = text("ui.vurdering.soverom_regnet", antall=reckoned.count, hvorfor=why)
    words = Words(text("ui.vurdering.endre_soverom"), line, text("ui.felles.lagre"), msg("ui.vurdering.lagrer"))
    return SharedFormDialog(ctx, words, form(*fields), _shared(ctx, sheet, shown, (Part.NEED, ""), save)).begin()


def set_dialog(ctx: Context, application_id: int, choices: tuple[SetChoice, ...], now: int | None) -> FormDialog:
    """Which adopted set the application is held against, with the reason; the first choice is the valid one."""

    def act(values: Values, _reasons: Reasons) -> Act:
        chosen = values["set"] or None
        reason = str(values.get("reason") or "")
        return partial(assessments.choose_set, ctx.desk, application_id, chosen, reason)

    offered = [Choice(0, text("ui.vurdering.sett_gyldig")), *(Choice(row.set_id, _set_words(row)) for row in choices)]
    fields = (
        FieldSpec("set", "ui.vurdering.sett", FieldKind.CHOICE, choices=offered, width=420),
        FieldSpec("reason", "ui.vurdering.begrunnelse", required=True, when=lambda values: bool(values.get("set"))),
    )
    words = Words(text("ui.vurdering.velg_sett"), "", text("ui.felles.lagre"), msg("ui.vurdering.lagrer"))
    return FormDialog(ctx, words, form(*fields), act).begin({"set": now or 0})


def _set_words(row: SetChoice) -> str:
    first = formats.day(row.valid_from) if row.valid_from else ""
    last = formats.day(row.valid_to) if row.valid_to else ""
    return f"{row.name} ({first}–{last})"

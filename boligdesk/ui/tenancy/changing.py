"""A change in a running tenancy: its fields by kind, whose consent it needs, what it does, then its addendum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from ...casework.change_letters import print_addendum
from ...casework.core.changes import Done
from ...casework.tenancy_card import TenancyCard
from ...casework.tenancy_change import OFFERED, Change, assess, make_change
from ...rules.lease_facts import ShortTermGround
from ...rules.succession import Relation
from ...rules.tenancy_changes import ChangeAssessment, Consent
from ...rules.terms import ChangeKind
from ...rules.vocabulary import HouseholdRole
from ...texts import enum_text, render, text
from ..parts.filterbar import Choice
from ..parts.form_fields import Editor
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec, Values
from ..parts.labels import Label
from ..shell.context import Context
from .act_dialog import About, ActDialog, Question, Words
from .controls import on_fields
from .editors import ChecksEditor, PlaceEditor, checks
from .new_form import of
from .papers import Paper
from .people import answer_search, tenancies_found
from .rows_editor import RowsEditor, RowsSpec

_MOVING_IN = frozenset({ChangeKind.PARTNER_MOVES_IN, ChangeKind.CHILD_MOVES_IN})
_JOINING = _MOVING_IN | {ChangeKind.CO_TENANT_ADDED}
_LEAVING = frozenset(
    {ChangeKind.MEMBER_MOVES_OUT, ChangeKind.CO_TENANT_RELEASED, ChangeKind.BREAK_UP, ChangeKind.DEATH}
)
_SUCCEEDING = frozenset({ChangeKind.BREAK_UP, ChangeKind.DEATH})
_WITH_DEBT = frozenset({ChangeKind.CO_TENANT_RELEASED, ChangeKind.BREAK_UP, ChangeKind.DEATH, ChangeKind.SWAP})
_CHILD = (HouseholdRole.CHILD, HouseholdRole.CHILD_SHARED)
_WIDE = 320
_CONSENTS = ("given",)
_ALIASES = {
    "start": "on",
    "survivors": "relations",
    "fixed_until": "new_end",
    "short_term_ground": "ground",
    "short_term_reason": "renewal_reason",
    "short_term_told_on": "told_on",
    "successive_reason": "renewal_reason",
}


@dataclass(frozen=True)
class _When:
    """Asked for by some kinds of change."""

    kinds: frozenset[ChangeKind]

    def __call__(self, values: Values) -> bool:
        return values.get("kind") in self.kinds


def _spec(card: TenancyCard, today: date) -> FormSpec:
    people = [Choice(t.person_id, t.name) for t in card.tenants if t.to_date is None]
    people += [Choice(m.person_id, m.name) for m in card.members]
    kinds = [Choice(kind, enum_text(kind)) for kind in OFFERED]
    roles = [Choice(role, enum_text(role)) for role in _CHILD]
    renewal = _When(frozenset({ChangeKind.RENEWAL}))

    def relations(_spec: FieldSpec) -> Editor:
        return _relations(today)

    consents = checks(*(Choice(consent, enum_text(consent)) for consent in Consent))
    return FormSpec(
        [
            SectionSpec(
                [
                    FieldSpec("kind", "ui.kontrakt.endring_slag", FieldKind.CHOICE, choices=kinds, required=True,
                              width=_WIDE),
                    FieldSpec("on", "ui.kontrakt.gjelder_fra", FieldKind.DATE, required=True),
                    FieldSpec("newcomer", "ui.kontrakt.hvem", FieldKind.PERSON, required=True, when=_When(_JOINING)),
                    FieldSpec("leaver", "ui.kontrakt.hvem", FieldKind.CHOICE, choices=people, required=True,
                              when=_When(_LEAVING), width=_WIDE),
                    FieldSpec("role", "ui.kontrakt.rolle", FieldKind.CHOICE, choices=roles,
                              when=_When(frozenset({ChangeKind.CHILD_MOVES_IN}))),
                    FieldSpec("close_family", "ui.kontrakt.naer_familie", FieldKind.YES_NO,
                              help="ui.kontrakt.naer_familie_hjelp", when=_When(_MOVING_IN)),
                    FieldSpec("relations", "ui.kontrakt.de_andre", FieldKind.MULTILINE, editor=relations,
                              when=_When(frozenset({ChangeKind.DEATH}))),
                    FieldSpec("successor", "ui.kontrakt.viderefores_av", FieldKind.CHOICE, choices=people,
                              when=_When(_SUCCEEDING), width=_WIDE),
                    FieldSpec("other", "ui.kontrakt.bytter_med", FieldKind.PERSON, required=True, editor=PlaceEditor,
                              when=_When(frozenset({ChangeKind.SWAP}))),
                    FieldSpec("new_end", "ui.kontrakt.ny_slutt", FieldKind.DATE, when=renewal),
                    FieldSpec("rent_ore", "ui.kontrakt.leie", FieldKind.MONEY, unit="ui.kontrakt.kroner",
                              when=renewal),
                    FieldSpec("ground", "ui.kontrakt.kort_grunn", FieldKind.CHOICE, choices=of(ShortTermGround),
                              when=renewal, width=_WIDE),
                    FieldSpec("renewal_reason", "ui.kontrakt.kort_begrunnelse", when=renewal),
                    FieldSpec("told_on", "ui.kontrakt.kort_opplyst", FieldKind.DATE, when=renewal),
                    FieldSpec("debt_ore", "ui.kontrakt.skyldig_til_da", FieldKind.MONEY, unit="ui.kontrakt.kroner",
                              when=_When(_WITH_DEBT)),
                    FieldSpec("given", "ui.kontrakt.samtykker", FieldKind.MULTILINE, editor=consents),
                ]
            )
        ]
    )  # fmt: skip


def _relations(today: date) -> RowsEditor:
    columns = (
        FieldSpec("name", "ui.kontrakt.navn", read_only=True),
        FieldSpec("relation", "ui.kontrakt.forhold", FieldKind.CHOICE, choices=of(Relation), width=240),
    )
    return RowsEditor(RowsSpec(columns), today)


class ChangeDialog(ActDialog):
    """Carries out one change; `finished` gives the change's id."""

    form_key = "endring"

    def __init__(self, ctx: Context, about: About, card: TenancyCard, kind: ChangeKind | None = None) -> None:
        words = Words("ui.kontrakt.endring_tittel", "ui.kontrakt.endring_utfor", "ui.kontrakt.endring_gjort", "check")
        super().__init__(ctx, about, words, _spec(card, ctx.desk.today))
        self._card = card
        self._found: ChangeAssessment | None = None
        self._asked_for_consents = False
        self._effects = Label("", wrap=True)
        self._tasks = Label("", wrap=True)
        self._titles = (Label(text("ui.kontrakt.virkninger"), "h3"), Label(text("ui.kontrakt.oppgaver"), "h3"))
        for widget in (self._titles[0], self._effects, self._titles[1], self._tasks):
            widget.hide()
            self.below.addWidget(widget)
        self._consents(frozenset())
        self.form.search.connect(self._search)
        others = [{"name": m.name, "relation": Relation.OTHER} for m in card.members]
        self.form.set_values(
            {
                "kind": kind,
                "on": max(ctx.desk.today, card.from_date),
                "close_family": True,
                "relations": others,
                "role": HouseholdRole.CHILD,
            }
        )

    def _search(self, key: str, letters: str) -> None:
        if key == "other":
            desk = self.ctx.desk
            self.ctx.jobs.read(
                lambda: [c for c in tenancies_found(desk, letters) if c.key != self.about.tenancy_id],
                owner=self,
                topic="bytte",
                done=lambda choices: self.form.offer("other", choices),
            )
        else:
            answer_search(self.ctx, self.form, key, letters)

    def change(self, values: Mapping[str, Any]) -> Change | None:
        """The change that the form says; None until its kind and day are there."""
        kind, on = values["kind"], values["on"]
        if not isinstance(kind, ChangeKind) or not isinstance(on, date):
            return None
        return Change(
            self.about.tenancy_id,
            self.about.version,
            kind,
            on,
            person_id=values["newcomer"] or values["leaver"],
            role=self._role(kind, values["role"]),
            given=values["given"] or frozenset(),
            close_family=values["close_family"] is not False,
            debt_ore=values["debt_ore"] or 0,
            relations=self._related(values["relations"]),
            successor_id=values["successor"],
            other_tenancy_id=values["other"],
            new_end=values["new_end"],
            rent_ore=values["rent_ore"],
            ground=values["ground"],
            renewal_reason=values["renewal_reason"] or "",
            told_on=values["told_on"],
            reasons=self.form.reasons,
        )

    def _role(self, kind: ChangeKind, chosen: object) -> HouseholdRole:
        if kind is ChangeKind.CHILD_MOVES_IN:
            return chosen if isinstance(chosen, HouseholdRole) else HouseholdRole.CHILD
        return HouseholdRole.PARTNER if kind is ChangeKind.PARTNER_MOVES_IN else HouseholdRole.OTHER

    def _related(self, rows: object) -> dict[int, Relation]:
        by_name = {row["name"]: row["relation"] for row in rows} if isinstance(rows, tuple) else {}
        return {m.person_id: by_name[m.name] for m in self._card.members if by_name.get(m.name) is not None}

    def question(self, values: Mapping[str, object]) -> Question | None:
        """What the change needs, stops at, does and leaves to be done."""
        change = self.change(values)
        return partial(assess, self.ctx.desk, change) if change else None

    def answered(self, answer: ChangeAssessment) -> None:
        """Show whose consent is needed, what stops, what follows."""
        self._found = answer
        self._consents(frozenset(answer.needed))
        self._show_found(answer)
        _show(self._titles[0], self._effects, [render(effect) for effect in answer.effects])
        tasks = [
            text("ui.kontrakt.oppgave_linje", hva=enum_text(task.kind), dato=task.due) for task in answer.follow_ups
        ]
        _show(self._titles[1], self._tasks, tasks)

    def _show_found(self, found: ChangeAssessment) -> None:
        """Consents nobody has been asked for yet are told as missing; they stop once one ticks or tries."""
        waiting = [c for c in found.controls if c.fields == _CONSENTS and not self._asked_for_consents]
        self.form.row("given").set_help(" ".join(render(control.what) for control in waiting))
        self.show_controls(on_fields((c for c in found.controls if c not in waiting), _ALIASES))

    def _edited(self, key: str) -> None:
        if key in ("kind", "given"):
            self._asked_for_consents = key == "given"
        super()._edited(key)

    def submit(self) -> None:
        """Carry it out; from now on a missing consent stops."""
        self._asked_for_consents = True
        if self._found is not None:
            self._show_found(self._found)
        super().submit()

    def _consents(self, needed: frozenset[object]) -> None:
        row = self.form.row("given")
        row.setVisible(bool(needed))
        if isinstance(row.editor, ChecksEditor):
            row.editor.show_only(needed)

    def act(self, values: Mapping[str, object]) -> partial[Done[int]]:
        """Carry the change out."""
        change = self.change(values)
        if change is None:
            raise ValueError("kind and day are asked for before this")
        return partial(make_change, self.ctx.desk, change)

    def carried_out(self, value: int) -> None:
        """Offer the addendum, where the change has one."""
        desk = self.ctx.desk
        papers: tuple[Paper, ...] = ()
        if self._found is not None and self._found.addendum:
            copies = len([t for t in self._card.tenants if t.to_date is None]) + 1
            papers = (Paper(text("ui.kontrakt.tillegget"), lambda: print_addendum(desk, value), copies=copies),)
        tasks = tuple(
            text("ui.kontrakt.oppgave_linje", hva=enum_text(task.kind), dato=task.due)
            for task in (self._found.follow_ups if self._found else ())
        )
        self.show_papers(text("ui.kontrakt.endring_gjort"), tasks, papers, value)


def _show(title: Label, lines: Label, said: list[str]) -> None:
    lines.setText("\n".join(f"• {line}" for line in said))
    title.setVisible(bool(said))
    lines.setVisible(bool(said))

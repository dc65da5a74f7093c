"""Ending a tenancy: notices and flytteoppfordring with their reckoned dates, protest, withdrawal, keys back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from ...casework.core.changes import Done
from ...casework.end_letters import print_end_letter
from ...casework.settlement import deposit_asked_for
from ...casework.tenancy_end import (
    EndAssessment,
    EndRequest,
    EndRow,
    MoveOut,
    assess_end,
    move_out,
    protested,
    record_end,
    rent_after_keys,
    withdraw_end,
)
from ...casework.tenancy_suit import Suit, bring_suit
from ...rules.guidance.words import LeavingOutcome
from ...rules.terms import EndKind, NoticeGround
from ...texts import enum_text, formats, text
from ..parts.facts import Facts
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec, Values
from ..parts.labels import Label
from ..shell.context import Context
from ..style import tokens
from .act_dialog import About, ActDialog, Question, Words
from .controls import on_fields
from .explained import ExplanationLines
from .new_form import of
from .papers import Paper

#: Endings the tenant has a hand in: a shared home needs the spouse's word (ekteskapsloven § 32).
_BY_TENANT = (EndKind.TENANT_NOTICE, EndKind.AGREED)
_OFFERED = (EndKind.TENANT_NOTICE, EndKind.LANDLORD_NOTICE, EndKind.REQUEST_TO_MOVE, EndKind.AGREED)
_OURS = (EndKind.LANDLORD_NOTICE, EndKind.REQUEST_TO_MOVE)
_WIDE = 320
_ALIASES = {
    "received": "received_on",
    "spouse_consented": "spouse_consent",
    "reason": "reasons_text",
    "send_on": "sent_on",
}


def _is(*kinds: EndKind) -> Any:
    return lambda values: values.get("kind") in kinds


def _shared(values: Values) -> bool:
    return values.get("kind") in _BY_TENANT and values.get("shared_with_spouse") is True


def _spec() -> FormSpec:
    kinds = [Choice(kind, enum_text(kind)) for kind in _OFFERED]
    theirs, ours = _is(EndKind.TENANT_NOTICE), _is(EndKind.LANDLORD_NOTICE)
    return FormSpec(
        [
            SectionSpec(
                [
                    FieldSpec("kind", "ui.kontrakt.slutt_slag", FieldKind.CHOICE, choices=kinds, required=True,
                              width=_WIDE),
                    FieldSpec("sent_on", "ui.kontrakt.sendes", FieldKind.DATE, when=_is(*_OURS)),
                    FieldSpec("received_on", "ui.kontrakt.mottatt", FieldKind.DATE, required=True),
                    FieldSpec("written", "ui.kontrakt.skriftlig", FieldKind.YES_NO, when=theirs),
                    FieldSpec("all_tenants_signed", "ui.kontrakt.alle_signert", FieldKind.YES_NO, when=theirs),
                    FieldSpec("shared_with_spouse", "ui.kontrakt.felles_bolig", FieldKind.YES_NO,
                              when=_is(*_BY_TENANT)),
                    FieldSpec("spouse_consent", "ui.kontrakt.ektefelle", help="ui.kontrakt.ektefelle_hjelp",
                              when=_shared),
                    FieldSpec("ground", "ui.kontrakt.slutt_grunn", FieldKind.CHOICE, choices=of(NoticeGround),
                              when=ours, width=_WIDE),
                    FieldSpec("reasons_text", "ui.kontrakt.begrunnelse", FieldKind.MULTILINE,
                              help="ui.kontrakt.begrunnelse_hjelp", when=ours),
                    FieldSpec("agreed_last_day", "ui.kontrakt.siste_dag", FieldKind.DATE,
                              when=_is(*_BY_TENANT)),
                    FieldSpec("inspection", "ui.kontrakt.befaring", help="ui.kontrakt.befaring_hjelp", when=theirs),
                    FieldSpec("move_by", "ui.kontrakt.flytte_innen", FieldKind.DATE,
                              when=_is(EndKind.REQUEST_TO_MOVE)),
                ]
            )
        ]
    )  # fmt: skip


class EndDialog(ActDialog):
    """Records a notice, a request to move or an agreement; `finished` gives the ending's id."""

    form_key = "avslutning"

    def __init__(self, ctx: Context, about: About, kind: EndKind = EndKind.TENANT_NOTICE) -> None:
        words = Words("ui.kontrakt.slutt_tittel", "ui.kontrakt.slutt_utfor", "ui.kontrakt.slutt_gjort", "check")
        super().__init__(ctx, about, words, _spec())
        self._heading = Label(text("ui.kontrakt.datoer"), "h3")
        self._facts = Facts(tokens.LABEL_FORM_W)
        self.dates = ExplanationLines()
        for widget in (self._heading, self._facts, self.dates):
            widget.hide()
            self.below.addWidget(widget)
        today = ctx.desk.today
        self.form.set_values(
            {
                "kind": kind,
                "sent_on": today,
                "received_on": today,
                "written": True,
                "all_tenants_signed": True,
                "shared_with_spouse": False,
            }
        )

    def request(self, values: Mapping[str, Any]) -> EndRequest | None:
        """The ending that the form says; None until its kind and day are there."""
        kind, received = values["kind"], values["received_on"]
        if not isinstance(kind, EndKind) or not isinstance(received, date):
            return None
        return EndRequest(
            self.about.tenancy_id,
            self.about.version,
            kind,
            received,
            sent_on=values["sent_on"],
            ground=values["ground"],
            reasons_text=values["reasons_text"] or "",
            shared_with_spouse=values["shared_with_spouse"] is True,
            spouse_consent=values["spouse_consent"] or "",
            all_tenants_signed=values["all_tenants_signed"] is not False,
            written=values["written"] is not False,
            agreed_last_day=values["agreed_last_day"],
            reasons=self.form.reasons,
        )

    def question(self, values: Mapping[str, object]) -> Question | None:
        """Whether it holds, and which dates follow."""
        request = self.request(values)
        return partial(assess_end, self.ctx.desk, request) if request else None

    def answered(self, answer: EndAssessment) -> None:
        """Show what stops it, and each date with how it was reckoned."""
        self.show_controls(on_fields(answer.controls, _ALIASES))
        self._facts.clear()
        self._facts.add(text("ui.kontrakt.siste_dag"), formats.day(answer.effective))
        self.dates.show_steps(answer.last_day, answer.protest_by, answer.sue_by)
        for widget in (self._heading, self._facts, self.dates):
            widget.show()

    def act(self, values: Mapping[str, object]) -> partial[Done[int]]:
        """Record it."""
        request = self.request(values)
        if request is None:
            raise ValueError("kind and day are asked for before this")
        return partial(record_end, self.ctx.desk, request)

    def carried_out(self, value: int) -> None:
        """Offer its letter; an agreement has none."""
        values: Mapping[str, Any] = self.form.values()
        inspection, move_by = values["inspection"] or "", values["move_by"]
        desk, kind = self.ctx.desk, values["kind"]

        def letter() -> Any:
            return print_end_letter(desk, value, inspection=inspection, move_by=move_by)

        papers = () if kind is EndKind.AGREED else (Paper(text("ui.kontrakt.slutt_brev"), letter),)
        self.show_papers(text("ui.kontrakt.slutt_gjort"), (text("ui.kontrakt.slutt_videre"),), papers, value)


class ProtestDialog(ActDialog):
    """The tenant protests against our notice; `finished` gives the ending's id."""

    form_key = "protest"

    def __init__(self, ctx: Context, about: About, ending: EndRow) -> None:
        words = Words("ui.kontrakt.protest_tittel", "ui.kontrakt.protest_utfor", "ui.kontrakt.protest_gjort")
        spec = FormSpec([SectionSpec([FieldSpec("on", "ui.kontrakt.protest_mottatt", FieldKind.DATE, required=True)])])
        super().__init__(ctx, about, words, spec, width=620, height=400)
        self._ending = ending
        self.form.set_values({"on": ctx.desk.today})
        if ending.protest_by and ending.sue_by:
            said = text("ui.kontrakt.protest_frist", protest=ending.protest_by, soksmal=ending.sue_by)
            self.below.addWidget(Label(said, colour="text2", wrap=True))

    def question(self, values: Mapping[str, object]) -> Question | None:
        """Nothing to ask: the deadlines stand in the dialog."""
        return None

    def act(self, values: Mapping[str, object]) -> partial[Done[int]]:
        """Record the protest."""
        on = values["on"]
        if not isinstance(on, date):
            raise TypeError("the day is asked for before this")
        return partial(protested, self.ctx.desk, self._ending.id, self._ending.version, on)


class SuitDialog(ActDialog):
    """The landlord has sued over a notice that was protested against; `finished` gives the ending's id."""

    form_key = "soksmal"

    def __init__(self, ctx: Context, about: About, ending: EndRow) -> None:
        words = Words("ui.kontrakt.soksmal_tittel", "ui.kontrakt.soksmal_utfor", "ui.kontrakt.soksmal_gjort", "gavel")
        fields = [
            FieldSpec("on", "felt.sued_on", FieldKind.DATE, required=True),
            FieldSpec("court", "felt.court", required=True),
            FieldSpec("case_number", "felt.court_case", width=200, help="ui.kontrakt.soksmal_nummer_hjelp"),
        ]
        super().__init__(ctx, about, words, FormSpec([SectionSpec(fields)]), width=620, height=440)
        self._ending = ending
        known = ending.sued_on or ctx.desk.today
        self.form.set_values({"on": known, "court": ending.court or None, "case_number": ending.court_case or None})
        if ending.sue_by:
            said = text("ui.kontrakt.soksmal_frist", frist=ending.sue_by)
            self.below.addWidget(Label(said, colour="text2", wrap=True))

    def question(self, values: Mapping[str, object]) -> Question | None:
        """Nothing to ask: the last day stands in the dialog."""
        return None

    def act(self, values: Mapping[str, Any]) -> partial[Done[int]]:
        """Record the suit."""
        suit = Suit(values["on"], values["court"], values["case_number"] or "")
        return partial(bring_suit, self.ctx.desk, self._ending.id, self._ending.version, suit)


class WithdrawDialog(ActDialog):
    """A notice is taken back, with the reason; `finished` gives the tenancy's id."""

    form_key = "tilbaketrekking"

    def __init__(self, ctx: Context, about: About, ending: EndRow) -> None:
        words = Words("ui.kontrakt.trekk_tittel", "ui.kontrakt.trekk_utfor", "ui.kontrakt.trekk_gjort")
        field = FieldSpec("reason", "ui.kontrakt.begrunnelse", FieldKind.MULTILINE, required=True)
        super().__init__(ctx, about, words, FormSpec([SectionSpec([field])]), width=620, height=360)
        self._ending = ending

    def question(self, values: Mapping[str, object]) -> Question | None:
        """Nothing to ask."""
        return None

    def act(self, values: Mapping[str, object]) -> partial[Done[int]]:
        """Take it back."""
        return partial(withdraw_end, self.ctx.desk, self._ending.id, self._ending.version, str(values["reason"]))


class MoveOutDialog(ActDialog):
    """The keys are back: the tenancy is closed; `finished` gives its id."""

    form_key = "utflytting"

    def __init__(self, ctx: Context, about: About) -> None:
        words = Words("ui.kontrakt.ut_tittel", "ui.kontrakt.ut_utfor", "ui.kontrakt.ut_gjort", "key")
        spec = FormSpec(
            [
                SectionSpec(
                    [
                        FieldSpec("on", "ui.kontrakt.nokler_inn", FieldKind.DATE, required=True),
                        FieldSpec("address", "ui.kontrakt.ny_adresse", help="ui.kontrakt.ny_adresse_hjelp"),
                        FieldSpec(
                            "outcome",
                            "ui.utfall.hvor",
                            FieldKind.CHOICE,
                            choices=of(LeavingOutcome),
                            help="ui.utfall.hvor_hjelp",
                            width=_WIDE,
                        ),
                        FieldSpec("ready_by", "ui.kontrakt.klar_innen", FieldKind.DATE),
                    ]
                )
            ]
        )
        super().__init__(ctx, about, words, spec, height=440)
        self.form.set_values({"on": ctx.desk.today})
        self.below.addWidget(Label(text("ui.kontrakt.ut_virkning"), colour="text2", wrap=True))
        self.rent = Label("", colour="text2", wrap=True)
        self.below.addWidget(self.rent)

    def question(self, values: Mapping[str, object]) -> Question | None:
        """How long rent is owed; the act itself refuses a day that cannot be."""
        on = values["on"]
        return partial(rent_after_keys, self.ctx.desk, self.about.tenancy_id, on) if isinstance(on, date) else None

    def answered(self, answer: date | None) -> None:
        """Say that the rent runs on, where it does."""
        self.rent.setText(text("ui.kontrakt.leie_etter_nokler", dato=answer) if answer else "")

    def act(self, values: Mapping[str, Any]) -> partial[Done[int]]:
        """Close the tenancy."""
        address, ready_by = values["address"] or "", values["ready_by"]
        about, on = self.about, values["on"]
        move = MoveOut(about.tenancy_id, about.version, on, address, ready_by, values["outcome"])
        return partial(move_out, self.ctx.desk, move)


class DepositAskedForDialog(ActDialog):
    """The bank has told that the tenant asks for the deposit; `finished` gives the last day to bring a case."""

    form_key = "depositum_krevd"

    def __init__(self, ctx: Context, about: About) -> None:
        words = Words("ui.kontrakt.depositum_krevd", "ui.kontrakt.depositum_utfor", "ui.kontrakt.depositum_gjort")
        field = FieldSpec("on", "ui.kontrakt.depositum_varslet", FieldKind.DATE, required=True)
        super().__init__(ctx, about, words, FormSpec([SectionSpec([field])]), width=620, height=400)
        self.form.set_values({"on": ctx.desk.today})
        self.below.addWidget(Label(text("ui.kontrakt.depositum_frist"), colour="text2", wrap=True))

    def question(self, values: Mapping[str, object]) -> Question | None:
        """Nothing to ask: the rule stands in the dialog."""
        return None

    def act(self, values: Mapping[str, object]) -> partial[Done[date]]:
        """Start the five weeks (§ 3-5) and leave a task on the last day."""
        on = values["on"]
        if not isinstance(on, date):
            raise TypeError("the day is asked for before this")
        return partial(deposit_asked_for, self.ctx.desk, self.about.tenancy_id, on)

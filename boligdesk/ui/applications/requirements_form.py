""" "Skriv ut kravspesifikasjon": to whom, by when, and what is demanded beyond the needs (P17)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...casework.application_card import ApplicationCard
from ...casework.core.printing import PrintedDocument
from ...casework.requirements import OrderTo, Requirement, RequirementsOrder, print_requirements, requirements_of
from ...texts import render, text
from ..parts.facts import Facts
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.fields import Reasons, Values, form, of
from ..record_tabs.form_dialog import Act, FormDialog
from ..shell.context import Context
from .forms import words_for
from .paper_forms import to_printer


class RequirementsDialog(FormDialog):
    """Shows the requirements as they will stand on the sheet, and asks for the rest of it."""

    def __init__(self, ctx: Context, card: ApplicationCard, requirements: Sequence[Requirement]) -> None:
        languages = [Choice("nb", text("ui.krav.bokmal")), Choice("nn", text("ui.krav.nynorsk"))]
        spec = form(
            FieldSpec(
                "to",
                "ui.krav.til",
                FieldKind.CHOICE,
                choices=of(OrderTo),
                required=True,
                help="ui.krav.til_hjelp",
                width=300,
            ),
            FieldSpec("receiver", "ui.krav.mottaker"),
            FieldSpec("answer_by", "ui.krav.svar_innen", FieldKind.DATE),
            FieldSpec("others", "ui.krav.andre", FieldKind.MULTILINE, help="ui.krav.andre_hjelp"),
            FieldSpec("language", "ui.krav.malform", FieldKind.CHOICE, choices=languages, required=True),
        )
        words = words_for(card, "ui.krav.tittel", "ui.krav.lag", "ui.krav.laget")
        super().__init__(ctx, words, spec, partial(_act, ctx, card.id), width=720)
        self.undo = False
        self.body.insertWidget(0, Label(text("ui.krav.fra_behovene"), "h4"))
        self.body.insertWidget(1, _shown(requirements))
        self.body.insertWidget(2, Label(text("ui.krav.bare_boligen"), "caption", wrap=True))

    def carried_out(self, value: object) -> None:
        """The sheet is made and filed: it goes to the printer."""
        self.finish(True)
        if isinstance(value, PrintedDocument):
            to_printer(self.ctx, value)


def _shown(requirements: Sequence[Requirement]) -> Facts:
    facts = Facts()
    for line in requirements:
        facts.add(render(line.name), line.demand if isinstance(line.demand, str) else render(line.demand))
    return facts


def _act(ctx: Context, application_id: int, values: Values, _reasons: Reasons) -> Act:
    return partial(print_requirements, ctx.desk, application_id, order_of(values))


def order_of(values: Values) -> RequirementsOrder:
    """The order as it stands in the form: one demand a line."""
    others = tuple(line.strip() for line in (values["others"] or "").splitlines() if line.strip())
    return RequirementsOrder(
        values["to"], values["receiver"] or "", values["answer_by"], others, values["language"] or "nb"
    )


def requirements_dialog(ctx: Context, card: ApplicationCard) -> None:
    """Print the kravspesifikasjon; what the needs demand is read first."""

    def show(requirements: Sequence[Requirement]) -> None:
        start = {"to": OrderTo.PROPERTY_UNIT, "language": card.applicant.letter_language}
        RequirementsDialog(ctx, card, requirements).begin(start)

    read = partial(requirements_of, ctx.desk, card.id, OrderTo.PROPERTY_UNIT)
    ctx.jobs.read(read, owner=ctx.parent, topic="krav", done=show)

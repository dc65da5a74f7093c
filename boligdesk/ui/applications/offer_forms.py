"""The forms around an offer and a place on the list: made, answered, withdrawn; urgency and longer validity."""

from __future__ import annotations

from functools import partial

from ...casework import offers, waiting_list
from ...casework.core.offer_check import Recheck
from ...casework.core.printing import PrintedDocument
from ...casework.matching import HomeMatch, HouseholdMatch
from ...casework.offer_letters import print_offer
from ...casework.offers import OfferInput, OfferRow
from ...casework.tenancy_draft import TenancyDraft
from ...casework.waiting_list import WaitingRow
from ...rules.matching.words import Fit
from ...rules.messages import msg
from ...rules.waiting_order import URGENCY
from ...texts import render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..people.fields import Reasons, Values, form, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .match_card import finding_line, shown_of
from .paper_forms import to_printer

_URGENCY_WORDS = ("ui.venteliste.hast_ingen", "venteliste.hast.haster", "venteliste.hast.akutt")


def _words(title: str, line: str, save: str, said: str) -> Words:
    return Words(text(title), line, text(save), msg("ui.tilbud.lagrer"), text(said))


# -- the offer --------------------------------------------------------------------------------------


def offer_dialog(ctx: Context, application_id: int, name: str, found: HomeMatch | HouseholdMatch) -> None:
    """Offer a home to a household: what the records know is filled in, and the letter is made at once."""
    unit_id = found.home.unit_id

    def show(proposal: OfferInput) -> None:
        def act(values: Values, _reasons: Reasons) -> Act:
            given = OfferInput(
                application_id,
                unit_id,
                values["answer_by"],
                values["rent_ore"] or 0,
                values["move_in_on"],
                values["lease_months"],
                values["why"] or "",
                values["viewing"] or "",
            )
            return partial(offers.make_offer, ctx.desk, given)

        words = _words("ui.tilbud.tittel", f"{found.home.address} · {name}", "ui.tilbud.lagre", "ui.tilbud.gitt")
        dialog = FormDialog(ctx, words, _offer_spec(found), act, width=720, undo=False)
        if found.fit is not Fit.YES:
            dialog.say(_departs(found))
        dialog.finished.connect(lambda offer_id: print_letter(ctx, offer_id) if offer_id else None)
        names = ("answer_by", "rent_ore", "move_in_on", "lease_months")
        dialog.begin({field: getattr(proposal, field) for field in names})

    ask = partial(offers.offer_proposal, ctx.desk, application_id, unit_id)
    ctx.jobs.read(ask, owner=ctx.parent, topic="tilbud", done=show)


def _offer_spec(found: HomeMatch | HouseholdMatch) -> FormSpec:
    return form(
        FieldSpec(
            "answer_by", "ui.tilbud.svar_innen", FieldKind.DATE, required=True, help="ui.tilbud.svar_innen_hjelp"
        ),
        FieldSpec("rent_ore", "ui.tilbud.leie", FieldKind.MONEY, "ui.tilbud.leie_enhet", required=True),
        FieldSpec("move_in_on", "ui.tilbud.innflytting", FieldKind.DATE),
        FieldSpec("lease_months", "ui.tilbud.leietid", FieldKind.COUNT, "ui.tilbud.leietid_enhet"),
        FieldSpec("viewing", "ui.tilbud.visning", help="ui.tilbud.visning_hjelp"),
        FieldSpec(
            "why",
            "ui.tilbud.hvorfor",
            FieldKind.MULTILINE,
            help="ui.tilbud.hvorfor_hjelp",
            required=found.fit is not Fit.YES,
        ),
    )


def _departs(found: HomeMatch | HouseholdMatch) -> Alert:
    """What a person must judge before a home that does not quite fit is offered."""
    alert = Alert(AlertKind.SOFT, text("ui.tilbud.passer_ikke_helt"), text("ui.tilbud.passer_ikke_gjor"))
    for finding in shown_of(found.match):
        alert.column.addWidget(finding_line(finding))
    return alert


def print_letter(ctx: Context, offer_id: int) -> None:
    """The letter of an offer, filed and to the printer."""

    def done(document: PrintedDocument) -> None:
        to_printer(ctx, document)

    make = partial(print_offer, ctx.desk, offer_id)
    ctx.write(make, owner=ctx.parent, name=msg("ui.soknader.lager_brev"), done=done)


# -- the answer -------------------------------------------------------------------------------------


def accept_dialog(ctx: Context, row: OfferRow) -> None:
    """The household says yes: the demands are looked at again first, and what has changed stands over the form."""

    def show(found: Recheck) -> None:
        changed = bool(found.changes)

        def act(values: Values, _reasons: Reasons) -> Act:
            decided = (values["decided"] or "") if changed else ""
            return partial(offers.accept_offer, ctx.desk, row.id, row.version, values["answered_on"], decided)

        fields = [FieldSpec("answered_on", "ui.tilbud.svardato", FieldKind.DATE, required=True)]
        if changed:
            decided = FieldSpec("decided", "ui.tilbud.avgjort", FieldKind.MULTILINE, required=True)
            fields.append(decided)
        words = _words("ui.tilbud.ja_tittel", row.address, "ui.tilbud.ja_lagre", "ui.tilbud.ja_sagt")
        dialog = FormDialog(ctx, words, form(*fields), act, undo=False)
        dialog.say(_rechecked(found))
        dialog.begin({"answered_on": ctx.desk.today})

    ask = partial(offers.check_again, ctx.desk, row.id)
    ctx.jobs.read(ask, owner=ctx.parent, topic="tilbud", done=show)


def _rechecked(found: Recheck) -> Alert:
    if not found.changes:
        return Alert(AlertKind.DONE, text("ui.tilbud.uendret"), text("ui.tilbud.uendret_regler", regler=found.rules))
    told = "\n".join(render(change) for change in found.changes)
    return Alert(AlertKind.SOFT, text("ui.tilbud.endret"), told)


def refuse_dialog(ctx: Context, row: OfferRow) -> FormDialog:
    """The household says no. It stays on the list (P12)."""

    def act(values: Values, _reasons: Reasons) -> Act:
        counted = values["counted"] is not False
        return partial(
            offers.refuse_offer, ctx.desk, row.id, row.version, values["answered_on"], values["why"] or "", counted
        )

    spec = form(
        FieldSpec("answered_on", "ui.tilbud.svardato", FieldKind.DATE, required=True),
        why("ui.tilbud.nei_hvorfor"),
        FieldSpec("counted", "ui.tilbud.teller", FieldKind.YES_NO, help="ui.tilbud.teller_hjelp"),
    )
    words = _words("ui.tilbud.nei_tittel", row.address, "ui.tilbud.nei_lagre", "ui.tilbud.nei_sagt")
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    dialog.say(Alert(AlertKind.INFO, text("ui.tilbud.blir_pa_listen")))
    return dialog.begin({"answered_on": ctx.desk.today, "counted": True})


def expire_dialog(ctx: Context, row: OfferRow) -> FormDialog:
    """Nobody answered in time. The household stays on the list (P12)."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(offers.expire_offer, ctx.desk, row.id, row.version, values["note"] or "")

    spec = form(FieldSpec("note", "ui.tilbud.kontakt", FieldKind.MULTILINE, help="ui.tilbud.kontakt_hjelp"))
    words = _words("ui.tilbud.utlopt_tittel", row.address, "ui.tilbud.utlopt_lagre", "ui.tilbud.utlopt_sagt")
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    dialog.say(Alert(AlertKind.INFO, text("ui.tilbud.blir_pa_listen")))
    return dialog.begin()


def withdraw_dialog(ctx: Context, row: OfferRow) -> FormDialog:
    """The office takes the offer back."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(offers.withdraw_offer, ctx.desk, row.id, row.version, values["why"] or "")

    words = _words("ui.tilbud.trekk", row.address, "ui.tilbud.trekk", "ui.tilbud.trukket")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()


def lease_dialog(ctx: Context, offer_id: int) -> None:
    """The new lease that an accepted offer leads to, everything filled in."""

    def show(draft: TenancyDraft) -> None:
        from ..tenancy.new_lease import NewLeaseDialog  # brings PDF and printer: not before it is asked for

        NewLeaseDialog(ctx, draft.unit_id, draft.tenant_ids, draft.start).begin()

    ask = partial(offers.lease_draft_for, ctx.desk, offer_id)
    ctx.jobs.read(ask, owner=ctx.parent, topic="kontrakt", done=show)


# -- the place --------------------------------------------------------------------------------------


def urgency_dialog(ctx: Context, row: WaitingRow) -> FormDialog:
    """How urgent a place is within its group."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(
            waiting_list.set_urgency, ctx.desk, row.id, row.version, values["urgency"] or 0, values["why"] or ""
        )

    levels = [Choice(level, text(code)) for level, code in zip(URGENCY, _URGENCY_WORDS, strict=True)]
    spec = form(FieldSpec("urgency", "ui.venteliste.hast", FieldKind.CHOICE, choices=levels, required=True), why())
    words = _words("ui.venteliste.hast_tittel", _line(row), "ui.felles.lagre", "ui.venteliste.lagret")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"urgency": row.urgency, "why": row.urgency_reason})


def prolong_dialog(ctx: Context, row: WaitingRow) -> FormDialog:
    """Let a place hold longer."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(waiting_list.prolong, ctx.desk, row.id, row.version, values["valid_until"], values["why"] or "")

    spec = form(
        FieldSpec(
            "valid_until",
            "ui.venteliste.gjelder_til",
            FieldKind.DATE,
            required=True,
            help="ui.venteliste.forleng_hjelp",
        ),
        why(),
    )
    words = _words("ui.venteliste.forleng", _line(row), "ui.venteliste.forleng", "ui.venteliste.lagret")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"valid_until": row.valid_until})


def _line(row: WaitingRow) -> str:
    return f"{row.applicant} · {row.number}"

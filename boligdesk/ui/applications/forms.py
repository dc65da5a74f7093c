"""The forms of an application that is registered: what it says, consent, bistand, whose it is, closing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from ...casework import applications
from ...casework.application_card import ApplicationCard, application_card
from ...casework.applications import ApplicationChange, StayInput
from ...casework.core.changes import Done
from ...casework.last_saved import Part, last_saved
from ...casework.users import Colleague, colleagues
from ...rules.application_words import AssistanceState, Channel, CloseReason, StayKind, TargetGroup
from ...rules.messages import msg
from ...texts import text
from ..drafts import DraftKey
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..record_tabs.shared_form import SharedFormDialog, SharedRecord, Standing
from ..shell.context import Context

CHANGE = "soknader.soknad"


def words_for(card: ApplicationCard, title: str, save: str, said: str) -> Words:
    """The words of a dialog about an application; the line names it."""
    line = f"{card.applicant.name} · {card.number}"
    return Words(text(title), line, text(save), msg("ui.soknader.lagrer"), text(said))


def _saving(card: ApplicationCard, title: str) -> Words:
    return words_for(card, title, "ui.felles.lagre", "ui.soknader.lagret")


def change_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """Change how it came in, group, own words and the present stay."""

    draft = DraftKey(CHANGE, draft_title(card), str(card.id), card.version)
    words = _saving(card, "ui.soknader.endre_tittel")

    def save(values: Values, version: int) -> Done[int]:
        return applications.change_application(ctx.desk, card.id, version, _change_of(values))

    record = shared_card(ctx, card, _change_values, save)
    return SharedFormDialog(ctx, words, _change_spec(), record, draft=draft, width=720).begin()


def shared_card(
    ctx: Context,
    card: ApplicationCard,
    values_of: Callable[[ApplicationCard], Values],
    save: Callable[[Values, int], Done[Any]],
) -> SharedRecord:
    """What is kept on the application itself, for a form that `values_of` fills from the card."""

    def now() -> Standing:
        newest = application_card(ctx.desk, card.id)
        saved = last_saved(ctx.desk, card.id, Part.APPLICATION)
        return Standing(newest.version, values_of(newest), saved.who, saved.at)

    return SharedRecord(card.applicant.name, Standing(card.version, values_of(card)), now, save)


def _change_values(card: ApplicationCard) -> Values:
    return {
        **{name: getattr(card, name) for name in ("received_on", "channel", "helped_by", "target_group")},
        "own_words": card.own_words,
        "stay_kind": card.stay.kind,
        "stay_from": card.stay.from_date,
        "stay_to": card.stay.to_date,
        "stay_note": card.stay.note,
    }


def _change_of(values: Values) -> ApplicationChange:
    return ApplicationChange(
        values["received_on"],
        values["channel"],
        values["helped_by"] or "",
        values["target_group"],
        values["own_words"] or "",
        StayInput(values["stay_kind"], values["stay_from"], values["stay_to"], values["stay_note"] or ""),
    )


def draft_title(card: ApplicationCard) -> str:
    """How a draft is listed: without the name of a protected person, for others may read the list (P30)."""
    if card.applicant.protected:
        return text("ui.soknader.utkast")
    return text("ui.soknader.utkast_navn", navn=card.applicant.name)


def _change_spec() -> FormSpec:
    came = (
        FieldSpec("received_on", "ui.soknader.mottatt", FieldKind.DATE, required=True),
        FieldSpec("channel", "ui.soknader.kanal", FieldKind.CHOICE, choices=of(Channel), required=True),
        FieldSpec("helped_by", "ui.soknader.hjulpet_av", help="ui.soknader.hjulpet_av_hjelp"),
        FieldSpec("target_group", "ui.soknader.malgruppe", FieldKind.CHOICE, choices=of(TargetGroup)),
        FieldSpec("own_words", "ui.soknader.egne_ord", FieldKind.MULTILINE),
    )
    stay = (
        FieldSpec("stay_kind", "ui.soknader.bor_na", FieldKind.CHOICE, choices=of(StayKind), width=420),
        FieldSpec("stay_from", "ui.soknader.fra", FieldKind.DATE),
        FieldSpec("stay_to", "ui.soknader.til", FieldKind.DATE),
        FieldSpec("stay_note", "ui.soknader.om_oppholdet", FieldKind.MULTILINE),
    )
    return FormSpec((SectionSpec(came), SectionSpec(stay, "ui.soknader.bosituasjon")))


def consent_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """The applicant gives a consent, with what it covers."""

    def save(values: Values, version: int) -> Done[int]:
        return applications.give_consent(ctx.desk, card.id, version, values["on"], values["scope"] or "")

    spec = form(
        FieldSpec("on", "ui.soknader.samtykke_dato", FieldKind.DATE, required=True),
        FieldSpec(
            "scope", "ui.soknader.samtykke_gjelder", FieldKind.MULTILINE, help="ui.soknader.samtykke_hjelp",
            required=True,
        ),
    )  # fmt: skip
    record = shared_card(ctx, card, lambda found: {"on": found.consent.on, "scope": found.consent.scope}, save)
    start = {"on": card.consent.on or ctx.desk.today, "scope": card.consent.scope}
    return SharedFormDialog(ctx, _saving(card, "ui.soknader.samtykke_tittel"), spec, record).begin(start)


def withdraw_consent_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """The applicant takes the consent back."""

    def save(values: Values, version: int) -> Done[int]:
        return applications.withdraw_consent(ctx.desk, card.id, version, values["on"])

    spec = form(FieldSpec("on", "ui.soknader.trukket_dato", FieldKind.DATE, required=True))
    words = _saving(card, "ui.soknader.samtykke_trekk_tittel")
    record = shared_card(ctx, card, lambda found: {"on": found.consent.withdrawn_on}, save)
    return SharedFormDialog(ctx, words, spec, record).begin({"on": ctx.desk.today})


def assistance_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """How boligsosial bistand stands (P11)."""

    def save(values: Values, version: int) -> Done[int]:
        return applications.settle_assistance(ctx.desk, card.id, version, values["state"], values["note"] or "")

    spec = form(
        FieldSpec("state", "ui.soknader.bistand", FieldKind.CHOICE, choices=of(AssistanceState), required=True),
        FieldSpec("note", "ui.soknader.bistand_ord", FieldKind.MULTILINE, help="ui.soknader.bistand_ord_hjelp"),
    )
    record = shared_card(ctx, card, _assistance_values, save)
    return SharedFormDialog(ctx, _saving(card, "ui.soknader.bistand_tittel"), spec, record).begin()


def _assistance_values(card: ApplicationCard) -> Values:
    return {"state": card.assistance, "note": card.assistance_note}


def hand_over_dialog(ctx: Context, card: ApplicationCard) -> None:
    """Give the case to a colleague; who they are is read first."""

    def show(people: Sequence[Colleague]) -> None:
        def act(values: Values, _reasons: Reasons) -> Act:
            give = applications.hand_over_application
            return partial(give, ctx.desk, card.id, card.version, values["owner"])

        choices = [Choice(one.id, one.name) for one in people if one.id != card.owner_id]
        spec = form(FieldSpec("owner", "ui.soknader.eier", FieldKind.CHOICE, choices=choices, required=True))
        words = words_for(card, "ui.soknader.gi_tittel", "ui.soknader.gi_lagre", "ui.soknader.gitt")
        FormDialog(ctx, words, spec, act).begin()

    ctx.jobs.read(partial(colleagues, ctx.desk), owner=ctx.parent, topic="kolleger", done=show)


#: Reasons that the applicant gives; a vedtak, a lease or a lapse gives the others.
_BY_HAND = (
    *(CloseReason.WITHDRAWN, CloseReason.OTHER_HOME, CloseReason.MOVED_AWAY, CloseReason.DIED),
    *(CloseReason.REFUSED, CloseReason.DISMISSED, CloseReason.DONE),
)


def close_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """Close the case with its reason."""

    def act(values: Values, _reasons: Reasons) -> Act:
        reason, note = values["reason"], values["note"] or ""
        if reason is CloseReason.WITHDRAWN:
            return partial(applications.withdraw_application, ctx.desk, card.id, card.version, note)
        return partial(applications.close_application, ctx.desk, card.id, card.version, reason, note)

    reasons = [choice for choice in of(CloseReason) if choice.key in _BY_HAND]
    spec = form(
        FieldSpec(
            "reason", "ui.soknader.hvorfor_avslutte", FieldKind.CHOICE, choices=reasons, required=True, width=300
        ),
        FieldSpec("note", "ui.soknader.merknad", FieldKind.MULTILINE, help="ui.soknader.merknad_hjelp"),
    )
    words = words_for(card, "ui.soknader.avslutt_tittel", "ui.soknader.avslutt_lagre", "ui.soknader.er_avsluttet")
    return FormDialog(ctx, words, spec, act).begin()


def reopen_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """Work on a closed case again; why is kept."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(applications.reopen_application, ctx.desk, card.id, card.version, values["why"] or "")

    words = words_for(card, "ui.soknader.apne_igjen_tittel", "ui.soknader.apne_igjen", "ui.soknader.er_apnet")
    return FormDialog(ctx, words, form(why()), act).begin()


def take_out_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """Take out what was registered by mistake; why is kept."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(applications.take_out_application, ctx.desk, card.id, card.version, values["why"] or "")

    words = words_for(card, "ui.soknader.ta_bort_tittel", "ui.soknader.ta_bort_lagre", "ui.soknader.er_tatt_bort")
    return FormDialog(ctx, words, form(why()), act).begin()

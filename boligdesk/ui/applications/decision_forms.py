"""The dialogs of a vedtak: begin, write, propose back, make, send, returned, replace, throw away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import partial

from ...casework import decisions
from ...casework.core.changes import Done
from ...casework.core.printing import PrintedDocument
from ...casework.decision_card import DecisionCard, NewChoice, decision_card
from ...casework.decisions import DecisionSending
from ...casework.forewarnings import print_forewarning
from ...casework.last_saved import Part, last_saved
from ...rules.application_words import DecisionBasis, DecisionResult
from ...rules.calendar import next_bank_day
from ...rules.decisions.content import GIVING, RESULTS, UNDER_CRITERIA, DecisionText
from ...rules.messages import msg
from ...rules.vocabulary import SendingWay
from ...texts import enum_text, text
from ..drafts import DraftKey
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ButtonKind, secondary
from ..parts.dialog import Choice as Answer
from ..parts.dialog import DialogFrame, Question, ask
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.form_spec import Values as Shown
from ..parts.pdf_preview import PdfPreview
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.document_view import show_document
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..record_tabs.shared_form import SharedFormDialog, SharedRecord, Standing
from ..shell.context import Context

DRAFT = "soknader.vedtak"
_TIME_TO_ANSWER = timedelta(weeks=2)


def title_of(card: DecisionCard) -> str:
    """What a vedtak is called in a head: its basis and number; a draft has no number of its own yet."""
    if card.open:
        return text("ui.vedtak.hode_utkast", om=enum_text(card.basis))
    return text("ui.vedtak.hode", om=enum_text(card.basis), nummer=card.number)


def _words(card: DecisionCard, title: str, save: str, said: str = "ui.vedtak.lagret") -> Words:
    return Words(text(title), title_of(card), text(save), msg("ui.vedtak.lagrer"), text(said))


# -- begin and write ----------------------------------------------------------------------------


def begin_dialog(ctx: Context, application_id: int, choices: Sequence[NewChoice]) -> FormDialog:
    """Choose what is decided and how; the draft is then open to be written on."""

    def act(values: Values, _reasons: Reasons) -> Act:
        basis = values["basis"]
        result = values["place"] if basis is DecisionBasis.REMOVAL else values["result"]
        return partial(decisions.begin_decision, ctx.desk, application_id, basis, result)

    bases = [Choice(choice.basis, enum_text(choice.basis)) for choice in choices if choice.why_not is None]
    place = [Choice(result, _removal_word(result)) for result in RESULTS[DecisionBasis.REMOVAL]]
    spec = form(
        FieldSpec("basis", "ui.vedtak.gjelder", FieldKind.CHOICE, choices=bases, required=True, width=300),
        FieldSpec(
            "result",
            "ui.vedtak.resultat",
            FieldKind.CHOICE,
            choices=of(DecisionResult),
            required=True,
            when=_no_removal,
        ),
        FieldSpec(
            "place", "ui.vedtak.resultat", FieldKind.CHOICE, choices=place, required=True, when=_removal, width=300
        ),
    )
    words = Words(
        text("ui.vedtak.nytt"), text("ui.vedtak.nytt_linje"), text("ui.vedtak.begynn"), msg("ui.vedtak.lagrer")
    )
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    dialog.finished.connect(lambda made: _write_on(ctx, made) if made else None)
    return dialog.begin({"basis": bases[0].key} if bases else None)


def _removal(values: Shown) -> bool:
    return values.get("basis") is DecisionBasis.REMOVAL


def _no_removal(values: Shown) -> bool:
    return not _removal(values)


def _removal_word(result: DecisionResult) -> str:
    lost = result is DecisionResult.REFUSED
    return text("ui.vedtak.mister_plassen") if lost else text("ui.vedtak.kortere_plass")


def _write_on(ctx: Context, decision_id: object) -> None:
    if isinstance(decision_id, int):
        ctx.jobs.read(
            partial(decision_card, ctx.desk, decision_id),
            owner=ctx.parent,
            topic="vedtak_utkast",
            done=lambda card: _write(ctx, card),
        )


def _write(ctx: Context, card: DecisionCard) -> None:
    write_dialog(ctx, card)


def write_dialog(ctx: Context, card: DecisionCard) -> FormDialog:
    """Write on a draft; what is asked for follows the result."""

    def now() -> Standing:
        newest = decision_card(ctx.desk, card.id)
        saved = last_saved(ctx.desk, card.application_id, Part.DECISION, card.id)
        return Standing(newest.version, _written(newest), saved.who, saved.at)

    def save(values: Values, version: int) -> Done[int]:
        result = values["result"] or card.result
        return decisions.change_decision(ctx.desk, card.id, version, result, _text_of(values))

    record = SharedRecord(title_of(card), Standing(card.version, _written(card)), now, save)
    draft = DraftKey(DRAFT, title_of(card), str(card.id), card.version)
    words = _words(card, "ui.vedtak.skriv_tittel", "ui.vedtak.lagre_utkast")
    return SharedFormDialog(ctx, words, draft_spec(card), record, draft=draft, undo=False, width=860).begin()


def _written(card: DecisionCard) -> Values:
    return {**asdict(card.text), "result": card.result}


def _text_of(values: Values) -> DecisionText:
    """What is written; a field left empty is as it is in a blank text."""
    blank = asdict(DecisionText())
    return DecisionText(**{name: empty if values[name] is None else values[name] for name, empty in blank.items()})


def draft_spec(card: DecisionCard) -> FormSpec:
    """The fields of a draft, in the order of the letter."""
    sections = [
        SectionSpec((_result_field(card), FieldSpec("asked_for", "ui.vedtak.sokt_om", width=520))),
        SectionSpec(tuple(_granted(card.basis)), "ui.vedtak.hva_som_gis"),
        SectionSpec(tuple(_reasons(card)), "ui.vedtak.begrunnelse_del"),
        SectionSpec(tuple(_after()), "ui.vedtak.videre_del"),
    ]
    if card.basis is DecisionBasis.REMOVAL:
        sections.insert(1, SectionSpec(tuple(_forewarned()), "ui.vedtak.varsel_del"))
    return FormSpec(tuple(section for section in sections if section.fields))


def _result_field(card: DecisionCard) -> FieldSpec:
    word: Callable[[DecisionResult], str] = enum_text
    if card.basis is DecisionBasis.REMOVAL:
        word = _removal_word
    choices = [Choice(result, word(result)) for result in RESULTS[card.basis]]
    return FieldSpec("result", "ui.vedtak.resultat", FieldKind.CHOICE, choices=choices, required=True, width=300)


def _gives(values: Shown) -> bool:
    return values.get("result") in GIVING


def _gives_part(values: Shown) -> bool:
    return values.get("result") is DecisionResult.PARTLY


def _granted(basis: DecisionBasis) -> Sequence[FieldSpec]:
    """What a yes states; a home its size and lease, the other bases the help."""
    lines, area = FieldKind.MULTILINE, FieldKind.COUNT
    found: list[FieldSpec] = []
    if basis is DecisionBasis.HOUSING:
        found += [
            FieldSpec("bedrooms", "ui.vedtak.soverom", area, when=_gives),
            FieldSpec("homes", "ui.vedtak.bolig", when=_gives, width=520),
            FieldSpec("access", "ui.vedtak.adkomst", when=_gives, width=520),
        ]
    if basis in UNDER_CRITERIA:
        found.append(FieldSpec("lease_months", "ui.vedtak.leietid", area, unit="ui.vedtak.maneder", when=_gives))
    elif basis is not DecisionBasis.REMOVAL:
        found.append(FieldSpec("help", "ui.vedtak.hjelp", lines, help="ui.vedtak.hjelp_hjelp", when=_gives))
    if basis in (DecisionBasis.HOUSING, DecisionBasis.TEMPORARY, DecisionBasis.REMOVAL):
        found.append(FieldSpec("valid_until", "ui.vedtak.gjelder_til", FieldKind.DATE, when=_gives))
    if basis is DecisionBasis.HOUSING:
        found.append(FieldSpec("lapse", "ui.vedtak.faller_bort", when=_gives, width=520))
    if basis is not DecisionBasis.REMOVAL:
        found.append(FieldSpec("not_granted", "ui.vedtak.ikke_innvilget", lines, when=_gives_part))
    return found


def _reasons(card: DecisionCard) -> Sequence[FieldSpec]:
    lines = FieldKind.MULTILINE
    found = [
        FieldSpec("facts", "ui.vedtak.faktum", lines),
        FieldSpec("weighing", "ui.vedtak.begrunnelse", lines, help="ui.vedtak.begrunnelse_hjelp"),
    ]
    if card.children:
        found.append(FieldSpec("children", "ui.vedtak.barn", lines, help="ui.vedtak.barn_hjelp"))
    return found


def _forewarned() -> Sequence[FieldSpec]:
    return (
        FieldSpec("forewarned_on", "ui.vedtak.varslet", FieldKind.DATE),
        FieldSpec("answer_by", "ui.vedtak.svarfrist", FieldKind.DATE),
        FieldSpec("answered_on", "ui.vedtak.svarte", FieldKind.DATE),
        FieldSpec("party_answer", "ui.vedtak.partens_svar", FieldKind.MULTILINE),
    )


def _after() -> Sequence[FieldSpec]:
    return (
        FieldSpec("next_steps", "ui.vedtak.videre", FieldKind.MULTILINE),
        FieldSpec("own_text", "ui.vedtak.egen_tekst", FieldKind.MULTILINE, help="ui.vedtak.egen_tekst_hjelp"),
    )


# -- the steps ----------------------------------------------------------------------------------


def preview(ctx: Context, card: DecisionCard) -> None:
    """The letter as it would be printed now; what lacks is said by the window."""
    ctx.jobs.read(
        partial(decisions.preview_decision, ctx.desk, card.id),
        owner=ctx.parent,
        topic="vedtak_brev",
        done=partial(_show_preview, ctx, card),
    )


def _show_preview(ctx: Context, card: DecisionCard, pdf: bytes) -> None:
    shown = PdfPreview(text("ui.vedtak.brevet"))
    shown.show_pdf(pdf)
    dialog = DialogFrame(ctx.parent, text("ui.vedtak.forhandsvis"), title_of(card), width=980, height=780, scroll=False)
    dialog.body.addWidget(shown, 1)
    close = secondary(text("ui.felles.lukk"))
    close.clicked.connect(dialog.leave)
    dialog.add_right(close)
    dialog.open()


def propose(ctx: Context, card: DecisionCard) -> None:
    """Send it to approval."""
    ctx.write(
        partial(decisions.propose_decision, ctx.desk, card.id, card.version),
        owner=ctx.hub,
        name=msg("ui.vedtak.lagrer"),
        said=text("ui.vedtak.er_foreslatt"),
    )


def finish(ctx: Context, card: DecisionCard) -> Question:
    """Make the vedtak, after one question: nothing of it can be changed afterwards."""
    note = Alert(AlertKind.INFO, text("ui.vedtak.klages_til", hvem=enum_text(card.body)))
    choices = (
        Answer("no", text("ui.felles.avbryt")),
        Answer("yes", text("ui.vedtak.gjor"), ButtonKind.PRIMARY),
    )
    title = text("ui.vedtak.gjor_tittel")
    body = text("ui.vedtak.gjor_sporsmal", resultat=enum_text(card.result).lower(), om=enum_text(card.basis).lower())
    return ask(ctx.parent, title, body, choices, partial(_make, ctx, card), note)


def _make(ctx: Context, card: DecisionCard, answer: str) -> None:
    if answer != "yes":
        return
    ctx.write(
        partial(decisions.finish_decision, ctx.desk, card.id, card.version),
        owner=ctx.hub,
        name=msg("ui.vedtak.gjor_na"),
        said=text("ui.vedtak.er_gjort"),
        done=partial(_made, ctx),
    )


def _made(ctx: Context, printed: PrintedDocument) -> None:
    show_document(ctx, printed.document_id)


def show_letter(ctx: Context, card: DecisionCard) -> None:
    """The letter that is filed; one whose printing was cut off is made now."""
    if card.document_id is not None:
        show_document(ctx, card.document_id)
        return
    ctx.write(
        partial(decisions.print_decision, ctx.desk, card.id),
        owner=ctx.hub,
        name=msg("ui.vedtak.lager_brev"),
        done=partial(_made, ctx),
    )


def send_back_dialog(ctx: Context, card: DecisionCard) -> FormDialog:
    """Give it back with what must be mended."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(decisions.send_back_decision, ctx.desk, card.id, card.version, values["why"] or "")

    words = _words(card, "ui.vedtak.send_tilbake", "ui.vedtak.send_tilbake", "ui.vedtak.er_tilbake")
    return FormDialog(ctx, words, form(why("ui.vedtak.hva_rettes")), act, undo=False).begin()


def discard_dialog(ctx: Context, card: DecisionCard) -> FormDialog:
    """Throw the draft away."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(decisions.discard_decision, ctx.desk, card.id, card.version, values["why"] or "")

    words = _words(card, "ui.vedtak.forkast_tittel", "ui.vedtak.forkast", "ui.vedtak.er_forkastet")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()


def forewarn_dialog(ctx: Context, card: DecisionCard) -> FormDialog:
    """The forhåndsvarsel: until when the applicant can answer."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(print_forewarning, ctx.desk, card.id, card.version, values["by"])

    spec = form(FieldSpec("by", "ui.vedtak.svarfrist", FieldKind.DATE, help="ui.vedtak.svarfrist_hjelp", required=True))
    words = _words(card, "ui.vedtak.forhandsvarsel", "ui.vedtak.lag_varsel", "ui.vedtak.varsel_laget")
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    dialog.finished.connect(lambda made: _made(ctx, made) if isinstance(made, PrintedDocument) else None)
    return dialog.begin({"by": next_bank_day(ctx.desk.today + _TIME_TO_ANSWER)})


def send_dialog(ctx: Context, card: DecisionCard) -> FormDialog:
    """How and when the letter went; the last day to complain follows."""

    def act(values: Values, _reasons: Reasons) -> Act:
        sending = DecisionSending(values["way"], values["sent_on"], values["reached_on"])
        return partial(decisions.send_decision, ctx.desk, card.id, card.version, sending)

    spec = form(
        FieldSpec("way", "ui.vedtak.mate", FieldKind.CHOICE, choices=of(SendingWay), required=True, width=300),
        FieldSpec("sent_on", "ui.vedtak.sendt", FieldKind.DATE, required=True),
        FieldSpec("reached_on", "ui.vedtak.framme", FieldKind.DATE, help="ui.vedtak.framme_hjelp"),
    )
    words = _words(card, "ui.vedtak.registrer_sending", "ui.felles.lagre", "ui.vedtak.er_sendt")
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    if card.copy_to:
        dialog.say(Alert(AlertKind.INFO, text("ui.vedtak.kopi_ogsa", hvem=card.copy_to)))
    return dialog.begin({"way": SendingWay.POST, "sent_on": ctx.desk.today})


def reached_dialog(ctx: Context, card: DecisionCard) -> FormDialog:
    """The day it is proven to have come."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(decisions.decision_reached, ctx.desk, card.id, card.version, values["on"])

    spec = form(FieldSpec("on", "ui.vedtak.framme", FieldKind.DATE, required=True))
    words = _words(card, "ui.vedtak.kom_fram", "ui.felles.lagre")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"on": ctx.desk.today})


def returned_dialog(ctx: Context, card: DecisionCard) -> FormDialog:
    """The letter came back."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(decisions.decision_came_back, ctx.desk, card.id, card.version, values["on"])

    spec = form(FieldSpec("on", "ui.vedtak.retur_dato", FieldKind.DATE, required=True))
    words = _words(card, "ui.vedtak.kom_i_retur", "ui.felles.lagre", "ui.vedtak.retur_lagret")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"on": ctx.desk.today})


def begin_replacement(ctx: Context, card: DecisionCard) -> None:
    """Begin a vedtak that replaces this one, with its text."""
    ctx.write(
        partial(decisions.replace_decision, ctx.desk, card.id, card.version),
        owner=ctx.hub,
        name=msg("ui.vedtak.lagrer"),
        done=partial(_write_on, ctx),
    )

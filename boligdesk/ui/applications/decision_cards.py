"""What the cards of the tab Vedtak tell of a vedtak."""

from __future__ import annotations

from collections.abc import Iterator

from ...casework.decision_card import DecisionCard
from ...rules.application_words import DecisionResult, DecisionState
from ...rules.messages import msg
from ...rules.vocabulary import SendingWay
from ...texts import enum_text, formats, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.chips import ChipLook, Tone
from .decision_forms import title_of
from .looked_at import Told

_STATES = {
    DecisionState.DRAFT: (Tone.NEUTRAL, "pencil"),
    DecisionState.PROPOSED: (Tone.WARN, "user-check"),
    DecisionState.FINAL: (Tone.OK, "gavel"),
    DecisionState.REPLACED: (Tone.NEUTRAL, "history"),
}
_RESULTS = {
    DecisionResult.GRANTED: (Tone.OK, "check"),
    DecisionResult.PARTLY: (Tone.INFO, "check"),
    DecisionResult.REFUSED: (Tone.CRIT, "x"),
    DecisionResult.DISMISSED: (Tone.NEUTRAL, "minus"),
}


def state_chip(card: DecisionCard) -> ChipLook:
    """Draft, waiting for approval, made, replaced."""
    return ChipLook(enum_text(card.state), *_STATES[card.state])


def result_chip(card: DecisionCard) -> ChipLook:
    """What is decided; what is only meant to be stays grey."""
    tone, icon = _RESULTS[card.result]
    return ChipLook(enum_text(card.result), Tone.NEUTRAL if card.open else tone, icon)


def told(card: DecisionCard) -> Told:
    """What the cards say of a vedtak: where it stands, what lacks, its way to the party, the words of its letter."""
    day = card.decided_on or card.proposed_on
    chips = (state_chip(card), result_chip(card))
    return Told(title_of(card), formats.day(day) if day else "", chips, _alerts(card), _rows(card), _texts(card))


def _alerts(card: DecisionCard) -> Iterator[Alert]:
    if card.returned_reason and card.open:
        yield Alert(AlertKind.SOFT, text("ui.vedtak.sendt_tilbake"), card.returned_reason)
    if card.lacks:
        lines = "\n".join(f"• {render(lack)}" for lack in card.lacks)
        yield Alert(AlertKind.SOFT, text("ui.vedtak.mangler", antall=len(card.lacks)), lines)
    if card.sent_on is None and not card.has_address:
        under = text("ui.vedtak.uten_adresse_under") if card.open else text("ui.vedtak.uten_adresse_gjort")
        yield Alert(AlertKind.SOFT, text("ui.vedtak.uten_adresse"), under)
    if card.only_bokmal:
        told = text("ui.vedtak.bare_bokmal_under", krav=", ".join(card.only_bokmal))
        yield Alert(AlertKind.SOFT, text("ui.vedtak.bare_bokmal"), told)
    if card.returned_on is not None:
        yield Alert(AlertKind.HARD, text("ui.vedtak.i_retur", dato=card.returned_on), text("ui.vedtak.i_retur_under"))


def _rows(card: DecisionCard) -> Iterator[tuple[str, str, str]]:
    yield "ui.vedtak.skrevet_av", card.drafted_by or "–", ""
    if card.proposed_on is not None:
        yield "ui.vedtak.foreslatt", formats.day(card.proposed_on), ""
    if card.decided_on is not None:
        yield "ui.vedtak.gjort", formats.day(card.decided_on), card.approved_by
    if card.replaces:
        yield "ui.vedtak.erstatter", card.replaces, ""
    if card.replaced_by:
        yield "ui.vedtak.erstattet_av", card.replaced_by, ""
    if card.text.valid_until is not None:
        yield "ui.vedtak.gjelder_til", formats.day(card.text.valid_until), card.text.lapse
    yield "ui.vedtak.klageinstans", enum_text(card.body), ""
    if card.copy_to:
        yield "ui.vedtak.kopi", card.copy_to, ""
    yield from _way(card)


def _way(card: DecisionCard) -> Iterator[tuple[str, str, str]]:
    """How the letter went, and when the complaint time is over."""
    if card.sent_on is not None:
        yield "ui.vedtak.sendt", formats.day(card.sent_on), _way_word(card.sent_way)
    if card.reached_on is not None:
        yield "ui.vedtak.framme", formats.day(card.reached_on), ""
    if card.complain_by is not None:
        note = render(card.deadline or msg("ui.vedtak.tittel"))
        yield "ui.vedtak.klagefrist", formats.day(card.complain_by), note


def _way_word(way: SendingWay | None) -> str:
    return enum_text(way) if way else ""


def _texts(card: DecisionCard) -> tuple[tuple[str, str], ...]:
    """What the caseworker has written, as the letter will say it."""
    words = card.text
    rooms = "" if words.bedrooms is None else str(words.bedrooms)
    months = "" if words.lease_months is None else text("ui.vedtak.antall_maneder", antall=words.lease_months)
    return (
        ("ui.vedtak.sokt_om", words.asked_for),
        ("ui.vedtak.soverom", rooms),
        ("ui.vedtak.bolig", words.homes),
        ("ui.vedtak.adkomst", words.access),
        ("ui.vedtak.leietid", months),
        ("ui.vedtak.hjelp", words.help),
        ("ui.vedtak.ikke_innvilget", words.not_granted),
        ("ui.vedtak.faktum", words.facts),
        ("ui.vedtak.begrunnelse", words.weighing),
        ("ui.vedtak.barn", words.children if card.children else ""),
        ("ui.vedtak.partens_svar", words.party_answer),
        ("ui.vedtak.videre", words.next_steps),
        ("ui.vedtak.egen_tekst", words.own_text),
    )

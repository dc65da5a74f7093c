"""What the cards of the tab Klage tell of a complaint."""

from __future__ import annotations

from collections.abc import Iterator

from ...casework.complaints import ComplaintRow
from ...rules.application_words import ComplaintState, Lateness
from ...texts import enum_text, formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.chips import ChipLook, Tone
from .complaint_forms import lacks_words, late_chip
from .looked_at import Told

_STATES = {
    ComplaintState.RECEIVED: (Tone.WARN, "clock"),
    ComplaintState.CHANGED: (Tone.OK, "check"),
    ComplaintState.DISMISSED: (Tone.NEUTRAL, "minus"),
    ComplaintState.FORWARDED: (Tone.INFO, "send"),
    ComplaintState.CLOSED: (Tone.NEUTRAL, "check"),
    ComplaintState.WITHDRAWN: (Tone.NEUTRAL, "undo-2"),
}


def state_chip(row: ComplaintRow) -> ChipLook:
    """Where the complaint stands."""
    return ChipLook(enum_text(row.state), *_STATES[row.state])


def told(row: ComplaintRow) -> Told:
    """What the cards say of a complaint: its days, what lacks, what the office waits for, and what has been written."""
    chips = (state_chip(row), late_chip(row.lateness))
    title = text("ui.klage.pa_vedtak", nummer=row.decision)
    return Told(title, formats.day(row.given.received_on), chips, _alerts(row), _rows(row), _texts(row))


def _alerts(row: ComplaintRow) -> Iterator[Alert]:
    if row.state is not ComplaintState.RECEIVED:
        return
    if row.lateness is Lateness.LATE:
        yield Alert(AlertKind.HARD, text("ui.klage.er_sen"), text("ui.klage.er_sen_under"))
    if row.lacking:
        asked = text("ui.klage.rettes", dato=row.mend_by) if row.mend_by else text("ui.klage.ikke_bedt")
        yield Alert(AlertKind.SOFT, text("ui.klage.mangler_hode", hva=lacks_words(row.lacking)), asked)
    if row.answer_id is not None:
        yield Alert(AlertKind.INFO, text("ui.klage.svar_begynt"), text("ui.klage.svar_begynt_under"))


def _rows(row: ComplaintRow) -> Iterator[tuple[str, str, str]]:
    given = row.given
    yield "ui.klage.mottatt", formats.day(given.received_on), enum_text(given.channel)
    if given.posted_on is not None:
        yield "ui.klage.postet", formats.day(given.posted_on), ""
    if given.by_whom:
        seen = text("ui.klage.med_fullmakt") if given.mandate_seen else ""
        yield "ui.klage.klaget_av", given.by_whom, seen
    frist = formats.day(row.last_day) if row.last_day else text("ui.klage.frist_loper_ikke")
    yield "ui.klage.frist", frist, ""
    yield "ui.klage.instans", enum_text(row.body), ""
    if row.state is ComplaintState.RECEIVED and row.forward_by is not None:
        yield "ui.klage.behandles_innen", formats.day(row.forward_by), ""
    if row.forwarded_on is not None:
        yield "ui.klage.sendt_videre", formats.day(row.forwarded_on), ""
    if row.body_result is not None and row.body_result_on is not None:
        yield "ui.klage.svaret", enum_text(row.body_result), formats.day(row.body_result_on)
    if row.body_reference:
        yield "ui.klage.svar_sak", row.body_reference, ""
    if row.state is ComplaintState.CHANGED:
        yield "ui.klage.nytt_vedtak", row.answer, ""
    if row.closed_on is not None:
        yield "ui.klage.avsluttet", formats.day(row.closed_on), ""


def _texts(row: ComplaintRow) -> tuple[tuple[str, str], ...]:
    """What the party asks for and why, and what the office has written."""
    return (
        ("ui.klage.onsker", row.given.wants),
        ("ui.klage.grunner", row.given.reasons),
        ("ui.klage.begrunnelse_kort", row.late_reason),
        ("ui.klage.ny_vurdering", row.new_assessment),
    )

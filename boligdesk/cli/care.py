"""Looking after the base from the scheduler: safety copy, bringing one back, the check of everything."""

from __future__ import annotations

from argparse import Namespace

from ..casework import maintenance
from ..texts import render, text
from .answer import DONE, REFUSED, Answer, finding
from .desk import at_desk, target_of


def back_up(arguments: Namespace) -> Answer:
    """`sikkerhetskopi`: one file; in a folder, one per day with rotation."""
    with at_desk(arguments) as desk:
        made = maintenance.back_up(desk, arguments.ut)
    data = {
        "fil": str(made.path),
        "rader": made.rows,
        "dokumenter": made.documents,
        "skadede": list(made.damaged),
        "fjernet": [str(path) for path in made.removed],
        "notert": made.noted,
    }
    return Answer(data, _copy_lines(made))


def _copy_lines(made: maintenance.SafetyCopy) -> list[str]:
    lines = [text("kommando.kopi.laget", fil=str(made.path), rader=made.rows, dokumenter=made.documents)]
    if made.damaged:
        lines.append(text("kommando.kopi.skadet", antall=len(made.damaged)))
    if made.removed:
        lines.append(text("kommando.kopi.fjernet", antall=len(made.removed)))
    if not made.noted:
        lines.append(text("kommando.kopi.ikke_notert"))
    return lines


def bring_back(arguments: Namespace) -> Answer:
    """`gjenopprett`: an office from a safety copy, at a place where nothing lies."""
    target = target_of(arguments)
    found = maintenance.bring_back(arguments.fil, target)
    data = {
        "kontor": found.office,
        "rader": found.rows,
        "dokumenter": found.documents,
        "mangler": list(found.missing_documents),
    }
    line = text("kommando.kopi.hentet", kontor=found.office, rader=found.rows, dokumenter=found.documents)
    return Answer(data, [line])


def check(arguments: Namespace) -> Answer:
    """`kontroll`: every finding about base and rows; exit code 1 when there is one."""
    with at_desk(arguments) as desk:
        findings = maintenance.check_everything(desk)
    data = {"ok": not findings, "funn": [finding(message) for message in findings]}
    lines = [render(message) for message in findings] or [text("kommando.kontroll.ok")]
    return Answer(data, lines, REFUSED if findings else DONE)

"""The scheduler's night: the day's work on the rent accounts, told in a few lines or as one document."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..texts import text
from .answer import Answer
from .desk import at_desk

if TYPE_CHECKING:
    from ..casework.night_job import NightReport


def night_job(arguments: Namespace) -> Answer:
    """`nattjobb`: may be run as often as one likes; a second time the same day finds nothing to do."""
    from ..casework.night_job import run_night_job

    with at_desk(arguments) as desk:
        report = run_night_job(desk).value
    watched = report.agreements
    data = {
        "dato": report.on.isoformat(),
        "kjent_til": report.known_to.isoformat() if report.known_to else None,
        "kontoer": report.reckoned,
        "avtaler": {"sett": len(watched.looked), "brutt": len(watched.broken), "holdt": len(watched.kept)},
        "oppgaver": {"nye": report.tasks.made, "gjort": report.tasks.settled},
    }
    return Answer(data, _lines(report))


def _lines(report: NightReport) -> list[str]:
    watched, tasks = report.agreements, report.tasks
    known = report.known_to
    return [
        text("nattjobb.svar.kontoer", antall=report.reckoned, dato=report.on),
        text("nattjobb.svar.avtaler", sett=len(watched.looked), brutt=len(watched.broken), holdt=len(watched.kept)),
        text("nattjobb.svar.oppgaver", nye=tasks.made, gjort=tasks.settled),
        text("nattjobb.svar.kjent_til", dato=known) if known else text("nattjobb.svar.ukjent"),
    ]

"""The office as a whole: make an empty one, make the sample, tell its state, bring its schema up."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..casework import maintenance, start
from ..casework.core.desk import OSLO, office_today
from ..rules.messages import refuse
from ..texts import enum_text, formats, text
from .answer import Answer, facts
from .desk import at_desk, target_of


@dataclass(frozen=True)
class Fact:
    """An option of `ny`: which column of the office it fills, and its help."""

    column: str
    help: str


#: Option of `ny` → column of the office.
FACTS = {
    "enhet": Fact("unit", "kommando.hjelp.enhet"),
    "orgnr": Fact("org_number", "kommando.hjelp.orgnr"),
    "adresse": Fact("address", "kommando.hjelp.adresse"),
    "postnr": Fact("postcode", "kommando.hjelp.postnr"),
    "sted": Fact("city", "kommando.hjelp.sted"),
    "telefon": Fact("phone", "kommando.hjelp.telefon"),
    "epost": Fact("email", "kommando.hjelp.epost"),
    "konto": Fact("account_number", "kommando.hjelp.konto"),
}


def new(arguments: Namespace) -> Answer:
    """`ny`: an empty office."""
    target = target_of(arguments)
    name = arguments.navn or text("kommando.nytt_navn")
    given = {fact.column: _plain(option, getattr(arguments, option)) for option, fact in FACTS.items()}
    known: dict[str, Any] = {column: value for column, value in given.items() if value}
    store = start.create_office(target, name, training=arguments.opplaering, **known)
    shown = store.shown_target
    store.close()
    return Answer({"base": shown, "kontor": name}, [text("kommando.ny_laget", kontor=name, sted=shown)])


def _plain(option: str, value: str | None) -> str:
    """Numbers of the office are kept without blanks and dots, however they were typed."""
    value = (value or "").strip()
    if option not in _DIGITS or not value:
        return value
    digits = "".join(c for c in value if not c.isspace() and c != ".")
    if not digits.isdigit() or len(digits) != _DIGITS[option]:
        raise refuse("kommando.feil_antall_siffer", valg=f"--{option}", antall=_DIGITS[option], verdi=value)
    return digits


_DIGITS = {"orgnr": 9, "postnr": 4, "konto": 11}


def demo(arguments: Namespace) -> Answer:
    """`demo`: the sample office, the same every time for the same date."""
    from ..casework.demo import make_sample

    target = target_of(arguments)
    day: date = arguments.dato or office_today()
    make_sample(target, day).close()
    with at_desk(arguments) as desk:
        state = maintenance.office_state(desk)
        shown = desk.store.shown_target
    counts: dict[str, Any] = {"boliger": state.dwellings, "personer": state.persons, "leieforhold": state.tenancies}
    line = text("kommando.demo_laget", sted=shown, **counts)
    return Answer({"base": shown, "dato": day.isoformat(), **counts}, [line])


def status(arguments: Namespace) -> Answer:
    """`status`: the base in six figures."""
    with at_desk(arguments) as desk:
        state = maintenance.office_state(desk)
    data = {
        "boliger": state.dwellings,
        "personer": state.persons,
        "leieforhold": state.tenancies,
        "skjema": state.schema,
        "lagring": state.storage.value,
        "sist_sikkerhetskopi": state.last_copy.isoformat() if state.last_copy else None,
    }
    return Answer(data, _state_lines(state))


def _state_lines(state: maintenance.OfficeState) -> list[str]:
    copied = formats.moment(state.last_copy.astimezone(OSLO)) if state.last_copy else text("kommando.status.aldri")
    return facts(
        [
            (text("kommando.status.boliger"), formats.number(state.dwellings)),
            (text("kommando.status.personer"), formats.number(state.persons)),
            (text("kommando.status.leieforhold"), formats.number(state.tenancies)),
            (text("kommando.status.skjema"), state.schema),
            (text("kommando.status.lagring"), enum_text(state.storage)),
            (text("kommando.status.sist_sikkerhetskopi"), copied),
        ]
    )


def upgrade(arguments: Namespace) -> Answer:
    """`migrer`: bring the schema up after a safety copy. A server's goes to `--kopi` or this PC's own folder."""
    target = target_of(arguments)
    copy = arguments.kopi or maintenance.upgrade_copy_place(target)
    changed = start.upgrade(target, backup=copy)
    info = start.schema_of(target)
    data = {"oppgradert": changed, "skjema": f"{info.major}.{info.minor}", "sikkerhetskopi": _shown(copy, changed)}
    line = text("kommando.oppgradert", fil=str(copy)) if changed else text("kommando.ikke_oppgradert")
    return Answer(data, [line])


def _shown(copy: Path, changed: bool) -> str | None:
    return str(copy) if changed else None

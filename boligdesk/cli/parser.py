"""Every command with its options: names and shapes are a contract that scripts of the office lean on."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ..texts import text
from . import assess, care, housing_benefit, night, office, payments, records, users
from .answer import Answer
from .usage import Parser

Command = Callable[[argparse.Namespace], Answer]


def build() -> Parser:
    """The whole grammar; each command's function is in `command`."""
    parser = Parser(prog="boligdesk", description=text("kommando.hjelp.program"))
    _common(parser, first=True)
    commands = parser.add_subparsers(
        title=text("kommando.hjelp.kommandoer"),
        metavar="KOMMANDO",
        required=True,
        parser_class=Parser,
        prog="boligdesk",
    )
    for add in (_office, _records, _payments, _criteria, _guidance, _care, _users):
        add(commands)
    return parser


def _common(parser: argparse.ArgumentParser, *, first: bool = False) -> None:
    """Options of all commands, allowed before and after the command's name."""
    group = parser.add_argument_group(text("kommando.hjelp.felles"))
    nothing: Any = None if first else argparse.SUPPRESS
    off: Any = False if first else argparse.SUPPRESS
    group.add_argument("--db", metavar="BASE", default=nothing, help=text("kommando.hjelp.db"))
    group.add_argument("--json", action="store_true", default=off, help=text("kommando.hjelp.json"))
    group.add_argument("--bruker", metavar="NAVN", default=nothing, help=text("kommando.hjelp.bruker"))
    group.add_argument("--passord-stdin", action="store_true", default=off, help=text("kommando.hjelp.passord"))


def _command(commands: Any, name: str, command: Command, help_text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(command=command)
    _common(parser)
    return parser


def _office(commands: Any) -> None:
    new = _command(commands, "ny", office.new, text("kommando.hjelp.ny"))
    new.add_argument("--navn", help=text("kommando.hjelp.navn"))
    for option in office.FACTS:
        new.add_argument(f"--{option}", help=text(office.FACTS[option].help))
    new.add_argument("--opplaering", action="store_true", help=text("kommando.hjelp.opplaering"))
    demo = _command(commands, "demo", office.demo, text("kommando.hjelp.demo"))
    demo.add_argument("--dato", type=date.fromisoformat, metavar="AAAA-MM-DD", help=text("kommando.hjelp.dato"))
    _command(commands, "status", office.status, text("kommando.hjelp.status"))
    upgrade = _command(commands, "migrer", office.upgrade, text("kommando.hjelp.migrer"))
    upgrade.add_argument("--kopi", type=Path, metavar="F", help=text("kommando.hjelp.kopi"))


def _records(commands: Any) -> None:
    bring = _command(commands, "import", records.bring_in, text("kommando.hjelp.import"))
    bring.add_argument("slag", choices=records.IMPORTED, help=text("kommando.hjelp.slag"))
    bring.add_argument("fil", type=Path, help=text("kommando.hjelp.fil"))
    bring.add_argument("--prov", action="store_true", help=text("kommando.hjelp.prov"))
    bring.add_argument("--alt-eller-intet", action="store_true", help=text("kommando.hjelp.alt"))
    bring.add_argument("--godta", action="store_true", help=text("kommando.hjelp.godta"))
    bring.add_argument("--rest", type=Path, metavar="F.xlsx", help=text("kommando.hjelp.rest"))
    bring.add_argument("--kart", type=Path, metavar="F", help=text("kommando.hjelp.kart"))
    bring.add_argument("--ark", metavar="NAVN", help=text("kommando.hjelp.ark"))
    bring.add_argument("--per", type=date.fromisoformat, metavar="AAAA-MM-DD", help=text("kommando.hjelp.per"))
    listed = _command(commands, "leieforhold", records.tenancies, text("kommando.hjelp.leieforhold"))
    listed.add_argument("--sok", default="", metavar="TEKST", help=text("kommando.hjelp.sok"))
    listed.add_argument("--lopende", action="store_true", help=text("kommando.hjelp.lopende"))
    lease = _command(commands, "leiekontrakt", records.lease, text("kommando.hjelp.leiekontrakt"))
    lease.add_argument("--leieforhold", type=int, required=True, metavar="N", help=text("kommando.hjelp.nummer"))
    lease.add_argument("--ut", type=Path, required=True, metavar="X.pdf", help=text("kommando.hjelp.ut_pdf"))
    out = _command(commands, "eksport", records.export, text("kommando.hjelp.eksport"))
    out.add_argument("slag", choices=tuple(records.EXPORTED), help=text("kommando.hjelp.slag"))
    out.add_argument("--ut", type=Path, required=True, metavar="F.xlsx", help=text("kommando.hjelp.ut_xlsx"))


def _payments(commands: Any) -> None:
    read = _command(commands, "innbetalinger", payments.payments, text("kommando.hjelp.innbetalinger"))
    read.add_argument("fil", type=Path, metavar="FIL", help=text("kommando.hjelp.fil_bank"))
    read.add_argument("--bare-les", action="store_true", help=text("kommando.hjelp.bare_les"))
    read.add_argument("--kart", type=Path, metavar="F", help=text("kommando.hjelp.kart"))
    _command(commands, "nattjobb", night.night_job, text("kommando.hjelp.nattjobb"))


def _criteria(commands: Any) -> None:
    judge = _command(commands, "vurder", assess.assess, text("kommando.hjelp.vurder"))
    judge.add_argument("--sett", metavar="FIL|NAVN", help=text("kommando.hjelp.sett"))
    judge.add_argument("--dato", type=date.fromisoformat, metavar="AAAA-MM-DD", help=text("kommando.hjelp.vurder_dato"))
    judge.add_argument("--eksempel", action="store_true", help=text("kommando.hjelp.eksempel"))
    judge.add_argument("--liste", action="store_true", help=text("kommando.hjelp.liste"))


def _guidance(commands: Any) -> None:
    _command(commands, "bostotte", housing_benefit.benefit, text("kommando.hjelp.bostotte"))


def _care(commands: Any) -> None:
    copy = _command(commands, "sikkerhetskopi", care.back_up, text("kommando.hjelp.sikkerhetskopi"))
    copy.add_argument("--ut", type=Path, required=True, metavar="F", help=text("kommando.hjelp.ut_kopi"))
    back = _command(commands, "gjenopprett", care.bring_back, text("kommando.hjelp.gjenopprett"))
    back.add_argument("fil", type=Path, help=text("kommando.hjelp.fil_kopi"))
    _command(commands, "kontroll", care.check, text("kommando.hjelp.kontroll"))


def _users(commands: Any) -> None:
    user = commands.add_parser(
        "bruker", help=text("kommando.hjelp.brukere"), description=text("kommando.hjelp.brukere")
    )
    acts = user.add_subparsers(title=text("kommando.hjelp.kommandoer"), metavar="KOMMANDO", required=True)
    _command(acts, "liste", users.listed, text("kommando.hjelp.bruker_liste"))
    new = _command(acts, "ny", users.new, text("kommando.hjelp.bruker_ny"))
    new.add_argument("--navn", required=True, help=text("kommando.hjelp.bruker_navn"))
    new.add_argument("--kortnavn", required=True, help=text("kommando.hjelp.bruker_kortnavn"))
    new.add_argument("--rolle", required=True, choices=tuple(users.ROLES), help=text("kommando.hjelp.bruker_rolle"))

"""The command line's own grammar in bokmål: help, headings, and one plain sentence about wrong use."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from ..rules.messages import Message, RefusedError, msg, refuse
from ..texts import text

#: What argparse says of wrong use → our sentence; the groups of the pattern fill its fields in order.
_PHRASES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"the following arguments are required: (.+)", "kommando.bruk.mangler", ("hva",)),
    (r"unrecognized arguments: (.+)", "kommando.bruk.ukjent", ("hva",)),
    (r"argument (.+): expected .*", "kommando.bruk.uten_verdi", ("valg",)),
    (r"argument .*: invalid choice: '?(.*?)'? \(choose from (.+)\)", "kommando.bruk.feil_valg", ("verdi", "mulige")),
    (r"argument (.+): invalid .* value: '(.*)'", "kommando.bruk.feil_verdi", ("valg", "verdi")),
    (r"argument (.+): not allowed with argument (.+)", "kommando.bruk.sammen", ("valg", "annet")),
)


class WrongUseError(RefusedError):
    """The command line cannot be understood (exit code 2)."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks bokmål and raises instead of ending the process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Help)
        self._positionals.title = text("kommando.hjelp.hva")
        self._optionals.title = text("kommando.hjelp.valg")
        self.add_argument("-h", "--hjelp", "--help", action="help", help=text("kommando.hjelp.hjelp"))

    def error(self, message: str) -> NoReturn:
        """Raise the wrong use as a refusal with our own words."""
        raise WrongUseError(refuse("kommando.bruk", hva=_in_our_words(message), program=self.prog).fault)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or f"{text('kommando.hjelp.bruk')} ")


def _in_our_words(message: str) -> Message:
    for pattern, code, fields in _PHRASES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return msg(code, **dict(zip(fields, found.groups(), strict=True)))
    return msg("kommando.bruk.annet")

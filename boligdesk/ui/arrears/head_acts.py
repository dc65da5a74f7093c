"""What "Mer" in the head of Restanser offers for the whole office. To add an act: one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from ...rules.rights import Right
from ..parts.filterbar import Query
from ..shell.context import Context


@dataclass(frozen=True)
class HeadAct:
    """An act: `label` is a catalogue code, `right` is needed to see it.

    `where` is "module:function" with the context as its one argument; the module is loaded when it is asked for, its
    name counts from this package (".files_dialog:files_dialog"). One that is `of_list` is given what the list asks for
    too.
    """

    label: str
    icon: str
    right: Right
    where: str
    of_list: bool = False

    def open(self, ctx: Context, listed: Query) -> None:
        """Load the module and do it."""
        module, _, name = self.where.partition(":")
        act = getattr(import_module(module, __package__), name)
        act(ctx, listed) if self.of_list else act(ctx)


#: In the order in which they stand.
HEAD_ACTS: tuple[HeadAct, ...] = (
    HeadAct("ui.utsendelse.apne", "mail", Right.ARREARS_WRITE, ".batch_dialog:batch_dialog", True),
    HeadAct("ui.inkasso.apne", "send", Right.ARREARS_WRITE, ".batch_collection:collection_dialog"),
    HeadAct("ui.regulering.tittel", "calculator", Right.LEDGER_READ, "..rents.rounds_dialog:rounds_dialog"),
    HeadAct("ui.regulering.indekstabeller", "file-spreadsheet", Right.LEDGER_READ, "..rents.index_dialog:index_dialog"),
    HeadAct("ui.filer.tittel", "list-checks", Right.LEDGER_READ, ".files_dialog:files_dialog"),
    HeadAct("ui.betaler.kjente", "users", Right.LEDGER_READ, ".payers_dialog:all_payers_dialog"),
    HeadAct("ui.betaler.avtalegiro", "refresh-cw", Right.LEDGER_READ, ".payers_dialog:mandates_dialog"),
    HeadAct("ui.mote.tittel", "presentation", Right.LEDGER_READ, ".meeting_dialog:meeting_dialog"),
    HeadAct("ui.avregning.tittel", "scale", Right.LEDGER_READ, ".use_rounds:use_rounds_dialog"),
    HeadAct("ui.restanser.importer_apne", "upload", Right.IMPORT, ".opening:import_open_items"),
)


def acts_for(ctx: Context) -> tuple[HeadAct, ...]:
    """Those that the person at the desk may use."""
    return tuple(act for act in HEAD_ACTS if ctx.may(act.right))

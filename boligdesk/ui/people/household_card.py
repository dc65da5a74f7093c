"""Who lives together: members of today with role and age; moving in and out, shared custody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.households import HouseholdCard as Household
from ...casework.households import MemberRow
from ...texts import enum_text, text
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import ElidedLabel, Label
from ..style import tokens
from . import words
from .acts import PersonActs, row_menu
from .adding_card import AddingCard
from .household_forms import member_dialog, move_out_dialog, role_dialog, withdraw_dialog
from .rows import LinkLine


class HouseholdBox(AddingCard):
    """ "Husstand"."""

    def __init__(self) -> None:
        super().__init__("ui.leietaker.husstand", "ui.husstand.ny", lambda do: member_dialog(do.ctx, do.card))

    def show_person(self, do: PersonActs) -> None:
        """Show the households in which the person lives now."""
        self.stand_on(do, may_add=do.may_write and do.card.died_on is None)
        now = [h for h in do.card.households if any(m.person_id == do.card.id for m in h.now)]
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for number, household in enumerate(now, 1):
            if len(now) > 1:
                column.addWidget(Label(text("ui.husstand.hjem", nummer=number), "header"))
            column.addWidget(self._household(do, household))
        if not now:
            column.addWidget(Label(text("ui.husstand.tom"), colour="text2", wrap=True))
        self.put(content)

    def _household(self, do: PersonActs, household: Household) -> QWidget:
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for member in household.now:
            column.addLayout(_line(do, household, member))
        if household.note:
            column.addWidget(Label(household.note, colour="text2", wrap=True))
        return lines


def _line(do: PersonActs, household: Household, member: MemberRow) -> QHBoxLayout:
    """The name, role and age under it, and the acts of the line."""
    told = QVBoxLayout()
    told.setSpacing(0)
    told.addWidget(_name(do, member))
    about = " · ".join(part for part in (enum_text(member.role), words.age(member)) if part)
    told.addWidget(Label(about, "caption", wrap=True))
    if member.protected:
        told.addWidget(Chip(ChipLook(text("ui.leietaker.skjermet"), Tone.CRIT, "eye-off")))
    line = QHBoxLayout()
    line.setSpacing(tokens.S8)
    line.addLayout(told, 1)
    if do.may_write:
        line.addWidget(_menu(do, household, member), 0, Qt.AlignmentFlag.AlignTop)
    return line


def _name(do: PersonActs, member: MemberRow) -> QWidget:
    if member.person_id == do.card.id:
        return ElidedLabel(member.name, "h4", fill=True)
    made = LinkLine(member.name)
    made.clicked.connect(partial(do.open, "person", member.person_id))
    return made


def _menu(do: PersonActs, household: Household, member: MemberRow) -> QWidget:
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=member.name))
    menu.add(text("ui.husstand.flytt_ut"), partial(move_out_dialog, do.ctx, member), "log-out")
    menu.add(text("ui.husstand.endre_rolle"), partial(role_dialog, do.ctx, member), "pencil")
    menu.add(text("ui.husstand.feil"), partial(withdraw_dialog, do.ctx, household, member), "trash-2")
    return button

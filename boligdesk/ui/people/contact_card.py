"""How to reach the person, who may act for them, interpreter and language of letters."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.person_card import ContactPointRow
from ...casework.representatives import RepresentativeRow
from ...rules.vocabulary import ContactKind
from ...texts import enum_text, formats, text
from ..parts.buttons import MenuButton
from ..parts.labels import ElidedLabel, Label
from ..style import tokens
from .acts import PersonActs, row_menu
from .contact_forms import contact_dialog, end_contact_dialog, number_dialog
from .person_form import letter_language_name
from .representative_forms import end_representative_dialog, representative_dialog
from .rows import Lines, LinesCard, top_label


class ContactCard(LinesCard):
    """ "Kontakt": phones, e-mail, address, representatives, interpreter."""

    def __init__(self) -> None:
        super().__init__(text("ui.leietaker.kontakt"))
        self._do: PersonActs | None = None
        self.menu = MenuButton(text("ui.leietaker.legg_til"))
        self.menu.setProperty("sz", "s")
        self.head.addWidget(self.menu)
        for kind in ContactKind:
            self.menu.add(enum_text(kind), partial(self._add, kind))
        self.menu.add(text("ui.kontakt.nytt_nummer"), self._add_number)
        self.menu.add(text("ui.kontakt.ny_representant"), self._add_representative)

    def _add(self, kind: ContactKind) -> None:
        if self._do is not None:
            contact_dialog(self._do.ctx, self._do.card, kind)

    def _add_number(self) -> None:
        if self._do is not None:
            number_dialog(self._do.ctx, self._do.card)

    def _add_representative(self) -> None:
        if self._do is not None:
            representative_dialog(self._do.ctx, self._do.card, None)

    def show_person(self, do: PersonActs) -> None:
        """Show a person's ways of contact."""
        self._do, card = do, do.card
        self.menu.setVisible(do.may_write)
        lines = Lines(tokens.LABEL_W)
        for point in card.contact_points:
            if point.active:
                lines.add(_label(enum_text(point.kind)), _point(point), None, _point_menu(do, point))
        for row in card.representatives:
            if row.active:
                lines.add(_label(enum_text(row.kind)), _representative(row), None, _representative_menu(do, row))
        if card.interpreter or card.language:
            lines.add(_label(text("ui.leietaker.sprak")), top_label(_language(do)))
        lines.add(_label(text("ui.leietaker.brevsprak")), top_label(letter_language_name(card.letter_language)))
        if card.note:
            lines.add(_label(text("ui.leietaker.notat")), top_label(card.note))
        self.put(lines)


def _label(words: str) -> Label:
    label = top_label(words, "label")
    label.setFixedWidth(tokens.LABEL_W)
    return label


def _two_lines(value: str, note: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    first = ElidedLabel(value, fill=True)
    first.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(first)
    if note:
        column.addWidget(Label(note, "caption", wrap=True))
    return holder


def _point(point: ContactPointRow) -> QWidget:
    if point.kind is ContactKind.PHONE:
        return _two_lines(formats.phone(point.value), point.label)
    place = f"{point.postcode} {point.city}".strip()
    return _two_lines(", ".join(part for part in (point.value, place) if part), point.label)


def _point_menu(do: PersonActs, point: ContactPointRow) -> QWidget | None:
    if not do.may_write:
        return None
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=point.value))
    menu.add(text("ui.kontakt.avslutt"), partial(end_contact_dialog, do.ctx, point), "log-out")
    return button


def _representative(row: RepresentativeRow) -> QWidget:
    signs = text("ui.representant.ma_signere") if row.must_sign else ""
    note = " · ".join(part for part in (row.contact, row.mandate, signs) if part)
    return _two_lines(row.name, note)


def _representative_menu(do: PersonActs, row: RepresentativeRow) -> QWidget | None:
    if not do.may_write:
        return None
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=row.name))
    menu.add(text("ui.representant.endre"), partial(representative_dialog, do.ctx, do.card, row), "pencil")
    menu.add(text("ui.representant.avslutt"), partial(end_representative_dialog, do.ctx, row), "log-out")
    return button


def _language(do: PersonActs) -> str:
    card = do.card
    if not card.interpreter:
        return card.language
    if not card.language:
        return text("ui.leietaker.trenger_tolk")
    return text("ui.leietaker.trenger_tolk_sprak", sprak=card.language)

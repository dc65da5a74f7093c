"""The cards of the tab Oversikt: the tenancy now, the rent, the home, what is next on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...rules.vocabulary import Accessible, TaskKind
from ...texts import enum_text, formats, render, text
from ..parts.buttons import link
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..style import tokens
from . import words
from .status import status_chip

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.stock import DwellingCard, TaskLine, TenancyNow, UnitCard

Opens = Callable[[str, int], object]

_ACCESS = {
    Accessible.YES: (Tone.OK, "check"),
    Accessible.PARTLY: (Tone.NEUTRAL, "circle-dashed"),
    Accessible.NO: (Tone.NEUTRAL, "minus"),
}
_DATE_W = 58


def overview(card: DwellingCard, opens: Opens) -> list[Placed]:
    """The cards in the order they are read; `opens(kind, id)` goes to another record."""
    if len(card.units) == 1:
        first = [Placed(now_card(card.units[0], card, opens)), Placed(rent_card(card.units[0]), Place.ASIDE)]
    else:
        first = [Placed(units_card(card, opens)), Placed(units_rent_card(card), Place.ASIDE)]
    return [*first, Placed(home_card(card)), Placed(next_card(card), Place.ASIDE)]


# -- the tenancy now ------------------------------------------------------------------------------


def now_card(unit: UnitCard, card: DwellingCard, opens: Opens) -> Card:
    """Who lives there and on what lease; or why nobody does."""
    made = Card(text("ui.bolig.leieforhold_na"))
    facts = Facts()
    if unit.tenancy is not None:
        _tell_tenancy(facts, unit.tenancy, opens)
    else:
        _tell_empty(facts, unit, card)
    made.add(facts)
    return made


def _tell_tenancy(facts: Facts, tenancy: TenancyNow, opens: Opens) -> None:
    label = "ui.bolig.leietaker" if len(tenancy.tenants) < 2 else "ui.bolig.leietakere"
    facts.add(text(label), tenants(tenancy, opens))
    facts.add(text("ui.bolig.husstand"), words.household(tenancy))
    facts.add(text("ui.bolig.kontrakt"), words.contract(tenancy))
    facts.add(text("ui.bolig.fra_til"), words.stretch(tenancy.from_date, tenancy.to_date, tenancy.fixed_until))
    facts.add(text("ui.bolig.sikkerhet"), words.security(tenancy))


def tenants(tenancy: TenancyNow, opens: Opens) -> QWidget:
    """Each tenant as a link, with the masked number after it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for line in tenancy.tenants:
        name = link(line.name)
        name.clicked.connect(lambda _c=False, person=line.person_id: opens("person", person))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(name)
        if line.masked:
            row.addWidget(Label(f" · {line.masked}"))
        row.addStretch(1)
        column.addLayout(row)
    holder.setAccessibleName(", ".join(line.name for line in tenancy.tenants))
    return holder


def _tell_empty(facts: Facts, unit: UnitCard, card: DwellingCard) -> None:
    state = next((s for s in card.states if s.unit_id == unit.id and s.kind.value == unit.status.value), None)
    note = render(unit.note) if unit.note and state is None else ""
    facts.add(text("ui.bolig.status"), Chip(status_chip(unit.status)), note=note)
    if unit.shielded:
        facts.add(text("ui.bolig.innsyn"), text("ui.bolig.skjermet_hvorfor"))
        return
    if state is not None:
        facts.add(text("ui.bolig.fra_til"), words.stretch(state.from_date, state.to_date))
        if state.expected_to:
            facts.add(text("ui.bolig.ventes_ferdig"), formats.day(state.expected_to))
        if state.reason:
            facts.add(text("ui.bolig.grunn"), state.reason)
    last = next((t for t in card.tenancies if t.closed_on is not None), None)
    if last is not None and last.closed_on is not None:
        facts.add(text("ui.bolig.sist_utleid"), text("ui.bolig.til_dato", dato=last.closed_on))


def units_card(card: DwellingCard, opens: Opens) -> Card:
    """The rooms of a bofellesskap: status, tenant, contract of each."""
    made = Card(text("ui.bolig.rommene"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.S12)
    grid.setVerticalSpacing(6)
    for row, unit in enumerate(card.units):
        _unit_line(grid, row, unit, opens)
    grid.setColumnStretch(2, 1)
    made.add(grid)
    return made


def _unit_line(grid: QGridLayout, row: int, unit: UnitCard, opens: Opens) -> None:
    top = Qt.AlignmentFlag.AlignTop
    name = Label(unit.name, "label", wrap=True)
    name.setFixedWidth(tokens.LABEL_W)
    grid.addWidget(name, row, 0, top)
    grid.addWidget(Chip(status_chip(unit.status)), row, 1, top)
    if unit.tenancy is not None:
        grid.addWidget(tenants(unit.tenancy, opens), row, 2, top)
    else:
        grid.addWidget(Label(render(unit.note) if unit.note else "", colour="text2", wrap=True), row, 2, top)


# -- the rent -------------------------------------------------------------------------------------


def rent_card(unit: UnitCard) -> Card:
    """What is paid, or asked, for a unit; what comes besides; when it can be changed and by which rule."""
    made = Card(text("ui.bolig.husleie"))
    tenancy = unit.tenancy
    rent = tenancy.rent_ore if tenancy else unit.set_rent_ore
    if rent is None and unit.shielded:
        made.add(Label(text("ui.bolig.leie_skjermet"), colour="text2", wrap=True))
        return made
    made.add(_figure(rent, text("ui.bolig.per_maned")))
    facts = Facts(tokens.LABEL_NARROW_W)
    for line in tenancy.extras if tenancy else unit.set_extras:
        facts.add(enum_text(line.kind), words.extra_paid(line))
    if tenancy is not None:
        _tell_change(facts, tenancy, unit)
    else:
        facts.add(text("ui.bolig.gjelder"), text("ui.bolig.neste_kontrakt" if rent else "ui.bolig.leie_mangler"))
    made.add(facts)
    return made


def _tell_change(facts: Facts, tenancy: TenancyNow, unit: UnitCard) -> None:
    if tenancy.earliest_change:
        said = text("ui.bolig.kan_endres_kpi", dato=tenancy.earliest_change)
        facts.add(text("ui.bolig.kan_endres"), said).setToolTip(text("ui.bolig.kan_endres_kilde"))
    if unit.set_rent_ore is not None and unit.set_rent_ore != tenancy.rent_ore:
        facts.add(text("ui.bolig.fastsatt"), text("ui.bolig.per_md", belop=formats.kroner(unit.set_rent_ore)))


def _figure(ore: int | None, note: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.S12 - 2)
    row.setContentsMargins(0, 4, 0, 4)
    figure = Label(formats.kroner(ore) if ore is not None else text("ui.bolig.ikke_satt"), "fig")
    row.addWidget(figure, 0, Qt.AlignmentFlag.AlignBottom)
    if ore is not None:
        beside = Label(note, "label")
        beside.setContentsMargins(0, 0, 0, 5)
        row.addWidget(beside, 0, Qt.AlignmentFlag.AlignBottom)
    row.addStretch(1)
    return row


def units_rent_card(card: DwellingCard) -> Card:
    """The rent of each room, and what they bring together."""
    made = Card(text("ui.bolig.husleie"))
    rents = [(u.name, u.tenancy.rent_ore if u.tenancy else u.set_rent_ore) for u in card.units]
    known = [ore for _, ore in rents if ore is not None]
    made.add(_figure(sum(known) if known else None, text("ui.bolig.per_maned_til_sammen")))
    facts = Facts(tokens.LABEL_NARROW_W)
    for name, ore in rents:
        facts.add(name, formats.kroner(ore) if ore is not None else text("ui.bolig.ikke_satt"))
    made.add(facts)
    return made


# -- the home -------------------------------------------------------------------------------------


def home_card(card: DwellingCard) -> Card:
    """What the home is like and what belongs to it."""
    home = card.facts
    inspected = text("ui.bolig.befart", dato=home.inspected_on) if home.inspected_on else ""
    made = Card(text("ui.bolig.boligen"), inspected)
    facts = Facts()
    _tell_suits(facts, card)
    standard = " · ".join(p for p in (enum_text(home.standard) if home.standard else "", home.standard_note) if p)
    lease = next(iter(card.head_leases), None)
    rows = (
        ("ui.bolig.standard", standard),
        ("ui.bolig.formal", home.purpose),
        ("ui.bolig.type", enum_text(home.kind)),
        ("ui.bolig.disponeres", enum_text(home.disposal)),
        ("ui.bolig.innleid_av", words.head_lease(lease) if lease else ""),
        ("ui.bolig.oppvarming", _heating(home.heating_included)),
        ("ui.bolig.bod", home.storage_room),
        ("ui.bolig.parkering", home.parking),
        ("felt.shared_rooms", home.shared_rooms),
        ("felt.outdoor_area", home.outdoor_area),
        ("ui.bolig.moblering", _furnished(home.furnished)),
        ("ui.bolig.nokler", words.keys(card.keys) or text("ui.bolig.ikke_registrert")),
        ("ui.bolig.malere", words.meters(card.meters)),
        ("ui.bolig.merknad", home.note),
        *(("", f"{label}: {content}") for label, content in card.notes),
    )
    for code, value in rows:
        if value:
            facts.add(text(code) if code else "", value)
    made.add(facts)
    return made


def _tell_suits(facts: Facts, card: DwellingCard) -> None:
    home = card.facts
    if home.suits_children is not None:
        look = (
            ChipLook(text("ui.felles.ja"), Tone.OK, "check")
            if home.suits_children
            else ChipLook(text("ui.felles.nei"), Tone.WARN, "x")
        )
        facts.add(text("ui.bolig.egnet_barn"), Chip(look), note=home.suits_children_why)
    if home.accessible is not None:
        tone, icon = _ACCESS[home.accessible]
        chip = Chip(ChipLook(enum_text(home.accessible), tone, icon))
        facts.add(text("ui.bolig.tilgjengelig"), chip, note=home.accessible_note)


def _heating(included: bool | None) -> str:
    if included is None:
        return ""
    return text("ui.bolig.oppvarming_med" if included else "ui.bolig.oppvarming_uten")


def _furnished(furnished: bool | None) -> str:
    if furnished is None:
        return ""
    return text("ui.bolig.moblert" if furnished else "ui.bolig.umoblert")


# -- what is next ---------------------------------------------------------------------------------


def next_card(card: DwellingCard) -> Card:
    """What somebody must do here, and by when."""
    made = Card(text("ui.bolig.neste"))
    if not card.tasks:
        made.add(Label(text("ui.bolig.ingen_oppgaver"), colour="text2", wrap=True))
        return made
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.S4)
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, _DATE_W)
    grid.setColumnStretch(1, 1)
    for number, task in enumerate(card.tasks):
        _task_line(grid, 2 * number, task)
    made.add(grid)
    return made


def _task_line(grid: QGridLayout, row: int, task: TaskLine) -> None:
    kind = enum_text(task.kind)
    due = Label(formats.day_short(task.due) if task.due else "", "h4", "crit" if task.overdue else "text")
    what = Label(task.title or kind, wrap=True)
    about = kind if task.title and task.kind is not TaskKind.MANUAL else ""
    late = text("ui.bolig.forfalt") if task.overdue else ""
    source = Label(" · ".join(part for part in (late, about, task.owner) if part), "caption", wrap=True)
    source.setContentsMargins(0, 0, 0, tokens.S8)
    _top(grid, due, row, 0)
    _top(grid, what, row, 1)
    grid.addWidget(source, row + 1, 1)


def _top(grid: QGridLayout, label: QLabel, row: int, column: int) -> None:
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    grid.addWidget(label, row, column)

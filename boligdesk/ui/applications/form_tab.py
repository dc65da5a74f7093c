"""The tab Søknaden: who applies and how it came in, household, present stay, needs and wishes, deadlines, consent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.application_card import ApplicationCard
from ...casework.core.application_rows import Member
from ...rules.application_words import AreaWish, AssistanceState, Stage
from ...rules.rights import Right
from ...rules.vocabulary import DwellingKind
from ...texts import enum_text, formats, text
from ..parts.buttons import ghost
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..people.acts import row_menu
from ..people.rows import Lines, LinesCard, LinkLine, top_label
from ..people.task_card import TASK_DATE_W, add_task_lines
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from . import forms, household_forms, need_form, words
from .acts import ApplicationActs
from .acute_card import AcuteCard
from .stays import StaysCard
from .tabs import ApplicationTab

#: Narrower than this, px, the cards stand under one another: the match panel takes its part of the record.
_MAIN_LEAST, _ASIDE_LEAST = 380, 300


class _Block(LinesCard):
    """A card of the tab, with the act in its head that changes what it shows."""

    def __init__(self, title: str, act: str) -> None:
        super().__init__(text(title))
        self.change = ghost(text(act), "pencil", small=True)
        self.head.addWidget(self.change)
        self._do: ApplicationActs | None = None
        self.change.clicked.connect(lambda: self._do is not None and self.press(self._do))

    def press(self, do: ApplicationActs) -> None:
        """Carry out the act in the head."""
        raise NotImplementedError

    def show_application(self, do: ApplicationActs) -> None:
        """Show another application."""
        self._do = do
        self.change.setVisible(do.may_write)
        self.put(self.content(do))

    def content(self, do: ApplicationActs) -> QWidget:
        """What stands in the card."""
        raise NotImplementedError


class AboutCard(_Block):
    """ "Søknaden": what it is about, how and when it came, in the applicant's own words."""

    def __init__(self) -> None:
        super().__init__("ui.soknader.om", "ui.soknader.endre_kort")

    def press(self, do: ApplicationActs) -> None:
        forms.change_dialog(do.ctx, do.card)

    def content(self, do: ApplicationActs) -> QWidget:
        card, facts = do.card, Facts()
        applicant = LinkLine(card.applicant.full_name)
        applicant.clicked.connect(partial(do.ctx.window.open_record, "person", card.applicant.person_id))
        facts.add(text("ui.soknader.soker"), applicant)
        facts.add(text("ui.soknader.gjelder"), enum_text(card.kind))
        came = text("ui.soknader.kom_slik", dato=card.received_on, kanal=enum_text(card.channel).lower())
        facts.add(
            text("ui.soknader.mottatt"), came, card.helped_by and text("ui.soknader.med_hjelp", navn=card.helped_by)
        )
        if card.target_group is not None:
            facts.add(text("ui.soknader.malgruppe"), enum_text(card.target_group))
        facts.add(text("ui.soknader.eier"), card.owner or text("ui.soknader.ingen_eier"))
        if card.stage is Stage.CLOSED and card.close_reason is not None:
            facts.add(text("ui.soknader.avsluttet"), enum_text(card.close_reason), card.close_note)
        if card.own_words:
            facts.add(text("ui.soknader.egne_ord"), card.own_words)
        return facts


class MembersCard(_Block):
    """ "Husstand": who shall live in the home, the expected after the others."""

    def __init__(self) -> None:
        super().__init__("ui.soknader.husstand", "ui.soknader.endre_kort")
        self.expected = ghost(text("ui.soknader.ventet_ny"), "plus", small=True)
        self.head.addWidget(self.expected)
        self.expected.clicked.connect(lambda: self._do and household_forms.expected_dialog(self._do.ctx, self._do.card))

    def press(self, do: ApplicationActs) -> None:
        household_forms.members_dialog(do.ctx, do.card)

    def content(self, do: ApplicationActs) -> QWidget:
        self.expected.setVisible(do.may_write)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for member in do.card.members:
            line = QHBoxLayout()
            line.addWidget(_member(do, member), 1)
            if (menu := _member_menu(do, member)) is not None:
                line.addWidget(menu, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)
        return holder


def _member(do: ApplicationActs, member: Member) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if member.person_id is None:
        column.addWidget(Label(text("ui.soknader.uten_navn"), "h4"))
    else:
        name = LinkLine(member.name)
        name.clicked.connect(partial(do.ctx.window.open_record, "person", member.person_id))
        column.addWidget(name)
    column.addWidget(Label(words.of_member(member, do.ctx.desk.today), "caption", wrap=True))
    return holder


def _member_menu(do: ApplicationActs, member: Member) -> QWidget | None:
    if not do.may_write or not member.expected:
        return None
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=member.name or text("ui.soknader.uten_navn")))
    menu.add(text("ui.soknader.har_kommet"), partial(household_forms.arrived_dialog, do.ctx, do.card, member), "check")
    menu.add(text("ui.soknader.ikke_ventet"), partial(household_forms.remove_expected, do.ctx, do.card, member), "x")
    return button


class NeedCard(_Block):
    """ "Behov og ønsker": what the home must be, and what is wished."""

    def __init__(self) -> None:
        super().__init__("ui.soknader.behov", "ui.soknader.endre_kort")

    def press(self, do: ApplicationActs) -> None:
        need_form.need_dialog(do.ctx, do.card)

    def content(self, do: ApplicationActs) -> QWidget:
        card, need = do.card, do.card.need
        if need is None and not card.areas:
            return Label(text("ui.soknader.ingen_behov"), colour="text2", wrap=True)
        facts = Facts()
        told = [*(_need_facts(card) if need is not None else ()), *_area_facts(card)]
        for label, value, note in told:
            if value:
                facts.add(text(label), value, note)
        return facts


def _need_facts(card: ApplicationCard) -> Sequence[tuple[str, str, str]]:
    need = card.need
    assert need is not None
    return (
        ("ui.soknader.soverom", _count(need.bedrooms), need.bedrooms_reason),
        ("ui.soknader.rom_onske", _count(need.rooms_wish), ""),
        ("ui.soknader.boligtyper", ", ".join(enum_text(DwellingKind(code)) for code in need.kinds), ""),
        ("ui.soknader.etasje", enum_text(need.floor), ""),
        ("ui.soknader.rullestol", text("ui.felles.ja") if need.wheelchair else "", need.access_note),
        ("ui.soknader.tilgjengelighet", "" if need.wheelchair else need.access_note, ""),
        ("ui.soknader.hoyeste_leie", formats.kroner(need.max_rent_ore) if need.max_rent_ore else "", ""),
        ("ui.soknader.onsket_fra", formats.day(need.from_date) if need.from_date else "", ""),
        ("ui.soknader.dyr", need.pets, ""),
        ("ui.soknader.tjenester", need.services, ""),
        ("ui.soknader.unnga", need.avoid, ""),
    )


def _area_facts(card: ApplicationCard) -> Sequence[tuple[str, str, str]]:
    titles = {AreaWish.WANT: "ui.soknader.onskede_omrader", AreaWish.AVOID: "ui.soknader.unngatte_omrader"}
    return [
        (title, ", ".join(area.name for area in card.areas if area.wish is wish), "") for wish, title in titles.items()
    ]


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


class TasksCard(LinesCard):
    """ "Frister og oppgaver": what must be done, each with why it is there."""

    def __init__(self) -> None:
        super().__init__(text("ui.soknader.frister"))

    def show_application(self, do: ApplicationActs) -> None:
        """Show the open tasks of the case."""
        lines = Lines(TASK_DATE_W)
        add_task_lines(lines, do, do.card.tasks)
        self.put(lines)


class StayCard(_Block):
    """ "Bor nå": the present stay, by Husbanken's categories where one fits."""

    def __init__(self) -> None:
        super().__init__("ui.soknader.bosituasjon", "ui.soknader.endre_kort")

    def press(self, do: ApplicationActs) -> None:
        forms.change_dialog(do.ctx, do.card)

    def content(self, do: ApplicationActs) -> QWidget:
        stay = do.card.stay
        if stay.kind is None and not stay.note:
            return Label(text("ui.soknader.ikke_oppgitt"), colour="text2", wrap=True)
        facts = Facts(60)
        facts.add(text("ui.soknader.na"), enum_text(stay.kind) if stay.kind else text("ui.soknader.ikke_oppgitt"))
        if stay.from_date is not None:
            facts.add(text("ui.soknader.fra"), formats.day(stay.from_date))
        if stay.to_date is not None:
            facts.add(text("ui.soknader.til"), formats.day(stay.to_date))
        if stay.note:
            facts.add(text("ui.soknader.merknad"), stay.note)
        return facts


class ConsentCard(_Block):
    """ "Samtykke og bistand": what may be asked of others, and how boligsosial bistand stands (P11)."""

    def __init__(self) -> None:
        super().__init__("ui.soknader.samtykke_og_bistand", "ui.soknader.nytt_samtykke")

    def press(self, do: ApplicationActs) -> None:
        forms.consent_dialog(do.ctx, do.card)

    def content(self, do: ApplicationActs) -> QWidget:
        card = do.card
        lines = Lines(84)
        lines.add(top_label(text("ui.soknader.samtykke"), "label"), top_label(_consent(card)), None, _consent_menu(do))
        bistand = enum_text(card.assistance)
        note = f"{bistand}. {card.assistance_note}" if card.assistance_note else bistand
        lines.add(top_label(text("ui.soknader.bistand"), "label"), top_label(note), None, _assistance(do))
        return lines


def _consent(card: ApplicationCard) -> str:
    consent = card.consent
    if consent.on is None:
        return text("ui.soknader.ikke_samtykke")
    if consent.withdrawn_on is not None:
        return text("ui.soknader.samtykke_trukket", dato=consent.withdrawn_on)
    return text("ui.soknader.samtykke_gitt", dato=consent.on, hva=consent.scope)


def _consent_menu(do: ApplicationActs) -> QWidget | None:
    if not do.may_write or not do.card.consent.holds:
        return None
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=text("ui.soknader.samtykke")))
    menu.add(text("ui.soknader.samtykke_trekk"), partial(forms.withdraw_consent_dialog, do.ctx, do.card), "undo-2")
    return button


def _assistance(do: ApplicationActs) -> QWidget | None:
    if not do.may_write or do.card.assistance is AssistanceState.DECIDED:
        return None
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=text("ui.soknader.bistand")))
    menu.add(text("ui.soknader.bistand_tittel"), partial(forms.assistance_dialog, do.ctx, do.card), "pencil")
    return button


class FormTab(ApplicationTab):
    """What the form says, and what it lacks."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.about, self.members, self.need = AboutCard(), MembersCard(), NeedCard()
        self.tasks, self.stay, self.consent = TasksCard(), StayCard(), ConsentCard()
        self.about.setMinimumWidth(_MAIN_LEAST)
        self.tasks.setMinimumWidth(_ASIDE_LEAST)
        self.acute, self.stays = AcuteCard(), StaysCard()

    def cards(self) -> Sequence[Placed]:
        return (
            Placed(self.acute, Place.WIDE),
            Placed(self.stays, Place.WIDE),
            Placed(self.about),
            Placed(self.tasks, Place.ASIDE),
            Placed(self.members),
            Placed(self.stay, Place.ASIDE),
            Placed(self.need),
            Placed(self.consent, Place.ASIDE),
        )

    def show_card(self, card: ApplicationCard) -> None:
        do = ApplicationActs(self.ctx, self, card)
        for block in self._blocks:
            block.show_application(do)

    def clear(self) -> None:
        for block in self._blocks:
            block.put(QWidget())

    @property
    def _blocks(self) -> tuple[_Block | TasksCard | AcuteCard | StaysCard, ...]:
        return (
            *(self.acute, self.about, self.members, self.stays, self.need),
            *(self.tasks, self.stay, self.consent),
        )

    def acts(self, card: ApplicationCard) -> Sequence[BarAct]:
        """A new application is confirmed in writing first."""
        if card.stage is not Stage.NEW or card.documents or not self.ctx.may(Right.DOCUMENT_WRITE):
            return ()
        do = ApplicationActs(self.ctx, self, card)
        return (BarAct(text("ui.soknader.skriv_bekreftelse"), do.print_confirmation, "printer", primary=True),)

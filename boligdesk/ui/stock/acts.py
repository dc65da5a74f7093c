"""What can be done with a dwelling: the bar under its record, "Mer" and the three dots, by its state and the rights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ...rules.rights import Right
from ...rules.vocabulary import Disposal, DwellingKind, Status
from ...texts import text
from ..parts.buttons import Button, ButtonKind, add_act, new_menu
from ..parts.cards import ActionBar, RecordHeader
from ..shell.context import Context
from . import dwelling_forms, fact_forms, task_forms, thing_forms, words
from .doors import TenancyDoors
from .edit_dialog import Edit, open_edit

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.stock import DwellingCard, UnitCard

Act = tuple[str, Callable[[], object], str | None]


class DwellingActs:
    """Fills the bar and the menus for a card. The primary is what most likely comes next."""

    def __init__(
        self,
        ctx: Context,
        bar: ActionBar,
        header: RecordHeader,
        to_history: Callable[[], object],
    ) -> None:
        self.ctx, self.bar, self.header = ctx, bar, header
        self.doors = TenancyDoors(ctx)
        self._to_history = to_history
        self.print_button: Button | None = None
        self.protocol_button: Button | None = None

    def show_card(self, card: DwellingCard) -> None:
        """The acts for this dwelling, as it stands."""
        self.bar.clear()
        self.print_button = self.protocol_button = None
        self._primary(card)
        self._related(card)
        self._who_fits(card)
        for label, act, icon in self._more(card):
            self.bar.add_more(label, act, icon)
        menu = self.header.more.menu_of_acts
        menu.clear()
        for label, act, icon in self._overflow(card):
            self.header.more.add(label, act, icon)

    # -- the bar --------------------------------------------------------------------------------

    def _primary(self, card: DwellingCard) -> None:
        held = [unit for unit in card.units if unit.tenancy is not None]
        free = [unit for unit in card.units if unit.tenancy is None and not unit.shielded]
        if card.status is Status.RETIRED:
            if self.ctx.may(Right.STOCK_WRITE):
                self._add_primary("ui.bolig.ta_inn", partial(dwelling_forms.bring_back, self.ctx, card), "undo-2")
        elif free and self.ctx.may(Right.TENANCY_WRITE) and card.status is not Status.LET:
            self._add_primary("ui.bolig.ny_kontrakt", partial(self._for_one, free, self._new_lease), "file-plus")
            self._say_why_not(card)
        elif held:
            self._add_primary("ui.bolig.apne_leieforhold", partial(self._for_one, held, self._open), "file-text")
        elif card.shielded:
            self._add_primary("ui.bolig.apne_leieforhold", lambda: None, "file-text")
            self.bar.set_reason(text("ui.bolig.skjermet_kort"))

    def _add_primary(self, code: str, act: Callable[[], object], icon: str) -> None:
        self.bar.add(text(code), act, icon, kind=ButtonKind.PRIMARY)

    def _say_why_not(self, card: DwellingCard) -> None:
        if card.status is Status.BLOCKED:
            self.bar.set_reason(text("ui.bolig.sperret_hvorfor"))

    def _related(self, card: DwellingCard) -> None:
        held = [unit for unit in card.units if unit.tenancy is not None]
        if not held:
            return
        if self.ctx.may(Right.TENANCY_WRITE):
            self._leaving(held)
            protocol = partial(self._for_one, held, self._protocol)
            self.protocol_button = self.bar.add(text("ui.bolig.protokoll"), protocol, "clipboard-check")
        if self.ctx.may(Right.DOCUMENT_WRITE):
            shown = partial(self._for_one, held, self._papers)
            self.print_button = self.bar.add(text("ui.felles.skriv_ut"), shown, "printer", right=True)

    def _who_fits(self, card: DwellingCard) -> None:
        """Which waiting households a home suits: an act of its own where nobody lives there, else under "Mer"."""
        offerable = card.status in (Status.VACANT, Status.READYING, Status.RESERVED, Status.NOTICE_GIVEN)
        if offerable and not card.shielded and self.ctx.may(Right.APPLICATION_READ):
            add = self.bar.add_more if card.status is Status.NOTICE_GIVEN else self.bar.add
            add(text("ui.match.hvem_passer"), partial(self._for_one, card.units, self._fits), "users")

    def _fits(self, unit: UnitCard) -> None:
        from ..applications.fits_dialog import fits_dialog

        fits_dialog(self.ctx, unit.id)

    def _leaving(self, held: Sequence[UnitCard]) -> None:
        """Notice where none is given; where it is, the keys come back next."""
        staying = [unit for unit in held if unit.status is not Status.NOTICE_GIVEN]
        going = [unit for unit in held if unit.status is Status.NOTICE_GIVEN]
        if going:
            self.bar.add(text("ui.bolig.utflytting"), partial(self._for_one, going, self._leave), "key")
        if staying:
            self.bar.add(text("ui.bolig.oppsigelse"), partial(self._for_one, staying, self._end), "log-out")

    def _new_lease(self, unit: UnitCard) -> None:
        self.doors.new_lease(unit.id)

    def _open(self, unit: UnitCard) -> None:
        if unit.tenancy is not None:
            self.ctx.window.open_record("tenancy", unit.tenancy.id)

    def _end(self, unit: UnitCard) -> None:
        if unit.tenancy is not None:
            self.doors.end(unit.tenancy.id)

    def _leave(self, unit: UnitCard) -> None:
        if unit.tenancy is not None:
            self.doors.leave(unit.tenancy.id)

    def _protocol(self, unit: UnitCard) -> None:
        if unit.tenancy is not None and self.protocol_button is not None:
            self._choose(self.protocol_button, self.doors.protocols(unit.tenancy.id))

    def _papers(self, unit: UnitCard) -> None:
        if unit.tenancy is not None and self.print_button is not None:
            self._choose(self.print_button, self.doors.papers(unit.tenancy))

    def print_now(self) -> None:
        """Ctrl+P: the papers of this dwelling, if there are any."""
        if self.print_button is not None:
            self.print_button.click()

    # -- choosing -------------------------------------------------------------------------------

    def _for_one(self, units: Sequence[UnitCard], act: Callable[[UnitCard], object]) -> None:
        """Do it with the only room, or ask which."""
        if len(units) == 1:
            act(units[0])
        else:
            self._choose(self.bar, [(unit.name, partial(act, unit), None) for unit in units])

    def _choose(self, beside: QWidget, acts: Sequence[Act]) -> None:
        menu = new_menu(beside)
        menu.aboutToHide.connect(menu.deleteLater)
        for label, act, icon in acts:
            add_act(menu, label, act, icon)
        place = beside if beside.isVisible() else self.bar.more
        menu.popup(place.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    # -- menus ----------------------------------------------------------------------------------

    def _more(self, card: DwellingCard) -> list[Act]:
        tasks: list[Act] = [
            (text("ui.bolig.oppgaver_meny"), partial(task_forms.tasks, self.ctx, card, self._load(card)), "list-checks")
        ]
        if not self.ctx.may(Right.STOCK_WRITE):
            return tasks if self.ctx.may(Right.TASK_READ) else []
        ctx, load = self.ctx, self._load(card)
        acts: list[Act] = [
            *self._state_acts(card),
            (text("ui.bolig.sett_leie_meny"), partial(fact_forms.set_rent, ctx, card), "banknote"),
            (text("ui.bolig.tillegg_meny"), partial(self._for_one, card.units, self._extras(card)), "wallet"),
            (text("ui.bolig.nokler_meny"), partial(thing_forms.keys, ctx, card, load), "key"),
            (text("ui.bolig.malere_meny"), partial(thing_forms.meters, ctx, card, load), "calculator"),
        ]
        if card.head_leases or card.facts.disposal in (Disposal.LEASED_IN, Disposal.LETTING_RIGHT):
            acts.append((text("ui.bolig.innleie_meny"), partial(thing_forms.head_leases, ctx, card, load), "building"))
        if card.facts.kind is DwellingKind.SHARED_HOME or len(card.units) > 1:
            acts.append((text("ui.bolig.legg_til_rom_meny"), partial(fact_forms.add_room, ctx, card), "plus"))
        return [*acts, *tasks]

    def _state_acts(self, card: DwellingCard) -> list[Act]:
        ctx = self.ctx
        acts: list[Act] = [
            (text("ui.bolig.sett_tilstand_meny"), partial(fact_forms.set_state, ctx, card), "paintbrush"),
        ]
        running = [s for s in card.states if s.to_date is None and s.from_date <= ctx.desk.today]
        for state in running[:1]:
            edit = partial(fact_forms.end_state, ctx, card.id, state, words.home_name(card))
            acts.append((text("ui.bolig.avslutt_tilstand_meny"), partial(_open, ctx, edit), "check"))
        if card.states:
            states = partial(fact_forms.states, ctx, card, self._load(card))
            acts.append((text("ui.bolig.tilstander_meny"), states, "history"))
        return acts

    def _extras(self, card: DwellingCard) -> Callable[[UnitCard], object]:
        return lambda unit: fact_forms.set_extras(self.ctx, card, unit)

    def _load(self, card: DwellingCard) -> Callable[[], DwellingCard]:
        def load() -> DwellingCard:
            from ...casework.stock import dwelling_card

            return dwelling_card(self.ctx.desk, card.id)

        return load

    def _overflow(self, card: DwellingCard) -> list[Act]:
        ctx, name = self.ctx, words.home_name(card)
        copy: Act = (text("ui.bolig.kopier"), lambda: QGuiApplication.clipboard().setText(name), "copy")
        history: Act = (text("ui.bolig.vis_historikk"), self._to_history, "history")
        if not ctx.may(Right.STOCK_WRITE):
            return [copy, history]
        edits: list[Act] = [
            (text("ui.bolig.rediger_bolig_meny"), partial(dwelling_forms.edit_dwelling, ctx, card, name), "pencil"),
            (
                text("ui.bolig.rediger_bygning_meny"),
                partial(dwelling_forms.edit_building, ctx, card.building_id),
                "house",
            ),
        ]
        leave: list[Act] = (
            [(text("ui.bolig.ta_inn"), partial(dwelling_forms.bring_back, ctx, card), "undo-2")]
            if card.facts.retired_on
            else [(text("ui.bolig.utga_meny"), partial(dwelling_forms.retire, ctx, card, name), "log-out")]
        )
        return [*edits, copy, history, *leave]


def _open(ctx: Context, edit: Callable[[], Edit]) -> None:
    open_edit(ctx, edit())

"""Households in the municipality's homes that probably have a right to bostøtte and have not applied (H14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...rules.rights import Right
from ...texts import render, text
from ..parts.buttons import secondary
from ..parts.chips import ChipKind, ChipLook, Tone, look
from ..parts.dialog import DialogFrame
from ..parts.filterbar import Query
from ..parts.listpage import Listing, ListPage, ListSpec
from ..parts.table_model import CellKind, Column, Yields
from ..record_tabs.tables import export_shown
from ..shell.context import Context
from ..style import tokens

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.benefit_candidates import Candidate, Candidates

_WIDTH = 1220
_CONCERNS = (
    *("benefit_status", "household_budget", "household_member", "person", "tenancy", "tenancy_term"),
    *("dwelling", "office_rate", "office_setting"),
)


class BenefitListDialog(DialogFrame):
    """The largest amount first, then those whose income is not known. Enter begins the guidance."""

    def __init__(self, ctx: Context) -> None:
        line = text("ui.bostotteliste.om")
        super().__init__(
            ctx.parent, text("ui.bostotteliste.tittel"), line, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False
        )
        self.ctx = ctx
        self._found: Candidates | None = None
        self._rows: Mapping[int, Candidate] = {}
        self.list = ListPage(self._spec(), ctx.jobs, ctx.settings)
        self.body.addWidget(self.list, 1)
        export_shown(ctx, self.list, "ui.bostotteliste.tittel")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)
        self.list.opened.connect(self._open)
        ctx.hub.listen(self, lambda _changes, _who: self.list.reload(), *_CONCERNS, lost=self.list.reload)

    def _spec(self) -> ListSpec[Candidate]:
        return ListSpec(
            name="bostotteliste",
            columns=_columns(),
            ids=self._listing,
            rows=self._known,
            footer=self._footer,
            empty="ui.bostotteliste.ingen",
            export=self.ctx.may(Right.EXPORT),
        )

    def _listing(self, query: Query) -> Listing:
        from ...casework.benefit_candidates import candidates

        found = candidates(self.ctx.desk)
        words = query.text.casefold().split()
        rows = [row for row in found.rows if all(word in f"{row.name} {row.address}".casefold() for word in words)]
        self._found, self._rows = found, {row.tenancy_id: row for row in rows}
        return Listing([row.tenancy_id for row in rows], sum_ore=sum(row.benefit_ore or 0 for row in rows))

    def _known(self, ids: Sequence[int]) -> Mapping[int, Candidate]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _footer(self, listing: Listing) -> tuple[str, str]:
        found = self._found
        if found is None or found.group is None:
            return text("ui.bostotteliste.uten_gruppe"), ""
        told = text("ui.bostotteliste.fot", antall=len(listing.ids), maned=found.month, frist=found.last_day)
        left = f"{told} {text('ui.bostotteliste.utelatt', antall=found.skipped)}" if found.skipped else told
        return left, text("ui.bostotteliste.sum", sum=listing.sum_ore or 0)

    def _open(self, tenancy_id: int) -> None:
        if tenancy_id in self._rows:
            self.finish(None)
            self.ctx.window.open_record("guidance", self._rows[tenancy_id].person_id)


def benefit_list(ctx: Context) -> BenefitListDialog:
    """Open the list over the window."""
    dialog = BenefitListDialog(ctx)
    dialog.open()
    return dialog


def _columns() -> tuple[Column[Candidate], ...]:
    return (
        Column("navn", "ui.bostotteliste.navn", lambda r: r.name, width=200, least=140, second=_people),
        Column(
            "bolig", "ui.bostotteliste.bolig", lambda r: r.address, width=200, least=140, stretch=1, yields=Yields.LAST
        ),
        Column("leie", "ui.bostotteliste.leie", lambda r: r.rent_ore, CellKind.MONEY, width=104),
        Column("inntekt", "ui.bostotteliste.inntekt", lambda r: r.income_ore, CellKind.MONEY, width=120),
        Column("belop", "ui.bostotteliste.belop", lambda r: r.benefit_ore, CellKind.MONEY, width=110),
        Column("svar", "ui.bostotteliste.svar", _answer, CellKind.CHIP, width=210),
        Column("grense", "ui.bostotteliste.grense", lambda r: r.limit_ore, CellKind.MONEY, width=124),
        Column("ubekreftet", "ui.bostotteliste.ubekreftet", _unsure, width=150, least=90, yields=Yields.FIRST),
    )


def _people(row: Candidate) -> str:
    return text("ui.veiledning.husstand", voksne=row.adults, barn=row.children)


def _answer(row: Candidate) -> ChipLook:
    """Possible where the income is not known; else probable, foreløpig where a number is not confirmed."""
    if row.benefit_ore is None:
        return ChipLook(text("ui.bostotteliste.mulig"), Tone.WARN, "circle-help")
    return look(ChipKind.FORELOPIG) if row.provisional else ChipLook(text("ui.bostotteliste.trolig"), Tone.OK, "check")


def _unsure(row: Candidate) -> str:
    return "; ".join(render(step.message) for step in row.unconfirmed)

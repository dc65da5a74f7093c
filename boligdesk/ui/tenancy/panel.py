"""A tenancy as a record: facts, people, rent, security, clauses, papers, history, and the acts that fit now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ...casework.core.changes import Changes
from ...casework.core.desk import Desk
from ...casework.documents import CaseLink, documents_of
from ...casework.history import tenancy_history
from ...casework.lease_sign import VersionRow, clause_status, versions_of
from ...casework.rent_rounds import ChangeRow, rent_history
from ...casework.tenancy_card import TenancyCard, tenancy_card
from ...casework.tenancy_end import EndRow, endings_of
from ...casework.tenancy_list import TenancyState
from ...rules.lease_clauses import Usable
from ...rules.messages import Control
from ...rules.rights import Right
from ...rules.terms import Clause, EndKind, SecurityKind
from ...texts import formats, text
from ..parts.buttons import ButtonKind
from ..parts.chips import ChipLook, Tone
from ..parts.recordpage import Place, Placed, RecordPage, TabSpec
from ..record_tabs.documents import DocumentsCard
from ..record_tabs.history import HistoryCard
from ..shell.context import Context
from . import panel_cards
from .panel_acts import PanelActs
from .state_chip import state_chip

OVERVIEW, DOCUMENTS, HISTORY = "oversikt", "dokumenter", "historikk"
_CONCERNS = (
    "tenancy",
    "tenancy_tenant",
    "tenancy_term",
    "rent_change",
    "rent_notice",
    "rent_part",
    "security",
    "ending",
    "tenancy_change",
    "lease_version",
    "lease_signature",
    "document",
    "sending",
    "household_member",
    "protocol",
    "settlement",
    "person",
)


@dataclass(frozen=True)
class TenancyFacts:
    """Everything the record shows, read in one go."""

    card: TenancyCard
    versions: Sequence[VersionRow]
    endings: Sequence[EndRow]
    clauses: Mapping[Clause, Usable]
    rents: Sequence[ChangeRow] = ()

    @property
    def notice(self) -> EndRow | None:
        """The standing notice, request or agreement."""
        return next((row for row in self.endings if row.withdrawn_on is None and row.moved_out_on is None), None)

    @property
    def unsigned(self) -> VersionRow | None:
        """The oldest version that waits for its signatures or its signed scan."""
        return next((row for row in reversed(self.versions) if not row.signed or not row.signed_document_id), None)

    @property
    def waits_for_signing(self) -> bool:
        """A running lease of the program that is not printed yet, or not signed and scanned."""
        waits = self.unsigned is not None if self.versions else not self.card.imported
        return waits and self.card.closed_on is None

    @property
    def addendum(self) -> int | None:
        """The oldest change whose addendum is still to be printed."""
        return next((change.id for change in reversed(self.card.changes) if change.needs_addendum), None)


def read_facts(desk: Desk, tenancy_id: int) -> TenancyFacts:
    """Read a tenancy for its record (in the read lane)."""
    return TenancyFacts(
        tenancy_card(desk, tenancy_id),
        versions_of(desk, tenancy_id),
        endings_of(desk, tenancy_id),
        clause_status(desk, tenancy_id),
        rent_history(desk, tenancy_id) if desk.who.may(Right.LEDGER_READ) else (),
    )


class TenancyPanel(RecordPage):
    """The record of one tenancy. `show_tenancy(id)`; Esc goes back by the signal `left`."""

    def __init__(self, ctx: Context) -> None:
        tabs = [
            TabSpec(OVERVIEW, "ui.kontrakt.fane_oversikt"),
            TabSpec(DOCUMENTS, "ui.kontrakt.fane_dokumenter"),
            *([TabSpec(HISTORY, "ui.kontrakt.fane_historikk")] if ctx.may(Right.AUDIT_READ) else []),
        ]
        super().__init__(tabs)
        self.ctx = ctx
        self.facts: TenancyFacts | None = None
        self._tenancy_id: int | None = None
        self._stale: set[str] = set()
        self.acts = PanelActs(ctx, self.read)
        self.documents, self.history = DocumentsCard(ctx), HistoryCard(ctx)
        self.flow(DOCUMENTS).show_cards([Placed(self.documents, Place.WIDE)])
        if ctx.may(Right.AUDIT_READ):
            self.flow(HISTORY).show_cards([Placed(self.history, Place.WIDE)])
        self.tab_shown.connect(lambda _tab: self._fill())
        ctx.hub.listen(self, self._changed, *_CONCERNS, lost=self.read)

    def show_tenancy(self, tenancy_id: int) -> None:
        """Show another tenancy; nothing of the one before stays in its lists."""
        if tenancy_id != self._tenancy_id:
            self._tenancy_id, self.facts = tenancy_id, None
            self.documents.clear()
            self.history.clear()
        self.read()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        self.read()

    def read(self) -> None:
        """Read the tenancy anew."""
        if self._tenancy_id is None:
            return
        tenancy_id = self._tenancy_id
        self.ctx.jobs.read(
            lambda: read_facts(self.ctx.desk, tenancy_id), owner=self, topic="leieforhold", done=self._show
        )

    def print_current(self) -> None:
        """Ctrl+P: the lease."""
        if self.facts is not None:
            self.acts.print_lease(self.facts)

    # -- what is shown --------------------------------------------------------------------------

    def _show(self, facts: TenancyFacts) -> None:
        self.facts = facts
        card = facts.card
        names = [tenant.name for tenant in card.tenants if tenant.to_date is None] or [t.name for t in card.tenants]
        place = ", ".join(part for part in (card.address, card.dwelling_number) if part)
        self.header.show_record(
            " og ".join(names) if len(names) < 3 else f"{names[0]} m.fl.",
            (place, text("ui.kontrakt.kontrakt_nr", nr=card.number), _period(card)),
            [_state(facts, self.ctx), *_waits(facts)],
        )
        self.header.show_money(formats.kroner(card.rent_ore), text("ui.kontrakt.per_mnd"))
        self.show_cards(self._overview(facts), OVERVIEW)
        self._stale = {DOCUMENTS, HISTORY}
        self._fill()
        self._show_acts(facts)

    def _fill(self) -> None:
        """Read the list of the tab that is shown, if it is old."""
        if self.facts is None or self.tab not in self._stale:
            return
        self._stale.discard(self.tab)
        desk, tenancy_id = self.ctx.desk, self.facts.card.id
        if self.tab == DOCUMENTS:
            case = CaseLink(tenancy_id=tenancy_id)
            self.documents.show_case(case, partial(documents_of, desk, case))
        else:
            self.history.show_record(partial(tenancy_history, desk, tenancy_id))

    def _overview(self, facts: TenancyFacts) -> list[Placed]:
        return panel_cards.overview(
            panel_cards.Shown(facts.card, facts.versions, facts.endings, facts.clauses, facts.rents),
            self.ctx,
            self._findings(facts),
        )

    def _findings(self, facts: TenancyFacts) -> tuple[Control, ...]:
        """What is found of the lease as it stands, without what a reason was given for."""
        given = {code for code, _words in facts.card.reasons}
        return tuple(control for control in facts.card.findings if control.code not in given)

    # -- what can be done -----------------------------------------------------------------------

    def _show_acts(self, facts: TenancyFacts) -> None:
        self.bar.clear()
        if not self.ctx.may(Right.TENANCY_WRITE):
            return
        chosen = self._primary(facts)
        self.bar.add(text(chosen.label), chosen.act, chosen.icon, kind=ButtonKind.PRIMARY)
        others = [act for act in self._offered(facts) if act.label != chosen.label]
        for offered in others[:2]:
            self.bar.add(text(offered.label), offered.act, offered.icon)
        self.bar.add(text("ui.felles.skriv_ut"), lambda: self.acts.print_lease(facts), "printer", right=True)
        for offered in others[2:]:
            self.bar.add_more(text(offered.label), offered.act, offered.icon)

    def _primary(self, facts: TenancyFacts) -> Offered:
        """The next natural act."""
        acts = self.acts
        if facts.card.closed_on is not None:
            return Offered("ui.kontrakt.gjor_oppgjor", lambda: acts.settle(facts), "calculator")
        if facts.addendum is not None:
            return Offered("ui.kontrakt.skriv_tillegg", lambda: acts.print_addendum(facts), "printer")
        if not facts.versions:
            return Offered("ui.kontrakt.skriv_kontrakt", lambda: acts.print_lease(facts), "printer")
        if facts.unsigned is not None:
            return Offered("ui.kontrakt.gjor_signering", lambda: acts.sign(facts), "check")
        if facts.notice is not None:
            return Offered("ui.kontrakt.gjor_utflytting", lambda: acts.leave(facts), "key")
        return Offered("ui.kontrakt.gjor_endring", lambda: acts.change(facts), "pencil")

    def _offered(self, facts: TenancyFacts) -> list[Offered]:
        acts, notice, waits = self.acts, facts.notice, facts.waits_for_signing
        closed, printed = facts.card.closed_on is not None, bool(facts.versions)
        found = [
            Offered("ui.kontrakt.gjor_signering", lambda: acts.sign(facts), "check", waits),
            Offered("ui.kontrakt.gjor_endring", lambda: acts.change(facts), "pencil", not closed),
            Offered("ui.kontrakt.gjor_slutt", lambda: acts.end(facts), "calendar-clock", not closed and notice is None),
            Offered("ui.kontrakt.gjor_signering", lambda: acts.sign(facts), "check", printed and not waits),
            Offered("ui.kontrakt.gjor_utflytting", lambda: acts.leave(facts), "key", not closed),
            Offered("ui.kontrakt.gjor_protest", lambda: acts.protest(facts), "gavel", _can_protest(notice)),
            Offered("ui.kontrakt.gjor_soksmal", lambda: acts.sue(facts), "gavel", _can_sue(notice)),
            Offered("ui.kontrakt.gjor_trekk", lambda: acts.withdraw(facts), "undo-2", notice is not None),
            Offered("ui.kontrakt.gjor_depositum", lambda: acts.deposit(facts), "wallet", _deposit_waits(facts)),
            Offered("ui.kontrakt.protokoll_inn", lambda: acts.protocol(facts, moving_in=True), "clipboard-list"),
            Offered("ui.kontrakt.protokoll_ut", lambda: acts.protocol(facts, moving_in=False), "clipboard-list"),
            Offered("ui.kontrakt.papirene", lambda: acts.papers(facts), "file-text"),
        ]
        return [offered for offered in found if offered.there]


@dataclass(frozen=True)
class Offered:
    """An act of the bar: its word (a catalogue code), what it opens, whether it fits now."""

    label: str
    act: Callable[[], object]
    icon: str
    there: bool = True


def _deposit_waits(facts: TenancyFacts) -> bool:
    """A tenancy is closed and its deposit is neither released nor claimed."""
    held = (s for s in facts.card.securities if s.kind is SecurityKind.DEPOSIT and s.released_on is None)
    return facts.card.closed_on is not None and any(s.claimed_ore is None for s in held)


def _can_protest(notice: EndRow | None) -> bool:
    return notice is not None and notice.kind is EndKind.LANDLORD_NOTICE and notice.protested_on is None


def _can_sue(notice: EndRow | None) -> bool:
    """A protest came in time; a suit that is recorded can still get its number in court."""
    if notice is None or notice.protested_on is None or notice.protest_by is None:
        return False
    return notice.protested_on <= notice.protest_by


def _period(card: TenancyCard) -> str:
    end = card.closed_on or card.to_date
    until = formats.day(end) if end else text("ui.kontrakt.uten_slutt")
    return text("ui.kontrakt.fra_til", fra=card.from_date, til=until)


def _waits(facts: TenancyFacts) -> list[ChipLook]:
    """What the lease still lacks: signatures, or the scan of them."""
    if not facts.waits_for_signing:
        return []
    lacks_scan = facts.unsigned is not None and facts.unsigned.signed
    return [
        ChipLook(text("ui.kontrakt.venter_skann" if lacks_scan else "ui.kontrakt.ikke_signert"), Tone.WARN, "clock")
    ]


def _state(facts: TenancyFacts, ctx: Context) -> ChipLook:
    card, today = facts.card, ctx.desk.today
    if card.closed_on is not None:
        return state_chip(TenancyState.ENDED)
    if facts.notice is not None:
        return state_chip(TenancyState.NOTICE_GIVEN)
    if card.to_date is not None and card.to_date < today:
        return state_chip(TenancyState.EXPIRED)
    return state_chip(TenancyState.COMING if card.from_date > today else TenancyState.RUNNING)

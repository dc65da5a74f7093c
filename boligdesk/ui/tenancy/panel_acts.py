"""The acts of a tenancy's record: each opens its dialog on what is shown, and the record is read anew after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...casework.change_letters import print_addendum
from ...casework.core.printing import PrintedDocument
from ...casework.lease_print import print_lease, print_paper
from ...casework.lease_sign import VersionRow, versions_of
from ...casework.protocols import ProtocolFound, blank_protocol
from ...casework.tenancy_card import TenancyCard, tenancy_card
from ...rules.messages import msg
from ...rules.terms import LegalBasis
from ...texts import text
from ..parts.buttons import ButtonKind, secondary
from ..parts.dialog import Choice, DialogFrame, ask
from ..shell.context import Context
from .act_dialog import About, ActDialog
from .changing import ChangeDialog
from .ending import DepositAskedForDialog, EndDialog, MoveOutDialog, ProtestDialog, SuitDialog, WithdrawDialog
from .papers import Make, Paper, PaperShelf, PrintSeries, Sheet
from .protocol_dialog import ProtocolDialog
from .settlement_dialog import SettlementDialog
from .signing import SignDialog, SigningFacts

if TYPE_CHECKING:
    from .panel import TenancyFacts

_BESIDE = (
    ("opplysning_11_1", "ui.kontrakt.opplysning_11_1"),
    ("husordensregler", "ui.kontrakt.papir_husorden"),
    ("overtakelsesprotokoll", "ui.kontrakt.papir_protokoll"),
    ("samtykke_fast_trekk", "ui.kontrakt.papir_trekk"),
)


def about_of(card: TenancyCard) -> About:
    """The tenancy as its dialogs name it."""
    names = ", ".join(tenant.name for tenant in card.tenants if tenant.to_date is None)
    place = ", ".join(part for part in (card.address, card.dwelling_number) if part)
    return About(card.id, card.version, " · ".join(part for part in (names, place, card.number) if part))


def open_signing(ctx: Context, tenancy_id: int) -> None:
    """Register signatures on a tenancy that is not on the screen."""

    def read() -> tuple[TenancyCard, list[VersionRow]]:
        return tenancy_card(ctx.desk, tenancy_id), versions_of(ctx.desk, tenancy_id)

    def show(found: tuple[TenancyCard, list[VersionRow]]) -> None:
        card, versions = found
        SignDialog(ctx, about_of(card), SigningFacts(versions, card.tenants)).begin()

    ctx.jobs.read(read, owner=ctx.parent, topic="signering", done=show)


class PanelActs(QObject):
    """Opens the dialogs; `again` reads the record anew."""

    def __init__(self, ctx: Context, again: Callable[[], object]) -> None:
        super().__init__()
        self._ctx, self._again = ctx, again
        self.series: PrintSeries | None = None

    def _begin(self, dialog: ActDialog) -> ActDialog:
        dialog.finished.connect(lambda _result: self._again())
        dialog.begin()
        return dialog

    def sign(self, facts: TenancyFacts) -> DialogFrame:
        """Register signatures, file the scan; a lease that is not printed yet must be that first."""
        if not facts.versions:
            return self._ask_to_print(facts)
        tenants = [tenant for tenant in facts.card.tenants if tenant.to_date is None] or facts.card.tenants
        return self._begin(SignDialog(self._ctx, about_of(facts.card), SigningFacts(facts.versions, tenants)))

    def _ask_to_print(self, facts: TenancyFacts) -> DialogFrame:
        title, why = text("ui.kontrakt.gjor_signering"), text("ui.kontrakt.forst_utskrift")
        answers = (
            Choice("", text("ui.felles.avbryt")),
            Choice("print", text("ui.kontrakt.skriv_kontrakt"), ButtonKind.PRIMARY),
        )
        return ask(self._ctx.parent, title, why, answers, lambda answer: self.print_lease(facts) if answer else None)

    def change(self, facts: TenancyFacts) -> ActDialog:
        """Make a change."""
        return self._begin(ChangeDialog(self._ctx, about_of(facts.card), facts.card))

    def end(self, facts: TenancyFacts) -> ActDialog:
        """Record a notice, a request or an agreement."""
        return self._begin(EndDialog(self._ctx, about_of(facts.card)))

    def protest(self, facts: TenancyFacts) -> ActDialog | None:
        """The tenant protests."""
        return self._begin(ProtestDialog(self._ctx, about_of(facts.card), facts.notice)) if facts.notice else None

    def sue(self, facts: TenancyFacts) -> ActDialog | None:
        """The landlord has sued over a notice that was protested against."""
        return self._begin(SuitDialog(self._ctx, about_of(facts.card), facts.notice)) if facts.notice else None

    def withdraw(self, facts: TenancyFacts) -> ActDialog | None:
        """Take the notice back."""
        return self._begin(WithdrawDialog(self._ctx, about_of(facts.card), facts.notice)) if facts.notice else None

    def leave(self, facts: TenancyFacts) -> ActDialog:
        """The keys are back."""
        return self._begin(MoveOutDialog(self._ctx, about_of(facts.card)))

    def settle(self, facts: TenancyFacts) -> ActDialog:
        """Make the final settlement."""
        return self._begin(SettlementDialog(self._ctx, about_of(facts.card)))

    def protocol(self, facts: TenancyFacts, *, moving_in: bool) -> None:
        """Fill in a protocol; what the records know of rooms, keys and meters stands there already."""
        self._ctx.jobs.read(
            lambda: blank_protocol(self._ctx.desk, facts.card.id, moving_in=moving_in),
            owner=self,
            topic="protokoll",
            done=lambda blank: self._open_protocol(about_of(facts.card), blank),
        )

    def deposit(self, facts: TenancyFacts) -> ActDialog:
        """The bank has told that the deposit is asked for."""
        return self._begin(DepositAskedForDialog(self._ctx, about_of(facts.card)))

    def _open_protocol(self, about: About, blank: ProtocolFound) -> None:
        self._begin(ProtocolDialog(self._ctx, about, blank))

    # -- papers ---------------------------------------------------------------------------------

    def _print(self, make: Make, copies: int) -> None:
        def ready(document: PrintedDocument) -> None:
            self.series = PrintSeries(self._ctx.parent, [Sheet(document, copies)])

        self._ctx.write(make, owner=self, name=msg("ui.kontrakt.lager_papir"), done=ready)

    def _copies(self, card: TenancyCard) -> int:
        return len([tenant for tenant in card.tenants if tenant.to_date is None]) + 1

    def print_lease(self, facts: TenancyFacts) -> None:
        """Print the lease, a copy to each party; unchanged it is the same bytes as before."""
        self._print(lambda: print_lease(self._ctx.desk, facts.card.id), self._copies(facts.card))

    def print_addendum(self, facts: TenancyFacts) -> None:
        """Print the addendum that waits."""
        change_id = facts.addendum
        if change_id is not None:
            self._print(lambda: print_addendum(self._ctx.desk, change_id), self._copies(facts.card))

    def papers(self, facts: TenancyFacts) -> DialogFrame:
        """The papers beside the lease: printed, opened, saved."""
        about = about_of(facts.card)
        dialog = DialogFrame(self._ctx.parent, text("ui.kontrakt.papirene"), about.line, width=760)
        desk, tenancy_id = self._ctx.desk, about.tenancy_id
        informs = facts.card.legal_basis is LegalBasis.SECTION_11_1
        offered = [(key, code) for key, code in _BESIDE if informs or key != "opplysning_11_1"]
        papers = [Paper(text(code), partial(print_paper, desk, tenancy_id, key)) for key, code in offered]
        dialog.body.addWidget(PaperShelf(self._ctx, papers))
        dialog.body.addStretch(1)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(lambda: dialog.finish(True))
        dialog.add_right(close)
        dialog.finished.connect(lambda _result: self._again())
        dialog.open()
        return dialog

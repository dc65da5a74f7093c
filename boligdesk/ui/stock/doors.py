"""The ways from a home into its tenancy: new lease, notice, protocol, papers. Loaded when they are used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...rules.messages import Message
from ...rules.terms import LegalBasis
from ...texts import text
from ..shell.context import Context

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.core.changes import Done
    from ...casework.core.printing import PrintedDocument
    from ...casework.stock import TenancyNow
    from ..tenancy.act_dialog import About

Paper = tuple[str, Callable[[], object], "str | None"]


class TenancyDoors:
    """Opens the dialogs of a tenancy over the window."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    def new_lease(self, unit_id: int) -> None:
        """A new lease on a unit."""
        from ..tenancy.new_lease import NewLeaseDialog

        NewLeaseDialog(self.ctx, unit_id).begin()

    def end(self, tenancy_id: int) -> None:
        """Register a notice or another end."""
        from ..tenancy.ending import EndDialog

        self._about(tenancy_id, lambda about: EndDialog(self.ctx, about).begin())

    def leave(self, tenancy_id: int) -> None:
        """Register that the tenant has moved out."""
        from ..tenancy.ending import MoveOutDialog

        self._about(tenancy_id, lambda about: MoveOutDialog(self.ctx, about).begin())

    def protocols(self, tenancy_id: int) -> list[Paper]:
        """The two protocols of a tenancy: taking over, and handing back."""
        return [
            (text("ui.bolig.protokoll_inn"), lambda: self._protocol(tenancy_id, moving_in=True), "key"),
            (text("ui.bolig.protokoll_ut"), lambda: self._protocol(tenancy_id, moving_in=False), "log-out"),
        ]

    def _protocol(self, tenancy_id: int, *, moving_in: bool) -> None:
        from ...casework.protocols import ProtocolFound, blank_protocol
        from ..tenancy.protocol_dialog import ProtocolDialog

        def with_blank(about: About) -> None:
            def found(blank: ProtocolFound) -> None:
                ProtocolDialog(self.ctx, about, blank).begin()

            self.ctx.jobs.read(
                lambda: blank_protocol(self.ctx.desk, tenancy_id, moving_in=moving_in),
                owner=self.ctx.parent,
                topic="protokoll",
                done=found,
            )

        self._about(tenancy_id, with_blank)

    def _about(self, tenancy_id: int, then: Callable[[About], None]) -> None:
        """Read which tenancy it is, as the dialogs want to be told."""
        from ...casework.tenancy_card import TenancyCard, tenancy_card
        from ..tenancy.act_dialog import About

        def found(card: TenancyCard) -> None:
            names = ", ".join(line.name for line in card.tenants if line.to_date is None)
            home = ", ".join(part for part in (card.address, card.dwelling_number) if part)
            then(About(card.id, card.version, " · ".join(part for part in (names, home) if part)))

        read = partial(tenancy_card, self.ctx.desk, tenancy_id)
        self.ctx.jobs.read(read, owner=self.ctx.parent, topic="leieforhold", done=found)

    # -- papers ---------------------------------------------------------------------------------

    def papers(self, tenancy: TenancyNow) -> list[Paper]:
        """What can be printed for a tenancy, in the order it is used."""
        informs = tenancy.basis is LegalBasis.SECTION_11_1
        return [
            (text("ui.bolig.papir_kontrakt"), lambda: self._lease(tenancy.id), "file-text"),
            *([self._paper(tenancy.id, "ui.bolig.papir_11_1", "opplysning_11_1")] if informs else []),
            self._paper(tenancy.id, "ui.bolig.papir_husorden", "husordensregler"),
            self._paper(tenancy.id, "ui.bolig.papir_inn", "overtakelsesprotokoll"),
            self._paper(tenancy.id, "ui.bolig.papir_ut", "overtakelsesprotokoll", moving_in=False),
            self._paper(tenancy.id, "ui.bolig.papir_trekk", "samtykke_fast_trekk"),
        ]

    def _lease(self, tenancy_id: int) -> None:
        from ...casework.lease_print import print_lease

        self._make(lambda: print_lease(self.ctx.desk, tenancy_id))

    def _paper(self, tenancy_id: int, code: str, key: str, *, moving_in: bool = True) -> Paper:
        def make() -> None:
            from ...casework.lease_print import print_paper

            self._make(lambda: print_paper(self.ctx.desk, tenancy_id, key, moving_in=moving_in))

        return text(code), make, "file-text"

    def _make(self, act: Callable[[], Done[PrintedDocument]]) -> None:
        """Make a paper, keep it, and show it ready to print."""
        from ..record_tabs.document_view import show_document  # brings the printer with it

        self.ctx.write(
            act,
            owner=self.ctx.parent,
            name=Message("ui.bolig.lager_papir"),
            done=lambda printed: show_document(self.ctx, printed.document_id),
        )

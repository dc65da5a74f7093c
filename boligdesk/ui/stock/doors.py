"""The ways from a home into its tenancy: new lease, notice, protocol, papers. Loaded when they are used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...rules.messages import Message
from ...rules.terms import LegalBasis
from ...texts import text
from ..parts.recordpage import Placed
from ..record_tabs.document_view import show_document
from ..shell.context import Context

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.core.changes import Done
    from ...casework.core.printing import PrintedDocument
    from ...casework.stock import DwellingCard, TenancyNow

Paper = tuple[str, Callable[[], object], "str | None"]


class TenancyDoors:
    """Opens the dialogs of a tenancy over the window."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    def new_lease(self, unit_id: int) -> None:
        """A new lease on a unit; when it is made, its tenancy is opened."""
        from ..tenancy.new_lease import NewLeaseDialog

        dialog = NewLeaseDialog(self.ctx, unit_id)
        dialog.begin()

    def end(self, tenancy_id: int) -> None:
        """Register a notice or another end."""
        self.ctx.window.open_record("tenancy", tenancy_id)

    def protocol(self, tenancy_id: int) -> None:
        """Register a protocol of taking over or handing back."""
        self.ctx.window.open_record("tenancy", tenancy_id)

    def panels(self, card: DwellingCard) -> list[Placed]:
        """The tenancies of today, as their own record shows them."""
        return []

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
        self.ctx.write(
            act,
            owner=self.ctx.parent,
            name=Message("ui.bolig.lager_papir"),
            done=lambda printed: show_document(self.ctx, printed.document_id),
        )

"""The last step of a new lease: what is about to be made, which papers go with it, and then: made and printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...casework.core.printing import PrintedDocument
from ...casework.lease_print import print_lease, print_paper
from ...casework.tenancy_draft import TenancyDraft
from ...casework.tenancy_new import create
from ...rules.messages import RefusedError, msg
from ...rules.terms import Clause, SecurityKind
from ...texts import enum_text, formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost
from ..parts.facts import Facts
from ..parts.labels import Label, rule
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens, type
from .papers import Paper, PaperShelf, PrintSeries, Sheet

#: Papers beside the lease: template key, its name, whether it is wanted unless somebody says no.
_PAPERS = (
    ("husordensregler", "ui.kontrakt.papir_husorden", True),
    ("overtakelsesprotokoll", "ui.kontrakt.papir_protokoll", True),
    ("samtykke_fast_trekk", "ui.kontrakt.papir_trekk", False),
)


class LastStep(QWidget):
    """Shows the lease in short; `make()` stores it, then prints it with the chosen papers."""

    #: the lease is stored: its id
    made = Signal(int)
    #: the finished lease, as PDF
    printed = Signal(bytes)
    #: it was refused: the `RefusedError`
    stopped = Signal(object)

    def __init__(self, ctx: Context, draft: Callable[[], TenancyDraft | None]) -> None:
        super().__init__()
        self._ctx, self._draft = ctx, draft
        self.tenancy_id: int | None = None
        self.busy = False
        self._messages: list[Alert] = []
        self._sheets: list[Sheet] = []
        self._facts = Facts(tokens.LABEL_FORM_W)
        self.boxes = {key: _box(text(code), wanted) for key, code, wanted in _PAPERS}
        self.only_save = ghost(text("ui.kontrakt.bare_lagre"), "save")
        self.only_save.clicked.connect(lambda: self.make(printing=False))
        self.shelf = PaperShelf(ctx)
        self.series: PrintSeries | None = None
        self._lay_out()
        ctx.jobs.crashed.connect(self._crashed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        self._top = QVBoxLayout()
        column.addLayout(self._top)
        column.addWidget(Label(text("ui.kontrakt.steg_visning"), "h3"))
        column.addWidget(self._facts)
        self._line = rule()
        self._title = Label(text("ui.kontrakt.papirer"), "h3")
        self._about = Label(text("ui.kontrakt.papirer_om"), "caption", wrap=True)
        for widget in (self._line, self._title, *self.boxes.values(), self._about, self.only_save, self.shelf):
            column.addWidget(widget)
        column.addStretch(1)

    def show_draft(self, draft: TenancyDraft, who_and_where: str) -> None:
        """Say in short what is about to be made."""
        self._facts.clear()
        until = formats.day(draft.fixed_until) if draft.fixed_until else text("ui.kontrakt.uten_slutt")
        rows = (
            ("ui.kontrakt.gjelder", who_and_where),
            ("ui.kontrakt.grunnlag", enum_text(draft.legal_basis)),
            ("ui.kontrakt.varighet", text("ui.kontrakt.fra_til", fra=draft.start, til=until)),
            ("ui.kontrakt.leie", text("ui.kontrakt.per_maned", belop=draft.rent_ore or 0)),
            ("ui.kontrakt.sikkerhet", _security(draft)),
            ("ui.kontrakt.klausuler", _clauses(draft)),
        )
        for label, value in rows:
            self._facts.add(text(label), value)

    # -- making ---------------------------------------------------------------------------------

    def make(self, *, printing: bool = True) -> None:
        """Store the lease, then print it and its papers. A second press while it is under way does nothing."""
        draft = self._draft()
        if self.busy or draft is None:
            return
        self.busy = True
        self._clear_messages()
        wanted = [key for key, box in self.boxes.items() if box.isChecked()] if printing else None
        self._ctx.write(
            lambda: create(self._ctx.desk, draft),
            owner=self,
            name=msg("ui.kontrakt.lagrer", hva=text("ui.kontrakt.tittel")),
            done=lambda tenancy_id: self._stored(tenancy_id, wanted, copies_of(draft)),
            failed=self._failed,
            said=text("ui.kontrakt.laget"),
        )

    def _stored(self, tenancy_id: int, wanted: list[str] | None, copies: int) -> None:
        self.busy = False
        self.tenancy_id = tenancy_id
        for widget in (*self.boxes.values(), self._title, self._about, self._line, self.only_save):
            widget.hide()
        self._say(Alert(AlertKind.DONE, text("ui.kontrakt.laget"), text("ui.kontrakt.laget_videre")))
        papers = self._papers(tenancy_id, copies)
        self.shelf.show_papers(list(papers.values()))
        self.made.emit(tenancy_id)
        if wanted is not None:
            self._make_next([papers[key] for key in ("leiekontrakt", *wanted)])

    def _papers(self, tenancy_id: int, copies: int) -> dict[str, Paper]:
        desk = self._ctx.desk
        found = {
            "leiekontrakt": Paper(
                text("ui.kontrakt.papir_kontrakt"), lambda: print_lease(desk, tenancy_id), copies=copies
            )
        }
        for key, code, _wanted in _PAPERS:
            found[key] = Paper(text(code), lambda key=key: print_paper(desk, tenancy_id, key))  # type: ignore[misc]
        return found

    def _make_next(self, left: list[Paper]) -> None:
        if not left:
            self.series = PrintSeries(self._ctx.parent, self._sheets)
            return
        paper = left[0]

        def ready(document: PrintedDocument) -> None:
            if not self._sheets:
                self.printed.emit(document.pdf)
            self._sheets.append(Sheet(document, paper.copies))
            self._make_next(left[1:])

        name = msg("ui.kontrakt.lager_papir")
        self._ctx.write(paper.make, owner=self, name=name, done=ready, failed=self.show_faults)

    # -- what went wrong ------------------------------------------------------------------------

    def _failed(self, error: RefusedError) -> None:
        self.busy = False
        self.stopped.emit(error)

    def _crashed(self, _error: object) -> None:
        self.busy = False

    def show_faults(self, error: RefusedError) -> None:
        """Say what was refused; nothing that was typed is lost."""
        for alert in fault_alerts(error):
            self._say(alert)

    def _say(self, alert: Alert) -> None:
        self._messages.append(alert)
        self._top.addWidget(alert)
        alert.show()

    def _clear_messages(self) -> None:
        for message in self._messages:
            message.hide()
            message.deleteLater()
        self._messages = []


def copies_of(draft: TenancyDraft) -> int:
    """One copy to each party: the tenants and the landlord."""
    return len(draft.tenant_ids) + 1


def _box(label: str, wanted: bool) -> QCheckBox:
    box = QCheckBox(label)
    box.setFont(type.font("body"))
    box.setChecked(wanted)
    return box


def _security(draft: TenancyDraft) -> str:
    if draft.security_kind is SecurityKind.NONE:
        return enum_text(SecurityKind.NONE)
    amount = draft.deposit_ore + draft.guarantee_ore
    return f"{enum_text(draft.security_kind)}, {formats.kroner(amount)}"


def _clauses(draft: TenancyDraft) -> str:
    said = {Clause.A: text("ui.kontrakt.klausul_a"), Clause.B: text("ui.kontrakt.klausul_b")}
    return "\n".join(words for clause, words in said.items() if clause in draft.clauses) or "–"

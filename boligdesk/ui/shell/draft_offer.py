"""What was being typed when the program went down is offered back at the next start (E11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...texts import formats, text
from ..parts.buttons import ghost, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..style import tokens
from .context import Context
from .messages import OSLO

if TYPE_CHECKING:
    from ..drafts import Draft


def offer_drafts(ctx: Context, reopen: Callable[[Draft], object]) -> None:
    """Look for drafts in a lane; when there are any, show them."""
    ctx.jobs.read(ctx.drafts.all, owner=ctx.hub, topic="utkast", done=lambda drafts: _show(ctx, drafts, reopen))


def _show(ctx: Context, drafts: Sequence[Draft], reopen: Callable[[Draft], object]) -> None:
    if not drafts:
        return
    dialog = DraftOffer(ctx, drafts)
    dialog.reopened.connect(reopen)
    dialog.open(dialog.lines[0].reopen)


class _Line(QWidget):
    """One draft and what can be done with it."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(draft.title, "h4", wrap=True))
        moment = formats.moment(draft.saved_at.astimezone(OSLO))
        words.addWidget(Label(text("ui.utkast.skrevet", tid=moment), "caption"))
        self.reopen = secondary(text("ui.utkast.apne"), "pencil", small=True)
        self.reopen.setAccessibleName(text("ui.utkast.apne_navn", navn=draft.title))
        self.discard = ghost(text("ui.utkast.forkast"), "trash-2", small=True)
        self.discard.setAccessibleName(text("ui.utkast.forkast_navn", navn=draft.title))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S8)
        row.addLayout(words, 1)
        row.addWidget(self.discard)
        row.addWidget(self.reopen)


class DraftOffer(DialogFrame):
    """The drafts found. What is neither opened nor thrown away is offered again the next time."""

    reopened = Signal(object)

    def __init__(self, ctx: Context, drafts: Sequence[Draft]) -> None:
        super().__init__(ctx.parent, text("ui.utkast.tittel"), text("ui.utkast.linje"), width=640)
        self._ctx = ctx
        self.lines = [_Line(draft) for draft in drafts]
        for line in self.lines:
            line.reopen.clicked.connect(lambda _checked=False, line=line: self._reopen(line))
            line.discard.clicked.connect(lambda _checked=False, line=line: self._discard(line))
            self.body.addWidget(line)
        self.body.addStretch(1)
        later = secondary(text("ui.utkast.senere"))
        later.clicked.connect(self.leave)
        self.add_right(later)

    def _reopen(self, line: _Line) -> None:
        self.finish(line.draft)
        self.reopened.emit(line.draft)

    def _discard(self, line: _Line) -> None:
        drafts, draft = self._ctx.drafts, line.draft
        self._ctx.jobs.read(
            lambda: drafts.discard(draft.form, draft.record),
            owner=self,
            topic=f"forkast {draft.form} {draft.record}",
            done=lambda _none: self._gone(line),
        )

    def _gone(self, line: _Line) -> None:
        self.lines.remove(line)
        line.hide()
        if self.lines:
            self.lines[0].reopen.setFocus()
        else:
            self.finish(None)

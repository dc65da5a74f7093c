"""The draft of a dialog of several forms: written while typing, gone when it is saved or given up (E11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from ...rules.messages import RefusedError
from ..drafts import AUTOSAVE_MS, Draft
from ..parts.form import FormView
from ..shell.context import Context


@dataclass(frozen=True)
class Kept:
    """Where a draft lies: form, record ("" for a new one) and the version of the record it was begun on."""

    form: str
    record: str
    title: str
    version: int | None = None


class DraftKeeper(QObject):
    """Keeps what is typed in `forms` as one draft; their fields have different keys."""

    def __init__(self, ctx: Context, forms: Sequence[FormView], kept: Kept, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._forms, self.kept = ctx, tuple(forms), kept
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.save)
        for form in forms:
            form.edited.connect(lambda _key: self._timer.start())

    @property
    def dirty(self) -> bool:
        """Whether something stands in the forms that is not saved."""
        return any(form.dirty for form in self._forms)

    def find(self) -> Draft | None:
        """The draft of an earlier time."""
        return self._ctx.drafts.find(self.kept.form, self.kept.record)

    def save(self) -> bool:
        """Write the draft now; nothing unsaved leaves none. False when the disk says no (the dialog then stays)."""
        self._timer.stop()
        if not self.dirty:
            self._ctx.drafts.discard(self.kept.form, self.kept.record)
            return True
        typed = {key: words for form in self._forms for key, words in form.raw().items()}
        kept = self.kept
        try:
            self._ctx.drafts.save(
                Draft(kept.form, kept.record, kept.version, kept.title, self._ctx.desk.now, typed)
            )  # fmt: skip
        except RefusedError as error:
            self._ctx.jobs.refused.emit(error)
            return False
        return True

    def restore(self, draft: Draft) -> None:
        """Put what was typed back."""
        for form in self._forms:
            form.set_raw(draft.values)

    def done(self) -> None:
        """Saved or given up: the draft goes."""
        self._timer.stop()
        self._ctx.drafts.discard(self.kept.form, self.kept.record)

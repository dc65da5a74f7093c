"""What the window says when an act is refused, and when two people changed the same record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from ...rules.messages import RefusedError
from ...texts import fault_text, formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary
from ..parts.conflict import Conflict, ConflictDialog, ConflictField, Resolution, Way
from ..parts.dialog import DialogFrame
from .context import Context

if TYPE_CHECKING:
    from ...casework.core.versions import Theirs

OSLO = ZoneInfo("Europe/Oslo")


def show_fault(window: QWidget, error: RefusedError, on_close: Callable[[], object] | None = None) -> DialogFrame:
    """Tell over `window` what was refused, where, and how to mend it; one alert per fault."""
    dialog = DialogFrame(window, text("ui.skall.avvist"), width=560)
    for alert in fault_alerts(error):
        dialog.body.addWidget(alert)
    dialog.body.addStretch(1)
    close = primary(text("ui.felles.lukk"))
    close.clicked.connect(lambda: dialog.finish(True))
    dialog.add_right(close)
    if on_close is not None:
        dialog.finished.connect(lambda _result: on_close())
    dialog.open(close)
    return dialog


def fault_alerts(error: RefusedError) -> list[Alert]:
    """The faults as alerts, for a form or dialog that shows them in its own body."""
    words = [fault_text(fault) for fault in error.faults]
    return [
        Alert(AlertKind.HARD, fault.what, " ".join(part for part in (fault.where, fault.mend) if part))
        for fault in words
    ]


@dataclass(frozen=True)
class ConflictCase:
    """A save that met a newer version. `fields` hold what the form knows: key, label, base, mine (theirs = base)."""

    concerns: str
    mine_at: datetime
    fields: Sequence[ConflictField]
    theirs: Theirs


def show_conflict(
    ctx: Context,
    case: ConflictCase,
    save: Callable[[Mapping[str, object], int], object],
    *,
    take_theirs: Callable[[], object],
    later: Callable[[], object] | None = None,
) -> ConflictDialog:
    """Show both versions. `save(values, version)` saves the choices over the version that was shown.

    `take_theirs` drops what one typed and shows the record as it is; `later` keeps the draft.
    """
    theirs = case.theirs
    fields = sorted((_with_theirs(field, theirs) for field in case.fields), key=lambda f: f.mine == f.theirs)
    at, who = clock(theirs.at) if theirs.at else "", theirs.who or text("ui.konflikt.kollega")
    dialog = ConflictDialog(ctx.parent, Conflict(case.concerns, who, clock(case.mine_at), at, fields))

    def resolved(result: object) -> None:
        way = result.way if isinstance(result, Resolution) else Way.LATER
        if way is Way.SAVE and isinstance(result, Resolution):
            save(result.values, theirs.version)
        elif way is Way.THEIRS:
            take_theirs()
        elif later is not None:
            later()

    dialog.finished.connect(resolved)
    dialog.open()
    return dialog


def _with_theirs(field: ConflictField, theirs: Theirs) -> ConflictField:
    """The field with the colleague's value; what they did not touch is as it was."""
    base, now = theirs.fields.get(field.key, (field.base, field.base))
    return replace(field, base=base, theirs=now)


def clock(moment: datetime) -> str:
    """A recorded moment (UTC) as the office's clock: "09.14"."""
    return formats.clock(moment.astimezone(OSLO))

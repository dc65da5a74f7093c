"""Reading a time of day."""

from __future__ import annotations

import re
from datetime import time

from ..messages import msg
from .cells import from_cell, on_one_line, shown
from .outcome import Reading, wrong

_CLOCK = re.compile(r"(?:kl\.?\s*|klokken\s+)?(?P<hour>\d{1,2})(?:[.:\s]?(?P<minute>\d{2}))?", re.IGNORECASE)


def read_clock(cell: object) -> Reading[time]:
    """A time of day: "14:35", "14.35", "1435", "kl. 9"; blank → None."""
    return from_cell(cell, lambda text: _clock(on_one_line(text)))


def _clock(text: str) -> Reading[time]:
    shape = _CLOCK.fullmatch(text)
    if shape is None:
        return wrong(msg("lesing.klokke.ikke", tekst=shown(text)))
    hour, minute = int(shape["hour"]), int(shape["minute"] or 0)
    if hour > 23 or minute > 59:
        return wrong(msg("lesing.klokke.ikke", tekst=shown(text)))
    return Reading(time(hour, minute))

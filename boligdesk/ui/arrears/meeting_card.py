"""In a case: what the restansemøter came to, and whether it was done."""

from __future__ import annotations

from ...casework.arrears_card import ArrearsCard
from ...casework.arrears_meetings import MeetingOutcome
from ...texts import formats, text
from ..parts.labels import Label
from ..people.rows import Lines, LinesCard, top_label

_DATE_W = 92


class MeetingsCard(LinesCard):
    """The newest meeting first; not there for a case that no meeting has taken up."""

    def __init__(self) -> None:
        super().__init__(text("ui.mote.moter"))

    def show_case(self, card: ArrearsCard) -> None:
        """Show the case of an account."""
        lines = Lines(_DATE_W)
        for one in card.meetings:
            words = Label(one.outcome or text("ui.mote.ingen_utfall"), wrap=True)
            lines.add(top_label(formats.day(one.held_on), "label"), words, top_label(_task(one), "caption", "text2"))
        self.put(lines)
        self.setVisible(bool(card.meetings))


def _task(one: MeetingOutcome) -> str:
    """What became of the task: done, or by when and who."""
    if one.done_on is not None:
        return text("ui.mote.gjort_dato", dato=one.done_on)
    if one.due is None:
        return ""
    due = text("ui.mote.frist_dato", dato=one.due)
    return f"{due} · {one.owner}" if one.owner else due

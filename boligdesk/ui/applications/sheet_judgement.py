"""What no demand holds: the children, the applicant's own view, the weighing, the group, the bedrooms."""

from __future__ import annotations

from collections.abc import Callable

from ...casework.core.sheet import Sheet
from ...rules.allocation.assessment import PartScore
from ...texts import enum_text, render, text
from ..parts.buttons import secondary
from ..parts.cards import Card
from ..parts.chips import ChipLook, Tone
from ..parts.facts import Facts
from ..style import tokens

_GIVEN = {True: "ui.vurdering.poeng_del", False: "ui.vurdering.poeng_ikke", None: "ui.vurdering.poeng_ukjent"}


def _part(part: PartScore) -> str:
    return text(_GIVEN[part.given], hva=part.part.text.of("nb"), antall=part.part.points)


class JudgementCard(Card):
    """Written by the caseworker, except the group and the bedrooms, which are reckoned and can be changed."""

    def __init__(self, edit: Callable[[], object], bedrooms: Callable[[], object]) -> None:
        super().__init__(text("ui.vurdering.samlet"))
        self._facts = Facts(tokens.LABEL_FORM_W)
        self._edit = secondary(text("ui.vurdering.rediger_skjonn"), "pencil", small=True)
        self._bedrooms = secondary(text("ui.vurdering.endre_soverom"), small=True)
        for button, act in ((self._bedrooms, bedrooms), (self._edit, edit)):
            self.head.addWidget(button)
            button.clicked.connect(lambda _checked=False, act=act: act())
        self.add(self._facts)
        self.hide()

    def show_sheet(self, sheet: Sheet, *, editable: bool) -> None:
        """Show what is written on a sheet, and what is asked for and not written."""
        judged = sheet.judgement
        for button in (self._edit, self._bedrooms):
            button.setVisible(editable)
        self._facts.clear()
        if sheet.children.touched:
            self._text("ui.vurdering.barnets_beste", judged.children_best, wanted=True)
            heard = enum_text(judged.child_heard) if judged.child_heard else ""
            words = ". ".join(part for part in (heard, judged.child_heard_note) if part)
            self._text("ui.vurdering.hort", words, wanted=sheet.children.can_be_heard)
        self._text("ui.vurdering.eget_syn", judged.own_view)
        self._text("ui.vurdering.avveining", judged.weighing)
        self._group(sheet)
        self._score(sheet)
        self._rooms(sheet)
        self.show()

    def _text(self, code: str, words: str, *, wanted: bool = False) -> None:
        lacks = ChipLook(text("ui.vurdering.mangler_kort"), Tone.WARN, "circle-help") if wanted and not words else None
        self._facts.add(text(code), words or ("" if lacks else "–"), chip=lacks)

    def _group(self, sheet: Sheet) -> None:
        """The group that counts; with what is missing while an earlier one is not ruled out (P18: no place number)."""
        placing, group = sheet.assessment.placing, sheet.group
        if placing is None:
            return
        words = f"{group.step} {group.text.of('nb')}" if group else text("ui.vurdering.ingen_gruppe")
        own = bool(sheet.judgement.group_key)
        unsure = not own and not placing.certain
        note = sheet.judgement.group_reason if own else " ".join(render(lack.why) for lack in placing.lacks)
        chip = ChipLook(text("ui.vurdering.usikker"), Tone.WARN, "circle-help") if unsure else None
        self._facts.add(text("ui.vurdering.prioritet"), words, note, chip)

    def _score(self, sheet: Sheet) -> None:
        """The points of a municipality that uses them, never without the parts they come from."""
        score = sheet.assessment.score
        if score is None:
            return
        parts = "; ".join(_part(part) for part in score.parts)
        chip = ChipLook(text("ui.vurdering.poeng_mangler"), Tone.WARN, "circle-help") if score.open else None
        self._facts.add(text("ui.vurdering.poeng"), str(score.total), parts, chip)

    def _rooms(self, sheet: Sheet) -> None:
        rooms = sheet.bedrooms
        why = ", ".join(render(message) for message in rooms.reckoned.why)
        if rooms.own is not None:
            why = text("ui.vurdering.soverom_endret", antall=rooms.reckoned.count, grunn=rooms.reason)
        self._facts.add(text("ui.vurdering.soverom"), str(rooms.count), why)

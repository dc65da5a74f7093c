"""A match as a card: what is compared, the chip of the whole, one line per decisive reason, worst last (look § 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...rules.matching.sides import Home
from ...rules.matching.words import Finding, Fit, Lamp, Match
from ...rules.rights import Right
from ...texts import enum_text, formats, render, text
from ..parts.alerts import IconMark
from ..parts.buttons import link, secondary
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.dialog import DialogFrame
from ..parts.labels import ElidedLabel, Label, rule
from ..shell.context import Context
from ..style import tokens

_FITS = {Fit.YES: (Tone.OK, "check"), Fit.ALMOST: (Tone.WARN, "triangle-alert"), Fit.NO: (Tone.NEUTRAL, "x")}
_LIGHTS = {
    Lamp.GREEN: ("check", "ok"),
    Lamp.AMBER: ("triangle-alert", "warn"),
    Lamp.RED: ("x", "crit"),
    Lamp.NOT_ASKED: ("minus", "text3"),
}

#: Findings about what the household can pay: from them there is a way to guidance.
_MEANS = frozenset({"rent", "budget"})


def fit_chip(fit: Fit) -> Chip:
    """Passer, Nesten or Passer ikke."""
    tone, icon = _FITS[fit]
    return Chip(ChipLook(enum_text(fit), tone, icon))


def home_facts(home: Home) -> str:
    """A home in one muted line."""
    parts = (
        text("ui.match.rom", antall=home.rooms) if home.rooms is not None else "",
        text("ui.match.areal", m2=home.area_m2) if home.area_m2 is not None else "",
        formats.kroner(home.rent_ore) if home.rent_ore is not None else "",
        text("ui.match.fra", dato=home.free_on) if home.free_on is not None else "",
    )
    return " · ".join(part for part in parts if part)


class MatchCard(Card):
    """One home (or household) of a match. `buttons` stand under the lines; one that does not fit has none."""

    def __init__(self, heading: str, facts: str, match: Match, acts: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setAccessibleName(f"{heading}: {enum_text(match.fit)}")
        self.body.setSpacing(tokens.S4)
        head = QHBoxLayout()
        head.setSpacing(tokens.S8)
        head.addWidget(ElidedLabel(heading, "h4", fill=True), 1)
        head.addWidget(fit_chip(match.fit))
        self.add(head)
        if facts:
            self.add(Label(facts, "caption", "text2", wrap=True))
        for finding in shown_of(match):
            self.add(finding_line(finding))
        if acts:
            self.add(_beside(acts))


def shown_of(match: Match) -> tuple[Finding, ...]:
    """The lines of a card: of one that does not fit only what stops it."""
    if match.fit is not Fit.NO:
        return match.decisive
    return tuple(finding for finding in match.decisive if finding.light is Lamp.RED)


def finding_line(finding: Finding, *, where: bool = False) -> QWidget:
    """A light with its fact and what would have to change; `where` adds in which records it stands."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(tokens.S8)
    line.addWidget(IconMark(*_LIGHTS[finding.light]), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    fact = Label(_sentence(finding), wrap=True)
    fact.setAccessibleName(f"{enum_text(finding.light)}: {_sentence(finding)}")
    fact.setToolTip(render(finding.where))
    words.addWidget(fact)
    if where:
        words.addWidget(Label(render(finding.where), "caption", wrap=True))
    line.addLayout(words, 1)
    return holder


def _sentence(finding: Finding) -> str:
    fact = render(finding.fact)
    return f"{fact}. {render(finding.change)}" if finding.change is not None else fact


def _beside(widgets: Iterable[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, tokens.S4, 0, 0)
    row.setSpacing(tokens.S12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def all_findings(ctx: Context, heading: str, facts: str, match: Match, person_id: int) -> DialogFrame:
    """Every criterion that is asked, green ones too, with the records it stands in."""
    dialog = DialogFrame(ctx.parent, heading, facts, width=640, height=560)
    dialog.body.addWidget(fit_chip(match.fit), 0, Qt.AlignmentFlag.AlignLeft)
    for number, finding in enumerate(match.findings):
        if number:
            dialog.body.addWidget(rule())
        dialog.body.addWidget(finding_line(finding, where=True))
    dialog.body.addStretch(1)
    if ctx.may(Right.GUIDANCE_READ) and any(finding.key in _MEANS for finding in match.findings):
        dialog.add_left(_to_guidance(ctx, dialog, person_id))
    close = secondary(text("ui.felles.lukk"))
    close.clicked.connect(dialog.leave)
    dialog.add_right(close)
    dialog.open()
    return dialog


def _to_guidance(ctx: Context, dialog: DialogFrame, person_id: int) -> QWidget:
    """From the rent to what the household can carry: the applicant's guidance."""
    button = link(text("ui.match.til_veiledning"))

    def go() -> None:
        dialog.leave()
        ctx.window.open_record("guidance", person_id)

    button.clicked.connect(go)
    return button


def details_link(ctx: Context, heading: str, facts: str, match: Match, person_id: int) -> QWidget:
    """The way from a card to every criterion."""
    button = link(text("ui.match.alle_punkter"))
    button.setAccessibleName(text("ui.match.alle_punkter_for", hva=heading))
    button.clicked.connect(lambda: all_findings(ctx, heading, facts, match, person_id))
    return button

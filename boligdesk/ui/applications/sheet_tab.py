"""The tab Vurdering: the sheet with the system's answers and the caseworker's, and the judgement under it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ...casework import assessments
from ...casework.application_card import ApplicationCard
from ...casework.assessments import AnswerInput, SetChoice
from ...casework.core.application_rows import OTHER_ASKS
from ...casework.core.sheet import FactLine, Sheet, SheetLine
from ...rules.application_words import CriterionStatus
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, fault_text, formats, render, text
from ..parts.buttons import Button, MenuButton, add_act, icon_button, new_menu
from ..parts.cards import Card
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from ..style import tokens
from .sheet_forms import answer_now, bedrooms_dialog, fact_dialog, judgement_dialog, set_dialog
from .sheet_judgement import JudgementCard
from .sheet_row import SheetHead, SheetRow, divided
from .tabs import DECISIONS, ApplicationTab


class SheetCard(Card):
    """The table of demands, made anew for every sheet; what stood there goes away (P30)."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(text("ui.vurdering.tittel"))
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self._content = QWidget()
        self.add(self._content)
        self.buttons: dict[str, Button] = {}

    def put(self, rows: Sequence[SheetRow], foot: str) -> None:
        """Show these rows under the header, and a muted line under them."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in divided([SheetHead(), *rows]):
            column.addWidget(widget)
        note = Label(foot, "caption", wrap=True)
        note.setContentsMargins(tokens.S12, tokens.S8, tokens.S12, tokens.S8)
        column.addWidget(note)
        self._swap(content)

    def say(self, words: str) -> None:
        """A sentence in place of the table."""
        note = Label(words, colour="text2", wrap=True)
        note.setContentsMargins(tokens.S16, tokens.S16, tokens.S16, tokens.S16)
        self._swap(note)

    def _swap(self, content: QWidget) -> None:
        old, self._content = self._content, content
        self.body.replaceWidget(old, content)
        old.hide()
        old.deleteLater()


class SheetTab(ApplicationTab):
    """Reads the sheet when it is shown; every answer is an act of its own."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.table = SheetCard()
        self.judgement = JudgementCard(self._edit_judgement, self._edit_bedrooms)
        self.sheet: Sheet | None = None
        self._card: ApplicationCard | None = None
        self._sets: tuple[SetChoice, ...] = ()
        self._keyboard_on = ""
        self._anyway: int | None = None  # an acute case that is held against the demands all the same

    def cards(self) -> Sequence[Placed]:
        return (Placed(self.table, Place.WIDE), Placed(self.judgement, Place.WIDE))

    def show_card(self, card: ApplicationCard) -> None:
        self._card = card
        self._keyboard_on = self._where_the_keyboard_is()
        asked = partial(_read, self.ctx, card.id)
        self.ctx.jobs.read(asked, owner=self, topic="ark", done=self._show, failed=self._refused)

    def clear(self) -> None:
        self._card = self.sheet = None
        self.table.say("")
        self.judgement.hide()

    # -- what is shown ----------------------------------------------------------------------------

    def _show(self, found: tuple[Sheet | RefusedError, tuple[SetChoice, ...]]) -> None:
        sheet, self._sets = found
        if isinstance(sheet, RefusedError):
            self._refused(sheet)
            return
        if self._card is None or sheet.application_id != self._card.id:
            return
        self.sheet = sheet
        if not self._judged:
            self.table.say(text("ui.vurdering.ikke_vilkar", gjelder=enum_text(self._card.kind)))
            self.judgement.hide()
            self.acts_changed.emit()
            return
        waiting = next((line.number for line in sheet.lines if line.own is None), 0)
        self.table.buttons.clear()
        rows = [SheetRow(line, self._button(sheet, line), current=line.number == waiting) for line in sheet.lines]
        self.table.put(rows, _foot(sheet))
        self.judgement.show_sheet(sheet, editable=self._may_answer)
        self._give_keyboard_back()
        self.acts_changed.emit()

    @property
    def _judged(self) -> bool:
        """Whether the demands for a home are judged: not for bo-oppfølging or a place for tonight, until wanted."""
        if self._card is None or self._card.kind not in OTHER_ASKS or self._anyway == self._card.id:
            return True
        return self.sheet is not None and any(line.own for line in self.sheet.lines)

    def _judge_anyway(self) -> None:
        if self._card is not None:
            self._anyway = self._card.id
            self.show_card(self._card)

    def _refused(self, error: RefusedError) -> None:
        self.sheet = None
        self.table.say(fault_text(error.fault).whole)
        self.judgement.hide()
        self.acts_changed.emit()

    @property
    def _may_answer(self) -> bool:
        return self._card is not None and self._card.open and self.ctx.may(Right.DECISION_WRITE)

    def _where_the_keyboard_is(self) -> str:
        """The demand whose button has the keyboard: after an answer it goes to the next."""
        now = QApplication.focusWidget()
        return next((key for key, button in self.table.buttons.items() if button is now), "")

    def _give_keyboard_back(self) -> None:
        """From an answer to the next demand that waits, first those below; after a fact it stays where it was."""
        if not self._keyboard_on or self.sheet is None:
            return
        keys = [line.criterion.key for line in self.sheet.lines]
        waiting = {line.criterion.key for line in self.sheet.lines if line.own is None}
        here = keys.index(self._keyboard_on) if self._keyboard_on in keys else 0
        target = self.table.buttons.get(
            next((key for key in (*keys[here:], *keys) if key in waiting), self._keyboard_on)
        )
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keyboard_on = ""

    # -- answering --------------------------------------------------------------------------------

    def _button(self, sheet: Sheet, line: SheetLine) -> Button | None:
        """ "Svar" with its menu while there is no answer, the three dots after; none for who may not."""
        if not self._may_answer:
            return None
        name = text("ui.vurdering.svar_pa", nummer=line.number, krav=line.criterion.title.of("nb"))
        button: Button
        if line.own is None:
            button = MenuButton(text("ui.vurdering.svar"), small=True)
            button.setAccessibleName(name)
            menu = button.menu_of_acts
        else:
            button = icon_button("ellipsis", name, bare=True, small=True)
            menu = new_menu(button)
            button.setMenu(menu)
        for label, given in _offered(line):
            add_act(menu, label, partial(answer_now, self.ctx, sheet, line, given))
        menu.addSeparator()
        for fact in line.facts:
            label = text("ui.vurdering.legg_inn", hva=render(fact.label))
            add_act(menu, label, partial(fact_dialog, self.ctx, sheet, fact), "pencil")
            if fact.fact and fact.fact.typed:
                label = text("ui.vurdering.ta_bort", hva=render(fact.label))
                add_act(menu, label, partial(self._drop_fact, sheet, fact), "trash-2")
        if line.own is not None:
            add_act(menu, text("ui.vurdering.ta_tilbake"), partial(self._take_back, sheet, line), "undo-2")
        self.table.buttons[line.criterion.key] = button
        return button

    def _take_back(self, sheet: Sheet, line: SheetLine) -> None:
        key, version = line.criterion.key, line.own.version if line.own else 0
        self.ctx.write(
            partial(assessments.take_back_answer, self.ctx.desk, sheet.application_id, key, version),
            owner=self.ctx.hub,
            name=msg("ui.vurdering.lagrer"),
            undo=True,
        )

    def _drop_fact(self, sheet: Sheet, fact: FactLine) -> None:
        version = fact.fact.version or 0 if fact.fact else 0
        self.ctx.write(
            partial(assessments.drop_fact, self.ctx.desk, sheet.application_id, fact.key, version),
            owner=self.ctx.hub,
            name=msg("ui.vurdering.lagrer"),
            undo=True,
        )

    def _follow(self) -> None:
        if self._card is not None:
            self.ctx.write(
                partial(assessments.follow_system, self.ctx.desk, self._card.id),
                owner=self.ctx.hub,
                name=msg("ui.vurdering.lagrer"),
                done=self._told,
            )

    def _told(self, count: int) -> None:
        self.ctx.window.say(text("ui.vurdering.fulgte", antall=count))

    def _edit_judgement(self) -> None:
        if self.sheet is not None:
            judgement_dialog(self.ctx, self.sheet)

    def _edit_bedrooms(self) -> None:
        if self.sheet is not None:
            bedrooms_dialog(self.ctx, self.sheet)

    def _choose_set(self) -> None:
        if self._card is not None:
            now = self.sheet.judgement.set_id if self.sheet else None
            set_dialog(self.ctx, self._card.id, self._sets, now)

    # -- the bar ----------------------------------------------------------------------------------

    def acts(self, card: ApplicationCard) -> Sequence[BarAct]:
        """The vedtak first, with what lacks before it beside the button."""
        if not self._may_answer:
            return ()
        if self.sheet is not None and not self._judged:
            return self._acts_unjudged(card)
        found = []
        if self.sheet is not None:
            why = render(self.sheet.ready[0]) if self.sheet.ready else ""
            decide = partial(self.go_to.emit, DECISIONS)
            found.append(BarAct(text("ui.vurdering.lag_forslag"), decide, "file-plus", primary=True, why=why))
            if any(line.own is None for line in self.sheet.lines):
                found.append(BarAct(text("ui.vurdering.folg_systemet"), self._follow, "check"))
            found.append(BarAct(text("ui.vurdering.rediger_skjonn"), self._edit_judgement, "pencil", more=True))
        if self._sets:
            found.append(BarAct(text("ui.vurdering.velg_sett"), self._choose_set, "list-checks", more=True))
        return tuple(found)

    def _acts_unjudged(self, card: ApplicationCard) -> Sequence[BarAct]:
        """The vedtak waits for no demand; who asks for a home too can be held against them."""
        decide = partial(self.go_to.emit, DECISIONS)
        found = [BarAct(text("ui.vurdering.lag_forslag"), decide, "file-plus", primary=True)]
        if card.asks_housing:
            found.append(BarAct(text("ui.vurdering.vurder_likevel"), self._judge_anyway, "list-checks", more=True))
        return tuple(found)


def _read(ctx: Context, application_id: int) -> tuple[Sheet | RefusedError, tuple[SetChoice, ...]]:
    """The sheet, or why there is none; the sets that can be chosen hold in both cases."""
    sets = assessments.set_choices(ctx.desk)
    try:
        return assessments.sheet(ctx.desk, application_id), sets
    except RefusedError as error:
        return error, sets


def _offered(line: SheetLine) -> list[tuple[str, AnswerInput]]:
    """What can be answered, in the order of the look; an exception that the facts rule out is not offered."""
    met, not_met, unknown = CriterionStatus.MET, CriterionStatus.NOT_MET, CriterionStatus.UNKNOWN
    holds = line.result.exception
    exceptions = [rule for rule in line.criterion.exceptions if rule.when is None or rule is holds]
    return [
        (enum_text(met), AnswerInput(met)),
        (enum_text(not_met), AnswerInput(not_met)),
        *(
            (
                text("ui.vurdering.unntak_er", unntak=rule.text.of("nb")),
                AnswerInput(CriterionStatus.EXCEPTION, rule.key),
            )
            for rule in exceptions
        ),
        (enum_text(unknown), AnswerInput(unknown)),
    ]


def _foot(sheet: Sheet) -> str:
    """Which rules, from when, and what must be known about them."""
    criteria = sheet.row.criteria
    first = formats.day(criteria.valid_from) if criteria.valid_from else ""
    parts = [text("ui.vurdering.etter", sett=criteria.name, fra=first)]
    parts += [render(remark) for remark in sheet.assessment.remarks]
    return " ".join(parts)

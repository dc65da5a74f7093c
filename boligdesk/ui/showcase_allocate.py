"""The middle of the showcase: somebody applies, is assessed under the council's rules, gets a yes and an offer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QPushButton

from ..rules.application_words import DecisionResult, StayKind
from ..texts import text
from .applications.sheet_tab import SheetTab
from .applications.tabs import ASSESSMENT, DECISIONS, WAITING
from .pages.soknader import SoknaderPage
from .parts.form import FormView
from .shots_applications import soknader
from .shots_stage import Stage, StageError, fill
from .tenancy.new_lease import NewLeaseDialog

_RULES, _OWN = "kristiansund", "fjordvik"
_TENANT = {"last_name": "Balto", "first_name": "Risten", "birth_date": "02.01.1970", "phone": "900 00 123"}
_REASON, _WHY = "Bekreftet i samtale og med papirer.", "Boligen er ledig nå og stor nok."


class Allocation:
    """From the counter to an accepted offer, step by step; each step leaves its picture."""

    def __init__(self, stage: Stage, picture: Callable[[str], None]) -> None:
        self._stage, self._picture = stage, picture

    def run(self, home: str) -> NewLeaseDialog:
        """Everything up to the lease of this home, which is then open with what was decided filled in."""
        self._adopt_rules()
        page = self._register()
        self._assess(page)
        self._decide(page)
        return self._offer(page, home)

    def _adopt_rules(self) -> None:
        """The leader takes a council's rules into use."""
        from ..casework.criteria_sets import adopt, copy_set

        desk = self._stage.ctx.desk
        self._stage.ask(lambda: copy_set(desk, _RULES, _OWN, "Fjordvik 2026"))
        self._stage.ask(lambda: adopt(desk, _OWN, desk.today, 1))

    def _register(self) -> SoknaderPage:
        stage = self._stage
        page = soknader(stage)
        page.new_record()
        stage.settle()
        stage.press(text("ui.soknader.ny_person"))
        form = stage.part(FormView)
        for key, typed in _TENANT.items():
            fill(form, key, typed)
        stage.press(text("ui.person.ny_lagre"))
        form = stage.part(FormView)
        form.set_values({"stay_kind": StayKind.FRIENDS_OR_FAMILY})
        self._picture("ny-soknad")
        stage.press(text("ui.soknader.ny_lagre"))
        self._picture("soknaden")
        return page

    def _assess(self, page: SoknaderPage) -> None:
        """Every demand is answered; where the system does not know, with a reason."""
        stage, tab = self._stage, page.record.sections[ASSESSMENT]
        page.record.go_to(ASSESSMENT)
        stage.settle()
        if not isinstance(tab, SheetTab) or tab.sheet is None:
            raise StageError("there is no sheet")
        for line in tab.sheet.lines:
            menu = tab.table.buttons[line.criterion.key].menu()
            menu.actions()[0].trigger()
            stage.settle()
            if stage.dialog is not None:
                fill(stage.part(FormView), "reason", _REASON)
                stage.press(text("ui.vurdering.lagre_svar"))
        stage.press(text("ui.vurdering.rediger_skjonn"))
        fill(stage.part(FormView), "weighing", _REASON)
        stage.press(text("ui.vurdering.lagre_skjonn"))
        self._picture("vurdering")

    def _decide(self, page: SoknaderPage) -> None:
        stage = self._stage
        page.record.go_to(DECISIONS)
        stage.settle()
        stage.press(text("ui.vedtak.nytt"))
        stage.part(FormView).set_values({"result": DecisionResult.GRANTED})
        stage.press(text("ui.vedtak.begynn"))
        self._picture("vedtak-utkast")
        stage.press(text("ui.vedtak.lagre_utkast"))
        stage.press(text("ui.vedtak.gjor"))
        stage.press(text("ui.vedtak.gjor"))
        self._picture("vedtak")
        stage.home()

    def _offer(self, page: SoknaderPage, home: str) -> NewLeaseDialog:
        stage = self._stage
        page.record.go_to(WAITING)
        stage.settle()
        self._picture("venteliste-og-match")
        name = text("ui.tilbud.gi_bolig", hva=home)
        offers = [button for button in page.findChildren(QPushButton) if button.accessibleName() == name]
        if not offers:
            raise StageError(f"nothing says {name!r}")
        offers[0].click()
        stage.settle()
        fill(stage.part(FormView), "why", _WHY)
        self._picture("tilbud")
        stage.press(text("ui.tilbud.lagre"))
        leave_printer(stage)
        stage.press(text("ui.tilbud.ja"))
        stage.press(text("ui.tilbud.ja_lagre"))
        stage.press(text("ui.tilbud.lag_kontrakt"))
        return stage.part(NewLeaseDialog)


def leave_printer(stage: Stage) -> None:
    """Nobody is there to choose a printer; the papers are kept all the same."""
    for asked in stage.window.findChildren(QPrintDialog):
        asked.done(QDialog.DialogCode.Rejected)
    stage.settle()

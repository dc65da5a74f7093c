"""Restanser behind one desk: the page in a bare window, over the leases of the casework tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel

from boligdesk.casework.core.desk import Desk
from boligdesk.texts import text
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.restanser import RestanserPage
from boligdesk.ui.parts.buttons import Button, plain_label
from boligdesk.ui.parts.dialog import DialogFrame, open_dialog
from boligdesk.ui.parts.form import FormView
from boligdesk.ui.shell.context import Context
from boligdesk.ui.shell.page import Page
from tests.support.window import BareWindow, bare_context


class Counter:
    """One desk at the page."""

    def __init__(self, desk: Desk, jobs: Jobs, folder: Path, page: type[Page] = RestanserPage) -> None:
        self.jobs = jobs
        self.ctx: Context = bare_context(desk, jobs, folder)
        self.window: BareWindow = self.ctx.window  # type: ignore[assignment]
        self.window.resize(1440, 812)
        self.page: Any = page(self.ctx)
        self.window.show_page(self.page)
        self.window.show()
        self.page.on_show()
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way: reads may begin further reads."""
        for _ in range(4):
            self.jobs.idle()

    @property
    def dialog(self) -> DialogFrame:
        """What lies over the window."""
        self.wait()
        shown = open_dialog(self.window)
        assert shown is not None, "no dialog is open"
        return shown

    def press(self, code: str, **params: object) -> None:
        """Press what says this, in the dialog on top or on the page."""
        words = text(code, **params)  # type: ignore[arg-type]
        around = open_dialog(self.window) or self.page
        buttons = [b for b in around.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
        said = {plain_label(b) if isinstance(b, Button) else b.text(): b for b in buttons}
        said |= {b.accessibleName(): b for b in buttons if not b.text()}
        assert words in said, sorted(said)
        said[words].click()
        self.wait()

    def words(self) -> str:
        """Everything that can be read in the dialog on top, or on the page."""
        around = open_dialog(self.window) or self.page
        said = (label.text() for label in around.findChildren(QLabel) if label.isVisible())
        return " | ".join(said).replace("\u00a0", " ")

    def fill(self, **values: object) -> None:
        """Type into the form of the dialog on top, and press its primary."""
        dialog = self.dialog
        form = dialog.findChild(FormView)
        assert form is not None
        form.set_values(form.values() | values)
        self.wait()
        dialog.submit()  # type: ignore[attr-defined]
        self.wait()

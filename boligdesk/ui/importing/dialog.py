"""The import dialog in four steps (look/08): file, columns and rows, what will change, done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...casework import imports
from ...casework.imports import Field, Finding, ImportPlan, ImportResult, ListKind, RowMatch
from ...rules.messages import Message, RefusedError
from ...texts import render, text
from ..parts.buttons import ghost, link, primary, secondary
from ..parts.cards import Card
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.printing import ask_where
from ..parts.progress import ProgressPanel
from ..parts.segments import Segments
from ..parts.stepper import Stepper
from ..parts.table_view import Table
from ..shell.context import Context
from ..shell.messages import fault_alerts, show_fault
from ..style import tokens
from .choose import ChooseFile
from .lines import about_file, as_written, column_lines, match_lines, row_lines
from .mend_menu import RowActs, ask_value, column_menu, row_menu
from .result import ResultPage
from .tables import COLUMNS, MATCHES, ROWS
from .whole_list import Ahead, Read, WholeList, gone_told, look_ahead, read_list

FILE, ROWS_STEP, AHEAD, DONE = range(4)


class ImportDialog(DialogFrame):
    """Nothing is stored before the last button; what is refused can be saved as a file and mended in Excel."""

    def __init__(self, ctx: Context, kind: ListKind = ListKind.DWELLINGS) -> None:
        super().__init__(ctx.parent, text("ui.import.tittel"), width=1260, height=800, scroll=False)
        self.ctx = ctx
        self.plan: ImportPlan | None = None
        self._path: Path | None = None
        self._fields: tuple[Field, ...] = ()
        self._matches: Mapping[int, RowMatch] = {}
        self._stepper = Stepper(
            [
                text("ui.import.trinn_fil"),
                text("ui.import.trinn_rader"),
                text("ui.import.trinn_ser"),
                text("ui.import.trinn_ferdig"),
            ]
        )
        self._stepper.step_chosen.connect(self._go_back_to)
        self.set_under_head(self._stepper)
        self.choose = ChooseFile(kind)
        self.choose.chosen.connect(self.read)
        self.columns = Table(COLUMNS, name="import.kolonner", in_card=True)
        self.rows = Table(ROWS, name="import.rader", in_card=True)
        self.ahead = Table(MATCHES, name="import.endringer", in_card=True)
        for table, code in (
            (self.columns, "ui.import.kolonner"),
            (self.rows, "ui.import.rader"),
            (self.ahead, "ui.import.trinn_ser"),
        ):
            table.setAccessibleName(text(code))
        self.result = ResultPage()
        self._build()
        self._show_step(FILE)

    def open(self, first: QWidget | None = None) -> None:
        """Show it; the keyboard stands on the choice of file, for the list is known already."""
        super().open(first or self.choose.zone.button)

    def _build(self) -> None:
        self._pages = QStackedWidget()
        for page in (self.choose, self._rows_page(), self._ahead_page(), self.result):
            self._pages.addWidget(page)
        self._progress = ProgressPanel()
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._progress)
        self.save_setup = link(text("ui.import.lagre_oppsett"))
        self.save_setup.clicked.connect(self._save_setup)
        self.add_left(self.save_setup)
        self.cancel = ghost(text("ui.felles.avbryt"))
        self.cancel.clicked.connect(self.leave)
        self.add_left(self.cancel)
        self.told = Label("", "caption", "text2")
        self.leave_wrong = secondary("")
        self.leave_wrong.clicked.connect(self._leave_wrong)
        self.tenants_next = secondary(text("ui.import.leietakere_etter"))
        self.tenants_next.clicked.connect(self._tenants_next)
        self.back = secondary(text("ui.felles.tilbake"))
        self.back.clicked.connect(lambda: self._show_step(self._step - 1))
        self.forward = primary(text("ui.import.neste"))
        self.forward.clicked.connect(self._forward)
        for widget in (self.told, self.leave_wrong, self.back, self.tenants_next, self.forward):
            self.add_right(widget)

    def _rows_page(self) -> QWidget:
        self.filter = Segments([(key, "") for key in ("all", "wrong", "confirm", "ok")], text("ui.import.vis_rader"))
        self.filter.chosen.connect(lambda _key: self._show_rows())
        self.columns.opened.connect(self._column_menu)
        self.rows.opened.connect(self._row_menu)
        self.columns.clicked.connect(lambda at: self._clicked(self.columns, at, "field", self._column_menu))
        self.rows.clicked.connect(lambda at: self._clicked(self.rows, at, "mend", self._row_menu))
        self._left, right = Card(text("ui.import.kolonner")), Card(text("ui.import.rader"))
        self._left.add(self.columns)
        right.head.addWidget(self.filter)
        right.add(self.rows)
        self.whole = WholeList(self.ctx.desk.today)
        self.whole.chosen.connect(self._choose_whole)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S12)
        row = QHBoxLayout()
        row.setSpacing(tokens.S12)
        row.addWidget(self._left, 2)
        row.addWidget(right, 3)
        column.addWidget(self.whole)
        column.addLayout(row, 1)
        return page

    def _ahead_page(self) -> QWidget:
        self.all_or_nothing = QCheckBox(text("ui.import.alt_eller_intet"))
        self.summary = Label("", "body", wrap=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S12)
        column.addWidget(self.summary)
        card = Card(text("ui.import.trinn_ser"))
        card.add(self.ahead)
        column.addWidget(card, 1)
        column.addWidget(self.all_or_nothing)
        return page

    # -- step 1 ----------------------------------------------------------------------------------

    def read(self, path: Path) -> None:
        """Read a file in the background and go on to its columns and rows."""
        kind, desk = self.choose.kind, self.ctx.desk
        self.choose.show_faults([])

        def done(answer: Read) -> None:
            if answer.plan is None:
                self.choose.show_faults(fault_alerts(answer.refused) if answer.refused else [])
                return
            self._path, self._fields = path, imports.fields_of(desk, kind)
            self.whole.setVisible(answer.mirror)
            self._take(answer.plan)
            self._show_step(ROWS_STEP)

        work = partial(read_list, desk, kind, path)
        self._progress.run(self.ctx.jobs, Message("ui.import.leser"), lambda _progress: work(), done=done)

    # -- step 2 ----------------------------------------------------------------------------------

    @property
    def _names(self) -> dict[str, Message]:
        return {field.key: field.label for field in self._fields}

    def _take(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.whole.show_plan(plan)
        self.columns.show_rows(column_lines(plan, self._names))
        self._show_rows()
        self._tell()

    def _show_rows(self) -> None:
        if self.plan is None:
            return
        counts = self._counts()
        self.filter.set_label("all", text("ui.import.vis_alle", antall=len(self.plan.rows)))
        self.filter.set_label("wrong", text("ui.import.vis_feil", antall=counts["wrong"]))
        self.filter.set_label("confirm", text("ui.import.vis_bekreft", antall=counts["confirm"]))
        self.filter.set_label("ok", text("ui.import.vis_klare", antall=counts["ok"]))
        lines, groups = row_lines(self.plan, self.filter.current or "all")
        self.rows.show_rows(lines, groups)

    def _counts(self) -> dict[str, int]:
        rows = [row for row in self.plan.rows if not row.left_out] if self.plan else []
        return {status: sum(r.status.value == status for r in rows) for status in ("wrong", "confirm", "ok")}

    def _change(self, act: Callable[[ImportPlan], ImportPlan]) -> None:
        """Make a new plan in the read lane; the newest wins."""
        plan = self.plan
        if plan is not None:
            self.ctx.jobs.read(lambda: act(plan), owner=self, topic="plan", done=self._take, failed=self._refused)

    def _refused(self, error: RefusedError) -> None:
        show_fault(self.ctx.parent, error)

    def _column_menu(self, column: int) -> None:
        if self.plan is None:
            return
        desk = self.ctx.desk
        menu = column_menu(
            self.columns,
            self.plan,
            self._fields,
            lambda key: self._change(lambda plan: imports.use_column(desk, plan, column, key)),
        )
        menu.popup(self._beside(self.columns))

    def _row_menu(self, number: int) -> None:
        if self.plan is None:
            return
        menu = row_menu(self.rows, self.plan, self.plan.row(number), self._acts())
        menu.popup(self._beside(self.rows))

    def _acts(self) -> RowActs:
        desk, change = self.ctx.desk, self._change
        return RowActs(
            mend=lambda finding, way: change(lambda plan: imports.mend(desk, plan, finding, way)),
            alike=lambda finding, number: change(lambda plan: imports.mend_alike(desk, plan, finding, number)),
            accept=lambda findings: change(lambda plan: imports.accept(desk, plan, findings)),
            correct=self._correct,
            leave=lambda number: change(lambda plan: imports.leave_out(desk, plan, (number,))),
            back=lambda number: change(lambda plan: imports.bring_back(desk, plan, (number,))),
        )

    def _correct(self, finding: Finding) -> None:
        label = render(self._names[finding.field]) if finding.field in self._names else finding.field
        desk = self.ctx.desk
        ask_value(
            self.ctx.parent,
            finding,
            label,
            as_written(self.plan, finding) if self.plan else finding.text,
            lambda typed: self._change(lambda plan: imports.correct(desk, plan, finding.row, finding.field, typed)),
        )

    @staticmethod
    def _clicked(table: Table, at: QModelIndex, key: str, open_menu: Callable[[int], None]) -> None:
        """A click on what looks like a link opens its menu; Enter on the row does the same."""
        number = table.paged.id_at(at.row())
        if number is not None and table.paged.columns[at.column()].key == key:
            open_menu(number)

    @staticmethod
    def _beside(table: Table) -> QPoint:
        box = table.visualRect(table.currentIndex())
        return table.viewport().mapToGlobal(box.bottomLeft())

    def _leave_wrong(self) -> None:
        if self.plan is not None:
            wrong = [row.number for row in self.plan.rows if row.status.value != "ok" and not row.left_out]
            self._change(lambda plan: imports.leave_out(self.ctx.desk, plan, wrong))

    def _save_setup(self) -> None:
        plan, name = self.plan, self._path.stem if self._path else ""
        if plan is not None:
            self.ctx.write(
                lambda: imports.save_mapping(self.ctx.desk, plan, name),
                owner=self,
                name=Message("ui.import.lagrer_oppsett"),
                said=text("ui.import.oppsett_lagret"),
            )

    # -- steps -----------------------------------------------------------------------------------

    def _show_step(self, step: int) -> None:
        self._step = step
        self._pages.setCurrentIndex(step)
        self._stepper.set_current(step)
        self.save_setup.setVisible(step == ROWS_STEP)
        self.cancel.setVisible(step == FILE)
        self.tenants_next.setVisible(step == DONE and self._may_go_on())
        self.back.setVisible(step in (ROWS_STEP, AHEAD))
        self.forward.setVisible(step != FILE)
        self._tell()
        first = {FILE: self.choose.zone.button, ROWS_STEP: self.rows, AHEAD: self.ahead, DONE: self.forward}[step]
        if self.isVisible():
            first.setFocus()

    def _go_back_to(self, step: int) -> None:
        if step < self._step < DONE:
            self._show_step(step)

    def _tell(self) -> None:
        counts = self._counts()
        waiting = counts["wrong"] + counts["confirm"]
        missing = self.plan.missing if self.plan else ()
        on_rows = self._step == ROWS_STEP
        self.leave_wrong.setVisible(on_rows and waiting > 0)
        self.leave_wrong.set_label(text("ui.import.utelat_antall", antall=waiting))
        self.told.setVisible(on_rows)
        self.told.setText(self._told(waiting, missing))
        labels = {
            ROWS_STEP: text("ui.import.se_endringer", antall=counts["ok"]),
            AHEAD: text("ui.import.importer", antall=len(self._matches)),
            DONE: text("ui.felles.lukk"),
        }
        self.forward.set_label(labels.get(self._step, ""))
        self.forward.setEnabled(not on_rows or (not waiting and not missing and counts["ok"] > 0))
        if self.plan is not None and self._path is not None:
            self.set_heading(self._heading(), about_file(self.plan, self._path.name))

    def _heading(self) -> str:
        kind = self.plan.kind if self.plan is not None else ListKind.DWELLINGS
        return {
            ListKind.TENANTS: text("ui.import.tittel_leietakere"),
            ListKind.OPEN_ITEMS: text("ui.import.tittel_apne_poster"),
        }.get(kind, text("ui.import.tittel_boliger"))

    @staticmethod
    def _told(waiting: int, missing: tuple[Field, ...]) -> str:
        if missing:
            return text("ui.import.mangler_kolonne", felt=", ".join(render(field.label) for field in missing))
        return text("ui.import.ingenting_lagret", antall=waiting) if waiting else text("ui.import.klar")

    def _forward(self) -> None:
        if self._step == ROWS_STEP:
            self._look_ahead()
        elif self._step == AHEAD:
            self._book()
        else:
            self.finish(self.result.booked)

    # -- steps 3 and 4 ---------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        plan, desk = self.plan, self.ctx.desk
        if plan is None:
            return

        def done(found: Ahead) -> None:
            self._matches = found.matches
            lines, groups = match_lines(plan, found.matches, self._names)
            self.ahead.show_rows(lines, groups)
            outcomes = [match.outcome.value for match in found.matches.values()]
            told = text(
                "ui.import.oppsummert",
                nye=outcomes.count("new"),
                endret=outcomes.count("changed"),
                uendret=outcomes.count("unchanged"),
                utelatt=sum(row.left_out for row in plan.rows),
            )
            self.summary.setText(" ".join(filter(None, (told, gone_told(plan, found)))))
            self._show_step(AHEAD)

        self.ctx.jobs.read(
            lambda: look_ahead(desk, plan), owner=self, topic="endringer", done=done, failed=self._refused
        )

    def _choose_whole(self, day: date | None) -> None:
        """The list is all that is open at the end of a day, or some of it; what it would do is shown anew."""
        plan, desk = self.plan, self.ctx.desk
        if plan is None:
            return

        def refused(error: RefusedError) -> None:
            self._refused(error)
            self._take(plan)

        self.ctx.jobs.read(
            lambda: imports.as_whole_list(desk, plan, day), owner=self, topic="plan", done=self._take, failed=refused
        )

    def _book(self) -> None:
        plan, desk, every = self.plan, self.ctx.desk, self.all_or_nothing.isChecked()
        name = self._path.name if self._path else ""
        if plan is None:
            return

        def booked(result: ImportResult) -> None:
            self.result.show_result(result, lambda: self._save_rest(plan))
            self._show_step(DONE)

        self.forward.setEnabled(False)
        self.ctx.write(
            lambda: imports.book(desk, plan, all_or_nothing=every, name=name),
            owner=self,
            name=Message("ui.import.importerer"),
            done=booked,
            failed=self._not_booked,
        )

    def _may_go_on(self) -> bool:
        """Whether the dwellings are in, so that their tenants can come after."""
        done = self.result.booked
        return self.choose.kind is ListKind.DWELLINGS and done is not None and done.accepted > 0

    def _tenants_next(self) -> None:
        """The dwellings are in: now the list that says who lives in them."""
        self.finish(self.result.booked)
        ImportDialog(self.ctx, ListKind.TENANTS).open()

    def _not_booked(self, error: RefusedError) -> None:
        self.forward.setEnabled(True)
        self._refused(error)

    def _save_rest(self, plan: ImportPlan) -> None:
        stem = self._path.stem if self._path else "import"

        def chosen(path: Path) -> None:
            self.ctx.jobs.read(
                lambda: imports.write_refused(self.ctx.desk, plan, path),
                owner=self,
                topic="rest",
                done=lambda written: self.ctx.window.say(text("ui.import.rest_lagret", fil=written.name)),
                failed=self._refused,
            )

        ask_where(self.ctx.parent, f"{stem}-rest.xlsx", chosen)

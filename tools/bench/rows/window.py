"""The list in the real window: how soon it can be used after the start, and how fast a page of it is drawn."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from .. import Reading, not_measured, row
from ..processes import ProgramError, ms_until

if TYPE_CHECKING:
    from boligdesk.ui.parts.table_view import Table

_USABLE = """
import os, sys, runpy
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

def usable(table):
    rows = table.paged
    return table.isVisible() and rows.rowCount() and rows.index(0, 1).data() not in (None, "", "…")

def until_usable(*_):
    from boligdesk.ui.parts.table_view import Table
    for _ in range(100_000):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        for window in QApplication.topLevelWidgets():
            for table in window.findChildren(Table):
                if usable(table):
                    table.viewport().repaint()
                    print("usable", flush=True)
                    os._exit(0)
    os._exit(3)

QApplication.exec = until_usable
sys.argv = ["boligdesk", "--db", {office!r}]
runpy.run_module("boligdesk", run_name="__main__")
"""

_BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
app.processEvents()
from sqlalchemy import Integer, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Session, configure_mappers, mapped_column
class Base(DeclarativeBase):
    pass
def columns():
    made = {{f"c{{n}}": mapped_column(String) for n in range({columns})}}
    return made | {{"id": mapped_column(Integer, primary_key=True)}}
for number in range({tables}):
    type(f"T{{number}}", (Base,), {{"__tablename__": f"t{{number}}", **columns()}})
Office = type("Office", (Base,), {{"__tablename__": "kontor", "id": mapped_column(Integer, primary_key=True),
                                   "name": mapped_column(String)}})
configure_mappers()
with Session(create_engine("sqlite:///" + {office!r})) as session:
    session.scalars(select(Office)).first()
window.repaint()
app.processEvents()
print("usable", flush=True)
os._exit(0)
"""


@row("list", "≤ 1,6 × et bart vindu som kartlegger like mange tabeller og leser én rad")
def usable_list() -> Reading:
    """From nothing until the housing list of the sample office stands there with its rows."""
    from ...office import SAMPLE, make_sample

    if make_sample():
        return not_measured("ms", "eksempelkontoret kunne ikke lages")
    tables, columns = _mapped()
    bare = ms_until("usable", _BARE.format(office=str(SAMPLE), tables=tables, columns=columns))
    try:
        ours = ms_until("usable", _USABLE.replace("{office!r}", repr(str(SAMPLE))))
    except ProgramError as error:
        return not_measured("ms", f"listen kom ikke ({error})")
    return Reading(ours, "ms", ours / bare, 1.6, f"bart vindu med {tables} tabeller {bare:.0f} ms")


def _mapped() -> tuple[int, int]:
    """How many tables the program maps, and how many columns one has on average."""
    from boligdesk.models.base import Base

    tables = Base.metadata.tables.values()
    return len(tables), round(sum(len(table.columns) for table in tables) / len(tables))


#: Orders of the list; each begins with other rows, which are not in the window yet.
_ORDERS = ("address", "rooms", "area")


@row("first_page", "tegnet med ekte celler: ≤ 60 ms ved 20 000 rader; 50 000 ≤ 2,5 × 5 000")
def first_page() -> Reading:
    """The housing list asked anew and its first page drawn by the window's own table."""
    small, middle, large = (_drawn_ms(homes) for homes in (5_000, 20_000, 50_000))
    note = f"5 000: {small:.1f} ms, 50 000: {large:.1f} ms = {large / small:.2f} × (krav 2,5)"
    return Reading(middle, "ms", limit=60.0, note=note)


def _drawn_ms(homes: int) -> float:
    from PySide6.QtCore import QCoreApplication, QEventLoop

    from boligdesk.database.engine import Storage
    from boligdesk.ui.shots_screens import boliger
    from boligdesk.ui.shots_stage import DAY, Stage

    from ..bases import big_office

    os.environ["BOLIGDESK_DATO"] = DAY
    with tempfile.TemporaryDirectory(prefix="boligdesk-bench-") as place:
        folder = Path(place)
        os.environ.update(dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME"), place))
        office = folder / "kontor.boligdesk"
        big_office(office, homes, storage=Storage.LOCAL).close()
        stage = Stage(folder)
        stage.open_office(office)
        shown = boliger(stage).list
        answers: list[object] = []
        shown.loaded.connect(answers.append)

        def page(order: str, descending: bool) -> float:
            """Another order, until its first rows stand there; counts and sums come after them."""
            answers.clear()
            begun = time.perf_counter()
            shown.table.sort_by(order, descending)
            while not (answers and _rows_stand(shown.table)):
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
            shown.table.viewport().repaint()
            taken = (time.perf_counter() - begun) * 1000
            stage.settle()
            return taken

        taken = statistics.median(page(order, descending) for order in _ORDERS for descending in (True, False))
        stage.close()
    return taken


def _rows_stand(table: Table) -> bool:
    return table.paged.rowCount() > 0 and table.paged.index(0, 1).data() not in (None, "", "…")

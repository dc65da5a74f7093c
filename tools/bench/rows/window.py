"""The list in the real window: how soon it can be used after the start, and how fast a page of it is drawn."""

from __future__ import annotations

import itertools
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import Reading, broken, grown, row
from ..bases import big_office, sample_office
from ..processes import ProgramError, ms_until

if TYPE_CHECKING:
    from boligdesk.ui.parts.table_view import Table

_USABLE = """
import os, runpy, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def stands(table):
    rows = table.paged
    return table.isVisible() and rows.rowCount() and rows.index(0, 1).data() not in (None, "", "…")

def look():
    from boligdesk.ui.parts.table_view import Table
    for window in QApplication.topLevelWidgets():
        for table in window.findChildren(Table) if window.isVisible() else ():
            if stands(table):
                table.viewport().repaint()
                print("usable", flush=True)
                os._exit(0)

run = QApplication.exec
def until_usable(*_):
    from boligdesk.ui.shell.main_window import MainWindow
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.tabs.choose("boliger")  # the tab that opens once somebody sits at the desk
    # the loop of the program itself: a loop that only polls would take the processor from the threads that load
    clock = QTimer(interval=5)
    clock.timeout.connect(look)
    clock.start()
    QTimer.singleShot(60_000, lambda: os._exit(3))
    return run()

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
    office = str(sample_office())
    tables, columns = _mapped()
    bare = ms_until("usable", _BARE.format(office=office, tables=tables, columns=columns))
    try:
        ours = ms_until("usable", _USABLE.replace("{office!r}", repr(office)))
    except ProgramError as error:
        return broken("ms", f"listen kom ikke ({error})")
    return Reading(ours, "ms", ours / bare, 1.6, f"bart vindu med {tables} tabeller {bare:.0f} ms")


def _mapped() -> tuple[int, int]:
    """How many tables the program maps, and how many columns one has on average."""
    from boligdesk.models.base import Base

    tables = Base.metadata.tables.values()
    return len(tables), round(sum(len(table.columns) for table in tables) / len(tables))


#: Orders of the list; each begins with other rows, which are not in the window yet.
_ORDERS = ("address", "rooms", "area")
_PATIENCE_MS = 60_000


@row("first_page", "tegnet med ekte celler: ≤ 60 ms ved 20 000 rader; 50 000 ≤ 2,5 × 5 000")
def first_page() -> Reading:
    """The housing list asked anew and its first page drawn by the window's own table."""
    return grown(_drawn_ms)


def _drawn_ms(homes: int) -> float:
    from boligdesk.database.engine import Storage
    from boligdesk.ui.shots_screens import boliger
    from boligdesk.ui.shots_stage import DAY, Stage

    os.environ["BOLIGDESK_DATO"] = DAY
    with tempfile.TemporaryDirectory(prefix="boligdesk-bench-") as place:
        folder = Path(place)
        os.environ.update(dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME"), place))
        office = folder / "kontor.boligdesk"
        big_office(office, homes, storage=Storage.LOCAL).close()
        stage = Stage(folder)
        stage.open_office(office)
        table = boliger(stage).list.table
        taken = []
        for order, descending in itertools.product(_ORDERS, (True, False)):
            taken.append(_page_ms(table, order, descending))
            stage.settle()
        stage.close()
    return statistics.median(taken)


def _page_ms(table: Table, order: str, descending: bool) -> float:
    """Another order, until its rows in sight are painted; counts and sums come after them.

    The window waits as it does in the program: a loop that only polls would hold Python's lock against the lanes.
    """
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from boligdesk.ui.parts.table_model import PagedTableModel

    loop = QEventLoop()
    rows: PagedTableModel[Any] = table.paged
    old = rows.ids[0]

    def look() -> None:
        if rows.ids[0] != old and _rows_stand(table):
            loop.quit()

    for news in (rows.modelReset, rows.dataChanged):  # looked at when the answer has been taken whole
        news.connect(look, Qt.ConnectionType.QueuedConnection)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    begun = time.perf_counter()
    table.sort_by(order, descending)
    loop.exec()
    table.viewport().repaint()
    taken = (time.perf_counter() - begun) * 1000
    for news in (rows.modelReset, rows.dataChanged):
        news.disconnect(look)
    return taken


def _rows_stand(table: Table) -> bool:
    """Whether every row in sight is here; asking for one that is not fetches it, as painting does."""
    from boligdesk.ui.parts.table_model import Role

    top, bottom = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    last = table.paged.rowCount() - 1 if bottom < 0 else bottom
    return top >= 0 and all(table.paged.index(line, 0).data(Role.LOADED) for line in range(top, last + 1))

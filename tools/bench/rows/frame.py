"""How soon the window is there, compared with the barest window PySide6 can show."""

from __future__ import annotations

from .. import Reading, broken, row
from ..bases import sample_office
from ..processes import ProgramError, ms_until

_PAINTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            print("painted", flush=True)
            os._exit(0)
        return False

def until_painted(*_):
    watch, app = Watch(), QApplication.instance()
    app.installEventFilter(watch)
    for _ in range(10_000):
        app.processEvents()
    os._exit(3)
"""

_BARE = f"""{_PAINTED}
from PySide6.QtWidgets import QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
until_painted()
"""

_OURS = f"""{_PAINTED}
import runpy
QApplication.exec = until_painted
sys.argv = ["boligdesk", *{{arguments!r}}]
runpy.run_module("boligdesk", run_name="__main__")
"""


@row("frame", "≤ 2 × et bart PySide6-vindu")
def frame() -> Reading:
    """From nothing to the first painted window, the store still loading in its thread."""
    try:
        ours = ms_until("painted", _OURS.replace("{arguments!r}", repr(["--db", str(sample_office())])))
    except ProgramError as error:
        return broken("ms", f"vinduet kom ikke opp ({error})")
    bare = ms_until("painted", _BARE)
    return Reading(ours, "ms", ours / bare, 2.0, f"bart vindu {bare:.0f} ms")

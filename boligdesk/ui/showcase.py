"""`python -m boligdesk.ui.showcase --ut MAPPE`: the office's main job through the real windows, without a display.

An empty office brings its spreadsheets in, takes an application from the counter to an offer and prints the lease.
Pictures of each step, and the PDFs, are left in the folder. `dev.py run` comes here on a machine without a screen.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu

from ..texts import text
from .importing.dialog import ImportDialog
from .shots import FOLDERS
from .shots_lease import HOMES, TENANTS, go_on
from .shots_offices import EMPTY, Offices
from .shots_stage import DAY, Stage, StageError, use_screen
from .showcase_allocate import Allocation, leave_printer

_SIZE = (1440, 900)
_HOME_TO_LET = "Fjordgata 16, H0102"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the job; the exit code says whether the lease was printed."""
    reader = argparse.ArgumentParser(prog="boligdesk.ui.showcase")
    reader.add_argument("--ut", type=Path, default=Path("out"), help="mappa bilder og PDF-er legges i")
    out = reader.parse_args(argv).ut.absolute()
    with tempfile.TemporaryDirectory(prefix="boligdesk-visning-") as place:
        folder = Path(place)
        os.environ["BOLIGDESK_DATO"] = DAY
        os.environ.update({name: str(folder) for name in FOLDERS})
        use_screen(folder, *_SIZE)
        return Showcase(folder, out).run()


class Showcase:
    """The job step by step; each step leaves its picture."""

    def __init__(self, folder: Path, out: Path) -> None:
        self._out, self._count = out, 0
        self._stage = Stage(folder, _SIZE)
        self._stage.open_office(Offices(folder).place(EMPTY))

    def run(self) -> int:
        """Everything, in the order of an office's first hour."""
        self._picture("tomt-kontor")
        self._bring_in_homes()
        self._bring_in_tenants()
        tenancy_id = self._let_a_home()
        self._keep_papers(tenancy_id)
        self._stage.close()
        return 1 if self._stage.crashes else 0

    def _picture(self, name: str) -> None:
        self._count += 1
        path = self._stage.save(self._out / f"{self._count:02d}-{name}.png")
        sys.stdout.write(f"  {path.name}\n")
        sys.stdout.flush()

    # -- bringing the lists in ------------------------------------------------------------------

    def _bring_in_homes(self) -> None:
        stage = self._stage
        stage.press(text("ui.bolig.hent_liste"))
        dialog = stage.part(ImportDialog)
        dialog.read(HOMES)
        stage.settle()
        self._picture("import-boliger")
        self._mend_first(dialog)
        self._book(dialog, "boliger-inne")

    def _mend_first(self, dialog: ImportDialog) -> None:
        """The first row that is wrong is mended as the program proposes, from the row's own menu."""
        wrong = next(row.number for row in dialog.plan.rows if row.status.value == "wrong") if dialog.plan else 0
        dialog.rows.choose(wrong)
        dialog.rows.opened.emit(wrong)
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            raise StageError("the row has no menu")
        self._picture("import-rett-en-rad")
        menu.actions()[0].trigger()
        menu.close()
        self._stage.settle()

    def _bring_in_tenants(self) -> None:
        stage = self._stage
        stage.page("leietakere")
        stage.press(text("ui.leietaker.hent_liste"))
        dialog = stage.part(ImportDialog)
        dialog.read(TENANTS)
        stage.settle()
        self._picture("import-leietakere")
        self._book(dialog, "leietakere-inne")

    def _book(self, dialog: ImportDialog, name: str) -> None:
        """Look at what will change, book it, close."""
        dialog.forward.click()
        self._stage.settle()
        dialog.forward.click()
        self._picture(f"import-{name}")
        dialog.forward.click()
        self._picture(name)

    # -- letting --------------------------------------------------------------------------------

    def _let_a_home(self) -> int:
        """The free home to the one it was offered to; returns the tenancy's id."""
        stage = self._stage
        dialog = Allocation(stage, self._picture).run(_HOME_TO_LET)
        self._picture("ny-kontrakt-hvem")
        for step in ("grunnlag", "leie"):
            go_on(stage, dialog)
            if step == "leie":
                dialog.forms[2].set_values({"heating_included": False})
                dialog.forms[2].edited.emit("heating_included")
            stage.settle()
            self._picture(f"ny-kontrakt-{step}")
        go_on(stage, dialog)
        go_on(stage, dialog)
        self._picture("ny-kontrakt-forhandsvisning")
        dialog.next_button.click()
        stage.settle()
        leave_printer(stage)
        self._picture("ny-kontrakt-laget")
        if dialog.last.tenancy_id is None:
            raise StageError("the lease was refused")
        return dialog.last.tenancy_id

    def _keep_papers(self, tenancy_id: int) -> None:
        """The lease and its papers as PDFs."""
        from ..casework.documents import CaseLink, documents_of, open_document

        desk = self._stage.ctx.desk
        self._stage.home()
        self._stage.window.open_record("tenancy", tenancy_id)
        self._picture("leieforholdet")
        for row in self._stage.ask(lambda: documents_of(desk, CaseLink(tenancy_id=tenancy_id))):
            opened = self._stage.ask(lambda row=row: open_document(desk, row.id))  # type: ignore[misc]
            (self._out / opened.file_name).write_bytes(opened.content)


if __name__ == "__main__":
    sys.exit(main())

"""Run as a program of its own: opens an office, begins to edit a home, says so, and waits to be killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from boligdesk.texts import text
from boligdesk.ui.parts.form import FormView
from boligdesk.ui.shots_screens import boliger
from boligdesk.ui.shots_stage import Stage, fill


def main(folder: str, office: str) -> None:
    """Type two fields, wait until the draft is kept, and tell."""
    stage = Stage(Path(folder))
    stage.open_office(office)
    boliger(stage)
    stage.press(text("ui.bolig.rediger_bolig_meny"))
    form = stage.part(FormView)
    fill(form, "storage_room", "Bod 44, nøkkel hos vaktmester")
    fill(form, "parking", "Plass 9")
    until = time.monotonic() + 30
    while not stage.ask(stage.ctx.drafts.all):
        if time.monotonic() > until:
            sys.exit("no draft was kept")
    sys.stdout.write("half written\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])

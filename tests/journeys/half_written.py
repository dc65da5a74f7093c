"""Run as a program of its own: opens an office, begins to type in a form, says so, and waits to be killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from boligdesk.texts import text
from boligdesk.ui.parts.form import FormView
from boligdesk.ui.shots_applications import soknader
from boligdesk.ui.shots_screens import boliger
from boligdesk.ui.shots_stage import Stage, fill


def home(stage: Stage) -> None:
    """Two fields of the form of a home."""
    boliger(stage)
    stage.press(text("ui.bolig.rediger_bolig_meny"))
    form = stage.part(FormView)
    fill(form, "storage_room", "Bod 44, nøkkel hos vaktmester")
    fill(form, "parking", "Plass 9")


def application(stage: Stage) -> None:
    """A new application, with what the applicant says."""
    soknader(stage).new_record()
    stage.settle()
    form = stage.part(FormView)
    fill(form, "helped_by", "Frivilligsentralen")
    fill(form, "own_words", "Jeg bor i bilen.")


def main(folder: str, office: str, what: str) -> None:
    """Type, wait until the draft is kept, and tell."""
    stage = Stage(Path(folder))
    stage.open_office(office)
    {"home": home, "application": application}[what](stage)
    until = time.monotonic() + 30
    while not stage.ask(stage.ctx.drafts.all):
        if time.monotonic() > until:
            sys.exit("no draft was kept")
    sys.stdout.write("half written\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])

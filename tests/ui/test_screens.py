"""Every screen of the program, each rendered in one process: nothing clipped, faint, nameless, English or untranslated.

The screens are those of `shots`. Each is shown twice: as it is in light (1440 × 900, then narrowed to 1280 × 720),
and in dark at 1280 × 720 with every text of the catalogue in brackets and 30 % longer.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from boligdesk.rules.allocation.files import shipped_sets
from boligdesk.shipped import resources
from boligdesk.ui.shell.help import TOPICS, topic_title
from boligdesk.ui.shots_offices import SAMPLE, Offices
from boligdesk.ui.shots_screens import SCREENS
from boligdesk.ui.shots_stage import DAY, Stage
from boligdesk.ui.style.tokens import Palette, theme
from tests.support import screens
from tests.support.strays import no_strays

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")

_LARGE, _SMALL = (1440, 900), (1280, 720)
#: Words that formats and not the catalogue write: months, days, units.
_WRITTEN_BY_FORMATS = frozenset(
    [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "okt",
        "nov",
        "des",
        "mandag",
        "tirsdag",
        "onsdag",
        "torsdag",
        "fredag",
        "lørdag",
        "søndag",
        "kr",
        "kl",
        "md",
        "esc",
        "enter",
        "ctrl",
        "xlsx",
        "boligdesk",
    ]
)


@pytest.fixture
def offices(tmp_path: Path, qapp, sample_template: Path, monkeypatch: pytest.MonkeyPatch) -> Offices:
    monkeypatch.setenv("BOLIGDESK_DATO", DAY)
    return Offices(tmp_path, sample_template)


@contextmanager
def stage_of(folder: Path, size: tuple[int, int], palette: Palette = Palette.LIGHT) -> Iterator[Stage]:
    """A stage that is cleared away afterwards; nothing may have crashed on it."""
    made = Stage(folder, size, palette)
    with no_strays():
        yield made
    made.close()
    theme.set(Palette.LIGHT)
    assert made.crashes == []


def every_screen(stage: Stage, offices: Offices, look: Callable[[], list[str]]) -> list[tuple[str, str]]:
    """Show each screen and look at it; what is found wrong, each with the screen's name."""
    found = []
    for screen in SCREENS:
        stage.open_office(offices.place(screen.office))
        screen.show(stage)
        stage.settle()
        found += [(screen.name, fault) for fault in look()]
    return found


def _as_it_is(stage: Stage) -> list[str]:
    window = stage.window
    faults = [*screens.clipped(window), *screens.english(window), *screens.unnamed(window)]
    faults += screens.focus_faults(window) + screens.faint(window, stage.picture().toImage())
    return faults + _narrowed(stage)


def _narrowed(stage: Stage) -> list[str]:
    stage.window.resize(*_SMALL)
    stage.settle()
    grown = [] if _size(stage.window) == _SMALL else [f"the window grew to {_size(stage.window)}"]
    faults = [f"at 1280 × 720: {fault}" for fault in [*screens.clipped(stage.window), *grown]]
    stage.window.resize(*_LARGE)
    return faults


def _size(window: QWidget) -> tuple[int, int]:
    return window.width(), window.height()


def test_every_screen_can_be_read_by_eye_and_by_screen_reader(offices: Offices, tmp_path: Path):
    with stage_of(tmp_path, _LARGE) as stage:
        found = every_screen(stage, offices, lambda: _as_it_is(stage))
    assert not found, screens.report(found)


def test_every_screen_bears_longer_words_and_has_none_of_its_own(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in {screen.office for screen in SCREENS}:
        offices.place(name)  # written in plain words
    data = words_of_office(offices.place(SAMPLE)) | _WRITTEN_BY_FORMATS | titles_of_help() | shipped_words()
    monkeypatch.setenv("BOLIGDESK_PSEUDO", "30")
    with stage_of(tmp_path, _SMALL, Palette.DARK) as stage:
        found = every_screen(stage, offices, lambda: _stretched(stage, data))
    assert not found, screens.report(found)


def _stretched(stage: Stage, data: frozenset[str]) -> list[str]:
    grown = [] if _size(stage.window) == _SMALL else [f"the window grew to {_size(stage.window)}"]
    faint = screens.faint(stage.window, stage.picture().toImage())
    return [*screens.untranslated(stage.window, data), *screens.clipped(stage.window, hints=False), *grown, *faint]


def words_of_office(place: Path) -> frozenset[str]:
    """Every word that stands in any text of the records."""
    found: set[str] = set()
    base = sqlite3.connect(place)
    tables = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in base.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, str):
                    found.update(word.casefold() for word in re.findall(r"[^\W\d_]{2,}", value))
    base.close()
    return frozenset(found)


def titles_of_help() -> frozenset[str]:
    """The help pages are documents of their own; their titles stand in the window."""
    titles = " ".join(topic_title(topic) for topic in TOPICS)
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{2,}", titles))


def shipped_words() -> frozenset[str]:
    """Rates, letters and example lists are documents with words of their own; so is what the screens type."""
    typed = "Risten Balto Bod 12 i kjelleren Bod 31 nøkkel hos vaktmester gjeldsbrevloven husleieloven"
    typed += " Fjernvarme faktura Atlantis SSB"
    typed += " kap. 2.9: høyeste inntekt formelen er etterregnet"  # sources that the rules name
    folders = ("satser", "maler", "indekser")
    files = [path for folder in folders for path in (resources() / folder).iterdir() if path.is_file()]
    said = [typed, *(path.read_text(encoding="utf-8") for path in files)]
    said += [f"{key} {criteria.name}" for key, criteria in shipped_sets().items()]
    for book in (resources() / "eksempel").glob("*.xlsx"):
        said += [str(cell.value) for sheet in load_workbook(book) for row in sheet for cell in row if cell.value]
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{2,}", " ".join(said)))

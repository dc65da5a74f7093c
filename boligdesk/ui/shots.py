"""`python -m boligdesk.ui.shots`: a picture of every screen, light and dark, at 100 % and at 150 %.

Each scale is a program of its own, as Qt reads the scale once. At 150 % the window is 1280 × 720 logical px, which
is a screen of 1920 × 1080.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .style.tokens import Palette

#: Where Qt and the program keep what belongs to a user.
FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")


@dataclass(frozen=True)
class Scale:
    """A size of picture: its name in file names, the logical size, and how many physical px one is."""

    name: str
    width: int
    height: int
    factor: float


SCALES = (Scale("100", 1440, 900, 1.0), Scale("150", 1280, 720, 1.5))


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures; the exit code says whether every screen could be shown."""
    given = _arguments(argv)
    if given.skala:
        scale = next(scale for scale in SCALES if scale.name == given.skala)
        return _take(scale, given.ut, given.skjerm, given.kontor)
    codes = [_child(scale, given) for scale in SCALES]
    count = len(list(given.ut.glob("*.png")))
    sys.stdout.write(f"{count} bilder ligger i {given.ut}\n")
    return max(codes)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="dev.py shots")
    reader.add_argument("skjerm", nargs="*", help="navn på skjermbilder; ingen betyr alle")
    reader.add_argument("--ut", type=Path, default=Path("out/bilder"), help="mappa bildene legges i")
    reader.add_argument("--kontor", type=Path, help="et eksempelkontor som finnes fra før")
    reader.add_argument("--skala", choices=[scale.name for scale in SCALES], help="bare denne størrelsen")
    return reader.parse_args(argv)


def _child(scale: Scale, given: argparse.Namespace) -> int:
    command = [sys.executable, "-m", __spec__.name if __spec__ else __name__, *given.skjerm]
    command += ["--ut", str(given.ut), "--skala", scale.name]
    command += ["--kontor", str(given.kontor)] if given.kontor else []
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program, once more


def _take(scale: Scale, out: Path, names: Sequence[str], sample: Path | None) -> int:
    with tempfile.TemporaryDirectory(prefix="boligdesk-bilder-") as place:
        _prepare(Path(place), scale)
        return _photograph(Path(place), scale, out, names, sample)


def _prepare(folder: Path, scale: Scale) -> None:
    """Before Qt starts: the day, the scale, a screen nobody sees, and settings that nobody keeps."""
    from .shots_stage import DAY, use_screen

    os.environ["BOLIGDESK_DATO"] = DAY
    os.environ["QT_SCALE_FACTOR"] = str(scale.factor)
    os.environ.update({name: str(folder) for name in FOLDERS})
    os.environ.pop("BOLIGDESK_DB", None)
    use_screen(folder, round(scale.width * scale.factor), round(scale.height * scale.factor))


def _photograph(folder: Path, scale: Scale, out: Path, names: Sequence[str], sample: Path | None) -> int:
    from .shots_offices import Offices
    from .shots_screens import SCREENS
    from .shots_stage import Stage, StageError

    offices, missing = Offices(folder, sample), 0
    stage = Stage(folder, (scale.width, scale.height))
    for screen in SCREENS:
        if names and screen.name not in names:
            continue
        try:
            stage.open_office(offices.place(screen.office))
            screen.show(stage)
            for palette in Palette:
                stage.show_palette(palette)
                stage.save(out / f"{screen.name}-{palette.value}-{scale.name}.png")
        except StageError as error:
            missing += 1
            sys.stderr.write(f"{screen.name}: {error}\n")
        stage.show_palette(Palette.LIGHT)
    stage.close()
    for crash in stage.crashes:
        sys.stderr.write(f"{crash!r}\n")
    return 1 if missing or stage.crashes else 0


if __name__ == "__main__":
    sys.exit(main())

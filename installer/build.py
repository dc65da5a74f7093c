"""Build the Windows installer: `python -m installer.build --maal payload|nsis [--python ZIP --sha256 HASH]`.

1. payload: the run-time lock's Windows wheels, without what Boligdesk never loads, and Boligdesk itself
2. the embeddable Python for Windows goes in when it is given (it cannot be had from a package index)
3. nsis: one `boligdesk-setup.exe`, for one user without administrator, silent with /S
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

from tools.environment import ROOT, script
from tools.licences import entries_of, table

HERE = Path(__file__).resolve().parent
_PYTHON = "3.11"

#: The parts of Qt that Boligdesk imports; a test compares this with the source.
QT_MODULES = frozenset(
    {"QtCore", "QtGui", "QtNetwork", "QtPdf", "QtPdfWidgets", "QtPrintSupport", "QtSvg", "QtSvgWidgets", "QtWidgets"}
)
_QT_PLUGINS = frozenset({"iconengines", "imageformats", "platforms", "printsupport", "styles"})
_QT_LIBRARIES = ("pyside6.abi3.dll", "msvcp140", "vcruntime140", "concrt140")
_QT_TRANSLATIONS = ("qtbase_nn.qm", "qtbase_da.qm")
_NEVER_LOADED = ("__pycache__", "tests")


class BuildError(Exception):
    """Why no installer could be built."""


def payload(folder: Path) -> None:
    """Fill `folder/lib` with everything that Python needs to run Boligdesk on Windows."""
    library = folder / "lib"
    shutil.rmtree(folder, ignore_errors=True)
    library.mkdir(parents=True)
    _wheels(library)
    trim(library)
    _ourselves(library)
    listed = table(entries_of(list(metadata.distributions(path=[str(library)]))))
    (folder / "LISENSER.txt").write_text(listed + "\n", encoding="utf-8", newline="\r\n")


def _wheels(library: Path) -> None:
    options = ["--no-config", "--quiet", "--link-mode", "copy", "--require-hashes", "--only-binary", ":all:"]
    system = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", _PYTHON]
    lock = ["--requirement", str(ROOT / "requirements.lock"), "--target", str(library)]
    subprocess.run([str(script("uv")), "pip", "install", *options, *system, *lock], check=True, cwd=ROOT)


def _ourselves(library: Path) -> None:
    nothing = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "boligdesk", library / "boligdesk", ignore=nothing)
    shutil.copytree(ROOT / "resources", library / "boligdesk" / "_resources", ignore=nothing)


def trim(library: Path) -> None:
    """Remove what is never loaded: most of Qt, tests, stubs, caches."""
    for path in [found for name in _NEVER_LOADED for found in library.rglob(name) if found.is_dir()]:
        shutil.rmtree(path, ignore_errors=True)
    for path in library.rglob("*.pyi"):
        path.unlink()
    for path in (library / "PySide6").iterdir():
        if not _qt_is_needed(path):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    _only((library / "PySide6" / "plugins"), _QT_PLUGINS)
    _only((library / "PySide6" / "translations"), _QT_TRANSLATIONS)


def _qt_is_needed(path: Path) -> bool:
    if path.is_dir():
        return path.name in {"plugins", "support", "translations"}
    modules = {f"{name}.pyd" for name in QT_MODULES} | {f"Qt6{name[2:]}.dll" for name in QT_MODULES}
    return path.suffix == ".py" or path.name in modules or path.name.startswith(_QT_LIBRARIES)


def _only(folder: Path, names: frozenset[str] | tuple[str, ...]) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in names:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def add_python(folder: Path, archive: Path, sha256: str) -> None:
    """Unpack the embeddable Python into `folder/python`, after its hash, and show it the way to `lib`."""
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sha256.lower():
        raise BuildError(f"{archive.name} har feil hash: {found}")
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder / "python")
    for path in (folder / "python").glob("python*._pth"):
        path.write_text(f"{path.stem}.zip\n.\n..\\lib\n", encoding="ascii", newline="\r\n")


def same_dates(folder: Path) -> None:
    """Give every file the date of the commit, so that the same source builds the same installer."""
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or _commit_time())
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))


def _commit_time() -> str:
    command = ["git", "log", "-1", "--format=%ct"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="ascii").stdout


def nsis(folder: Path, target: Path) -> None:
    """Pack the payload into one installer program."""
    if shutil.which("makensis") is None:
        raise BuildError("makensis mangler. På Debian: apt-get install nsis")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    names = {"VERSION": version, "PAYLOAD": folder.resolve(), "OUT": target.resolve()}
    defined = [f"-D{name}={value}" for name, value in names.items()]
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *defined, str(HERE / "boligdesk.nsi")], check=True)


def main() -> int:
    """Build what is asked for below `build/windows/`."""
    parser = argparse.ArgumentParser(prog="installer.build")
    parser.add_argument("--maal", choices=("payload", "nsis"), default="nsis")
    parser.add_argument("--python", type=Path, help="python-3.11.x-embed-amd64.zip fra python.org")
    parser.add_argument("--sha256", help="hashen som python.org oppgir for fila")
    wanted = parser.parse_args()
    if bool(wanted.python) != bool(wanted.sha256):
        parser.error("--python og --sha256 hører sammen")
    try:
        _build(wanted.maal, wanted.python, wanted.sha256)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _build(goal: str, python: Path | None, sha256: str | None) -> None:
    folder = ROOT / "build" / "windows" / "payload"
    payload(folder)
    if python and sha256:
        add_python(folder, python, sha256)
    else:
        print("Uten --python: installasjonsfila mangler Python og er bare til prøve.")
    same_dates(folder)
    if goal == "nsis":
        nsis(folder, folder.parent / "boligdesk-setup.exe")
    print(f"Ferdig: {folder.parent.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())

"""The Windows installer, as far as it can be tried on another system."""

import ast
import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from installer import build
from tests.support.sources import trees


def _tree(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def _left(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_part_of_qt_that_the_program_imports_is_packed() -> None:
    imported = {
        node.module.split(".")[1]
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("PySide6.")
    }
    imported |= {
        alias.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6"
        for alias in node.names
    }
    assert imported <= build.QT_MODULES | {"QtTest"}


def test_trimming_keeps_what_is_loaded_and_drops_the_rest(tmp_path: Path) -> None:
    kept = {
        "PySide6/__init__.py",
        "PySide6/QtCore.pyd",
        "PySide6/Qt6Core.dll",
        "PySide6/pyside6.abi3.dll",
        "PySide6/msvcp140.dll",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/translations/qtbase_nn.qm",
        "pandas/core.py",
    }
    dropped = [
        "PySide6/QtCore.pyi",
        "PySide6/Qt6WebEngineCore.dll",
        "PySide6/designer.exe",
        "PySide6/qml/QtQuick/x.dll",
        "PySide6/plugins/multimedia/x.dll",
        "PySide6/translations/qtbase_fr.qm",
        "pandas/tests/test_x.py",
    ]
    library = _tree(tmp_path, *kept, *dropped)
    build.trim(library)
    assert _left(library) == kept


def _embeddable(folder: Path) -> Path:
    archive = folder / "python-3.11.9-embed-amd64.zip"
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("python.exe", b"MZ")
        content.writestr("python311._pth", "python311.zip\n.\n")
    return archive


def test_python_is_unpacked_and_finds_our_library(tmp_path: Path) -> None:
    archive = _embeddable(tmp_path)
    build.add_python(tmp_path / "p", archive, hashlib.sha256(archive.read_bytes()).hexdigest())
    lines = (tmp_path / "p" / "python" / "python311._pth").read_text(encoding="ascii").split()
    assert lines == ["python311.zip", ".", "..\\lib"]


def test_a_python_that_is_not_the_one_named_is_refused(tmp_path: Path) -> None:
    archive = _embeddable(tmp_path)
    with pytest.raises(build.BuildError, match="feil hash"):
        build.add_python(tmp_path / "p", archive, "0" * 64)
    assert not (tmp_path / "p").exists()


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed here")
def test_the_script_makes_a_windows_program(tmp_path: Path) -> None:
    payload = _tree(tmp_path / "payload", "lib/boligdesk/__init__.py", "LISENSER.txt")
    build.nsis(payload, tmp_path / "boligdesk-setup.exe")
    assert (tmp_path / "boligdesk-setup.exe").read_bytes().startswith(b"MZ")

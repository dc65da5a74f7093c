"""Each contract about the rooms is proven to bite: a planted violation of it, and of nothing else, is found (E16)."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Contract → a file and the line planted in it.
PLANTED = {
    "rooms: layers": ("boligdesk/rules/planted.py", "from .. import models"),
    "ui and cli know casework, rules and texts only": ("boligdesk/ui/planted.py", "from .. import reports"),
    "forms, reports and exchange take plain data": ("boligdesk/exchange/planted.py", "import sqlalchemy"),
    "database and models know no text and no window": ("boligdesk/models/planted.py", "from .. import texts"),
    "Qt only in ui": ("boligdesk/casework/planted.py", "import PySide6.QtCore"),
    "rules are pure": ("boligdesk/rules/planted.py", "import pandas"),
}

#: Contracts that lie so near each other that one line breaks both.
ALSO = {"database and models know no text and no window": {"rooms: layers"}}


def _contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """The rooms of the real package, empty, under the real contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for place in sorted((ROOT / "boligdesk").iterdir()):
        if place.is_dir() and place.name != "__pycache__":
            (tmp_path / "boligdesk" / place.name).mkdir(parents=True)
            (tmp_path / "boligdesk" / place.name / "__init__.py").touch()
        elif place.suffix == ".py":
            (tmp_path / "boligdesk").mkdir(exist_ok=True)
            (tmp_path / "boligdesk" / place.name).touch()
    for module in ("__init__", "__main__", "cli"):
        (tmp_path / "boligdesk" / f"{module}.py").touch()
    return tmp_path


def _broken(folder: Path) -> set[str]:
    program = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(.+?) BROKEN", done.stdout, re.MULTILINE))


def test_every_contract_has_a_planted_violation() -> None:
    assert set(PLANTED) == set(_contracts())


def test_empty_rooms_break_nothing(skeleton: Path) -> None:
    assert _broken(skeleton) == set()


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_found(skeleton: Path, contract: str) -> None:
    file, line = PLANTED[contract]
    (skeleton / file).write_text(line + "\n", encoding="utf-8")
    assert _broken(skeleton) == {contract} | ALSO.get(contract, set())

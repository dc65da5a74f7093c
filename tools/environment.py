"""The folder `.venv`: made once, filled from the lock, and left alone as long as the lock is the same."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
_STAMP = VENV / "boligdesk.stamp"


class SetupError(Exception):
    """Something that the person at the keyboard has to do first; the text says what."""


def script(name: str) -> Path:
    """The path of a program inside `.venv`, on this operating system."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def python() -> str:
    """The Python of `.venv`."""
    return str(script("python"))


def ready() -> None:
    """Make `.venv` and install what the lock names, unless that is done already."""
    stamp = _wanted_stamp()
    if _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == stamp:
        return
    if not _usable():
        _make()
    _install()
    _STAMP.write_text(stamp, encoding="ascii")


def run(command: Sequence[str | Path], *, extra: Mapping[str, str] | None = None) -> int:
    """Run a command in the project folder with the project's environment; its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=variables(extra), check=False).returncode


def variables(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment variables for programs started from here."""
    found = dict(os.environ)
    found.pop("PYTHONDONTWRITEBYTECODE", None)  # every start would compile the whole package anew
    found.pop("PYTHONHOME", None)
    found["VIRTUAL_ENV"] = str(VENV)
    found["PATH"] = f"{script('python').parent}{os.pathsep}{found.get('PATH', '')}"
    if sys.platform == "linux" and not _is_folder(found.get("XDG_RUNTIME_DIR")):
        found["XDG_RUNTIME_DIR"] = _runtime_folder()
    return found | dict(extra or {})


def _is_folder(name: str | None) -> bool:
    return bool(name) and Path(str(name)).is_dir()


def _runtime_folder() -> str:
    """Qt and the PostgreSQL of the tests want a private folder; a bare machine has none."""
    folder = Path(tempfile.gettempdir()) / f"boligdesk-runtime-{os.environ.get('USER', 'root')}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder)


def _wanted_stamp() -> str:
    parts = [
        LOCK.read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _usable() -> bool:
    """Whether `.venv` holds a Python of the same version that can run pip."""
    if not script("python").exists():
        return False
    question = "import sys, pip; print(*sys.version_info[:2])"
    answer = subprocess.run([python(), "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        _get_ensurepip()
    print("Lager .venv …", flush=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if done.returncode:
        raise SetupError("Fikk ikke laget .venv. Meldingen fra Python står over.")


def _get_ensurepip() -> None:
    """Debian and Ubuntu part `venv` from Python: install it as root, else say the exact line."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not is_debian():
        raise SetupError("Denne Python mangler modulen ensurepip. Installer Python fra python.org, og prøv igjen.")
    if not is_root():
        raise SetupError(f"Python mangler venv. Kjør dette, og prøv igjen:\n\n    sudo apt-get install {package}\n")
    apt_install([package])


def _install() -> None:
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    print("Installerer avhengighetene fra låsefila (første gang tar det et par minutter) …", flush=True)
    if run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK]):
        raise SetupError("Fikk ikke installert avhengighetene. Meldingen fra pip står over.")
    if run([*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT]):
        raise SetupError("Fikk ikke installert Boligdesk i .venv. Meldingen fra pip står over.")


def is_debian() -> bool:
    """Whether apt installs things here."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None


def is_root() -> bool:
    """Whether this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages without asking anything; the package list is fetched first."""
    print(f"Installerer systempakker: {' '.join(packages)} …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=quiet, check=False, stdin=subprocess.DEVNULL)
    install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(install, env=quiet, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if done.returncode:
        raise SetupError(
            f"Fikk ikke installert systempakkene. Prøv selv:\n\n    apt-get install {' '.join(packages)}\n"
        )

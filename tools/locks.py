"""The lock files: every dependency at one version with its hashes, for each system and Python we support.

`requirements.lock` is what is shipped, `requirements-dev.lock` the same and the developer's tools.
Neither names an index: each machine's own settings say where packages come from.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from .environment import ROOT, script

RUNTIME, DEVELOPER = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
_HEADER = "# Made by `python3 dev.py lock` from pyproject.toml. Do not edit.\n"
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_SYSTEMS = (
    "x86_64-pc-windows-msvc",
    "x86_64-manylinux_2_34",
    "aarch64-manylinux_2_39",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_FOREIGN = re.compile(r"https?:|file:|--index-url|--find-links|(?<![\w.])/[\w.]+/", re.IGNORECASE)


def pins(lock: Path) -> dict[str, set[str]]:
    """Package → the versions that the lock names (more than one where systems differ)."""
    found: dict[str, set[str]] = {}
    for name, version in _PIN.findall(lock.read_text(encoding="utf-8")):
        found.setdefault(normal(name), set()).add(version)
    return found


def normal(name: str) -> str:
    """The one spelling of a package name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def faults() -> list[str]:
    """What is wrong with the lock files as they lie here; empty when all is well."""
    runtime, developer = pins(RUNTIME), pins(DEVELOPER)
    wrong = [f"{lock.name} nevner en adresse" for lock in (RUNTIME, DEVELOPER) if _FOREIGN.search(_text(lock))]
    wrong += [f"{name}: ulike versjoner i de to låsefilene" for name in runtime if runtime[name] != developer.get(name)]
    wrong += [f"{name} står i pyproject.toml, men ikke i låsefila" for name in sorted(_declared() - runtime.keys())]
    wrong += [f"{name}: ingen hash" for lock in (RUNTIME, DEVELOPER) for name in _without_hash(lock)]
    return wrong


def _text(lock: Path) -> str:
    return lock.read_text(encoding="utf-8")


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in project["dependencies"]}


def _without_hash(lock: Path) -> list[str]:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", _text(lock))
    return [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]


def make() -> None:
    """Resolve both files anew, then see that each supported system has a ready-made wheel of everything."""
    _compile(RUNTIME, [])
    _compile(DEVELOPER, ["--group", "dev", "--constraint", str(RUNTIME)])
    for system, version in itertools.product(_SYSTEMS, _PYTHONS):
        _try(system, version)
        print(f"ok  {system}, Python {version}", flush=True)


def _compile(target: Path, more: list[str]) -> None:
    hashes = ["--universal", "--generate-hashes", "--upgrade", "--quiet"]
    nameless = ["--no-emit-index-url", "--no-header", "--no-annotate"]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / target.name
        _uv("pip", "compile", "pyproject.toml", *hashes, *nameless, *more, "--output-file", str(made))
        target.write_text(_HEADER + made.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def _try(system: str, version: str) -> None:
    options = ["--no-config", "--dry-run", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    with tempfile.TemporaryDirectory() as folder:
        where = ["--target", folder, "--python-platform", system, "--python-version", version]
        _uv("pip", "install", *options, *where, "--requirement", str(DEVELOPER))


def _uv(*arguments: str) -> None:
    subprocess.run(
        [str(script("uv")), *arguments],
        cwd=ROOT,
        check=True,
        env={**os.environ, "MACOSX_DEPLOYMENT_TARGET": "15.0"},
    )


def main() -> int:
    """Make the locks, or with --prov only say what is wrong with those that lie here."""
    parser = argparse.ArgumentParser(prog="tools.locks")
    parser.add_argument("--prov", action="store_true", help="bare prøv dem som ligger her")
    if not parser.parse_args().prov:
        make()
    wrong = faults()
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

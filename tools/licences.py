"""The licences of everything that is shipped with Boligdesk: a list for the installer, and a stop for GPL.

LGPL is fine (PySide6, psycopg, python-stdnum are used as they come); GPL and AGPL are not.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata

from . import locks

_PERMITTED = re.compile(
    r"\b(MIT|MIT-CMU|BSD|[0-9]-Clause|Apache|PSF|PSFL|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General"
    r"|HPND|ISC|Zlib|0BSD|Unlicense|Public Domain)",
    re.IGNORECASE,
)
_LESSER = re.compile(r"LGPL|Lesser General Public", re.IGNORECASE)
_VIRAL = re.compile(r"\bA?GPL|GNU General Public|GNU Affero", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One package that is shipped, with the licence it states."""

    name: str
    version: str
    licence: str

    @property
    def allowed(self) -> bool:
        """Whether at least one of the licences offered may be used in a program handed out like this one."""
        return any(_fine(choice) for choice in re.split(r"\bOR\b|;", self.licence))


def _fine(choice: str) -> bool:
    viral = _VIRAL.search(choice) and not _LESSER.search(choice)
    return not viral and bool(_PERMITTED.search(choice))


def shipped() -> list[Entry]:
    """All packages of the run-time lock that are installed here (some belong to other systems only)."""
    found = [_installed(name) for name in sorted(locks.pins(locks.RUNTIME))]
    return entries_of([distribution for distribution in found if distribution])


def entries_of(distributions: Sequence[metadata.Distribution]) -> list[Entry]:
    """The entries of some packages, by name."""
    return sorted((_entry(found) for found in distributions), key=lambda entry: entry.name.lower())


def _installed(name: str) -> metadata.Distribution | None:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def _entry(distribution: metadata.Distribution) -> Entry:
    about = distribution.metadata
    stated = _said(about, "License-Expression") or "; ".join(_classifiers(about.get_all("Classifier") or ()))
    first_line = (_said(about, "License") or "ukjent").strip().splitlines()[0]
    return Entry(distribution.name, distribution.version, stated or first_line)


def _said(about: metadata.PackageMetadata, field: str) -> str:
    """A field of the metadata; one reader gives None for what is missing, another raises."""
    return (about[field] or "") if field in about else ""


def _classifiers(lines: Iterable[str]) -> Iterator[str]:
    return (line.rsplit(" :: ", 1)[1] for line in lines if line.startswith("License ::") and line.count("::") > 1)


def table(entries: Iterable[Entry]) -> str:
    """The list as it lies in the installer."""
    return "\n".join(f"{entry.name} {entry.version}: {entry.licence}" for entry in entries)


def main() -> int:
    """Print the list (or with --stille only what is wrong); 1 when a licence is not allowed."""
    parser = argparse.ArgumentParser(prog="tools.licences")
    parser.add_argument("--stille", action="store_true", help="bare det som ikke går an")
    quiet = parser.parse_args().stille
    entries = shipped()
    refused = [entry for entry in entries if not entry.allowed]
    if not quiet:
        print(table(entries))
    if refused:
        print(f"Ikke tillatt:\n{table(refused)}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

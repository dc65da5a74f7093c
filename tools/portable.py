"""Finds what would break the program on Windows or macOS, since it is written and tested on Linux (E22)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .environment import ROOT

#: Modules that Windows lacks.
POSIX_ONLY = frozenset({"crypt", "fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"})

#: Functions of `os` that Windows lacks.
POSIX_CALLS = frozenset({"chown", "fork", "getegid", "geteuid", "getgid", "getuid", "killpg", "setuid", "uname"})

_TEMPORARY = ("/tmp", "/var/tmp")


@dataclass(frozen=True)
class Finding:
    """One place that is not portable."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def findings(folder: Path) -> list[Finding]:
    """Everything below `folder` that other systems would choke on."""
    return [
        Finding(path.relative_to(folder.parent), line, what)
        for path in sorted(folder.rglob("*.py"))
        for line, what in _in_source(path.read_text(encoding="utf-8"))
    ]


def _in_source(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        yield from _in_node(node)


def _in_node(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import):
        yield from ((node.lineno, f"import {n.name} finnes ikke på Windows") for n in node.names if _posix(n.name))
    elif isinstance(node, ast.ImportFrom):
        if node.module and not node.level and _posix(node.module):
            yield node.lineno, f"import {node.module} finnes ikke på Windows"
    elif isinstance(node, ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id == "os" and node.attr in POSIX_CALLS:
            yield node.lineno, f"os.{node.attr} finnes ikke på Windows"
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _temporary(node.value):
        yield node.lineno, f"bruk tempfile i stedet for {node.value!r}"


def _posix(module: str) -> bool:
    return module.split(".")[0] in POSIX_ONLY


def _temporary(value: str) -> bool:
    return any(value == word or value.startswith(word + "/") for word in _TEMPORARY)


def main() -> int:
    """Print the findings in the program; 1 when there are any."""
    found = findings(ROOT / "boligdesk")
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

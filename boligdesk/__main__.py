"""`boligdesk` without a command opens the window, with one it does the command (E16). Both are imported lazily."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the window (perhaps on the office that `--db` names) or run a command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _wants_window(given):
        from .ui.app import main as show

        return show(given)
    from .cli import main as command

    return command(given)


def _wants_window(given: list[str]) -> bool:
    """Nothing but `--db X`: somebody clicked the icon."""
    return not given or (len(given) == 2 and given[0] == "--db") or (len(given) == 1 and given[0].startswith("--db="))


if __name__ == "__main__":
    sys.exit(main())

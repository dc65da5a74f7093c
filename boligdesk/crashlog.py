"""Where an error nobody foresaw is written down: a file on this PC, without any of the office's data."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import platformdirs

_MEGABYTE = 1_000_000
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|«[^»\n]*»")
_NUMBER = re.compile(r"\d(?:[ .\u00a0-]?\d){5,}")
_DEEPEST = 5


def log_file() -> Path:
    """The log on this PC; its folder is made when needed."""
    return Path(platformdirs.user_log_dir("boligdesk", appauthor=False)) / "boligdesk.log"


def scrub(words: str) -> str:
    """Take out what may be somebody's: everything in quotes, every number of six digits or more."""
    return _NUMBER.sub("######", _QUOTED.sub("«…»", words))


def describe(error: BaseException) -> str:
    """What an error was and where in the program it arose: names of functions and lines, no values."""
    return "\n".join(line for one in _chain(error) for line in _lines(one))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, the last first."""
    for _ in range(_DEEPEST):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    yield f"{type(error).__name__}: {scrub(str(error))}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"


def _short(path: str) -> str:
    """A path without the user's name in it: from the package on, else the file only."""
    parts = Path(path).parts
    here = next((n for n, part in enumerate(parts) if part in ("boligdesk", "site-packages")), len(parts) - 1)
    return "/".join(parts[here:])


def write_crash(error: BaseException) -> Path | None:
    """Write an error down, described without values; returns the file, None when it cannot be written."""
    from logging.handlers import RotatingFileHandler  # heavy: the frame is painted without it

    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_MEGABYTE, backupCount=3, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    words = f"uventet feil\n{describe(error)}"
    handler.handle(logging.LogRecord("boligdesk", logging.ERROR, __file__, 0, words, None, None))
    handler.close()
    return path

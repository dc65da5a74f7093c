"""Where an error nobody foresaw is written down: a file on this PC, with the traceback and no office data."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

_MEGABYTE = 1_000_000


def log_file() -> Path:
    """The log on this PC; its folder is made when needed."""
    return Path(platformdirs.user_log_dir("boligdesk", appauthor=False)) / "boligdesk.log"


def write_crash(error: BaseException) -> Path | None:
    """Write an error down; returns the file, None when it cannot be written.

    The values of SQL statements are not in it: the engine hides them.
    """
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_MEGABYTE, backupCount=3, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    record = logging.LogRecord(
        "boligdesk", logging.ERROR, __file__, 0, "uventet feil", None, (type(error), error, error.__traceback__)
    )
    handler.handle(record)
    handler.close()
    return path

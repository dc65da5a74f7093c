"""One command from its arguments to its exit code: 0 done, 1 refused with a reason, 2 wrong use."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from ..crashlog import write_crash
from ..rules.messages import RefusedError, refuse
from .answer import DONE, WRONG_USE, write, write_refusal
from .parser import build
from .usage import WrongUseError


def main(given: Sequence[str]) -> int:
    """Run one command. Nothing escapes: what nobody foresaw goes to the log and is told in one sentence."""
    as_json = "--json" in given
    try:
        return _run(given)
    except WrongUseError as error:
        return write_refusal(error, as_json=as_json, exit_code=WRONG_USE)
    except RefusedError as error:
        return write_refusal(error, as_json=as_json)
    except KeyboardInterrupt:
        return write_refusal(refuse("kommando.avbrutt"), as_json=as_json)
    except BrokenPipeError:
        return _nobody_reads()
    except Exception as error:
        path = write_crash(error)
        return write_refusal(refuse("kommando.uventet", fil=str(path or "–")), as_json=as_json)


def _nobody_reads() -> int:
    """`boligdesk leieforhold | head`: the reader has had enough; nothing went wrong."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _run(given: Sequence[str]) -> int:
    try:
        arguments = build().parse_args(given)
    except SystemExit as finished:  # --hjelp has written its text
        return int(finished.code or 0)
    answer = arguments.command(arguments)
    return write(answer, as_json=_as_json(arguments))


def _as_json(arguments: argparse.Namespace) -> bool:
    return bool(arguments.json)

"""Payments from the bank: read, checked and booked; with `--bare-les` only read and checked, without any base."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from ..casework.core.payment_files import BankFile, Payment, read_payment_file
from ..rules.messages import RefusedError
from ..texts import enum_text, formats, render, text
from .answer import DONE, REFUSED, Answer, aligned, fault_data
from .desk import at_desk

if TYPE_CHECKING:
    from ..casework.payments import BookedFile


def payments(arguments: Namespace) -> Answer:
    """`innbetalinger`: one document of the same shape whether the file is right or wrong; 1 when it is wrong.

    A booked file adds `bokfort` to it. A file that is booked before is refused, and nothing is booked of a wrong one.
    """
    return _read(arguments) if arguments.bare_les else _book(arguments)


def _read(arguments: Namespace) -> Answer:
    try:
        found = read_payment_file(arguments.fil, arguments.kart)
    except RefusedError as refused:
        return _refused(refused, arguments)
    if not found.ok:
        return _refused(RefusedError(*found.faults), arguments, found)
    return Answer(_data(found), _lines(found), DONE)


def _book(arguments: Namespace) -> Answer:
    from ..casework.payments import book_file, read_plan

    with at_desk(arguments) as desk:
        found = None
        try:
            plan = read_plan(desk, arguments.fil, arguments.kart)
            found = plan.file
            booked = book_file(desk, plan).value
        except RefusedError as refused:
            return _refused(refused, arguments, found)
    return Answer({**_data(found), "bokfort": _booked_data(booked)}, _booked_lines(found, booked), DONE)


def _booked_data(booked: BookedFile) -> dict[str, Any]:
    return {
        "fil": booked.file_id,
        "nye": booked.new,
        "fra_for": booked.skipped,
        "venter": booked.waiting,
        "utfall": {one.outcome.value: {"antall": one.count, "sum_ore": one.amount_ore} for one in booked.outcomes},
        "fullmakter": booked.mandates,
        "kjent_til": booked.covers_to.isoformat() if booked.covers_to else None,
    }


def _booked_lines(found: BankFile, booked: BookedFile) -> list[str]:
    sums = [[enum_text(o.outcome), str(o.count), formats.kroner(o.amount_ore)] for o in booked.outcomes]
    headings = [text("betaling.svar.utfall"), text("betaling.svar.antall"), text("betaling.svar.belop")]
    table = aligned(headings, sums, right=frozenset({1, 2})) if sums else []
    more = [text("betaling.svar.fra_for", antall=booked.skipped)] if booked.skipped else []
    more += [text("betaling.svar.venter", antall=booked.waiting)] if booked.waiting else []
    more += [text("betaling.svar.kjent_til", dato=booked.covers_to)] if booked.covers_to else []
    return [*table, *map(render, found.notes), *more, text("betaling.svar.bokfort", antall=booked.new)]


def _refused(refused: RefusedError, arguments: Namespace, found: BankFile | None = None) -> Answer:
    """For scripts the whole document with its faults; for people the sentences, as after any refusal."""
    if not arguments.json:
        raise refused
    data = _data(found or BankFile(arguments.fil.name, None, "", faults=refused.faults))
    return Answer({**data, "feil": [fault_data(fault) for fault in refused.faults]}, exit_code=REFUSED)


def _data(found: BankFile) -> dict[str, Any]:
    return {
        "format": found.format.value if found.format else None,
        "ok": found.ok,
        "sum_ore": found.sum_ore,
        "antall": len(found.payments),
        "transaksjoner": [_payment_data(payment) for payment in found.payments],
        "feil": [fault_data(fault) for fault in found.faults],
    }


def _payment_data(payment: Payment) -> dict[str, Any]:
    return {
        "kid": payment.kid,
        "belop_ore": payment.amount_ore,
        "dato": payment.booked_on.isoformat(),
        "type": payment.kind,
        "konto": payment.account or None,
    }


def _lines(found: BankFile) -> list[str]:
    kind = enum_text(found.format) if found.format else ""
    summary = text("betaling.svar.ok", format=kind, antall=len(found.payments), sum=found.sum_ore)
    headings = [
        text("betaling.svar.dato"),
        text("betaling.svar.kid"),
        text("betaling.svar.belop"),
        text("betaling.svar.type"),
        text("betaling.svar.konto"),
    ]
    table = aligned(headings, [_cells(payment) for payment in found.payments], right=frozenset({2}))
    return [*(table if found.payments else []), *map(render, found.notes), summary]


def _cells(payment: Payment) -> list[str]:
    amount = formats.kroner(payment.amount_ore, always_ore=True)
    return [formats.day(payment.booked_on), payment.kid or "–", amount, payment.kind, payment.account]

"""Records in, out and on paper: import, the list of tenancies, the printed lease, export."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..casework.core.desk import Desk
from ..casework.tenancy_list import LIVING, TenancyListRow, TenancyQuery, tenancy_ids, tenancy_rows
from ..rules.messages import refuse
from ..rules.os_reasons import os_reason
from ..texts import enum_text, formats, render, text
from .answer import DONE, REFUSED, Answer, aligned
from .desk import at_desk

if TYPE_CHECKING:
    from ..casework.imports import ImportResult

IMPORTED = ("boliger", "leietakere", "restanser")


def bring_in(arguments: Namespace) -> Answer:
    """`import`: a spreadsheet into the records; the good rows, or all or none."""
    from ..casework.imports import import_file

    if arguments.per is not None and arguments.slag != "restanser":
        raise refuse("kommando.import.bare_restanser")
    with at_desk(arguments) as desk:
        result = import_file(
            desk,
            arguments.slag,
            arguments.fil,
            dry_run=arguments.prov,
            all_or_nothing=arguments.alt_eller_intet,
            accept_doubts=arguments.godta,
            rest=arguments.rest,
            mapping=arguments.kart,
            sheet=arguments.ark,
            complete_to=arguments.per,
        )
    return _imported(result, arguments)


def _imported(result: ImportResult, arguments: Namespace) -> Answer:
    rows = [{"rad": row.row, "celle": row.cell, "kode": row.code, "tekst": render(row.message)} for row in result.rows]
    counts: dict[str, Any] = {
        "nye": result.new,
        "endret": result.changed,
        "uendret": result.unchanged,
        "avvist": result.refused,
    }
    summary = text("kommando.import.prov" if arguments.prov else "kommando.import.gjort", **counts)
    lines = [*(_line(row) for row in rows), *map(render, result.remarks), summary]
    if result.flagged:
        lines.append(text("kommando.import.ulovlige", antall=len(result.flagged)))
    return Answer({**counts, "rader": rows}, lines, DONE if result.accepted or not result.refused else REFUSED)


def _line(row: dict[str, object]) -> str:
    place = row["celle"] or row["rad"]
    return f"{place}: {row['tekst']}"


def tenancies(arguments: Namespace) -> Answer:
    """`leieforhold`: the list; `id` is what `leiekontrakt --leieforhold` takes."""
    query = TenancyQuery(text=arguments.sok, states=LIVING if arguments.lopende else frozenset())
    with at_desk(arguments) as desk:
        ids = tenancy_ids(desk, query)
        found = tenancy_rows(desk, ids)
    rows = [found[i] for i in ids if i in found]
    return Answer({"leieforhold": [_tenancy(row) for row in rows]}, _tenancy_lines(rows))


def _tenancy(row: TenancyListRow) -> dict[str, object]:
    return {
        "id": row.id,
        "adresse": _address(row),
        "fra": row.from_date.isoformat(),
        "til": row.to_date.isoformat() if row.to_date else None,
        "leie_ore": row.rent_ore,
    }


def _address(row: TenancyListRow) -> str:
    return f"{row.address}, {row.dwelling_number}" if row.dwelling_number else row.address


def _tenancy_lines(rows: list[TenancyListRow]) -> list[str]:
    if not rows:
        return [text("kommando.leieforhold.ingen")]
    headings = [
        text("kommando.leieforhold.id"),
        text("kommando.leieforhold.nummer"),
        text("kommando.leieforhold.adresse"),
        text("kommando.leieforhold.leietaker"),
        text("kommando.leieforhold.fra"),
        text("kommando.leieforhold.til"),
        text("kommando.leieforhold.leie"),
        text("kommando.leieforhold.status"),
    ]
    return aligned(headings, [_cells(row) for row in rows], right=frozenset({0, 6}))


def _cells(row: TenancyListRow) -> list[str]:
    return [
        str(row.id),
        row.number,
        _address(row),
        "; ".join(row.tenants),
        formats.day(row.from_date),
        formats.day(row.to_date) if row.to_date else "",
        formats.amount(row.rent_ore) if row.rent_ore is not None else "",
        enum_text(row.state),
    ]


def lease(arguments: Namespace) -> Answer:
    """`leiekontrakt`: the printed lease of a tenancy as PDF; unchanged data gives the stored bytes again."""
    from ..casework.lease_print import print_lease

    with at_desk(arguments) as desk:
        printed = print_lease(desk, arguments.leieforhold).value
    _write(arguments.ut, printed.pdf)
    data = {
        "leieforhold": arguments.leieforhold,
        "fil": str(arguments.ut),
        "dokument": printed.document_id,
        "tittel": printed.title,
        "ny": printed.fresh,
    }
    return Answer(data, [text("kommando.skrevet", fil=str(arguments.ut))])


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise refuse("kommando.fil_ikke_skrevet", fil=str(path), grunn=os_reason(error)) from error


def _dwellings(desk: Desk, path: Path) -> None:
    from ..casework.stock_list import DwellingQuery, export_list

    export_list(desk, path, DwellingQuery())


def _kobo(desk: Desk, path: Path) -> None:
    from ..casework.stock_list import DwellingQuery, export_kobo

    export_kobo(desk, path, DwellingQuery())


def _persons(desk: Desk, path: Path) -> None:
    from ..casework.person_list import PersonQuery, export_persons

    export_persons(desk, path, PersonQuery())


EXPORTED: dict[str, Callable[[Desk, Path], None]] = {"boliger": _dwellings, "leietakere": _persons, "kobo": _kobo}


def export(arguments: Namespace) -> Answer:
    """`eksport`: a list to Excel, or the dwellings under Kobo's field names."""
    with at_desk(arguments) as desk:
        EXPORTED[arguments.slag](desk, arguments.ut)
    return Answer({"fil": str(arguments.ut)}, [text("kommando.skrevet", fil=str(arguments.ut))])

"""What the tables of the import show: plain lines made from the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...casework.imports import Finding, ImportPlan, PlanRow, RowMatch
from ...rules.messages import Message
from ...texts import enum_text, render, text
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import Group
from .becomes import becomes

_STATUS = {
    "wrong": (Tone.CRIT, "x"),
    "confirm": (Tone.WARN, "circle-help"),
    "ok": (Tone.OK, "check"),
}
_PROPOSAL = {
    "sure": (Tone.OK, "check"),
    "confirm": (Tone.WARN, "circle-help"),
    "skipped": (Tone.NEUTRAL, "minus"),
}
_OUTCOME = {"new": (Tone.OK, "plus"), "changed": (Tone.INFO, "pencil"), "unchanged": (Tone.NEUTRAL, "check")}

#: How many columns of a row are enough to know it by.
_KNOWN_BY = 5


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file, a sample of it, and the field it is brought in as."""

    column: int
    label: str
    sample: str
    field: str
    chip: ChipLook


@dataclass(frozen=True)
class RowLine:
    """A row of the file: how it stands, what it becomes or the finding that is shown, and what can be done about it."""

    number: int
    status: str
    chip: ChipLook
    title: str
    reason: str
    mend: str
    finding: Finding | None


@dataclass(frozen=True)
class MatchLine:
    """What booking a row would do."""

    number: int
    chip: ChipLook
    title: str
    fields: str


def column_lines(plan: ImportPlan, names: Mapping[str, Message]) -> dict[int, ColumnLine]:
    """One line per column of the file; `names` are the fields' labels."""
    columns = {column.index: column for column in plan.table.columns}
    lines = {}
    for choice in plan.mapping.choices:
        field = render(names[choice.field]) if choice.field else text("ui.import.ikke")
        tone, icon = _PROPOSAL[choice.proposal.value]
        chip = ChipLook(enum_text(choice.proposal), tone, icon)
        lines[choice.column] = ColumnLine(
            choice.column, choice.label, plan.table.sample(columns[choice.column]), field, chip
        )
    return lines


def row_lines(plan: ImportPlan, shown: str) -> tuple[dict[int, RowLine], list[Group]]:
    """The rows under their headings: wrong, to confirm, ready; `shown` is one of them or "all"."""
    lines: dict[int, RowLine] = {}
    groups: list[Group] = []
    for status, title in _headings():
        rows = [row for row in plan.rows if row.status.value == status and shown in ("all", status)]
        if rows:
            groups.append(Group(title, len(rows)))
            lines |= {row.number: _row_line(plan, row) for row in rows}
    return lines, groups


def _headings() -> Iterator[tuple[str, str]]:
    yield "wrong", text("ui.import.gruppe_feil")
    yield "confirm", text("ui.import.gruppe_bekreft")
    yield "ok", text("ui.import.gruppe_klare")


def _row_line(plan: ImportPlan, row: PlanRow) -> RowLine:
    if row.left_out:
        chip = ChipLook(text("ui.import.utelatt"), Tone.NEUTRAL, "minus")
        return RowLine(row.number, row.status.value, chip, known_by(plan, row), "", "", None)
    tone, icon = _STATUS[row.status.value]
    chip = ChipLook(enum_text(row.status), tone, icon)
    finding = open_finding(plan, row)
    if finding is None:
        return RowLine(row.number, row.status.value, chip, becomes(row), "", "", None)
    words = render(finding.control.what)
    title = f"{finding.address}: {words}" if finding.address else words
    alike = len(plan.same_form(finding))
    reason = _why(finding) or becomes(row) or known_by(plan, row)
    if alike > 1:
        reason = f"{reason} · {text('ui.import.samme_form', antall=alike)}"
    return RowLine(row.number, row.status.value, chip, title, reason, _mend(finding, alike), finding)


def _why(finding: Finding) -> str:
    return render(finding.control.why) if finding.control.why else ""


def _mend(finding: Finding, alike: int) -> str:
    if finding.mends:
        return render(finding.mends[0].label)
    if finding.blocks:
        return text("ui.import.rett_selv")
    return text("ui.import.godta_alle", antall=alike) if alike > 1 else text("ui.import.godta")


def open_finding(plan: ImportPlan, row: PlanRow) -> Finding | None:
    """The finding that keeps a row back: what blocks it first, else the first doubt nobody has accepted."""
    blocking = [f for f in row.findings if f.blocks]
    doubts = [f for f in row.findings if f.control.kind.value == "soft" and f.key not in plan.accepted]
    return next(iter(blocking or doubts), None)


def known_by(plan: ImportPlan, row: PlanRow) -> str:
    """A row as it is written in the file: its first mapped cells."""
    columns = [choice.column for choice in plan.mapping.choices if choice.field]
    cells = (plan.table.sheet.cell(row.number, column).text for column in columns)
    return " · ".join([cell for cell in cells if cell][:_KNOWN_BY])


def as_written(plan: ImportPlan, finding: Finding) -> str:
    """What a finding is about, as the row says it; an address may stand in several columns."""
    if finding.text or finding.field != "adresse":
        return finding.text
    values = plan.row(finding.row).values
    return " ".join(str(values[key]) for key in ("gate", "husnummer", "bolignummer") if values.get(key))


def match_lines(
    plan: ImportPlan, found: Mapping[int, RowMatch], names: Mapping[str, Message]
) -> tuple[dict[int, MatchLine], list[Group]]:
    """What booking does, new rows first; unchanged ones last."""
    lines: dict[int, MatchLine] = {}
    groups = []
    for outcome in ("new", "changed", "unchanged"):
        rows = [number for number, match in found.items() if match.outcome.value == outcome]
        if rows:
            groups.append(Group(enum_text(found[rows[0]].outcome), len(rows)))
            lines |= {number: _match_line(plan, number, found[number], names) for number in rows}
    return lines, groups


def _match_line(plan: ImportPlan, number: int, match: RowMatch, names: Mapping[str, Message]) -> MatchLine:
    tone, icon = _OUTCOME[match.outcome.value]
    fields = ", ".join(render(names[key]) if key in names else key for key in match.fields)
    return MatchLine(number, ChipLook(enum_text(match.outcome), tone, icon), becomes(plan.row(number)), fields)


def about_file(plan: ImportPlan, name: str) -> str:
    """ "boligliste.xlsx, ark «Utleie», 124 rader, overskrift i rad 3–4"."""
    header = plan.table.header_rows
    return text(
        "ui.import.om_filen",
        fil=name,
        ark=plan.table.sheet.name,
        rader=len(plan.rows),
        overskrift="–".join(str(row) for row in sorted({min(header), max(header)})),
    )

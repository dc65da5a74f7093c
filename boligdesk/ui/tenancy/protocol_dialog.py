"""The hand-over protocol as it was filled in at the inspection: rooms, keys, meters, defects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from ...casework.core.changes import Done
from ...casework.protocols import (
    DefectFound,
    KeysFound,
    MeterFound,
    ProtocolFound,
    RoomFound,
    print_protocol,
    save_protocol,
)
from ...texts import text
from ..parts.form_fields import Editor
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..shell.context import Context
from .act_dialog import About, ActDialog, Question, Words
from .papers import Paper
from .rows_editor import RowsEditor, RowsSpec

_ROOMS = RowsSpec(
    (
        FieldSpec("name", "ui.kontrakt.rom", width=220),
        FieldSpec("condition", "ui.kontrakt.tilstand"),
        FieldSpec("remark", "ui.kontrakt.merknad"),
    ),
    add="ui.kontrakt.legg_til_rom",
)
_KEYS = RowsSpec(
    (
        FieldSpec("kind", "ui.kontrakt.nokkel"),
        FieldSpec("count", "ui.kontrakt.antall", FieldKind.COUNT, width=70),
        FieldSpec("numbers", "ui.kontrakt.nummer_kort"),
    ),
    add="ui.kontrakt.legg_til_nokkel",
)
_METERS = RowsSpec(
    (
        FieldSpec("kind", "ui.kontrakt.maler"),
        FieldSpec("number", "ui.kontrakt.nummer_kort"),
        FieldSpec("reading", "ui.kontrakt.stand"),
    ),
    add="ui.kontrakt.legg_til_maler",
)
_DEFECTS = RowsSpec(
    (
        FieldSpec("what", "ui.kontrakt.mangel"),
        FieldSpec("who", "ui.kontrakt.utbedres_av", width=170),
        FieldSpec("until", "ui.kontrakt.innen", FieldKind.DATE, width=120),
    ),
    add="ui.kontrakt.legg_til_mangel",
)


def _spec(found: ProtocolFound, today: date) -> FormSpec:
    def rows(spec: RowsSpec) -> Any:
        return lambda _field: _editor(spec, today)

    return FormSpec(
        [
            SectionSpec(
                [
                    FieldSpec("held_on", "ui.kontrakt.befart", FieldKind.DATE, required=True),
                    FieldSpec("rooms", "ui.kontrakt.rommene", FieldKind.MULTILINE, editor=rows(_ROOMS)),
                    FieldSpec("keys", "ui.kontrakt.noklene", FieldKind.MULTILINE, editor=rows(_KEYS)),
                    FieldSpec("meters", "ui.kontrakt.malerne", FieldKind.MULTILINE, editor=rows(_METERS)),
                    FieldSpec("defects", "ui.kontrakt.manglene", FieldKind.MULTILINE, editor=rows(_DEFECTS)),
                    FieldSpec("address", "ui.kontrakt.ny_adresse", when=lambda _values: not found.moving_in),
                ]
            )
        ]
    )


def _editor(spec: RowsSpec, today: date) -> Editor:
    return RowsEditor(spec, today)


class ProtocolDialog(ActDialog):
    """Keeps a protocol of moving in or out; `finished` gives its id."""

    form_key = "protokoll"

    def __init__(self, ctx: Context, about: About, blank: ProtocolFound) -> None:
        words = Words(
            "ui.kontrakt.protokoll_inn" if blank.moving_in else "ui.kontrakt.protokoll_ut",
            "ui.kontrakt.protokoll_lagre",
            "ui.kontrakt.protokoll_gjort",
            "clipboard-check",
        )
        super().__init__(ctx, about, words, _spec(blank, ctx.desk.today), width=960)
        self._blank = blank
        rows = {name: [asdict(row) for row in getattr(blank, name)] for name in ("rooms", "keys", "meters", "defects")}
        self.form.set_values({"held_on": blank.held_on, **rows})

    def question(self, values: Mapping[str, object]) -> Question | None:
        """Nothing to ask: a protocol says what was seen."""
        return None

    def found(self, values: Mapping[str, Any]) -> ProtocolFound:
        """The protocol that the form says."""
        return ProtocolFound(
            self.about.tenancy_id,
            self._blank.moving_in,
            values["held_on"],
            rooms=tuple(RoomFound(**_words(row)) for row in values["rooms"] or ()),
            keys=tuple(
                KeysFound(row["kind"] or "", row["count"] or 0, row["numbers"] or "") for row in values["keys"] or ()
            ),
            meters=tuple(MeterFound(**_words(row)) for row in values["meters"] or ()),
            defects=tuple(
                DefectFound(row["what"] or "", row["who"] or "", row["until"]) for row in values["defects"] or ()
            ),
            forwarding_address=values["address"] or "",
        )

    def act(self, values: Mapping[str, object]) -> partial[Done[int]]:
        """Keep it."""
        return partial(save_protocol, self.ctx.desk, self.found(values))

    def carried_out(self, value: int) -> None:
        """Offer it for signing."""
        desk = self.ctx.desk
        paper = Paper(text("ui.kontrakt.protokollen"), lambda: print_protocol(desk, value), copies=2)
        self.show_papers(text("ui.kontrakt.protokoll_gjort"), (), (paper,), value)


def _words(row: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value or "") for key, value in row.items()}

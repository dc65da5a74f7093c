"""Controls of the rules on the fields of a dialog: their names there, and what can only be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...rules.messages import Control, Kind, Mend


def on_fields(controls: Iterable[Control], aliases: Mapping[str, str]) -> tuple[Control, ...]:
    """The controls with the form's own field names; what the rules miss and no field asks for is only told."""
    return tuple(_told(_renamed(control, aliases)) for control in controls)


def _renamed(control: Control, aliases: Mapping[str, str]) -> Control:
    mends = tuple(
        Mend(mend.label, {aliases.get(name, name): value for name, value in mend.values.items()})
        for mend in control.mends
    )
    return replace(control, fields=tuple(aliases.get(name, name) for name in control.fields), mends=mends)


def _told(control: Control) -> Control:
    return replace(control, kind=Kind.INFO) if control.kind is Kind.MISSING else control

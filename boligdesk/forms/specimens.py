"""An invented letter of each kind, with a value in every field: what the preview of a template is filled with.

Read off the data class itself, so that a new field is in the preview the day it is made.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from ..rules.messages import Message, msg
from .data import LetterData
from .fieldbook import Felt
from .kinds import KINDS

_DAY = date(2026, 12, 1)
_MONEY_ORE, _COUNT = 895_000, 3


def specimen(key: str) -> LetterData:
    """A letter of this kind with all fields filled and all facts true."""
    made: LetterData = _of(KINDS[key])
    return made


def _of(kind: type) -> Any:
    hints = get_type_hints(kind, include_extras=True)
    return kind(**{field.name: _value(hints[field.name]) for field in fields(kind) if field.init})


def _value(hint: Any) -> Any:
    if get_origin(hint) is Annotated:
        plain, felt, *_ = get_args(hint)
        return _plain(plain, felt if isinstance(felt, Felt) else None)
    return _plain(hint, None)


def _plain(hint: Any, felt: Felt | None) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return _plain(next(part for part in get_args(hint) if part is not NoneType), felt)
    if get_origin(hint) is tuple:
        return (_plain(get_args(hint)[0], felt),)
    if is_dataclass(hint) and hint is not Message and isinstance(hint, type):
        return _of(hint)
    return _simple(hint, felt)


def _simple(hint: Any, felt: Felt | None) -> Any:
    """A value of a simple type; words name the field that they stand for."""
    simple = {bool: True, int: _money_or_count(felt), Decimal: Decimal(_COUNT), date: _DAY, bytes: None}
    if hint in simple:
        return simple[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    word = f"‹{felt.name}›" if felt else "‹eksempel›"
    return msg("kontormal.eksempel", felt=word) if hint is Message else word


def _money_or_count(felt: Felt | None) -> int:
    return _MONEY_ORE if felt is not None and felt.form.startswith(("kr", "belop")) else _COUNT

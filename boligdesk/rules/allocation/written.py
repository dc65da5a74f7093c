"""A criteria set written as TOML: what another office can read in again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .sets import CriteriaSet, Criterion, ExceptionRule, PriorityGroup, ScorePart, Wording

Pairs = Mapping[str, Any]


def to_toml(criteria: CriteriaSet) -> str:
    """The whole set as a file; `read_set` gives the same set back, but never as adopted."""
    blocks = [_block("", _top(criteria))]
    for criterion in criteria.criteria:
        blocks.append(_block("[[krav]]", _criterion(criterion)))
        blocks += [_block("[[krav.unntak]]", _exception(rule)) for rule in criterion.exceptions]
    blocks += [_block("[[prioritet]]", _group(group)) for group in criteria.groups]
    if criteria.score:
        blocks.append(_block("[poeng]", {"i_bruk": criteria.score.in_use}))
        blocks += [_block("[[poeng.del]]", _part(part)) for part in criteria.score.parts]
    return "\n".join(blocks)


def line_of_pair(key: str, value: Any) -> str:
    """One key with its value, as a line of a file."""
    return f"{_key(key)} = {_value(value)}"


def _top(criteria: CriteriaSet) -> Pairs:
    return {
        "navn": criteria.name,
        "kommune": criteria.municipality,
        "utgave": criteria.edition,
        "malform": criteria.language,
        "vedtatt_av": criteria.decided_by,
        "vedtatt_dato": criteria.decided_on,
        "gjelder_fra": criteria.valid_from,
        "gjelder_til": criteria.valid_to,
        "utgave_velges_etter": criteria.version_date.value,
        "kilde": criteria.source,
        "kilde_lest": criteria.source_read,
        "ufullstendig_kilde": criteria.incomplete,
        "merknad": criteria.note,
    }


def _criterion(criterion: Criterion) -> Pairs:
    return {
        "nokkel": criterion.key,
        **_wording("tittel", criterion.title),
        "paragraf": criterion.paragraph,
        **_wording("tekst", criterion.text),
        "oppfylt": criterion.met.written(),
    }


def _exception(rule: ExceptionRule) -> Pairs:
    when = {"gjelder": rule.when.written(), "begrunnelse": rule.needs_reason} if rule.when else {}
    return {"nokkel": rule.key, **_wording("tekst", rule.text), **when}


def _group(group: PriorityGroup) -> Pairs:
    when = {"gjelder": group.when.written()} if group.when else {}
    return {"nokkel": group.key, "trinn": group.step, **_wording("tekst", group.text), **when}


def _part(part: ScorePart) -> Pairs:
    return {
        "nokkel": part.key,
        **_wording("tekst", part.text),
        "poeng": part.points,
        "gjelder": part.when.written(),
    }


def _wording(key: str, wording: Wording) -> Pairs:
    return {key: wording.nb, f"{key}_nn": wording.nn}


def _block(header: str, pairs: Pairs) -> str:
    lines = [line_of_pair(key, value) for key, value in pairs.items() if value is not None and value != ""]
    return "\n".join([*([header] if header else []), *lines, ""])


def _value(value: Any, depth: int = 0) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}" if value != value.to_integral_value() else f"{int(value)}"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(_pairs(value, depth))} }}"
    return _list(value, depth) if isinstance(value, (list, tuple)) else str(value)


def _pairs(table: Pairs, depth: int) -> Iterator[str]:
    return (f"{_key(key)} = {_value(value, depth)}" for key, value in table.items())


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _list(items: Iterable[Any], depth: int) -> str:
    """Conditions each on a line of their own, words beside each other."""
    written = [_value(item, depth + 1) for item in items]
    if not any(isinstance(item, Mapping) for item in items):
        return f"[{', '.join(written)}]"
    space = "  " * (depth + 1)
    return "[\n" + "".join(f"{space}{item},\n" for item in written) + "  " * depth + "]"

"""Conditions of blocks in words: what the data of a letter calls `fixed_term`, people call «tidsbestemt»."""

from __future__ import annotations

from ...rules.messages import Message
from ...rules.template_text import Condition, TemplateTextError, parse_condition
from ...texts import has, render, text


def fact_name(name: str) -> str:
    """What people call a fact of a letter; one that no letter has any more keeps its own name in quotes."""
    message = Message(f"mal.betingelse.{name}")
    return render(message) if has(message.code) else f"«{name}»"


def condition_words(condition: str) -> str:
    """A condition in bokmål: "tidsbestemt og ikke (etter § 11-1 eller framleid)"; "alltid" when there is none."""
    try:
        found = parse_condition(condition)
    except TemplateTextError:
        return condition
    return _words(found) if found.names else text("ui.innst.alltid")


def _words(condition: Condition) -> str:
    if condition.operator == "fact":
        return fact_name(condition.name)
    if condition.operator == "not":
        return text("ui.innst.ikke_slik", betingelse=_inner(condition.operands[0]))
    between = text("ui.innst.eller") if condition.operator == "or" else text("ui.innst.og")
    return f" {between} ".join(_inner(operand) for operand in condition.operands)


def _inner(condition: Condition) -> str:
    """A part of a whole; what is put together itself stands in brackets."""
    return f"({_words(condition)})" if condition.operator in ("and", "or") else _words(condition)

"""Reading fødselsnummer, D-nummer, DUF, organisation and account numbers as people type them."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..identifiers import NORWEGIAN, Identifier, Scheme, check_account, check_org_number, identify
from ..messages import Control, msg
from .cells import from_cell, shown
from .outcome import Reading, confirm, mend_to, wrong

_SEPARATORS = re.compile(r"[\s.\-]")


def read_identifier(cell: object, schemes: frozenset[Scheme] = NORWEGIAN) -> Reading[Identifier]:
    """A person's number with or without blanks; a leading zero that Excel ate is put back for confirmation."""
    return from_cell(cell, lambda text: _identifier(text, schemes))


def _identifier(text: str, schemes: frozenset[Scheme]) -> Reading[Identifier]:
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch("[0-9]+", digits):
        return wrong(msg("lesing.id.tegn", tekst=shown(text)))
    identifier, finding = identify(digits, schemes)
    if identifier is None and len(digits) == 10:
        return _with_zero(digits, schemes, finding)
    return Reading(identifier, finding)


def _with_zero(digits: str, schemes: frozenset[Scheme], finding: Control | None) -> Reading[Identifier]:
    identifier, doubt = identify(f"0{digits}", schemes)
    if identifier is None or doubt is not None:
        return Reading(None, finding)
    label = msg("lesing.rett.til", verdi=identifier.written())
    return confirm(identifier, msg("lesing.id.null_foran"), [mend_to(identifier, label)])


def read_org_number(cell: object) -> Reading[str]:
    """An organisation number as nine digits ("999 999 999 MVA" too)."""
    return from_cell(
        cell, lambda text: _checked(re.sub("(?i)mva|^no", "", text), "lesing.orgnr.tegn", check_org_number)
    )


def read_account(cell: object) -> Reading[str]:
    """A bank account as eleven digits ("1234.56.78903" too)."""
    return from_cell(cell, lambda text: _checked(text, "lesing.konto.tegn", check_account))


def _checked(text: str, not_digits: str, check: Callable[[str], Control | None]) -> Reading[str]:
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch("[0-9]+", digits):
        return wrong(msg(not_digits, tekst=shown(text)))
    finding = check(digits)
    return Reading(None, finding) if finding else Reading(digits)

"""When a list of open items may stand for the whole of the municipality's accounts, and what is told of it (E17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ...exchange.plan import PlanRow
from ...rules.arrears.words import LedgerKind
from ...rules.messages import Message, msg, refuse
from .acts import Look
from .ledger_choice import ledger_kind
from .payment_rows import payments_known_to

#: A row that says nothing of an account here: of another customer of the municipality, or with nothing open.
_OF_OTHERS, _NOTHING = "apning.ukjent", "apning.ingenting_apent"
#: What names an account for certain; a name may be misspelt.
_CERTAIN = frozenset({"kid", "kontrakt"})


def refuse_list(look: Look, day: date) -> None:
    """Refuse a whole list where Boligdesk keeps the books, of a day to come, or older than the payments known."""
    if ledger_kind(look) is not LedgerKind.MIRROR:
        raise refuse("apning.hel_bare_speil")
    if day > look.today:
        raise refuse("apning.hel_fram_i_tid", dato=day)
    known = payments_known_to(look)
    if known is not None and day < known:
        raise refuse("apning.hel_eldre", dato=day, kjent=known)


def refuse_torn(refused: Iterable[PlanRow]) -> None:
    """Refuse a whole list of which a row stays out that may be about an account here: it would seem to be paid."""
    torn = [row for row in refused if not _harmless(row)]
    if torn:
        raise refuse("apning.hel_mangler", antall=len(torn), rad=torn[0].number)


def _harmless(row: PlanRow) -> bool:
    blocking = [one for one in row.findings if one.blocks]
    return bool(blocking) and all(
        one.code == _NOTHING or (one.code == _OF_OTHERS and one.field in _CERTAIN) for one in blocking
    )


def list_told(gone: int, day: date) -> Iterator[Message]:
    """What booking a whole list did beside its rows."""
    if gone:
        yield msg("apning.gjort_opp", antall=gone)
    yield msg("apning.kjent_til", dato=day)

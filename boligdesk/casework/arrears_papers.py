"""The checklist of a begjæring on paper: what to be clear about, what to enclose, what is open of the notice (P19)."""

from __future__ import annotations

from datetime import date, timedelta

from ..forms.arrears_data import CheckLine, PetitionData
from ..rules.arrears.facts import EvictionNotice, Wait
from ..rules.arrears.letters import EXTRA_COSTS
from ..rules.arrears.words import ArrearsEventKind
from ..rules.ledger.claims import MarkedClaim
from ..rules.messages import msg, refuse
from ..rules.periods import ONE_DAY
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.acts import Look, Work, reads, steps, writes
from .core.arrears_facts import Standing
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.letter_contents import claim_lines
from .core.letter_proposals import Proposal, proposal_of
from .core.petition_checks import petition_checks
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.templates import template_of

_KEY = "sjekkliste_begjaering"


@steps(Right.ARREARS_WRITE)
def print_petition_checklist(desk: Desk, account_id: int, *, for_term: bool = False) -> Done[PrintedDocument]:
    """Print the checklist of a begjæring for unpaid rent, or at the end of a term; it records nothing by itself.

    Refused where no § 4-18 notice was sent. The same case gives the same paper again.
    """
    letter, before = _checklist(desk, account_id, for_term)
    return print_letter(desk, letter, before, _file)


@reads(Right.LEDGER_READ)
def _checklist(look: Look, account_id: int, for_term: bool) -> tuple[Letter, PrintedDocument | None]:
    kind = ArrearsEventKind.TERM_NOTICE if for_term else ArrearsEventKind.EVICTION_NOTICE
    proposal = proposal_of(look, account_id, kind)
    case, template = proposal.case, template_of(look, _KEY, proposal.case.language)
    letter = Letter(
        _KEY,
        DocumentKind.PETITION,
        _data(look, proposal, for_term),
        template,
        f"sjekkliste-begjaering-{case.number}-{look.today:%Y%m%d}.pdf",
        tenancy_id=case.tenancy_id,
        dwelling_id=case.dwelling_id,
        case_number=case.case_number,
    )
    return letter, stored(look, letter)


def _data(look: Look, proposal: Proposal, for_term: bool) -> PetitionData:
    standing = proposal.standing
    notice = _notice(standing, for_term)
    points = petition_checks(standing, for_term=for_term)
    return PetitionData(
        **proposal.case.shared(look) | {"recipient": None},
        noticed_on=notice.sent_on,
        possible_from=_earliest(standing, notice),
        points=tuple(CheckLine(what=point.what, found=_FOUND[point.ok]) for point in points),
        claims=() if for_term else claim_lines(look, _still_named(standing)),
        extras=claim_lines(look, (c for c in standing.past_due if c.item.entry.kind in EXTRA_COSTS)),
        for_term=for_term,
    )


_FOUND = {
    True: msg("restansebrev.funn.ja"),
    False: msg("restansebrev.funn.nei"),
    None: msg("restansebrev.funn.ukjent"),
}


def _notice(standing: Standing, for_term: bool) -> EvictionNotice:
    term = standing.facts.term
    notice = (term.notice if term else None) if for_term else standing.facts.notice
    if notice is None:
        raise refuse("restansebrev.uten_varsel")
    return notice


def _earliest(standing: Standing, notice: EvictionNotice) -> date:
    """The day after the 14 days and the postal margin, and after the day that the notice gave."""
    practice = standing.facts.practice
    days = practice.number(Wait.EVICTION_NOTICE) + practice.number(Wait.POSTAL)
    last = notice.sent_on + timedelta(days=days)
    return max(last, notice.deadline or last) + ONE_DAY


def _still_named(standing: Standing) -> list[MarkedClaim]:
    """The rent that the last notice named, as far as it still stands (P19)."""
    sent = [e for e in standing.rows.events if e.kind is ArrearsEventKind.EVICTION_NOTICE and e.sent_on]
    named = set(sent[-1].claim_ids) if sent else set()
    return [claim for claim in standing.claims if claim.item.entry.id in named and claim.is_eviction_ground]


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    before = stored_print(work, {"tenancy_id": new.tenancy_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id

"""Small checks that a step must pass: each answers with the fact that stops it, or None."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ..calendar import add_working_days
from ..messages import Message, Param
from ..periods import ONE_DAY, Period, add_months
from .facts import HOLDS_CONTACT, AgreementState, ArrearsFacts, Considered, EvictionNotice, Practice, SentLetter, Wait


@dataclass(frozen=True)
class Stop:
    """Why a step is not taken; `possible_from` where time alone changes it; `lacks`: it is data that is missing."""

    why: Message
    possible_from: date | None = None
    lacks: bool = False


Check = Callable[[ArrearsFacts], Stop | None]


def stopped(code: str, possible_from: date | None = None, **params: Param) -> Stop:
    """A step that a fact stops."""
    return Stop(Message(code, params), possible_from)


def lacking(code: str, **params: Param) -> Stop:
    """A step that nobody can judge: this is not known."""
    return Stop(Message(code, params), lacks=True)


def payments_known(facts: ArrearsFacts) -> Stop | None:
    """Nothing is sent on stale payments, and "missed" needs a bank file that covers the due day (P22)."""
    known = facts.payments_known_to
    if known is None:
        return lacking("restanse.mangler.innbetalinger")
    needed = add_working_days(facts.today, -facts.practice.number(Wait.FRESH))
    due = facts.oldest_due
    if due is not None and due < facts.today:
        needed = max(needed, due)
    return lacking("restanse.mangler.ferske_innbetalinger", til=known, fra=needed) if known < needed else None


def missed(facts: ArrearsFacts) -> Stop | None:
    """Something that may be dunned is past its due day."""
    if facts.oldest_due is None or facts.dunnable_ore <= 0:
        return stopped("restanse.stopp.ingenting_skyldig")
    if facts.oldest_due >= facts.today:
        return stopped("restanse.stopp.ikke_forfalt", facts.oldest_due + ONE_DAY, dato=facts.oldest_due)
    return None


def not_held(facts: ArrearsFacts) -> Stop | None:
    """No dispute, agreement, pause, announced NAV money, gjeldsordning, estate or protected case."""
    return _held(facts, contact=False) or _plan_runs(facts)


def may_be_dunned(facts: ArrearsFacts) -> Stop | None:
    """The same; but rent missed beside a running plan that does not cover it is dunned."""
    return _held(facts, contact=False) or (None if facts.beside_plan else _plan_runs(facts))


def not_held_from_contact(facts: ArrearsFacts) -> Stop | None:
    """Nothing keeps the follow-up worker from calling."""
    return _held(facts, contact=True)


def _held(facts: ArrearsFacts, contact: bool) -> Stop | None:
    for hold, until in sorted(facts.holding().items()):
        if not contact or hold in HOLDS_CONTACT:
            name = Message(f"enum.ArrearsHold.{hold.value}")
            if until is None:
                return stopped("restanse.stopp.holdt", grunn=name)
            return stopped("restanse.stopp.holdt_til", until + ONE_DAY, grunn=name, dato=until)
    return None


def _plan_runs(facts: ArrearsFacts) -> Stop | None:
    runs = facts.agreement is AgreementState.RUNNING
    return stopped("restanse.stopp.holdt", grunn=Message("enum.ArrearsHold.agreement")) if runs else None


def at_least(wait: Wait) -> Check:
    """The debt reaches the office's least amount."""

    def check(facts: ArrearsFacts) -> Stop | None:
        least = facts.practice.ore(wait)
        return stopped("restanse.stopp.lite_belop", minst=least) if facts.dunnable_ore < least else None

    return check


def ours(facts: ArrearsFacts) -> Stop | None:
    """The office is landlord: of a private landlord's own lease it demands nothing and ends nothing (P4)."""
    return stopped("restanse.stopp.tilvisning") if facts.referred else None


def lives_there(facts: ArrearsFacts) -> Stop | None:
    """The keys are not back; who has moved out owes money, and is not evicted."""
    day = facts.moved_out_on
    return stopped("restanse.stopp.flyttet", dato=day) if day else None


def contacted(facts: ArrearsFacts) -> Stop | None:
    """Somebody has talked with the tenant since the rent was missed."""
    return stopped("restanse.stopp.uten_kontakt") if facts.contact_on is None else None


def days_past_due(wait: Wait) -> Check:
    """So many days have passed since the (moved) due day."""

    def check(facts: ArrearsFacts) -> Stop | None:
        opens = (facts.oldest_due or facts.today) + timedelta(days=facts.practice.number(wait))
        return _not_before(facts, opens)

    return check


def _not_before(facts: ArrearsFacts, opens: date) -> Stop | None:
    return stopped("restanse.stopp.vent", opens, dato=opens) if facts.today < opens else None


def not_yet(of: Callable[[ArrearsFacts], date | None]) -> Check:
    """The step was not taken already."""

    def check(facts: ArrearsFacts) -> Stop | None:
        day = of(facts)
        return stopped("restanse.stopp.gjort", dato=day) if day else None

    return check


def not_warned(facts: ArrearsFacts) -> Stop | None:
    """Something past the 14 days was named in no inkassovarsel yet; a new one waits for the deadline of the last."""
    if facts.fee_letter is None:
        return None
    if facts.unwarned_due is None:
        return stopped("restanse.stopp.gjort", dato=facts.fee_letter.on)
    gate = facts.unwarned_due + timedelta(days=facts.practice.number(Wait.FEE_GATE))
    return _not_before(facts, max(gate, facts.fee_letter.deadline + ONE_DAY))


def answered(of: Callable[[ArrearsFacts], SentLetter | None]) -> Check:
    """The letter before was sent, and its deadline passed unpaid."""

    def check(facts: ArrearsFacts) -> Stop | None:
        letter = of(facts)
        if letter is None:
            return stopped("restanse.stopp.brev_for")
        opens = letter.deadline + ONE_DAY
        return stopped("restanse.stopp.frist_lopet", opens, dato=letter.deadline) if facts.today < opens else None

    return check


def agreement_tried(facts: ArrearsFacts) -> Stop | None:
    """A betalingsavtale was offered and said no to, or broken."""
    if facts.agreement in (AgreementState.DECLINED, AgreementState.BROKEN):
        return None
    if facts.agreement is AgreementState.NOT_OFFERED:
        return stopped("restanse.stopp.avtale_ikke_provd")
    offered = facts.agreement is AgreementState.OFFERED
    return stopped("restanse.stopp.avtale_uten_svar") if offered else _plan_runs(facts)


def agreement_not_offered(facts: ArrearsFacts) -> Stop | None:
    """No betalingsavtale was offered yet for this debt."""
    if facts.agreement is AgreementState.NOT_OFFERED:
        return None
    return stopped("restanse.stopp.avtale", tilstand=Message(f"enum.AgreementState.{facts.agreement.value}"))


def has_ground(facts: ArrearsFacts) -> Stop | None:
    """There is rent that a § 4-18 notice may rest on (P19), of the office's least amount."""
    if facts.ground_ore <= 0:
        return stopped("restanse.stopp.uten_grunnlag")
    least = facts.practice.ore(Wait.EVICTION_MINIMUM)
    return stopped("restanse.stopp.lite_belop", minst=least) if facts.ground_ore < least else None


def clause(of: Callable[[ArrearsFacts], bool | None], usable: bool = True) -> Check:
    """The eviction clause is usable: signed by all, scan filed (P2). With `usable` False: it is not, for heving."""

    def check(facts: ArrearsFacts) -> Stop | None:
        found = of(facts)
        if found is None:
            return lacking("restanse.mangler.vedtakelse")
        if found is usable:
            return None
        return stopped("restanse.stopp.uten_vedtakelse" if usable else "restanse.stopp.har_vedtakelse")

    return check


def considered(facts: ArrearsFacts) -> Stop | None:
    """All that P21 asks for is recorded for this debt, and the person with authority has decided."""
    return _all_considered(facts, facts.considered)


def considered_for_term(facts: ArrearsFacts) -> Stop | None:
    """The same, for the end of the term."""
    return _all_considered(facts, facts.term.considered if facts.term else frozenset())


def _all_considered(facts: ArrearsFacts, said: frozenset[Considered]) -> Stop | None:
    if facts.children is None:
        return lacking("restanse.mangler.barn")
    needed = [one for one in Considered if facts.children or one is not Considered.CHILD_SITUATION]
    missing = next((one for one in needed if one not in said), None)
    if missing is None:
        return None
    return lacking("restanse.mangler.vurdering", hva=Message(f"enum.Considered.{missing.value}"))


def no_valid_notice(facts: ArrearsFacts) -> Stop | None:
    """No § 4-18 notice for the debt is standing; a spent or outlived one does not count."""
    notice = facts.notice
    if notice is None or notice_stands(facts) is not None:
        return None
    return stopped("restanse.stopp.gjort", dato=notice.sent_on)


def notice_stands(facts: ArrearsFacts) -> Stop | None:
    """A § 4-18 notice is sent, outlived by no broken or ended agreement, and something it named stands (P19)."""
    notice = facts.notice
    if notice is None:
        return stopped("restanse.stopp.uten_varsel")
    for day, code in ((facts.agreement_broken_on, _BROKEN), (facts.agreement_ended_on, _ENDED)):
        if facts.practice.new_notice_after_break and day is not None and day >= notice.sent_on:
            return stopped(code, dato=day)
    if not any(item.stands for item in notice.items):
        return stopped("restanse.stopp.varsel_brukt", dato=notice.sent_on)
    return None


_BROKEN, _ENDED = "restanse.stopp.varsel_brutt_avtale", "restanse.stopp.varsel_avsluttet_avtale"


def waited(of: Callable[[ArrearsFacts], EvictionNotice | None]) -> Check:
    """14 days and the postal margin have passed since the notice was sent, and the day it gave itself."""

    def check(facts: ArrearsFacts) -> Stop | None:
        notice = of(facts)
        if notice is None:
            return stopped("restanse.stopp.uten_varsel")
        days = facts.practice.number(Wait.EVICTION_NOTICE) + facts.practice.number(Wait.POSTAL)
        last = notice.sent_on + timedelta(days=days)
        return _not_before(facts, max(last, notice.deadline or last) + ONE_DAY)

    return check


def filed(facts: ArrearsFacts) -> Stop | None:
    """A begjæring lies with namsmannen, and is not carried out."""
    if facts.case.filed_on is None or facts.case.stopped_on:
        return stopped("restanse.stopp.ingen_begjaering")
    done = facts.case.carried_out_on
    return stopped("restanse.stopp.gjort", dato=done) if done else None


def case_unpaid(facts: ArrearsFacts) -> Stop | None:
    """The whole claim is not paid; payment stops the case until the lock is changed."""
    return stopped("restanse.stopp.saken_betalt") if facts.case.claim_paid else None


def case_paid(facts: ArrearsFacts) -> Stop | None:
    """The whole claim is paid."""
    return None if facts.case.claim_paid else stopped("restanse.stopp.saken_ikke_betalt")


def case_over(facts: ArrearsFacts) -> Stop | None:
    """Namsmannen need not go on: the whole claim is paid, or the tenant has moved out."""
    return None if facts.moved_out_on else payments_known(facts) or case_paid(facts)


def served(facts: ArrearsFacts) -> Stop | None:
    """Namsmannen has put the begjæring before the tenant (§ 13-6), and the 14 days to answer are over."""
    day = facts.case.served_on
    if day is None:
        return stopped("restanse.stopp.venter_forkynnelse")
    return _not_before(facts, day + timedelta(days=facts.practice.number(Wait.SERVICE)) + ONE_DAY)


def date_come(facts: ArrearsFacts) -> Stop | None:
    """The day namsmannen has set is here."""
    day = facts.case.set_for
    return stopped("restanse.stopp.ingen_dato") if day is None else _not_before(facts, day)


def carried_out(facts: ArrearsFacts) -> Stop | None:
    """The eviction is carried out."""
    return None if facts.case.carried_out_on else stopped("restanse.stopp.ikke_gjennomfort")


def term_over(facts: ArrearsFacts) -> Stop | None:
    """The fixed term has run out, with the tenant still there."""
    term = facts.term
    if term is None:
        return stopped("restanse.stopp.leietid_lopet")
    return _not_before(facts, term.ended_on + ONE_DAY)


def in_time_to_ask(facts: ArrearsFacts) -> Stop | None:
    """Flytteoppfordring was, or still can be, given within three months of the expiry (§ 9-2)."""
    term = facts.term
    if term is None:
        return stopped("restanse.stopp.leietid_lopet")
    last = last_day_to_ask(term.ended_on, facts.practice)
    in_time = Period(term.ended_on + ONE_DAY, last).contains(term.asked_to_move_on or facts.today)
    return None if in_time else stopped("restanse.stopp.for_sent_flytte", dato=last)


def last_day_to_ask(ended_on: date, practice: Practice) -> date:
    """The last day of flytteoppfordring, inclusive: three months from the expiry."""
    return add_months(ended_on, practice.number(Wait.REQUEST))


def asked_to_move(facts: ArrearsFacts) -> Stop | None:
    """The flytteoppfordring is sent."""
    asked = facts.term and facts.term.asked_to_move_on
    return None if asked else stopped("restanse.stopp.uten_flytteoppfordring")


def no_open_complaint(facts: ArrearsFacts) -> Stop | None:
    """No complaint is pending for which utsatt iverksetting is not considered (P13)."""
    pending = facts.term is not None and facts.term.complaint_open
    return stopped("restanse.stopp.klage") if pending else None

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.rules.arrears.checks import last_day_to_ask
from boligdesk.rules.arrears.facts import (
    AgreementState,
    ArrearsFacts,
    ArrearsHold,
    Considered,
    EvictionCase,
    NamedItem,
    SentLetter,
    TermEnd,
    Wait,
    named_items,
)
from boligdesk.rules.arrears.next_step import NextStep, next_step
from boligdesk.rules.arrears.steps import RULES, ArrearsStep, Track, TrackState
from boligdesk.rules.ending import move_out_window
from boligdesk.rules.explanation import dump, load
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.limits import Law
from boligdesk.rules.rates import shipped_rates
from boligdesk.texts import has, render
from tests.rules.ledger.world import claim, open_claim

from .case import (
    ALL,
    DEAD,
    LARGE,
    MISSED,
    OWES,
    PAID,
    PRACTICE,
    RUNNING,
    SMALL,
    STANDS,
    TODAY,
    TRIED,
    ago,
    home_product,
    letter,
    money_product,
    notice,
)

S = ArrearsStep
RANK = {rule.step: at for at, rule in enumerate(reversed(RULES), start=1)}
PRODUCTS = pytest.mark.parametrize("everything", [money_product, home_product])
AGAINST_THE_HOME = {S.EVICTION_NOTICE, S.RESCISSION, S.PETITION, S.TERM_NOTICE, S.TERM_PETITION}


def rank(found: NextStep) -> int:
    return RANK[found.step] if found.step else 0


@PRODUCTS
def test_every_combination_gives_a_named_step_a_named_stop_or_what_is_lacking(
    everything: Callable[[], Iterator[ArrearsFacts]],
) -> None:
    seen = set()
    for facts in everything():
        found = next_step(facts)
        stop = found.recommended.stop
        assert len(found.losing) == len(RULES) - 1
        assert set(found.tracks) == set(Track)
        assert all(one.ready or one.stop for one in found.losing)
        seen.add((found.step, stop and stop.why.code, bool(stop and stop.lacks)))
    assert all(has(code) for _, code, _ in seen if code)
    assert all(code.startswith("restanse.mangler.") is lacks for _, code, lacks in seen if code)
    wanted = {rule.step for rule in RULES if (rule.track is Track.MONEY) is (everything is money_product)}
    assert wanted <= {step for step, _, _ in seen}, "a rule that never wins is no rule"


@PRODUCTS
def test_more_debt_never_lowers_the_step(everything: Callable[[], Iterator[ArrearsFacts]]) -> None:
    amounts = (0, 99_99, SMALL, 999_99, 1_000_00, LARGE)
    for facts in everything():
        less = next_step(replace(facts, dunnable_ore=SMALL, ground_ore=SMALL))
        assert rank(less) <= rank(next_step(facts))
    for ground in amounts:
        ranks = [rank(next_step(replace(TRIED, dunnable_ore=a, ground_ore=min(a, ground)))) for a in amounts]
        assert ranks == sorted(ranks)


@PRODUCTS
def test_a_step_never_skips_its_legal_wait_nor_what_must_be_recorded(
    everything: Callable[[], Iterator[ArrearsFacts]],
) -> None:
    for facts in everything():
        found = next_step(facts)
        for one in (found.recommended, *found.losing):
            if one.ready:
                _lawful(one.step, facts)
        if found.step not in (S.CONTACT, S.REQUEST_TO_MOVE):
            assert found.recommended.must_before is None


def _lawful(step: ArrearsStep, facts: ArrearsFacts) -> None:
    """The waits and stops, written out once more from arrears.md §1 and practice.md."""
    due = facts.oldest_due or date.max
    held = facts.holds or facts.agreement is AgreementState.RUNNING
    if step in (S.CONTACT, S.REMINDER, S.FEE_LETTER, S.AGREEMENT, S.OWN_DEMAND, S.EVICTION_NOTICE, S.PETITION):
        assert facts.payments_known_to is not None and due < TODAY
    if step is S.FEE_LETTER:
        assert due + timedelta(days=14) <= TODAY
    if step not in (S.CONTACT, S.REQUEST_TO_MOVE, S.STOP_CASE, S.CLOSE_CASE):
        assert not held
    if step in AGAINST_THE_HOME:
        assert facts.children is not None and facts.considered >= ALL - {Considered.CHILD_SITUATION}
        assert not facts.children or Considered.CHILD_SITUATION in facts.considered
        assert facts.moved_out_on is None
    if step is S.PETITION:
        assert facts.notice and facts.notice.sent_on + timedelta(days=14) < TODAY and facts.clause_a_usable
        assert any(item.remaining_ore and not item.marks for item in facts.notice.items)
    if step in (S.TERM_NOTICE, S.TERM_PETITION):
        assert facts.term and facts.clause_b_usable and not facts.term.complaint_open
        asked = facts.term.asked_to_move_on
        assert asked and facts.term.ended_on < asked <= facts.term.ended_on + timedelta(days=92)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (replace(OWES, oldest_due=ago(1), contact_on=None), S.CONTACT),
        (replace(OWES, contact_on=ago(50)), S.REMINDER),
        (replace(OWES, contact_on=ago(50), reminder=MISSED), S.FEE_LETTER),
        (replace(OWES, contact_on=ago(50), reminder=MISSED, fee_letter=MISSED), S.AGREEMENT),
        (replace(TRIED, own_demand=None, clause_a_usable=None), S.OWN_DEMAND),
        (TRIED, S.EVICTION_NOTICE),
        (replace(TRIED, clause_a_usable=False), S.RESCISSION),
        (replace(TRIED, notice=notice(18, STANDS)), S.PETITION),
        (replace(TRIED, notice=notice(40, STANDS), case=EvictionCase(ago(20), ago(15))), S.ASK_FOR_DATE),
        (replace(TRIED, notice=notice(40, STANDS), case=EvictionCase(ago(20), ago(15), TODAY)), S.ATTEND),
        (replace(TRIED, notice=notice(40, PAID), case=EvictionCase(ago(20), claim_paid=True)), S.STOP_CASE),
        (replace(TRIED, case=EvictionCase(ago(20), ago(19), ago(1), ago(1))), S.CLOSE_CASE),
        (replace(OWES, oldest_due=None, dunnable_ore=0, term=TermEnd(ago(10))), S.REQUEST_TO_MOVE),
    ],
)
def test_each_step_comes_in_its_turn(facts: ArrearsFacts, step: ArrearsStep) -> None:
    found = next_step(facts)
    assert found.step is step
    assert render(found.recommended.message) == render(found.explanation.message)
    assert all(render(one.message) and render(one.message, "nn") for one in found.losing)
    assert load(dump(found.explanation)) == found.explanation


def test_the_end_of_a_term_is_a_track_of_its_own() -> None:
    ready = replace(TRIED, oldest_due=None, dunnable_ore=0, ground_ore=0, clause_b_usable=True)
    asked_in_time = TermEnd(ago(60), ago(40), considered=ALL)
    assert next_step(replace(ready, term=asked_in_time)).step is S.TERM_NOTICE
    assert next_step(replace(ready, term=replace(asked_in_time, notice=notice(17)))).step is None
    assert next_step(replace(ready, term=replace(asked_in_time, notice=notice(18)))).step is S.TERM_PETITION
    asked = next_step(replace(ready, term=TermEnd(date(2026, 8, 31)))).recommended
    assert (asked.step, asked.must_before) == (S.REQUEST_TO_MOVE, date(2026, 11, 30))
    late = next_step(replace(ready, term=TermEnd(date(2026, 8, 22))))
    assert late.step is None and late.tracks[Track.END_OF_TERM].state is TrackState.TERM_OVER


@pytest.mark.parametrize("items", [(PAID,), *((dead,) for dead in DEAD), (PAID, *DEAD)])
def test_no_petition_while_every_named_item_is_paid_barred_disputed_or_agreed(items: tuple[NamedItem, ...]) -> None:
    found = next_step(replace(TRIED, notice=notice(40, *items)))
    assert found.step is not S.PETITION
    assert found.tracks[Track.EVICTION].state is TrackState.NOTICE_SPENT
    assert next_step(replace(TRIED, notice=notice(40, *items, STANDS))).step is S.PETITION


def test_after_a_broken_agreement_a_new_notice_is_needed_unless_the_office_says_no() -> None:
    broken = replace(TRIED, agreement=AgreementState.BROKEN, agreement_broken_on=ago(5), notice=notice(40, STANDS))
    assert next_step(broken).step is S.EVICTION_NOTICE
    other = replace(broken, practice=replace(PRACTICE, new_notice_after_break=False))
    assert next_step(other).step is S.PETITION


@pytest.mark.parametrize(("days", "step"), [(17, None), (18, S.PETITION)])
def test_a_petition_waits_fourteen_days_and_the_postal_margin(days: int, step: ArrearsStep | None) -> None:
    found = next_step(replace(TRIED, notice=notice(days, STANDS)))
    assert found.step is step
    if step is None:
        assert found.recommended.stop and found.recommended.stop.possible_from == TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "reminder", "step"),
    [(2, None, None), (3, None, S.REMINDER), (13, letter(8, 1), None), (14, letter(8, 1), S.FEE_LETTER)],
)
def test_the_waits_of_the_money_track_on_both_sides(
    days: int, reminder: SentLetter | None, step: ArrearsStep | None
) -> None:
    facts = replace(OWES, oldest_due=ago(days), contact_on=ago(1), reminder=reminder)
    assert next_step(facts).step is step


def test_stale_payments_hold_every_letter_and_say_how_old_they_are() -> None:
    assert PRACTICE.number(Wait.FRESH) == 3
    assert next_step(replace(TRIED, payments_known_to=date(2026, 11, 18))).step is S.EVICTION_NOTICE
    for known in (date(2026, 11, 17), None):
        found = next_step(replace(TRIED, payments_known_to=known))
        assert found.step is None and found.recommended.stop and found.recommended.stop.lacks
    assert "18.11.2026" in render(next_step(replace(TRIED, payments_known_to=date(2026, 11, 17))).recommended.message)


def test_missed_needs_a_file_that_covers_the_due_day() -> None:
    yesterday = replace(OWES, oldest_due=date(2026, 11, 20), payments_known_to=date(2026, 11, 19))
    assert next_step(yesterday).step is None
    assert next_step(replace(yesterday, payments_known_to=date(2026, 11, 20))).step is S.CONTACT


def test_arrears_paid_and_a_new_missed_month_start_anew() -> None:
    paid = replace(TRIED, oldest_due=None, dunnable_ore=0, ground_ore=0, notice=notice(40, PAID))
    quiet = next_step(paid)
    assert (quiet.step, quiet.tracks[Track.MONEY].state) == (None, TrackState.NOTHING)
    anew = next_step(replace(paid, oldest_due=ago(20), dunnable_ore=LARGE, ground_ore=LARGE))
    assert (anew.step, anew.tracks[Track.MONEY].state) == (S.CONTACT, TrackState.MISSED)
    old_break = replace(TRIED, oldest_due=ago(4), agreement=AgreementState.BROKEN, agreement_broken_on=ago(50))
    assert old_break.of_this_debt().agreement is AgreementState.NOT_OFFERED


@pytest.mark.parametrize("hold", ArrearsHold)
def test_a_hold_stops_every_letter_until_its_last_day(hold: ArrearsHold) -> None:
    asked = next_step(replace(TRIED, holds={hold: TODAY}))
    assert asked.step is None and asked.recommended.stop
    assert asked.recommended.stop.possible_from == TODAY + timedelta(days=1)
    assert next_step(replace(TRIED, holds={hold: ago(1)})).step is S.EVICTION_NOTICE
    calls = hold not in (ArrearsHold.PAUSED, ArrearsHold.ESTATE, ArrearsHold.PROTECTED)
    assert (next_step(replace(OWES, holds={hold: None})).step is S.CONTACT) is calls


@pytest.mark.parametrize("left_out", Considered)
def test_what_is_not_considered_is_named_and_children_need_their_situation(left_out: Considered) -> None:
    found = next_step(replace(TRIED, children=True, considered=ALL - {left_out}))
    assert found.step is None and found.recommended.stop and found.recommended.stop.lacks
    assert render(found.recommended.message) and found.recommended.step is S.EVICTION_NOTICE
    unknown = next_step(replace(TRIED, children=None)).recommended.stop
    assert unknown and unknown.why.code == "restanse.mangler.barn"


def test_the_items_of_a_notice_are_found_among_the_open_claims() -> None:
    claims = [open_claim(claim(1, 500, ago(60))), open_claim(claim(2, 700, ago(30)), Mark.DISPUTED)]
    items = named_items([1, 2, 3], claims)
    assert [(item.remaining_ore, item.stands) for item in items] == [(500, True), (700, False), (0, False)]


@pytest.mark.parametrize(
    ("done", "step"),
    [
        (replace(TRIED, case=EvictionCase(ago(20), claim_paid=True, stopped_on=ago(1))), S.STOP_CASE),
        (replace(TRIED, case=EvictionCase(ago(20), ago(19), ago(1), ago(1), closed_on=TODAY)), S.CLOSE_CASE),
        (replace(TRIED, clause_a_usable=False, rescinded_on=ago(1)), S.RESCISSION),
    ],
)
def test_what_is_done_is_not_recommended_again(done: ArrearsFacts, step: ArrearsStep) -> None:
    assert next_step(done).step is not step


def test_a_stopped_case_makes_way_for_a_new_notice_on_new_debt() -> None:
    stopped = replace(TRIED, notice=notice(40, PAID), case=EvictionCase(ago(20), claim_paid=True, stopped_on=ago(5)))
    found = next_step(stopped)
    assert (found.step, found.tracks[Track.EVICTION].state) == (S.EVICTION_NOTICE, TrackState.NOTICE_SPENT)


def test_a_running_letter_is_waited_for() -> None:
    facts = replace(OWES, contact_on=ago(50), reminder=MISSED, fee_letter=RUNNING)
    stop = next_step(facts).recommended.stop
    assert stop and stop.possible_from == TODAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("ended", "last"), [(date(2026, 9, 30), date(2026, 12, 30)), (date(2026, 11, 30), date(2027, 2, 28))]
)
def test_the_last_day_to_ask_is_the_one_that_the_ending_of_a_lease_says(ended: date, last: date) -> None:
    law = Law(shipped_rates(), TODAY, TODAY)
    assert (last_day_to_ask(ended, PRACTICE), move_out_window(ended, law).end) == (last, last)


def test_who_was_asked_on_the_last_day_of_the_lease_was_asked_too_early() -> None:
    asked = replace(TRIED, clause_b_usable=True, term=TermEnd(ago(60), ago(60), considered=ALL))
    found = next_step(asked)
    stops = {one.step: one.stop for one in (found.recommended, *found.losing)}
    for step in (S.TERM_NOTICE, S.TERM_PETITION):
        stop = stops[step]
        assert stop and stop.why.code == "restanse.stopp.for_sent_flytte"


def test_a_debt_beside_the_end_of_a_term_changes_nothing_of_what_was_considered_for_it() -> None:
    term = TermEnd(ago(60), ago(40), notice(20), considered=ALL)
    facts = replace(TRIED, oldest_due=None, dunnable_ore=0, ground_ore=0, clause_b_usable=True, considered=frozenset())
    assert next_step(replace(facts, term=term)).step is S.TERM_PETITION
    more = replace(facts, term=term, oldest_due=ago(5), dunnable_ore=LARGE, ground_ore=LARGE)
    assert next_step(more).step is S.TERM_PETITION
    assert next_step(replace(facts, term=replace(term, considered=frozenset()), considered=ALL)).step is None


def test_who_has_moved_out_owes_and_is_not_evicted() -> None:
    gone = replace(TRIED, moved_out_on=ago(2))
    assert next_step(replace(gone, own_demand=None)).step is S.OWN_DEMAND
    for facts in (gone, replace(gone, notice=notice(40, STANDS)), replace(gone, clause_a_usable=False)):
        assert not next_step(facts).tracks[Track.EVICTION].next.ready
    filed = replace(gone, notice=notice(40, STANDS), case=EvictionCase(ago(20), ago(19)))
    assert next_step(filed).step is S.STOP_CASE
    done = replace(filed, case=EvictionCase(ago(20), ago(19), ago(2), ago(2)))
    assert next_step(done).step is S.CLOSE_CASE


def test_of_a_private_landlords_lease_the_office_demands_nothing() -> None:
    for facts in (replace(OWES, contact_on=ago(50)), TRIED, replace(TRIED, notice=notice(40, STANDS))):
        term = TermEnd(ago(60), considered=ALL)
        found = next_step(replace(facts, referred=True, clause_b_usable=True, term=term))
        assert found.step is None and not any(one.ready for one in found.losing)
        assert "restanse.stopp.tilvisning" in {one.stop.why.code for one in found.losing if one.stop}
    assert next_step(replace(OWES, referred=True)).step is S.CONTACT, "help is never held back"


def test_a_notice_that_gave_more_time_is_waited_for() -> None:
    facts = replace(TRIED, notice=replace(notice(40, STANDS), deadline=TODAY))
    stop = next_step(facts).tracks[Track.EVICTION].next.stop
    assert stop and stop.possible_from == TODAY + timedelta(days=1)
    assert next_step(replace(facts, notice=replace(notice(40, STANDS), deadline=ago(1)))).step is S.PETITION


def test_an_agreement_that_the_office_let_end_needs_a_new_notice_too() -> None:
    ended = replace(TRIED, agreement_ended_on=ago(5), notice=notice(40, STANDS))
    assert next_step(ended).step is S.EVICTION_NOTICE
    assert next_step(replace(ended, notice=notice(4, STANDS))).step is None
    assert next_step(replace(ended, agreement_ended_on=ago(41))).step is S.PETITION


def test_what_no_inkassovarsel_named_gets_its_own_when_the_last_one_is_over() -> None:
    warned = replace(TRIED, unwarned_due=None, clause_a_usable=None)
    assert next_step(warned).step is None
    assert next_step(replace(warned, unwarned_due=ago(13))).step is None
    assert next_step(replace(warned, unwarned_due=ago(14))).step is S.FEE_LETTER
    assert next_step(replace(warned, unwarned_due=ago(20), fee_letter=RUNNING)).step is None
    assert next_step(replace(warned, unwarned_due=ago(14), own_demand=None)).step is S.OWN_DEMAND


def test_rent_missed_beside_a_running_plan_is_dunned_and_nothing_more() -> None:
    plan = replace(TRIED, agreement=AgreementState.RUNNING, fee_letter=None, reminder=None, own_demand=None)
    assert next_step(plan).step is None
    beside = replace(plan, beside_plan=True)
    assert next_step(beside).step is S.REMINDER
    assert next_step(replace(beside, reminder=MISSED)).step is S.FEE_LETTER
    assert next_step(replace(beside, reminder=MISSED, fee_letter=MISSED)).step is None
    assert next_step(replace(beside, notice=notice(40, STANDS))).step is S.REMINDER, "no begjæring while a plan runs"


def test_an_offer_waits_for_its_answer_and_says_so() -> None:
    found = next_step(replace(TRIED, agreement=AgreementState.OFFERED))
    codes = {one.step: one.stop.why.code for one in (found.recommended, *found.losing) if one.stop}
    assert found.step is None and codes[S.EVICTION_NOTICE] == "restanse.stopp.avtale_uten_svar"

"""Whatever the office does, in whatever order, the accounts agree with themselves, and every no is a sentence (E17)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from boligdesk.casework import claim_marks, ledger_entries, ledger_interest, ledger_settings, payment_sorting
from boligdesk.casework.claim_marks import MarkInput
from boligdesk.casework.core.accounts import entries_of
from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.casework.ledger_entries import EntryInput, Move
from boligdesk.casework.payment_sorting import Part, Sorting
from boligdesk.models.payments import PaymentLine
from boligdesk.rules.arrears.words import LedgerKind, LineState
from boligdesk.rules.ledger.entries import Entry, EntryKind
from boligdesk.rules.messages import RefusedError
from tools.bank_samples import Paid

from .lease_world import TODAY, LeaseWorld
from .payment_world import RENT, Let, PaymentWorld, payment_world

AMOUNTS = (1, 5_000, 333_333, RENT - 1, RENT, RENT + 1, 2 * RENT)
WHY = "Prøvd på måfå"


@dataclass
class Hand:
    """Somebody who does this and that on two accounts."""

    world: PaymentWorld
    dice: random.Random
    done: set[str] = field(default_factory=set)

    def act(self) -> None:
        """One act, carried out or refused in words."""
        what = self.dice.choice(ACTS)
        try:
            what(self)
            self.done.add(what.__name__)
        except RefusedError as refused:
            assert refused.fault.code

    def let(self) -> Let:
        return self.dice.choice((self.world.one, self.world.two))

    def ore(self) -> int:
        return self.dice.choice(AMOUNTS)

    def day(self) -> date:
        return TODAY - timedelta(days=self.dice.randrange(-60, 120))

    def entries(self, let: Let) -> tuple[Entry, ...]:
        with self.world.leases.store.reading() as session:
            return entries_of(Look(session, self.world.desk), (let.account_id,))[let.account_id].entries

    def entry(self, let: Let, *, owed: bool) -> int:
        """An entry of one side, or none at all."""
        return self.dice.choice([0, *(one.id for one in self.entries(let) if one.is_claim is owed)])

    def line(self, *, waiting: bool) -> PaymentLine | None:
        lines = [one for one in self.world.lines() if (one.state is LineState.WAITING) is waiting]
        return self.dice.choice(lines) if lines else None

    def pays(self) -> None:
        kid = self.dice.choice((self.let().kid, self.let().kid, "999999999999"))
        payer = str(self.dice.randrange(10**10, 10**11))
        self.world.came(Paid(kid, self.ore(), day=TODAY - timedelta(days=2), payer_account=payer))

    def comes_back(self) -> None:
        self.world.came(Paid(self.let().kid, -self.ore(), day=TODAY - timedelta(days=1)))

    def writes(self) -> None:
        let, kind = self.let(), self.dice.choice([*ledger_entries.BY_HAND])
        claim = self.dice.choice((None, self.entry(let, owed=True)))
        given = EntryInput(let.account_id, kind, self.ore(), self.day(), WHY, claim)
        ledger_entries.write_by_hand(self.world.desk, given)

    def takes_back(self) -> None:
        entry = self.entry(self.let(), owed=self.dice.random() < 0.7)
        ledger_entries.take_back_entry(self.world.desk, entry, self.day(), WHY)

    def moves(self) -> None:
        let = self.let()
        old, new = (self.entry(let, owed=True) or None for _ in range(2))
        credit = self.entry(let, owed=False)
        ledger_entries.move_allocation(self.world.desk, Move(let.account_id, credit, old, new or 0, self.ore(), WHY))

    def repays(self) -> None:
        let = self.let()
        credit = self.entry(let, owed=False)
        ledger_entries.repay(self.world.desk, let.account_id, credit, self.ore(), TODAY, WHY)

    def marks(self) -> None:
        claim, mark = self.entry(self.let(), owed=True), self.dice.choice([*claim_marks.BY_HAND])
        to = self.dice.choice((None, self.day()))
        claim_marks.set_mark(self.world.desk, MarkInput((claim,), mark, self.day(), WHY, to))

    def claims_interest(self) -> None:
        ledger_interest.claim_interest(self.world.desk, self.let().account_id, TODAY)

    def sorts(self) -> None:
        line = self.line(waiting=True)
        if line is None or line.amount_ore <= 0:
            return
        first = self.dice.randrange(1, line.amount_ore + 1)
        parts = [Part(self.world.one.account_id, first), Part(self.world.two.account_id, line.amount_ore - first)]
        payment_sorting.sort_line(
            self.world.desk, Sorting(line.id, line.version, tuple(part for part in parts if part.amount_ore))
        )

    def sorts_a_return(self) -> None:
        line = self.line(waiting=True)
        if line is not None:
            entry = self.entry(self.let(), owed=False)
            payment_sorting.sort_return(self.world.desk, line.id, line.version, entry)

    def sorts_again(self) -> None:
        line = self.line(waiting=False)
        if line is not None:
            payment_sorting.sort_again(self.world.desk, line.id, line.version, WHY)

    def agrees(self) -> None:
        """Everything holds, whatever was done."""
        with self.world.leases.store.reading() as session:
            assert list(broken_invariants(Look(session, self.world.desk))) == []
        for let in (self.world.one, self.world.two):
            at = self.world.at(let)
            assert at.open_ore - at.unallocated_ore == at.balance_ore == sum(e.amount_ore for e in self.entries(let))
            assert [one for one in at.credits if one.entry.kind is EntryKind.FORGIVEN] == []


ACTS: tuple[Callable[[Hand], None], ...] = (
    *(Hand.pays, Hand.pays, Hand.comes_back, Hand.writes, Hand.writes, Hand.takes_back, Hand.takes_back),
    *(Hand.moves, Hand.repays, Hand.marks, Hand.claims_interest),
    *(Hand.sorts, Hand.sorts_a_return, Hand.sorts_again, Hand.sorts_again),
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_accounts_agree_after_every_act(leases: LeaseWorld, tmp_path: Path, seed: int) -> None:
    hand = Hand(payment_world(leases, tmp_path), random.Random(seed))
    ledger_settings.choose_ledger(hand.world.desk, LedgerKind.OWN)
    for _ in range(45):
        hand.act()
        hand.agrees()
    assert len(hand.done) >= 6, hand.done

"""Every finansieringsbevis that is not used, the first to run out on top."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...casework.loan_cases import ExpiringProof, expiring_proofs
from ...rules.startlan.proof import ProofState
from ...texts import enum_text, formats, text
from ..parts.buttons import secondary
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..people.rows import Lines, LinkLine
from ..shell.context import Context

_WIDTH, _DAY_W, _SUM_W = 760, 92, 120
_TONES = {
    ProofState.VALID: (Tone.OK, "check"),
    ProofState.ENDS_SOON: (Tone.WARN, "clock"),
    ProofState.EXPIRED: (Tone.CRIT, "x"),
}


def proof_chip(state: ProofState) -> Chip:
    """Where a finansieringsbevis stands."""
    tone, icon = _TONES[state]
    return Chip(ChipLook(enum_text(state), tone, icon))


class ExpiringDialog(DialogFrame):
    """A name leads to the person's guidance."""

    def __init__(self, ctx: Context, show: Callable[[int], object]) -> None:
        super().__init__(ctx.parent, text("ui.startlan.utlop"), text("ui.startlan.utlop_om"), width=_WIDTH)
        self._ctx, self._go = ctx, show
        self.lines = Lines(_DAY_W, _SUM_W)
        self.body.addWidget(self.lines)
        self.body.addStretch(1)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)

    def show_proofs(self, found: tuple[ExpiringProof, ...]) -> None:
        """Fill the list."""
        for one in found:
            name = LinkLine(one.name)
            name.clicked.connect(partial(self._open, one.person_id))
            day, amount = Label(formats.day(one.expires_on), "label"), Label(formats.kroner(one.amount_ore))
            self.lines.add(day, name, amount, proof_chip(one.state))
        if not found:
            self.lines.say(text("ui.startlan.utlop_ingen"))

    def _open(self, person_id: int) -> None:
        self.finish(None)
        self._go(person_id)


def expiring_list(ctx: Context) -> None:
    """Read the list and open it; a name that is chosen is guided."""

    def arrived(found: tuple[ExpiringProof, ...]) -> None:
        dialog = ExpiringDialog(ctx, partial(ctx.window.open_record, "guidance"))
        dialog.show_proofs(found)
        dialog.open()

    ctx.jobs.read(partial(expiring_proofs, ctx.desk), owner=ctx.parent, topic="bevis", done=arrived)

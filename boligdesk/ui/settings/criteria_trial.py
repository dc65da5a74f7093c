"""If the rule changed: who of today's queue would move, and why; kept only when somebody says so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from ...rules.allocation.assessment import Eligibility
from ...rules.messages import msg
from ...texts import enum_text, text
from ..parts.buttons import secondary
from ..parts.chips import ChipLook, Tone
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.table_model import CellKind, Column
from ..parts.table_view import Table
from ..shell.context import Context

if TYPE_CHECKING:
    from ...casework.rule_trial import Change, KeptTrial, Mover, Trial

_TONES = {
    Eligibility.MET: (Tone.OK, "check"),
    Eligibility.NOT_MET: (Tone.CRIT, "x"),
    Eligibility.UNKNOWN: (Tone.WARN, "circle-help"),
}

_COLUMNS: tuple[Column[Any], ...] = (
    Column("na", "ui.kriterier.na", lambda row: _chip(row.before), CellKind.CHIP, 190),
    Column("etter", "ui.kriterier.etter", lambda row: _chip(row.after), CellKind.CHIP, 190),
    Column("soker", "ui.kriterier.soker", lambda row: row.name, CellKind.STRONG, 190, stretch=1),
    Column("nummer", "ui.kriterier.nummer", lambda row: row.number, width=96),
    Column("gruppe", "ui.kriterier.gruppe", lambda row: _group(row), width=90),
    Column("hvorfor", "ui.kriterier.hvorfor", lambda row: "; ".join(why(row)), CellKind.MUTED, 320, stretch=3),
)


def _chip(answer: Eligibility | None) -> ChipLook | None:
    if answer is None:
        return None
    tone, icon = _TONES[answer]
    return ChipLook(enum_text(answer), tone, icon)


def _group(row: Mover) -> str:
    if row.group_before == row.group_after:
        return row.group_after
    return f"{row.group_before or '–'} → {row.group_after or '–'}"


def why(row: Mover) -> Iterator[str]:
    """Each demand that came out otherwise, with what decided."""
    for change in row.changes:
        because = "; ".join(sentence.rstrip(".") for sentence in change.because)
        yield text("ui.kriterier.endring", krav=change.title, svar=_answer(change), fordi=because).strip()


def _answer(change: Change) -> str:
    return enum_text(change.after) if change.after else text("ui.kriterier.krav_borte")


class TrialDialog(DialogFrame):
    """The answer of `rule_trial.try_rules`; one that is `kept` already is only shown, with what may be shown of it."""

    def __init__(self, ctx: Context, trial: Trial, kept: KeptTrial | None = None) -> None:
        title = text("ui.kriterier.prove_tittel", sett=trial.after_set)
        line = text("ui.kriterier.prove_linje", na=trial.before_set or "–", antall=trial.tried)
        super().__init__(ctx.parent, title, line, width=1180, height=640, scroll=False)
        self.ctx, self.trial = ctx, trial
        hidden = text("ui.kriterier.prove_skjult", antall=kept.hidden) if kept and kept.hidden else ""
        self.body.addWidget(Label(f"{_told(trial)} {hidden}".strip(), wrap=True))
        self.table = Table(_COLUMNS, name="kriterieprove", store=ctx.settings)
        self.table.setAccessibleName(title)
        self.body.addWidget(self.table, 1)
        self.told = Label("", "body", "text2", wrap=True)
        self.body.addWidget(self.told)
        self._rows = dict(enumerate(trial.movers, start=1))
        self.table.show_rows(self._rows)
        self.table.chosen.connect(lambda _row: self._stand())
        self.table.choose_first()
        self._stand()
        self.body.addWidget(Label(text("ui.kriterier.prove_grunnlag"), "caption", wrap=True))
        self.keep = secondary(text("ui.kriterier.ta_vare"), "save")
        self.keep.setEnabled(bool(trial.movers))
        self.keep.clicked.connect(self._keep)
        self.add_left(self.keep)
        self.keep.setVisible(kept is None)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)

    def _stand(self) -> None:
        """The whole why of the row one stands on; the column has no room for it."""
        row = self._rows.get(self.table.chosen_id or 0)
        self.told.setText("\n".join(why(row)) if row else "")

    def _keep(self) -> None:
        from ...casework.rule_trial import keep_trial

        self.keep.setEnabled(False)
        self.ctx.write(
            partial(keep_trial, self.ctx.desk, self.trial),
            owner=self,
            name=msg("ui.kriterier.lagrer"),
            said=text("ui.kriterier.tatt_vare"),
        )


def _told(trial: Trial) -> str:
    if not trial.movers:
        return text("ui.kriterier.ingen_flytter")
    numbers = {answer: trial.count(answer) for answer in Eligibility}
    return text(
        "ui.kriterier.sa_mange",
        antall=len(trial.movers),
        ja=numbers[Eligibility.MET],
        nei=numbers[Eligibility.NOT_MET],
        ukjent=numbers[Eligibility.UNKNOWN],
    )


_KEPT_COLUMNS: tuple[Column[Any], ...] = (
    Column("nar", "ui.kriterier.prove_nar", lambda row: row.recorded_at.date(), CellKind.DATE, 110),
    Column("etter", "ui.kriterier.etter", lambda row: row.trial.after_set, CellKind.STRONG, 220, stretch=2),
    Column("na", "ui.kriterier.na", lambda row: row.trial.before_set, width=220, stretch=1),
    Column(
        "flytter", "ui.kriterier.prove_flytter", lambda row: len(row.trial.movers) + row.hidden, CellKind.NUMBER, 130
    ),
    Column("av", "ui.kriterier.prove_av", lambda row: row.recorded_by, CellKind.MUTED, 160),
)


class KeptTrialsDialog(DialogFrame):
    """The trials that were kept, the newest first; one opens as it was."""

    def __init__(self, ctx: Context, kept: tuple[KeptTrial, ...]) -> None:
        super().__init__(ctx.parent, text("ui.kriterier.prover"), width=980, height=520, scroll=False)
        self.ctx = ctx
        self._rows = {row.id: row for row in kept}
        if not kept:
            self.body.addWidget(Label(text("ui.kriterier.ingen_prover"), colour="text2", wrap=True))
        self.table = Table(_KEPT_COLUMNS, name="kriterieprover", store=ctx.settings)
        self.table.setAccessibleName(text("ui.kriterier.prover"))
        self.table.setVisible(bool(kept))
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)
        self.table.show_rows(self._rows)
        self.table.choose_first()
        self.table.opened.connect(self._open)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)

    def _open(self, row_id: int) -> None:
        kept = self._rows[row_id]
        dialog = TrialDialog(self.ctx, kept.trial, kept)
        dialog.open(dialog.table)

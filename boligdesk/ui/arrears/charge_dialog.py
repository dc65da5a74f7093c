""" "Nytt leiekrav for måneden": what will be charged, what is left out, what differs; one press writes it (E17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget

from ...casework import charges, ledger_settings
from ...casework.charges import Charged, MonthPlan
from ...casework.core.desk import Desk
from ...casework.ledger_settings import LedgerSettings
from ...rules.arrears.words import LedgerKind
from ...rules.messages import RefusedError, msg
from ...rules.periods import add_months, first_of_month
from ...rules.rights import Right
from ...texts import formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ButtonKind, primary, secondary
from ..parts.dialog import Choice, DialogFrame, ask
from ..parts.labels import Label
from ..parts.segments import Segments
from ..parts.table_view import Table
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens, type
from .charge_lines import CHARGES, DIFFERENCES, OUT, DifferenceRow, OutRow, differences, left_out, to_charge
from .opening import import_open_items

_WIDTH = 1080
#: So many months back a month can be charged, and so many ahead.
_BACK, _AHEAD = 12, 1
_NEW, _OUT, _DIFFERENT = "nye", "utenfor", "avvik"


@dataclass(frozen=True)
class Known:
    """What the dialog stands on: how the accounts are kept, the month's plan, or why there is none."""

    settings: LedgerSettings
    plan: MonthPlan | None = None
    refused: RefusedError | None = None


def read_month(desk: Desk, month: date | None, also: frozenset[int]) -> Known:
    """The plan of a month. Without one: of this month, or of the next when this one is charged already."""
    settings = ledger_settings.ledger_settings(desk)
    if settings.kind is None:
        return Known(settings)
    try:
        plan = charges.plan_month(desk, month or desk.today, also)
        if month is None and plan.standing_ore and not plan.sum_ore:
            plan = charges.plan_month(desk, add_months(first_of_month(desk.today), 1), also)
    except RefusedError as refused:
        return Known(settings, refused=refused)
    return Known(settings, plan)


class ChargeDialog(DialogFrame):
    """One month at a time. Charging it again adds only what is missing; differences are met only where chosen."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.parent, text("ui.leiekrav.tittel"), text("ui.leiekrav.om"), width=_WIDTH, height=720, scroll=False
        )
        self.ctx = ctx
        self.known: Known | None = None
        self._also: set[int] = set()
        self._meet: set[str] = set()
        self._month: date | None = None
        self._said: list[Alert] = []
        self.months = QComboBox()
        self.views = Segments([(key, "") for key in (_NEW, _OUT, _DIFFERENT)], text("ui.leiekrav.vis"))
        self.new = Table(CHARGES, name="leiekrav.nye")
        self.out = Table(OUT, name="leiekrav.utenfor")
        self.different = Table(DIFFERENCES, name="leiekrav.avvik")
        self.tables: Mapping[str, Table] = {_NEW: self.new, _OUT: self.out, _DIFFERENT: self.different}
        self._stack = QStackedWidget()
        self._empty = Label("", colour="text2", wrap=True)
        self._help = Label("", "caption", "text2", wrap=True)
        self._sum = Label("", "h4")
        self._fill_body()
        self._foot_buttons()
        self._connect()
        self._show_months(first_of_month(ctx.desk.today))

    def _fill_body(self) -> None:
        self.months.setAccessibleName(text("ui.leiekrav.maned"))
        self.months.setFont(type.font("body"))
        self.months.setMinimumWidth(190)
        top = QHBoxLayout()
        top.setSpacing(tokens.S12)
        top.addWidget(self.months)
        top.addWidget(self.views)
        top.addStretch(1)
        top.addWidget(self._sum)
        self.body.addLayout(top)
        for key, code in (
            (_NEW, "ui.leiekrav.vis_nye"),
            (_OUT, "ui.leiekrav.vis_utenfor"),
            (_DIFFERENT, "ui.leiekrav.vis_avvik"),
        ):
            self.tables[key].setAccessibleName(text(code))
            self._stack.addWidget(self.tables[key])
        self._empty.setContentsMargins(0, tokens.S12, 0, 0)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._help)

    def _foot_buttons(self) -> None:
        self.charge = primary(text("ui.leiekrav.lag"), "file-plus")
        self.why = Label("", "caption", "text2")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.charge.clicked.connect(self.submit)
        self.add_left(self.why)
        self.add_right(close)
        self.add_right(self.charge)
        self.charge.setEnabled(False)

    def _connect(self) -> None:
        self.months.activated.connect(lambda _at: self._other_month())
        self.views.chosen.connect(lambda _key: self._show_view())
        self.out.opened.connect(self._toggle_also)
        self.different.opened.connect(self._toggle_met)
        self.ctx.hub.listen(
            self, lambda _changes, _who: self.reload(), "ledger_entry", "tenancy_term", lost=self.reload
        )

    # -- which month ----------------------------------------------------------------------------

    def _show_months(self, month: date, opens: date | None = None) -> None:
        """The months that may be charged, the latest first; `month` is chosen."""
        this = first_of_month(self.ctx.desk.today)
        found = [add_months(this, step) for step in range(_AHEAD, -_BACK - 1, -1)]
        offered = [one for one in found if opens is None or one >= opens] or found[:1]
        self.months.clear()
        for one in offered:
            self.months.addItem(formats.month(one), one)
        self.months.setCurrentIndex(offered.index(month) if month in offered else 0)

    def _other_month(self) -> None:
        self._month = self.months.currentData()
        self._also.clear()
        self._meet.clear()
        self._unsay()
        self.reload()

    def reload(self) -> None:
        """Reckon the month anew."""
        asked = partial(read_month, self.ctx.desk, self._month, frozenset(self._also))
        self.ctx.jobs.read(asked, owner=self, topic="maned", done=self._arrived)

    def _arrived(self, known: Known) -> None:
        before, self.known = self.known, known
        if known.plan is not None:
            self._month = known.plan.month
            self._show_months(known.plan.month, known.settings.first_month)
        if known.settings.kind is None:
            self._ask_whose(known.settings)
        elif known.settings.kind is LedgerKind.MIRROR:
            self._tell_mirror()
        elif known.refused is not None:
            self._say_only(fault_alerts(known.refused))
        elif before is None or before.plan is None:
            self._unsay()
        self._show_plan()

    # -- what is said above ---------------------------------------------------------------------

    def _say_only(self, alerts: list[Alert]) -> None:
        self._unsay()
        for alert in alerts:
            self._said.append(alert)
            self.body.insertWidget(1, alert)

    def _unsay(self) -> None:
        for alert in self._said:
            alert.hide()
            alert.deleteLater()
        self._said.clear()

    def _ask_whose(self, settings: LedgerSettings) -> None:
        """Nobody has chosen whose books the accounts are: the leader does it here, from the month above."""
        alert = Alert(AlertKind.SOFT, text("ui.leiekrav.hvem_forer"), text("ui.leiekrav.hvem_forer_hvordan"))
        if self.ctx.may(Right.SETTINGS_WRITE):
            own = alert.add_button(text("ui.leiekrav.boligdesk_forer"), "check")
            own.clicked.connect(lambda: self._choose(LedgerKind.OWN))
            mirror = alert.add_button(text("ui.leiekrav.speil"))
            mirror.clicked.connect(lambda: self._choose(LedgerKind.MIRROR))
        self._say_only([alert])

    def _tell_mirror(self) -> None:
        """The accounts are a mirror: nothing is charged here, and a list brings what is open."""
        alert = Alert(AlertKind.INFO, text("ui.speil.ingen_krav"), text("ui.speil.hvordan"))
        if self.ctx.may(Right.IMPORT):
            bring = alert.add_button(text("ui.restanser.importer_apne"), "upload")
            bring.clicked.connect(lambda: import_open_items(self.ctx))
        if self.ctx.may(Right.SETTINGS_WRITE):
            alert.add_button(text("ui.speil.til_eget")).clicked.connect(self._ask_own)
        self._say_only([alert])

    def _ask_own(self) -> None:
        """What becomes of it is told before a mirror becomes own accounts."""
        month = self.months.currentData()
        choices = [
            Choice("eget", text("ui.speil.til_eget"), ButtonKind.PRIMARY),
            Choice("la", text("ui.felles.avbryt")),
        ]
        ask(
            self.ctx.parent,
            text("ui.speil.til_eget_sporsmal", maned=month),
            text("ui.speil.til_eget_hva", maned=month),
            choices,
            lambda key: self._choose(LedgerKind.OWN) if key == "eget" else None,
        )

    def _choose(self, kind: LedgerKind) -> None:
        month = self.months.currentData()
        self._unsay()
        self.ctx.write(
            partial(ledger_settings.choose_ledger, self.ctx.desk, kind, month),
            owner=self.new,
            name=msg("ui.leiekrav.lagrer_valg"),
            done=lambda _value: self.reload(),
            failed=self._refused_choice,
        )

    def _refused_choice(self, error: RefusedError) -> None:
        self._say_only(fault_alerts(error))

    # -- the plan -------------------------------------------------------------------------------

    def _show_plan(self) -> None:
        plan = self.known.plan if self.known else None
        rows: dict[str, Mapping[int, object]] = {key: {} for key in self.tables}
        if plan is not None:
            rows[_NEW] = to_charge(plan)
            rows[_OUT] = left_out(plan, self._also)
            rows[_DIFFERENT] = differences(plan, self._meet)
        for key, code in (
            (_NEW, "ui.leiekrav.fane_nye"),
            (_OUT, "ui.leiekrav.fane_utenfor"),
            (_DIFFERENT, "ui.leiekrav.fane_avvik"),
        ):
            self.tables[key].show_rows(rows[key])
            self.views.set_label(key, text(code, antall=len(rows[key])))
        self.views.setVisible(plan is not None)
        self._tell_sums(plan)
        self._show_view()

    def _tell_sums(self, plan: MonthPlan | None) -> None:
        claims = sum(len(account.lines) for account in plan.accounts) if plan else 0
        self._sum.setText("")
        if plan is not None and claims:
            charged = sum(bool(account.lines) for account in plan.accounts)
            self._sum.setText(text("ui.leiekrav.antall_krav", krav=claims, antall=charged, sum=plan.sum_ore))
        self.charge.set_label(self._label(plan, claims))
        allowed = self.ctx.may(Right.LEDGER_WRITE)
        self.charge.setVisible(allowed)
        self.charge.setEnabled(plan is not None and bool(claims or self._meet))
        self.why.setText(self._why(plan, claims))

    def _label(self, plan: MonthPlan | None, claims: int) -> str:
        if plan is None or not (claims or self._meet):
            return text("ui.leiekrav.lag")
        if not claims:
            return text("ui.leiekrav.rett_antall", antall=len(self._meet))
        return text("ui.leiekrav.lag_antall", antall=claims, maned=plan.month)

    def _why(self, plan: MonthPlan | None, claims: int) -> str:
        if plan is None:
            return ""
        if not claims:
            standing = plan.standing_ore
            return text("ui.leiekrav.alt_laget", sum=standing) if standing else text("ui.leiekrav.ingen")
        if plan.more:
            return text("ui.leiekrav.ogsa_skjermede")
        return text("ui.leiekrav.laget_for", sum=plan.standing_ore) if plan.standing_ore else ""

    def _show_view(self) -> None:
        key = self.views.current
        table, plan = self.tables[key], self.known.plan if self.known else None
        words = {
            _NEW: ("ui.leiekrav.ingen_nye", ""),
            _OUT: ("ui.leiekrav.ingen_utenfor", "ui.leiekrav.hjelp_utenfor"),
            _DIFFERENT: ("ui.leiekrav.ingen_avvik", "ui.leiekrav.hjelp_avvik"),
        }
        nothing, helped = words[key]
        filled = bool(table.paged.ids)
        self._empty.setText(text(nothing) if plan is not None else "")
        self._stack.setCurrentWidget(table if filled else self._empty)
        self._help.setText(text(helped) if helped and filled else "")
        self._help.setVisible(bool(helped and filled))

    def _toggle_also(self, account_id: int) -> None:
        """Charge somebody who stays after the lease ran out, or not."""
        plan = self.known.plan if self.known else None
        row: OutRow | None = left_out(plan, self._also).get(account_id) if plan else None
        if row is not None and row.can_be_charged:
            self._also ^= {account_id}
            self.reload()

    def _toggle_met(self, number: int) -> None:
        """Meet a difference by a counter-entry, or let it stand."""
        plan = self.known.plan if self.known else None
        row: DifferenceRow | None = differences(plan, self._meet).get(number) if plan else None
        if row is not None:
            self._meet ^= {row.difference.key}
            self._show_plan()

    # -- charging -------------------------------------------------------------------------------

    def submit(self) -> None:
        """Write the claims of the month."""
        plan = self.known.plan if self.known else None
        if plan is None or not self.charge.isEnabled():
            return
        self.charge.setEnabled(False)
        act = partial(charges.charge_month, self.ctx.desk, plan.month, None, tuple(self._also), tuple(self._meet))
        self.ctx.write(act, owner=self.new, name=msg("ui.leiekrav.lager"), done=self._charged, failed=self._refused)

    def _charged(self, charged: Charged) -> None:
        told = text(
            "ui.leiekrav.laget",
            maned=charged.month,
            krav=charged.claims,
            konti=charged.accounts,
            sum=charged.sum_ore,
        )
        corrected = text("ui.leiekrav.rettet", sum=charged.corrected_ore) if charged.corrected_ore else ""
        self._meet.clear()
        self._say_only([Alert(AlertKind.DONE, told, corrected)])
        self.reload()

    def _refused(self, error: RefusedError) -> None:
        self._say_only(fault_alerts(error))
        self.reload()


def charge_dialog(ctx: Context) -> ChargeDialog:
    """Open the charges of the month over the window."""
    dialog = ChargeDialog(ctx)
    dialog.open(dialog.months)
    dialog.reload()
    return dialog

"""The screens of Veiledning › Startlån: tried without a name, a case with its figures, the questions, the dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from ..casework import loan_cases, rates
from ..casework.core.desk import Desk
from ..casework.guidance_subject import subject
from ..casework.loan_figures import keep_loan_figures
from ..casework.loan_papers import ask_for_loan_papers
from ..casework.rates import RateInput
from ..rules.budget.people import Person, Sex
from ..rules.guidance.words import LoanPurpose, LoanStage, PurchaseStep
from ..rules.startlan.preparation import LoanGiven
from ..rules.startlan.target import NeedQuestion
from ..texts import text
from .guidance.loan_calculator import LoanCalculator
from .guidance.tabs import LOAN
from .pages.veiledning import VeiledningPage
from .shots_stage import Screen, Stage, StageError

#: Invented for the pictures, as an office would type them in.
_FLOOR = ("sosialhjelp_enslig", "sosialhjelp_par", "sosialhjelp_barn_0_5", "sosialhjelp_barn_6_10")
_GIVEN = LoanGiven(
    LoanPurpose.BUY,
    (Person(age_months=31 * 12, sex=Sex.WOMAN), Person(age_months=7 * 12, sex=Sex.MAN)),
    income_ore=45_000_00,
    running_ore=4_200_00,
    gross_year_ore=640_000_00,
    rent_ore=11_400_00,
    price_ore=2_500_000_00,
    savings_ore=150_000_00,
)
Guide = Callable[[Stage, str, str], VeiledningPage]


def _rates(desk: Desk) -> None:
    rates.add_rate(desk, RateInput("styringsrente", date(desk.today.year, 1, 1), "4,00", "eksempel"))
    for key in _FLOOR:
        span = date(desk.today.year, 1, 1), date(desk.today.year, 12, 31)
        rates.add_rate(desk, RateInput(key, span[0], "7500", "eksempel", span[1]))


def _case(desk: Desk, person_id: int) -> int:
    """A granted case with everything in it, made once."""
    for known in loan_cases.loans_of(desk, person_id):
        return known.id
    card = subject(desk, person_id)
    case_id = loan_cases.open_loan(desk, person_id, LoanPurpose.BUY, card.household_id).value
    asked = (NeedQuestion.BANK_INSUFFICIENT, NeedQuestion.CHILDREN, NeedQuestion.NEEDS_STABLE_HOME_SOON)

    def version() -> int:
        return loan_cases.loan_card(desk, case_id).version

    loan_cases.answer_questions(desk, case_id, version(), dict.fromkeys(asked, True))
    keep_loan_figures(desk, case_id, version(), _GIVEN)
    best = "Barnet går på skole i området og har vennene sine der. En varig bolig gir ro."
    loan_cases.write_reasons(desk, case_id, version(), best, "Unntak a: barn, og trenger snart en trygg bolig.", "")
    loan_cases.move_loan(desk, case_id, version(), LoanStage.GRANTED)
    ask_for_loan_papers(desk, case_id)
    last = desk.today + timedelta(days=14)
    loan_cases.issue_proof(desk, case_id, 2_510_000_00, desk.today - timedelta(days=76), last)
    done = loan_cases.PurchaseInput(done_on=desk.today, note="Skolegata 4")
    loan_cases.write_purchase(desk, case_id, PurchaseStep.HOME_APPROVED, None, done)
    taken = loan_cases.PurchaseInput(due=last, amount_ore=2_450_000_00)
    loan_cases.write_purchase(desk, case_id, PurchaseStep.TAKEOVER, None, taken)
    return case_id


def _show(stage: Stage, guide: Guide, *, name: str, made: bool, press: str = "", scroll: bool = False) -> None:
    """The tab of somebody; `made`: with the office's rates and a case."""
    page = guide(stage, LOAN, name)
    desk, person = stage.ctx.desk, page.shown_id
    if person is None:
        raise StageError("nobody is guided")
    if made:
        stage.ask(partial(_rates, desk))
        if name:
            stage.ask(partial(_case, desk, person))
        page.reload()
        stage.settle()
    if scroll:
        bar = page.record.flow(LOAN).verticalScrollBar()
        bar.setValue(bar.maximum())
    if press:
        stage.press(text(press))
    stage.settle()


def _tried(stage: Stage, guide: Guide, values: Mapping[str, Any], *, made: bool) -> None:
    _show(stage, guide, name="", made=made, press="ui.startlan.prov")
    dialog = stage.part(LoanCalculator)
    dialog.form.set_values(values)
    dialog.reckon()
    stage.settle()


def loan_screens(guide: Guide) -> tuple[Screen, ...]:
    """The screens, each over the tab as `guide` comes to it."""
    show = partial(_show, guide=guide)
    typed = {
        "people": _GIVEN.people,
        "income_ore": _GIVEN.income_ore,
        "running_ore": _GIVEN.running_ore,
        "price_ore": _GIVEN.price_ore,
        "savings_ore": _GIVEN.savings_ore,
        "gross_year_ore": _GIVEN.gross_year_ore,
    }
    return (
        Screen("veiledning-startlan-tom", partial(show, name="kvernmo", made=False)),
        Screen("veiledning-startlan-mangler", partial(_tried, guide=guide, values=typed, made=False)),
        Screen("veiledning-startlan", partial(show, name="kvernmo", made=True)),
        Screen("veiledning-startlan-tall", partial(show, name="kvernmo", made=True, scroll=True)),
        Screen("veiledning-startlan-prov", partial(_tried, guide=guide, values=typed, made=True)),
        Screen("veiledning-startlan-tekster", partial(show, name="kvernmo", made=True, press="ui.startlan.tekster")),
        Screen("veiledning-startlan-bevis", partial(show, name="kvernmo", made=True, press="ui.startlan.utlop")),
    )

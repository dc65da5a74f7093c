"""Decision letters for the tests: one well-filled vedtak of every basis and result. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from boligdesk.forms.decision_data import CriterionLine, DecisionLetterData
from boligdesk.rules.application_words import CriterionStatus, DecisionBasis, DecisionResult
from boligdesk.rules.decisions.content import GIVING, RESULTS, UNDER_CRITERIA

from .samples import OFFICE, RECIPIENT

LINES = (
    CriterionLine(
        title="Alder",
        rule="Du må ha fylt 18 år.",
        paragraph="§ 2-1",
        known="Født 02.07.1990 (folkeregisteret, 20.11.2026)",
        status=CriterionStatus.MET,
    ),
    CriterionLine(
        title="Botid",
        rule="Du må ha vært folkeregistrert i kommunen i to år.",
        paragraph="§ 2-2",
        known="Bosatt siden 01.03.2025 (søknaden)",
        status=CriterionStatus.EXCEPTION,
        exception="Kravet kan fravikes når særlige grunner taler for det.",
        reason="Barna går på skole i kommunen, og familien har ikke noe annet sted å bo.",
    ),
    CriterionLine(
        title="Økonomi",
        rule="Du må være økonomisk vanskeligstilt.",
        paragraph="§ 2-5",
        known="Inntekt 290 000 kr (skattemeldingen 2025)",
        status=CriterionStatus.MET,
    ),
)

SOLID = DecisionLetterData(
    office=OFFICE,
    printed_on=date(2026, 11, 23),
    recipient=RECIPIENT,
    reference="2026-0042",
    caseworker="Ingvild Moe",
    basis=DecisionBasis.HOUSING,
    result=DecisionResult.GRANTED,
    number="2026-0107",
    decided_on=date(2026, 11, 23),
    party="Ŋárja Eira Kvernmo",
    party_born=date(1990, 7, 2),
    application="2026-0042",
    received_on=date(2026, 10, 19),
    asked_for="Kommunal bolig for to voksne og to barn",
    facts="Familien bor midlertidig hos en søster på 48 kvadratmeter, sju personer i alt. Leieavtalen de hadde, gikk ut"
    " 31. august. De har søkt på 14 boliger siden mai og fått nei på alle.",
    weighing="Familien er uten egen bolig og har ikke klart å skaffe en på egen hånd. Vi har lagt mest vekt på at barna"
    " bor trangt og bytter sted å sove, og at inntekten ikke rekker til depositum og leie i det private markedet.",
    next_steps="Dere står på ventelisten i den prioriterte gruppen for barnefamilier. Når en bolig passer, får dere et"
    " skriftlig tilbud med svarfrist. Å si nei til et tilbud tar dere ikke av listen.",
    criteria=LINES,
    exceptions=(LINES[1],),
    rules="Retningslinjer for tildeling av kommunal bolig",
    adopted_by="kommunestyret 19.10.2024, sak 88/24",
    complain_to="Fjordvik kommune, Boligkontoret, Rådhusgata 1, 9990 Fjordvik",
    approved_by="Ola Strand",
    children_best="Barna er sju og ni år. Et fast sted å bo nær skolen er det beste for dem, og det har vi lagt stor"
    " vekt på.",
    child_heard="Barna er hørt gjennom moren.",
    copy_to="Kari Verge (verge)",
)
_GIVEN: dict[DecisionBasis, dict[str, Any]] = {
    DecisionBasis.HOUSING: {
        "bedrooms": 3,
        "homes": "Leilighet eller rekkehus",
        "access": "Alle etasjer, heis fra 3. etasje",
        "lease_months": 36,
        "valid_until": date(2027, 11, 23),
        "lapse": "Vedtaket faller bort når dere har fått en bolig, eller flytter fra kommunen.",
    },
    DecisionBasis.RENEWAL: {"lease_months": 36},
    DecisionBasis.ASSISTANCE: {"help": "Hjelp til å lete etter bolig og følge på visning, én gang i uken."},
    DecisionBasis.TEMPORARY: {
        "help": "Leilighet på Strandveien 4, egen inngang, fra 23.11.2026.",
        "valid_until": date(2027, 1, 31),
    },
    DecisionBasis.FOLLOW_UP: {"help": "Besøk av boveileder to ganger i uken."},
    DecisionBasis.REMOVAL: {"valid_until": date(2026, 12, 31)},
}
_FOREWARNED = {
    "forewarned_on": date(2026, 11, 2),
    "answer_by": date(2026, 11, 16),
    "party_answer": "Du svarte 10.11.2026 at du har flyttet til en annen kommune.",
}


def vedtak(basis: DecisionBasis, result: DecisionResult, **more: Any) -> DecisionLetterData:
    """A letter of this kind with everything it must have, and nothing that belongs to another kind."""
    given: dict[str, Any] = {"basis": basis, "result": result}
    if result in GIVING:
        given |= {"help_content" if k == "help" else k: v for k, v in _GIVEN[basis].items()}
    if result is DecisionResult.PARTLY and basis is not DecisionBasis.REMOVAL:
        given["not_granted"] = "eget rom til hvert av barna."
    if basis is DecisionBasis.REMOVAL:
        given |= _FOREWARNED
    if basis not in UNDER_CRITERIA or result is DecisionResult.DISMISSED:
        given |= {"criteria": (), "exceptions": ()}
    return replace(SOLID, **(given | more))


ALL = tuple((basis, result) for basis in DecisionBasis for result in RESULTS[basis])

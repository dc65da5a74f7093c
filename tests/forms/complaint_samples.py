"""The letters about a complaint for the tests. All names are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from boligdesk.forms.complaint_data import (
    ComplaintDismissedData,
    ComplaintMendData,
    ComplaintReceivedData,
    DemandLine,
    FileLine,
    ForwardingData,
    QueueRow,
)
from boligdesk.forms.data import Recipient
from boligdesk.rules.application_words import DecisionBasis, DecisionResult, Lateness
from boligdesk.rules.complaints import DismissGround, FormDemand
from boligdesk.rules.messages import msg

from .samples import OFFICE, RECIPIENT

SHARED: dict[str, Any] = {
    "office": OFFICE,
    "printed_on": date(2026, 11, 23),
    "recipient": RECIPIENT,
    "reference": "2026-0412",
    "caseworker": "Ola Strand",
    "basis": DecisionBasis.HOUSING,
    "result": DecisionResult.REFUSED,
    "number": "V-2026-0031",
    "decided_on": date(2026, 10, 30),
    "received_on": date(2026, 11, 18),
    "by_whom": "Advokat Nils Holt",
    "copy_to": "Advokat Nils Holt",
}
RECEIVED = ComplaintReceivedData(**SHARED, answer_by=date(2026, 12, 2))
MEND = ComplaintMendData(
    **SHARED,
    lacking=(DemandLine(demand=FormDemand.SIGNED), DemandLine(demand=FormDemand.MANDATE)),
    mend_by=date(2026, 12, 7),
)
DISMISSED = ComplaintDismissedData(
    **SHARED,
    ground=DismissGround.LATE,
    dismissed_on=date(2026, 11, 23),
    reason="Klagen er datert og stemplet tre uker etter at fristen gikk ut. Du har ikke oppgitt noen årsak til det.",
    last_day=date(2026, 10, 30),
    complain_to="Fjordvik kommune, Boligkontoret, Rådhusgata 1, 9990 Fjordvik",
)
FORWARDING = ForwardingData(
    **{**SHARED, "recipient": Recipient(name="Kommunal klagenemnd", lines=("Fjordvik kommune",))},
    party="Máret Ánne Somby-Guttormsen",
    application="2026-0412",
    judged=Lateness.IN_TIME,
    sent_on=date(2026, 10, 30),
    reached_on=date(2026, 11, 3),
    last_day=date(2026, 11, 24),
    posted_on=date(2026, 11, 17),
    wants="Jeg vil ha en kommunal bolig med to soverom.",
    reasons="Barnet har ingen egen seng, og søsteren kan ikke ha oss boende lenger enn til jul.",
    assessment=(
        "Klagen tar opp at familien ikke kan bli boende hos søsteren. Vi har snakket med søsteren 20. november. "
        "Hun bekrefter at de kan bo der til de finner noe selv. Inntekten er over grensen i § 5, og vi ser ingen "
        "særlige grunner til å gjøre unntak. Hensynet til barnet er vurdert: barnet går på skole i kretsen."
    ),
    papers=tuple(
        FileLine(no=no, dated=date(2026, 10, no), title=title)
        for no, title in enumerate(("Søknad om kommunal bolig", "Skattemelding 2025", "Vedtak om kommunal bolig"), 1)
    ),
    queue=(
        QueueRow(
            group="Bostedsløse",
            size=msg("klage.brev.soverom", antall=1),
            count=4,
            since=msg("klage.brev.maneder", fra=date(2026, 3, 1), til=date(2026, 9, 1)),
        ),
        QueueRow(
            group=msg("klage.brev.andre"),
            size=msg("klage.brev.ulik"),
            count=2,
            since=msg("klage.brev.maned", fra=date(2026, 6, 1)),
        ),
    ),
)
LETTERS = {
    "klage_mottatt": RECEIVED,
    "klage_mangler": MEND,
    "klage_avvist": DISMISSED,
    "oversendelse_klage": FORWARDING,
}

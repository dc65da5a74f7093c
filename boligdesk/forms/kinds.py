"""Which data each kind of letter is made of."""

from __future__ import annotations

from collections.abc import Mapping

from .agreement_data import AgreementData
from .application_data import ApplicationReceivedData, PapersLetterData, PreliminaryAnswerData
from .arrears_data import (
    EvictionNoticeData,
    FeeLetterData,
    GuaranteeClaimData,
    NavNoticeData,
    OwnDemandData,
    PetitionData,
    ReminderData,
    RescissionData,
    TermNoticeData,
)
from .benefit_data import BenefitChecklistData, TransferConsentData, TransferStatementData
from .budget_data import HouseholdBudgetData
from .complaint_data import ComplaintDismissedData, ComplaintMendData, ComplaintReceivedData, ForwardingData
from .data import LetterData
from .decision_data import DecisionLetterData, ForewarningData
from .ending_data import (
    ConfirmationData,
    LandlordNoticeData,
    MoveRequestData,
    NoticeReceivedData,
    SettlementData,
)
from .guidance_data import GuidanceSheetData
from .handover_data import HandoverData
from .lease_data import LeaseData
from .letter_data import AddendumData, ConsentData, HouseRulesData, InformationData, ProtocolData
from .loan_data import DoubleRentData, LoanPreparationData
from .meeting_data import MeetingData
from .offer_data import OfferLetterData
from .plan_data import CareerPlanData
from .renewal_data import RenewalLetterData
from .rent_change_data import RentChangeData
from .requirements_data import RequirementsData
from .statement_data import StatementData
from .use_data import UseSettlementData

KINDS: Mapping[str, type[LetterData]] = {
    "betalingsavtale": AgreementData,
    "restansemote": MeetingData,
    "leiekontrakt": LeaseData,
    "opplysning_11_1": InformationData,
    "husordensregler": HouseRulesData,
    "overtakelsesprotokoll": ProtocolData,
    "samtykke_fast_trekk": ConsentData,
    "tillegg": AddendumData,
    "oppsigelse_utleier": LandlordNoticeData,
    "bekreftelse_oppsigelse_leietaker": NoticeReceivedData,
    "flytteoppfordring": MoveRequestData,
    "sluttoppgjor": SettlementData,
    "avregning_akonto": UseSettlementData,
    "kontoutskrift": StatementData,
    "bekreftelse": ConfirmationData,
    "bekreftelse_soknad": ApplicationReceivedData,
    "forelopig_svar": PreliminaryAnswerData,
    "manglende_vedlegg": PapersLetterData,
    "vedtak": DecisionLetterData,
    "forhandsvarsel": ForewarningData,
    "overlevering_nav": HandoverData,
    "kravspesifikasjon": RequirementsData,
    "forlengelsesbrev": RenewalLetterData,
    "varsel_leieendring": RentChangeData,
    "tilbud_bolig": OfferLetterData,
    "klage_mottatt": ComplaintReceivedData,
    "klage_mangler": ComplaintMendData,
    "klage_avvist": ComplaintDismissedData,
    "oversendelse_klage": ForwardingData,
    "betalingspaminnelse": ReminderData,
    "inkassovarsel": FeeLetterData,
    "betalingsoppfordring": OwnDemandData,
    "varsel_4_18": EvictionNoticeData,
    "varsel_4_18_utlop": TermNoticeData,
    "heving": RescissionData,
    "melding_nav_9_11": NavNoticeData,
    "krav_garanti": GuaranteeClaimData,
    "sjekkliste_begjaering": PetitionData,
    "veiledningsark": GuidanceSheetData,
    "husholdningsbudsjett": HouseholdBudgetData,
    "forberedelse_startlan": LoanPreparationData,
    "dobbel_husleie": DoubleRentData,
    "boligkarriereplan": CareerPlanData,
    "sjekkliste_bostotte": BenefitChecklistData,
    "samtykke_bostotte": TransferConsentData,
    "oppgjor_bostotte": TransferStatementData,
}

"""Which data each kind of letter is made of."""

from __future__ import annotations

from collections.abc import Mapping

from .data import LetterData
from .ending_data import (
    ConfirmationData,
    LandlordNoticeData,
    MoveRequestData,
    NoticeReceivedData,
    SettlementData,
)
from .lease_data import LeaseData
from .letter_data import AddendumData, ConsentData, HouseRulesData, InformationData, ProtocolData

KINDS: Mapping[str, type[LetterData]] = {
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
    "bekreftelse": ConfirmationData,
}

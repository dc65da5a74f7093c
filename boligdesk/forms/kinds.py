"""Which data each kind of letter is made of."""

from __future__ import annotations

from collections.abc import Mapping

from .data import LetterData
from .lease_data import LeaseData

KINDS: Mapping[str, type[LetterData]] = {
    "leiekontrakt": LeaseData,
}

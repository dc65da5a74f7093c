"""The office's records: SQLAlchemy tables only, one module per subject.

Its modules do not postpone their annotations (`from __future__ import annotations`): SQLAlchemy would read a thousand
of them back from text at every start [measured].
"""

from . import (
    application,
    arrears,
    audit,
    casefile,
    decision,
    guidance,
    ledger,
    office,
    payments,
    person,
    stock,
    tenancy,
)
from .base import Base

__all__ = [
    "Base",
    "application",
    "arrears",
    "audit",
    "casefile",
    "decision",
    "guidance",
    "ledger",
    "office",
    "payments",
    "person",
    "stock",
    "tenancy",
]

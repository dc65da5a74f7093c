"""The office's records: SQLAlchemy tables only, one module per subject."""

from . import audit, casefile, office, person, stock, tenancy
from .base import Base

__all__ = ["Base", "audit", "casefile", "office", "person", "stock", "tenancy"]

"""Files from the bank and from an accounting system: payments in, read and checked before anything is booked.

`read_bank_file` tells the format from the bytes. Facts: OCR giro (service 09), AvtaleGiro mandates (service 21,
order type 24), ISO 20022 camt.053 and camt.054, and lists with columns.
"""

from .files import read_bank_file
from .payment import BankFile, BankFormat, Mandate, MandateChange, Payment, fingerprints

__all__ = ["BankFile", "BankFormat", "Mandate", "MandateChange", "Payment", "fingerprints", "read_bank_file"]

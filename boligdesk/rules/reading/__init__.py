"""Readers of what offices type and keep in spreadsheets: one cell in, a value and at most one finding out.

Every reader takes a cell as the spreadsheet gives it (text, number, date, None), never raises, and answers with
a `Reading`: blank → neither value nor finding; sure → value; to confirm → value and a soft finding; wrong → a hard
finding whose mends hold suggestions. Nothing here asks the clock: `today` is an argument.
"""

from .cadastral import Cadastral, read_cadastral, read_cadastral_parts
from .choices import read_rooms, read_yes_no
from .clock import read_clock
from .contacts import read_email, read_phone
from .dates import read_birth_date, read_date
from .identity import read_account, read_identifier, read_org_number
from .names import PersonName, read_names
from .numbers import read_area_m2, read_count, read_decimal, read_ore
from .outcome import SUGGESTED, Reading
from .places import Address, read_address, read_dwelling_number, read_postcode

__all__ = [
    "SUGGESTED",
    "Address",
    "Cadastral",
    "PersonName",
    "Reading",
    "read_account",
    "read_address",
    "read_area_m2",
    "read_birth_date",
    "read_cadastral",
    "read_cadastral_parts",
    "read_clock",
    "read_count",
    "read_date",
    "read_decimal",
    "read_dwelling_number",
    "read_email",
    "read_identifier",
    "read_names",
    "read_ore",
    "read_org_number",
    "read_phone",
    "read_postcode",
    "read_rooms",
    "read_yes_no",
]

"""Which template a letter is printed from: the office's newest valid version, else the shipped one (E2).

What is locked is always as it is shipped now: a copy made before the law changed does not print the old law.
"""

from __future__ import annotations

import json

from sqlalchemy import select

from ...forms import shipped_templates
from ...models.office import OfficeText
from ...rules.template_renewal import renewed
from ...rules.templates import Template, from_json
from .acts import Look

KIND = "template"


def template_of(look: Look, key: str, language: str) -> Template:
    """The template in force today for a kind of letter and a language (nb or nn; others read bokmål)."""
    language = language if language in shipped_templates.LANGUAGES else "nb"
    query = (
        select(OfficeText.content)
        .where(OfficeText.kind == KIND, OfficeText.key == key, OfficeText.language == language)
        .where(OfficeText.valid_from <= look.today)
        .order_by(OfficeText.number.desc())
        .limit(1)
    )
    own = look.session.execute(query).scalar_one_or_none()
    shipped = shipped_templates.load(key, language)
    return renewed(from_json(json.dumps(own)), shipped) if own else shipped

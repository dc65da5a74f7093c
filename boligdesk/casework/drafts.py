"""The key that locks a user's drafts on their own PC (E11): without the office's base nobody can read them."""

from __future__ import annotations

import base64
import hashlib
import hmac

from ..models.office import Office
from ..rules.rights import Right
from .core.acts import Look, reads


@reads(Right.OPEN)
def draft_key(look: Look) -> bytes:
    """The key of the person at the desk: made from the office's secret, the same at every start."""
    secret = look.session.get_one(Office, 1).draft_secret
    whose = f"{look.who.user_id}\x1f{look.who.login}"
    return base64.urlsafe_b64encode(hmac.new(secret.encode(), whose.encode(), hashlib.sha256).digest())

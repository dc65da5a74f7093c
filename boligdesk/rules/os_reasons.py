"""Why the operating system refused a file, in words of ours: its own come in English, or in the language of the PC."""

from __future__ import annotations

import errno

from .messages import Message, msg

#: What Windows says of a file that another program holds open; it arrives as a plain "no access".
_HELD_BY_ANOTHER = {32, 33}

_REASONS = {
    errno.ENOENT: msg("filgrunn.borte"),
    errno.ENOTDIR: msg("filgrunn.borte"),
    errno.ENOSPC: msg("filgrunn.full"),
    errno.EDQUOT: msg("filgrunn.full"),
    errno.EACCES: msg("filgrunn.ikke_lov"),
    errno.EPERM: msg("filgrunn.ikke_lov"),
    errno.EROFS: msg("filgrunn.ikke_lov"),
    errno.EISDIR: msg("filgrunn.mappe"),
    errno.EBUSY: msg("filgrunn.i_bruk"),
    errno.ENAMETOOLONG: msg("filgrunn.for_langt_navn"),
    errno.EIO: msg("filgrunn.disk"),
}


def os_reason(error: OSError) -> Message:
    """The reason as half a sentence, to stand after a colon; an uncommon one in the words of the system."""
    if getattr(error, "winerror", None) in _HELD_BY_ANOTHER:
        return msg("filgrunn.i_bruk")
    known = _REASONS.get(error.errno) if error.errno is not None else None
    return known or msg("filgrunn.annen", grunn=error.strerror or str(error))

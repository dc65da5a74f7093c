"""Two people, one record: the second to save is told, with both versions field by field."""

from __future__ import annotations

from ...rules.messages import RefusedError, refuse


class ConflictError(RefusedError):
    """The record has a newer version than the form was opened with. Nothing was written."""

    def __init__(self, entity: str, entity_id: int, version: int) -> None:
        super().__init__(refuse("sak.konflikt").fault)
        self.entity = entity
        self.entity_id = entity_id
        self.version = version

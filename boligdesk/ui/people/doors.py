"""The ways from a person into a tenancy: new lease, changes, papers. Loaded when they are used."""

from __future__ import annotations

from ..shell.context import Context


def new_lease(ctx: Context, person_id: int) -> None:
    """A new lease for the person; the dialog opens its tenancy when it is made."""
    from ..tenancy.new_lease import NewLeaseDialog

    NewLeaseDialog(ctx, tenant_ids=(person_id,)).begin()

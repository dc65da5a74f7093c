"""The commands of Boligdesk, for the scheduler, the IT department and tests: Norwegian names, JSON on request."""

from .run import main

__all__ = ["main"]

"""The words of Boligdesk: one catalogue, rendered by one function for window, letters and command line."""

from .catalogue import FaultText, enum_code, enum_text, fault_text, has, render, text

__all__ = ["FaultText", "enum_code", "enum_text", "fault_text", "has", "render", "text"]

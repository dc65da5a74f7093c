"""Persons in the window: list, card, forms and dialogs of the tab Leietakere."""

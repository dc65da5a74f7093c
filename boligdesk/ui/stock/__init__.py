"""The housing stock in the window: list, record, forms and dialogs of the tab Boliger."""

"""Restanser in the window: month charges, payments from the bank, and the follow-up of what is not paid."""

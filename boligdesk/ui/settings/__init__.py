"""Innstillinger: the office's card, users and rights, appearance, letter templates, rates."""

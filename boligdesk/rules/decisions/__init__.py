"""Vedtak: what a decision letter must hold, and who decides a complaint on it."""

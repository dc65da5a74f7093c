"""Guidance at the desk: whom it is for, what they can carry, what they apply for first."""

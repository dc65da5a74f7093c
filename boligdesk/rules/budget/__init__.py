"""Household budget: what comes in, goes out and is left, beside SIFO's reference and the floor of sosialhjelp."""

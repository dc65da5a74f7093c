"""Guidance at the desk: what the office knows of a household's benefit, loan, budget and housing plan."""

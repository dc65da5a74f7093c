"""Bostøtte, the state's housing benefit: what a household may get a month, and why (bustøttelova; Husbanken)."""

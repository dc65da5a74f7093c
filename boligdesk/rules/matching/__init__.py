"""Which home suits which household: each demand with its light, its fact and what would have to change."""

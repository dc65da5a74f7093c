"""The rent account: entries, allocations, open items, charges. Values in, values out; amounts in whole øre."""

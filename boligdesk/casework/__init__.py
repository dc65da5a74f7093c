"""What staff do: one public function = one act of the office = one transaction with its audit.

Public functions here declare their right with `@reads` or `@writes` (a test fails on one without). What they
share stands in `casework.core`, which declares nothing and is called by acts only.
"""

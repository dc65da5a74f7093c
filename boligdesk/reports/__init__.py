"""Figures of the office: plain frames in, tables and charts out. Its first report moves in with the statistics."""

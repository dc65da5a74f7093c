"""What is printed: leases and letters from plain data and templates to PDF. Knows no database and no window."""

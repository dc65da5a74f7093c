"""What law and council say: pure functions over plain values. No database, no Qt, no clock of its own."""

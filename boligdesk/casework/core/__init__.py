"""What all acts stand on: desk, transaction, audit, protection, conflicts, numbers. Not called by windows."""

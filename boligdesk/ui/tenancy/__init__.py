"""The dialogs of a tenancy, from the first contract to the final settlement, and the record that opens them."""

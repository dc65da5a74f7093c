"""The tests of Boligdesk."""

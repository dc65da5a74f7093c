"""What record pages share: the documents tab, the history tab, and dialogs that hold a declared form."""

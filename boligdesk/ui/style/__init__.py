"""The visual language: tokens, type, icons, the style sheet and how they are laid on the application."""

"""The main window and what every page of it stands on: context, dispatcher, messages, search, start, crash box."""

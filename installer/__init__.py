"""The Windows installer; built on Linux as well as on Windows."""

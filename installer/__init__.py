"""Builds the Windows installer; runs on Linux too."""

"""The record of an application: its tabs, dialogs and acts."""

"""Dialogs for an immediate decision or a choice that is made once."""

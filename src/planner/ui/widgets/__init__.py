"""Widgets that take values and emit values; they know no services."""

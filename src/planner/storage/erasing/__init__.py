"""Erasing a person from every place of the library: tables, frozen versions, journal, search."""

"""Bytes to plain values and back: workbooks, calendars and the saving of files; no database."""

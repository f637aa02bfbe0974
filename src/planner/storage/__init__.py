"""Rows in, rows out: the only floor that speaks SQL."""

"""Delegates and hosts as papers call them, and the tables of both sides."""

"""The briefing book of our own side."""

"""Backups of a library file: made, opened and verified, thinned, restored; each with its manifest beside it."""

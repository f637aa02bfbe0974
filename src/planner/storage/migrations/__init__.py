"""Alembic steps, one file each; no step imports live mapped classes."""

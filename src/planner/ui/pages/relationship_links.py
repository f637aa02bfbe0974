"""The way from a record's inspector to the relationship with it."""

from __future__ import annotations

from planner.i18n import _
from planner.ui.widgets.links import Link


def relationship_link(word: str, key: str) -> Link:
    """``word`` is "organisation" or "country"."""
    return Link(_("What is open, and everything so far"), "", "relationship", f"{word}:{key}")

"""Statements of sources as the inspector shows them."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.organisation_lines import Statement
from planner.ui.widgets.fields import day_text
from planner.ui.widgets.statements import Said


def said(statements: Sequence[Statement]) -> list[Said]:
    return [
        Said(one.fact, one.value, day_text(one.as_of), one.source, one.url) for one in statements
    ]

"""The quick-add line: one line of text read as an entry of the itinerary, with its doubts."""

from planner.domain.quick_add.line import read_line
from planner.domain.quick_add.reading import (
    Choice,
    Doubt,
    DoubtKind,
    QuickContext,
    QuickGroup,
    QuickSite,
    Reading,
    Way,
)

__all__ = [
    "Choice",
    "Doubt",
    "DoubtKind",
    "QuickContext",
    "QuickGroup",
    "QuickSite",
    "Reading",
    "Way",
    "read_line",
]

"""The inspector's fields and the form that lays them out."""

from planner.ui.day_words import day_text, short_day
from planner.ui.widgets.fields.dates import (
    ClockField,
    DateField,
    parse_clock,
    parse_day,
    zone_choices,
)
from planner.ui.widgets.fields.field import Choices, Field
from planner.ui.widgets.fields.form import InspectorForm
from planner.ui.widgets.fields.moments import MomentField
from planner.ui.widgets.fields.plain import (
    CheckField,
    ChoiceField,
    LineField,
    ListField,
    NumberField,
    TextField,
)
from planner.ui.widgets.fields.search import SearchField

__all__ = [
    "CheckField",
    "ChoiceField",
    "Choices",
    "ClockField",
    "DateField",
    "Field",
    "InspectorForm",
    "LineField",
    "ListField",
    "MomentField",
    "NumberField",
    "SearchField",
    "TextField",
    "day_text",
    "parse_clock",
    "parse_day",
    "short_day",
    "zone_choices",
]

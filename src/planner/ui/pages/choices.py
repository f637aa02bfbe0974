"""What the search fields of the inspectors offer: countries, organisations, visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.country_names import country_called
from planner.i18n import _, current
from planner.text import fold

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.widgets.fields import Choices

_names: dict[int, list[tuple[str, str]]] = {}


def countries(context: Context) -> list[tuple[str, str]]:
    """(code, name in the reader's language) of every country in the library."""
    from planner.domain.sites import Country

    known = _names.get(id(context.planner))
    if known is None:
        found = context.planner.keeper(Country).of()
        known = sorted(
            (
                (country.id, country_called(country.id, current().code, country))
                for country in found
            ),
            key=lambda pair: fold(pair[1]),
        )
        _names.clear()
        _names[id(context.planner)] = known
    return known


def forget_countries() -> None:
    """A country was added or renamed: its name is read anew when it is asked for."""
    _names.clear()


def country_choices(context: Context, text: str) -> Choices:
    """Countries whose name or code begins so; a code of two letters that is not known is taken as it is."""
    wanted = fold(text)
    found = [(code, name) for code, name in countries(context) if code.casefold() == wanted]
    found += [
        (code, name)
        for code, name in countries(context)
        if (code, name) not in found
        and any(word.startswith(wanted) for word in [fold(name), *fold(name).split()])
    ]
    if not found and len(text) == 2 and text.isascii() and text.isalpha():
        return [(text.upper(), text.upper())]
    return found[:30]


def country_value(context: Context, code: str) -> tuple[str, str] | None:
    """What a search field shows for this code."""
    if not code:
        return None
    return code, country_name(context, code)


def country_name(context: Context, code: str) -> str:
    return dict(countries(context)).get(code) or country_called(code, current().code)


def organisation_choices(context: Context, text: str) -> Choices:
    return context.planner.organisations.choices(text)


def organisation_names(context: Context, text: str) -> Choices:
    """For fields that take a name which may be new."""
    return [(name, name) for _key, name in context.planner.organisations.choices(text)]


def organisation_value(context: Context, key: str | None) -> tuple[str, str] | None:
    from planner.domain.organisations import Organisation

    found = context.planner.keeper(Organisation).find(key) if key else None
    return (found.id, found.name or found.native_name) if found else None


def site_choices(context: Context, text: str) -> Choices:
    return [(line.id, line.name) for line in context.planner.sites.page(0, 20, text)]


def visit_choices(context: Context, text: str) -> Choices:
    return [(line.id, line.title) for line in context.planner.visits.page(0, 20, text)]


def visit_value(context: Context, key: str | None) -> tuple[str, str] | None:
    from planner.domain.visits import Visit

    found = context.planner.keeper(Visit).find(key) if key else None
    return (found.id, found.title) if found else None


def named(options: dict[Any, str]) -> list[tuple[Any, str]]:
    """Values of an enumeration with their names in the reader's language."""
    return [(value, _(text)) for value, text in options.items()]

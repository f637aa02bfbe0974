"""Sums of costs by payer, by category and over all; different currencies are never added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planner.domain.ids import OrganisationId
from planner.domain.outcomes import Cost, CostKind
from planner.text import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """In the smallest unit of ``currency``; ``estimated`` is the part of ``total`` that is not final."""

    currency: str
    total: int
    estimated: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What one payer or category comes to: a sum for each currency, in the order of their codes.

    ``name`` is the payer, or the value of a :class:`CostKind`; ``open`` counts costs without an amount.
    """

    name: str
    count: int
    sums: tuple[Sum, ...] = ()
    open: int = 0


def overall(costs: Iterable[Cost]) -> Share:
    return _share("", list(costs))


def by_kind(costs: Iterable[Cost]) -> tuple[Share, ...]:
    """In the order of the categories; only those with costs."""
    found = _parted(costs, lambda one: (one.kind.value, one.kind.value))
    return tuple(found[kind.value] for kind in CostKind if kind.value in found)


def by_payer(costs: Iterable[Cost], names: Mapping[OrganisationId, str]) -> tuple[Share, ...]:
    """By name, without a payer last. A payer typed like the name of an organisation is that one."""
    found = _parted(costs, lambda one: (fold(payer_of(one, names)), payer_of(one, names)))
    return tuple(found[key] for key in sorted(found, key=lambda key: (not key, key)))


def payer_of(cost: Cost, names: Mapping[OrganisationId, str]) -> str:
    """The organisation of the library, else the text that was typed."""
    known = names.get(cost.payer_organisation_id, "") if cost.payer_organisation_id else ""
    return known or " ".join(cost.payer.split())


def _parted(
    costs: Iterable[Cost], key_and_name: Callable[[Cost], tuple[str, str]]
) -> dict[str, Share]:
    parts: dict[str, list[Cost]] = {}
    names: dict[str, str] = {}
    for one in costs:
        key, name = key_and_name(one)
        parts.setdefault(key, []).append(one)
        names.setdefault(key, name)
    return {key: _share(names[key], some) for key, some in parts.items()}


def _share(name: str, costs: list[Cost]) -> Share:
    totals: dict[str, int] = {}
    estimated: dict[str, int] = {}
    for one in costs:
        if one.minor_units is None:
            continue
        totals[one.currency] = totals.get(one.currency, 0) + one.minor_units
        if one.estimated:
            estimated[one.currency] = estimated.get(one.currency, 0) + one.minor_units
    return Share(
        name=name,
        count=len(costs),
        sums=tuple(
            Sum(currency=code, total=totals[code], estimated=estimated.get(code, 0))
            for code in sorted(totals)
        ),
        open=sum(one.minor_units is None for one in costs),
    )

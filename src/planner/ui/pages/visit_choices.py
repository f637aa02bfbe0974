"""What search fields on the page of a visit offer: people, organisations, sites."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.domain.agreements import Agreement
from planner.domain.ids import AgreementId, OrganisationId, SiteId
from planner.services.planner import Planner

Offer = Callable[[str], list[tuple[Any, str]]]


def _told_apart(pairs: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Equal texts get a number, so that each can be chosen."""
    seen: dict[str, int] = {}
    result = []
    for value, text in pairs:
        seen[text] = seen.get(text, 0) + 1
        result.append((value, f"{text} ({seen[text]})" if seen[text] > 1 else text))
    return result


def sites(planner: Planner) -> Offer:
    def offer(text: str) -> list[tuple[Any, str]]:
        lines = planner.sites.page(0, 20, text)
        return _told_apart([(line.id, _joined(line.name, line.city)) for line in lines])

    return offer


def people(planner: Planner) -> Offer:
    def offer(text: str) -> list[tuple[Any, str]]:
        lines = planner.contacts.page(0, 20, text)
        return _told_apart([(line.id, _joined(line.name, line.organisation)) for line in lines])

    return offer


def organisations(planner: Planner) -> Offer:
    def offer(text: str) -> list[tuple[Any, str]]:
        return _told_apart(list(planner.organisations.choices(text)))

    return offer


def hosts(planner: Planner) -> Offer:
    """People first, then organisations; the value is (word, id)."""

    def offer(text: str) -> list[tuple[Any, str]]:
        found = [(("person", key), name) for key, name in people(planner)(text)[:12]]
        found += [(("organisation", key), name) for key, name in organisations(planner)(text)[:8]]
        return _told_apart(found)

    return offer


def agreements(planner: Planner) -> Offer:
    def offer(text: str) -> list[tuple[Any, str]]:
        lines = planner.agreements.page(0, 20, text)
        return _told_apart([(line.id, _joined(line.number, line.title)) for line in lines])

    return offer


def agreement_value(planner: Planner, key: AgreementId | None) -> tuple[str, str] | None:
    found = planner.keeper(Agreement).find(key) if key else None
    return (found.id, _joined(found.number, found.title)) if found else None


def site_value(planner: Planner, key: SiteId | None) -> tuple[str, str] | None:
    site = planner.sites.keeper.find(key) if key else None
    return (site.id, _joined(site.name, site.city)) if site else None


def organisation_value(planner: Planner, key: OrganisationId | None) -> tuple[str, str] | None:
    found = planner.organisations.keeper.find(key) if key else None
    return (found.id, found.name or found.native_name) if found else None


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)

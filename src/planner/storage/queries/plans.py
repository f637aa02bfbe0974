"""One visit loaded whole as a plan."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.itinerary import Item, ItemAudience, ItemHost, ItemResource
from planner.domain.names import sort_key
from planner.domain.people import ContactPoint, Person
from planner.domain.plan import Mark, Plan, order_of_precedence
from planner.domain.releases import CalendarMark
from planner.domain.sites import OpeningHours, Room, Site, SiteRule
from planner.domain.travel import Leg, LegReference, Resource, Ride, Rooming
from planner.domain.visits import Delegate, Group, GroupMember, Visit
from planner.storage.queries.organisations import organisations_on
from planner.storage.queries.people import first_posts
from planner.storage.reading import Reader, any_of, having, one, where
from planner.text import fold


def load_plan(reader: Reader, visit_id: str) -> Plan | None:
    """The whole visit as it stands now: some twenty reads, whatever its size."""
    visit = one(reader, Visit, visit_id)
    if visit is None:
        return None
    own = {"id": visit_id}
    items = where(reader, Item, "visit_id = :id", own, "start_local IS NULL, start_local, rank, id")
    delegates = where(reader, Delegate, "visit_id = :id", own)
    groups = where(reader, Group, "visit_id = :id", own, "rank, letter, id")
    within = "item_id IN (SELECT i.id FROM item i WHERE i.visit_id = :id)"
    legs = where(reader, Leg, within, own)
    hosts = where(reader, ItemHost, within, own, "rank, id")
    bookings = where(reader, ItemResource, within, own)
    resources = having(reader, Resource, "id", [booking.resource_id for booking in bookings])
    seen = {resource.id for resource in resources}
    resources += [
        one_ for one_ in where(reader, Resource, "visit_id = :id", own) if one_.id not in seen
    ]
    people = having(
        reader,
        Person,
        "id",
        [
            *(delegate.person_id for delegate in delegates),
            *(host.person_id for host in hosts),
            *(resource.person_id for resource in resources),
        ],
    )
    sites = having(
        reader,
        Site,
        "id",
        [
            *(item.site_id for item in items),
            *(leg.from_site_id for leg in legs),
            *(leg.to_site_id for leg in legs),
        ],
    )
    site_ids = [site.id for site in sites]
    organisations = organisations_on(
        reader,
        [
            visit.host_organisation_id,
            visit.initiator_organisation_id,
            *(delegate.organisation_id for delegate in delegates),
            *(host.organisation_id for host in hosts),
            *(site.organisation_id for site in sites),
            *(resource.organisation_id for resource in resources),
            *_employers(reader, [host.person_id for host in hosts if host.person_id]),
        ],
        visit.first_day,
    )
    posts = first_posts(
        reader, [host.person_id for host in hosts if host.person_id], visit.first_day
    )
    names = _sort_names(delegates, people)
    marks = having(reader, CalendarMark, "item_id", [item.id for item in items])
    themes = reader.rows(
        "SELECT t.name FROM visit_theme v JOIN theme t ON t.id = v.theme_id WHERE v.visit_id = :id ORDER BY t.name",
        own,
    )
    return Plan(
        visit=visit,
        themes=tuple(row[0] for row in themes),
        delegates=tuple(order_of_precedence(delegates, names)),
        groups=tuple(groups),
        members=tuple(
            where(
                reader,
                GroupMember,
                "group_id IN (SELECT g.id FROM visit_group g WHERE g.visit_id = :id)",
                own,
            )
        ),
        items=tuple(items),
        legs=tuple(legs),
        hosts=tuple(hosts),
        audience=tuple(where(reader, ItemAudience, within, own)),
        bookings=tuple(bookings),
        resources=tuple(resources),
        people=tuple(people),
        contact_points=tuple(
            having(reader, ContactPoint, "person_id", [person.id for person in people], "rank, id")
        ),
        titles={key: title for key, (title, _) in posts.items()},
        employers={key: organisation for key, (_, organisation) in posts.items()},
        organisations=tuple(organisations),
        sites=tuple(sites),
        rooms=tuple(having(reader, Room, "site_id", site_ids)),
        hours=tuple(having(reader, OpeningHours, "site_id", site_ids)),
        rules=tuple(having(reader, SiteRule, "site_id", site_ids)),
        marks={mark.item_id: Mark(mark.sequence, mark.stamped_at) for mark in marks},
        references=tuple(
            where(
                reader,
                LegReference,
                "leg_id IN (SELECT l.id FROM leg l JOIN item i ON i.id = l.item_id"
                " WHERE i.visit_id = :id)",
                own,
            )
        ),
        rides=tuple(where(reader, Ride, within, own)),
        roomings=tuple(where(reader, Rooming, within, own)),
    )


def names_of_delegates(reader: Reader, delegates: Sequence[Delegate]) -> dict[str, str]:
    """By what those without a rank are put in order, by id of the delegate."""
    people = having(reader, Person, "id", [delegate.person_id for delegate in delegates])
    return _sort_names(delegates, people)


def _sort_names(delegates: Sequence[Delegate], people: Sequence[Person]) -> dict[str, str]:
    """The family name first, never the title before it; a placeholder by what is known of it."""
    by_id = {person.id: person for person in people}
    return {
        delegate.id: sort_key(who.family_name, who.given_name, who.native_name, who.reading)
        if delegate.person_id and (who := by_id.get(delegate.person_id))
        else fold(delegate.placeholder)
        for delegate in delegates
    }


def _employers(reader: Reader, people: list[str]) -> list[str]:
    clause, values = any_of("person_id", people)
    return [
        row[0]
        for row in reader.rows(f"SELECT organisation_id FROM position WHERE {clause}", values)
    ]

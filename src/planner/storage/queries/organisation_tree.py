"""The tree of organisations, level by level, and the ties of one."""

from __future__ import annotations

from planner.domain.ids import OrganisationId
from planner.domain.organisation_tree import Branch, MemberLine, PostingLine, Ties
from planner.domain.organisations import Membership, Organisation, OrganisationKind, Posting
from planner.domain.people import Person
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.reading import Reader, having, one, where


def branches(reader: Reader, parent: str | None, limit: int) -> list[Branch]:
    """What is directly part of ``parent``; without one what is part of nothing.

    Those that have parts come first: they are what a tree is looked at for.
    """
    at = "x.parent_id = :parent" if parent else "x.parent_id IS NULL"
    values = {"parent": parent} if parent else {}
    rows = reader.rows(
        "SELECT x.id, coalesce(nullif(x.name, ''), x.native_name), x.acronym, x.kind, x.valid_to,"
        " (SELECT count(*) FROM organisation b WHERE b.parent_id = x.id) AS below"
        f" FROM organisation x WHERE {at} ORDER BY CASE WHEN EXISTS (SELECT 1 FROM"
        " organisation c WHERE c.parent_id = x.id) THEN 0 ELSE 1 END, x.sort_key, x.id LIMIT :most",
        {**values, "most": limit},
    )
    return [
        Branch(OrganisationId(key), name, acronym, OrganisationKind(kind), int(below), bool(ended))
        for key, name, acronym, kind, ended, below in rows
    ]


def path_to(reader: Reader, key: str) -> list[OrganisationId]:
    """From the top of the tree down to an organisation, itself included."""
    path: list[OrganisationId] = []
    now: str | None = key
    while now and now not in path:
        path.append(OrganisationId(now))
        rows = reader.rows("SELECT parent_id FROM organisation WHERE id = :id", {"id": now})
        now = rows[0][0] if rows else None
    return path[::-1]


def ties(reader: Reader, key: str) -> Ties | None:
    organisation = one(reader, Organisation, key)
    if organisation is None:
        return None
    own = {"id": key}
    before = where(reader, Organisation, "successor_id = :id", own, "valid_to DESC, sort_key, id")
    members = where(reader, Membership, "organisation_id = :id", own, "valid_to, id")
    inside = where(reader, Membership, "member_id = :id AND valid_to = ''", own)
    postings = where(reader, Posting, "organisation_id = :id", own, "valid_from DESC, id")
    above = path_to(reader, key)[:-1]
    wanted = [
        organisation.successor_id,
        *(member.member_id for member in members),
        *(member.organisation_id for member in inside),
        *(posting.posted_by_id for posting in postings),
        *above,
    ]
    kinds = {
        house.id: house.kind
        for house in having(reader, Organisation, "id", [one_.member_id for one_ in members])
    }
    people = {
        who.id: who.name
        for who in having(reader, Person, "id", [one_.person_id for one_ in postings])
    }
    names = names_of_organisations(reader, [key for key in wanted if key])
    after = organisation.successor_id
    return Ties(
        (after, names.get(after, "")) if after else None,
        tuple((one_.id, one_.name or one_.native_name) for one_ in before),
        tuple(
            MemberLine(
                member,
                names.get(member.member_id, "") if member.member_id else member.member_kind,
                kinds.get(member.member_id, OrganisationKind.OTHER)
                if member.member_id
                else OrganisationKind.OTHER,
            )
            for member in members
        ),
        tuple((member.organisation_id, names.get(member.organisation_id, "")) for member in inside),
        tuple((house, names.get(house, "")) for house in above),
        tuple(
            PostingLine(
                posting,
                people.get(posting.person_id, "") if posting.person_id else "",
                names.get(posting.posted_by_id, "") if posting.posted_by_id else "",
            )
            for posting in postings
        ),
    )

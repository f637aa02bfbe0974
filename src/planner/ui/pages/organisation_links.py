"""What belongs to an organisation, as links: above and below, names, members, postings, visits."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.organisation_lines import OrganisationCard
from planner.domain.organisation_tree import Branch, MemberLine, PostingLine, Ties
from planner.domain.organisation_visits import INVOLVEMENTS, Involvement, OrganisationVisit
from planner.domain.organisations import ORGANISATION_KINDS, OrganisationName
from planner.i18n import _, ngettext
from planner.ui.pages.list_cells import language_name
from planner.ui.pages.organisation_parts import years
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.links import Link

WORD = "organisation"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def structure(ties: Ties, parts: Sequence[Branch]) -> list[Link]:
    """What it is part of, from the top down, then its parts."""
    above = [Link(name, _("Above"), WORD, key) for key, name in ties.above]
    return [*above, *(Link(one.name, _part(one), WORD, one.id) for one in parts)]


def _part(one: Branch) -> str:
    below = ngettext("{count} part", "{count} parts", one.below) if one.below else ""
    return _joined(below, _("No longer there") if one.ended else "")


def names(card: OrganisationCard) -> list[Link]:
    """Those that are so, by language; then former ones with their dates, the latest first."""
    former = sorted(
        (one for one in card.names if one.valid_to), key=lambda one: one.valid_to, reverse=True
    )
    return [_name(one) for one in (*(one for one in card.names if not one.valid_to), *former)]


def _name(one: OrganisationName) -> Link:
    tongue = language_name(one.language) if one.language else ""
    return Link(one.name, _joined(tongue, years(one.valid_from, one.valid_to)))


def before_and_after(ties: Ties) -> list[Link]:
    after = [ties.successor] if ties.successor else []
    return [
        *(Link(name, _("Predecessor"), WORD, key) for key, name in ties.predecessors),
        *(Link(name, _("Successor"), WORD, key) for key, name in after),
        *(Link(name, _("Is a member of it"), WORD, key) for key, name in ties.member_of),
    ]


def members(ties: Ties) -> list[Link]:
    """How many in all; of each kind, where several lines are of one; then each."""
    counts = ties.members_by_kind
    lines = [_member(one) for one in ties.members]
    count = ties.member_count
    total = Link(ngettext("{count} member in all", "{count} members in all", count))
    if len(counts) == sum(one.is_open for one in ties.members):
        return [total, *lines] if len(lines) > 1 else lines
    told = ", ".join(
        f"{_(ORGANISATION_KINDS[kind]) if kind in ORGANISATION_KINDS else kind}: {count}"  # type: ignore[index]
        for kind, count in counts.items()
    )
    return [total, Link(told), *lines]


def _member(one: MemberLine) -> Link:
    member = one.membership
    dates = years(member.valid_from, member.valid_to)
    if member.member_id is None:
        return Link(f"{member.count} × {one.name}", dates)
    kind = _(ORGANISATION_KINDS[one.kind]) if one.kind else ""
    return Link(one.name, _joined(kind, dates), WORD, member.member_id)


def postings(ties: Ties) -> list[Link]:
    return [_posting(one) for one in ties.postings]


def _posting(one: PostingLine) -> Link:
    posting = one.posting
    title = posting.title or _("Posting")
    sent = _("from {name}").format(name=one.posted_by) if one.posted_by else ""
    detail = _joined(
        title if one.person else "",
        sent,
        ", ".join(posting.countries),
        years(posting.valid_from, posting.valid_to),
    )
    word = "person" if posting.person_id else ""
    return Link(one.person or title, detail, word, posting.person_id or "")


def visits(found: Sequence[OrganisationVisit]) -> list[Link]:
    return [
        Link(
            one.title,
            _joined(short_day(one.first_day), *(_way(one, way) for way in one.ways)),
            "visit",
            one.id,
        )
        for one in found
    ]


def _way(one: OrganisationVisit, way: Involvement) -> str:
    if way is Involvement.SENDER:
        return ngettext("sends {count} person", "sends {count} people", one.people)
    return _(INVOLVEMENTS[way])

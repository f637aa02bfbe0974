"""The doubts about groups, places and the title of a line."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.quick_add.draft import Draft
from planner.domain.quick_add.marks import GroupMark, PlaceMark, sites_for
from planner.domain.quick_add.reading import (
    Choice,
    Doubt,
    DoubtKind,
    QuickContext,
    QuickGroup,
    QuickSite,
    Way,
)

_MOST_SITES = 8


def name_doubts(draft: Draft) -> Iterator[Doubt]:
    for group in draft.groups:
        if not group.groups:
            yield _group(draft, group)
    if len(draft.places) > 1:
        yield _places(draft)
    for place in draft.places[:1]:
        if len(place.sites) > 1:
            yield _sites(draft, place)
    if not draft.title:
        yield _no_title(draft)


def _group(draft: Draft, mark: GroupMark) -> Doubt:
    kind = DoubtKind.MANY_GROUPS if mark.may_mean else DoubtKind.NO_GROUP
    choices = [
        Choice(
            way=Way.NAME,
            line=draft.rewriter.replaced((mark.start, mark.end), _written(group)),
            name=group.label,
        )
        for group in mark.may_mean or draft.context.groups
        if group.label
    ]
    kept = Choice(
        way=Way.TITLE,
        line=draft.rewriter.as_title((mark.start, mark.end)),
        name=f"#{mark.text}",
    )
    return Doubt(kind=kind, text=f"#{mark.text}", choices=(*choices, kept))


def _written(group: QuickGroup) -> str:
    return group.letter or "_".join(group.name.split())


def _places(draft: Draft) -> Doubt:
    choices = []
    for chosen in draft.places:
        line = draft.shadow.text
        for other in sorted(draft.places, key=lambda place: -place.start):
            if other is not chosen:
                line = line[: other.start] + "\\" + line[other.start :]
        choices.append(Choice(way=Way.NAME, line=line, name=chosen.text))
    text = ", ".join(f"@{place.text}" for place in draft.places)
    return Doubt(kind=DoubtKind.MANY_PLACES, text=text, choices=tuple(choices))


def _sites(draft: Draft, place: PlaceMark) -> Doubt:
    choices = []
    for site in place.sites[:_MOST_SITES]:
        if name := _own_name(site, draft.context):
            line = draft.rewriter.replaced((place.start, place.end), f"@{name}")
            choices.append(Choice(way=Way.NAME, line=line, name=name))
    bare = place.text.replace('"', "")
    typed = draft.rewriter.replaced((place.start, place.end), f'@"{bare}"')
    choices.append(Choice(way=Way.NAME, line=typed, name=f"“{bare}”"))
    return Doubt(kind=DoubtKind.MANY_SITES, text=f"@{place.text}", choices=tuple(choices))


def _own_name(site: QuickSite, context: QuickContext) -> str:
    """The first of its names that no other site has, or empty."""
    for name in (site.name, *site.aliases):
        if '"' not in name and [one.id for one in sites_for(name, context, exactly=True)] == [
            site.id
        ]:
            return name
    return ""


def _no_title(draft: Draft) -> Doubt:
    """Nothing says what it is; the place may."""
    names = [place.sites[0].name if len(place.sites) == 1 else place.text for place in draft.places]
    choices = [
        Choice(way=Way.NAME, line=draft.rewriter.line(front=name), name=name)
        for name in names[:1]
        if any(sign.isalnum() for sign in name)
    ]
    return Doubt(kind=DoubtKind.NO_TITLE, choices=tuple(choices))

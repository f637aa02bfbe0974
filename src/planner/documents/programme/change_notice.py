"""What reaches people after the programme: the notice of changes, and the numbered addendum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from planner.documents.content import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Weight,
    Words,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.programme.change_marks import names_of_comers_and_goers
from planner.documents.programme.days import PaperDay, day_entries, day_heading, paper_days
from planner.documents.programme.own_lines import own_material
from planner.documents.programme.personal_programme import own_name
from planner.documents.programme.what_changed import changed_items, changes_table
from planner.domain.part_changes import PartChange, part_changes
from planner.domain.release_changes import ItemChanges
from planner.i18n import N_, paper_language
from planner.release_phrases import part

NOTICE: Final = N_("Change notice")
ADDENDUM: Final = N_("Addendum")
SINCE: Final = N_("What changed since version {number}")
CHANGED: Final = N_("What changed")
ALSO: Final = N_("Also changed")
AFFECTED: Final = N_("Days with changes")
NUMBERED: Final = N_("Addendum {number} to version {version}")
TO: Final = N_("Addendum to version {version}")
REPLACES: Final = N_("It takes the place of what the programme says of these days.")
_TOLD: Final = frozenset({"visit", "delegate", "group_member"})
_OURS: Final = frozenset({"rank", "rank_reason"})


def change_notice(material: Material) -> Document | None:
    """What changed since the version before, old beside new, then the days it concerns.

    For one recipient what concerns him or her. None where nothing changed, or nothing is compared.
    """
    whole, material = material.plan, own_material(material)
    changed = changed_items(material, whole)
    others = list(_others(material))
    if not changed and not others:
        return None
    blocks: list[Block] = [Heading(text=_since(material), note=_for_whom(material))]
    blocks += _list(material, changed, others)
    days = affected_days(material, changed)
    if days:
        blocks.append(Heading(text=material.speech.both(AFFECTED), new_page=len(changed) > 6))
    for day in days:
        blocks += [day_heading(material, day, level=2), day_entries(material, day)]
    return framed(material, material.speech.both(NOTICE), blocks)


def addendum(material: Material) -> Document | None:
    """Late developments as a numbered supplement: it replaces the days that it holds.

    None where nothing changed, or nothing is compared.
    """
    changed = changed_items(material)
    others = list(_others(material))
    if not changed and not others:
        return None
    title = addendum_title(material)
    blocks: list[Block] = [Heading(text=title, note=material.plan.visit.title)]
    if changed:
        blocks.append(Paragraph(material.speech.both(REPLACES), Weight.LEAD))
    blocks += _list(material, changed, others)
    for day in affected_days(material, changed):
        blocks += [day_heading(material, day, new_page=True), day_entries(material, day)]
    return framed(material, title, blocks)


def addendum_title(material: Material) -> Words:
    """ "Addendum 2 to version 3": the second version since the third; a draft has no number yet."""
    before = material.before.release_number if material.before else None
    now = material.plan.release_number
    if before is None:
        return material.speech.both(ADDENDUM)
    if now is None or now <= before:
        return material.speech.both(TO, version=before)
    return material.speech.both(NUMBERED, number=now - before, version=before)


def affected_days(material: Material, changed: list[ItemChanges]) -> list[PaperDay]:
    """The days on which something changed, whole: what stays stands beside it, unmarked."""
    keys = {one.item_id for one in changed}
    days = paper_days(material)
    return [day for day in days if any(one.item.id in keys for one in day.standing)]


def _since(material: Material) -> Words:
    number = material.before.release_number if material.before else None
    if number is None:
        return material.speech.both(CHANGED)
    return material.speech.both(SINCE, number=number)


def _for_whom(material: Material) -> Words | str:
    return own_name(material) if material.recipient else ""


def _list(
    material: Material, changed: list[ItemChanges], others: list[PartChange]
) -> Iterator[Block]:
    speech = material.speech
    if changed:
        yield Paragraph(
            speech.plural(
                "{count} entry of the programme differs.",
                "{count} entries of the programme differ.",
                len(changed),
            )
        )
        yield changes_table(material, changed)
    if others:
        if changed:
            yield Heading(text=speech.both(ALSO), level=2)
        yield Bullets(
            tuple(
                speech.each(lambda code: part(one, paper_language(code)))  # noqa: B023
                for one in others
            )
        )


def _others(material: Material) -> Iterator[PartChange]:
    """Of the visit and the delegation; of people only that they come, go, or have another post.

    That others move up in the order of precedence is no news, nor that who left is in no group.
    """
    if material.before is None:
        return
    known = names_of_comers_and_goers(material)
    for one in part_changes(material.before, material.plan):
        if one.word not in _TOLD or (one.fields and _OURS.issuperset(one.fields)):
            continue
        if one.word == "group_member":
            before, after = (
                tuple(name for name in names if name not in known)
                for names in (one.before, one.after)
            )
            if not before and not after:
                continue
            one = replace(one, before=before, after=after)
        yield one

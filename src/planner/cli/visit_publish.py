"""``planner visit published | publish-to | publish``: calendars that others subscribe to."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from dataclasses import replace
from typing import Any

from planner.cli.answering import Answer
from planner.cli.misuse import misuse
from planner.cli.opening import opened
from planner.cli.visit_send import recipient_key
from planner.domain.handouts import PLACE_KINDS, PlaceKind, Publication
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.privacy import PROFILES, Profile
from planner.domain.publishing import ACTS, CLASHES, Act
from planner.errors import NotFound
from planner.i18n import _
from planner.services.planner import Planner
from planner.services.publishing import Look, PlaceLine, Published
from planner.text import fold

PASSWORD = "PLANNER_CALENDAR_PASSWORD"
"""Where a script puts the password: on the command line others could see it."""


def published(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        lines = planner.publishing.places(visit.id)
    if answer.as_json:
        answer.data("places", [_line(one) for one in lines])
    elif not lines:
        answer.say(_("No calendar is kept up to date anywhere."))
    else:
        answer.table(
            (_("Place"), _("Kind"), _("Whose"), _("Audience"), _("Version"), _("State")),
            [
                (
                    one.publication.target,
                    _(PLACE_KINDS[one.publication.kind]),
                    one.who,
                    "" if one.publication.recipients else _(PROFILES[one.publication.profile]),
                    one.publication.release_number or "",
                    _state(one),
                )
                for one in lines
            ],
        )
    return 0


def publish_to(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        publishing = planner.publishing
        if not options.place:
            made = _new(options, planner, visit.id)
            if not options.dry_run:
                made = publishing.add(made)
            return _said(made, answer)
        line = _place(publishing.places(visit.id), options.place)
        key = line.publication.id
        if options.remove:
            if not options.dry_run:
                publishing.remove(key)
            answer.say(_("Removed {name}").format(name=line.publication.target))
            return 0
        changes = _changes(options, planner, visit.id)
        if options.dry_run:
            return _said(replace(line.publication, **changes), answer)
        return _said(publishing.edit(key, **changes), answer)


def publish(options: argparse.Namespace, answer: Answer) -> int:
    found = []
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        lines = planner.publishing.places(visit.id)
        chosen = [_place(lines, text) for text in options.places] or lines
        if not chosen:
            raise NotFound(
                _("No calendar is kept up to date anywhere."), _("See “planner visit publish-to”.")
            )
        for line in chosen:
            place = line.publication
            if place.kind is PlaceKind.SERVER:
                planner.publishing.give_password(place.id, _password(place))
            look = planner.publishing.look(place.id, options.release, withdraw=options.withdraw)
            done = None
            if not options.dry_run:
                names = [one.step.name for one in look.clashes] if options.overwrite else []
                done = planner.publishing.publish(look, names)
            found.append(_shape(look, done))
            _tell(look, done, answer)
    if answer.as_json:
        answer.data("published", found)
    return 0


# words


def _state(line: PlaceLine) -> str:
    if line.publication.release_number is None:
        return _("Not yet")
    return _("Stale") if line.is_stale else _("Up to date")


def _tell(look: Look, done: Published | None, answer: Answer) -> None:
    target = look.publication.target
    if look.release is None:
        answer.say(target)
    else:
        answer.say(_("{place}: version {number}").format(place=target, number=look.release))
    counts = _counts(look) if done is None else _done(done)
    for act, count in counts.items():
        if count:
            answer.say(f"  {_(ACTS[Act(act)])}: {count}")
    if done is not None and not any(counts.values()) and not done.clashes:
        answer.say("  " + _("Up to date"))
    for one, clash in (
        [(one, one.step.clash) for one in look.clashes] if done is None else done.clashes
    ):
        if clash is not None:
            answer.note(f"{one.title}: {_(CLASHES[clash])}")


def _counts(look: Look) -> dict[str, int]:
    return {act.value: look.count(act) for act in Act}


def _done(done: Published) -> dict[str, int]:
    return {"new": done.new, "changed": done.changed, "removed": done.removed}


def _shape(look: Look, done: Published | None) -> dict[str, Any]:
    clashes = [(one, one.step.clash) for one in look.clashes] if done is None else done.clashes
    return {
        "place": look.publication.target,
        "release": look.release,
        "written": done is not None,
        **(_counts(look) if done is None else _done(done)),
        "clashes": [
            {"name": one.step.name, "title": one.title, "kind": clash.value}
            for one, clash in clashes
            if clash is not None
        ],
    }


def _line(one: PlaceLine) -> dict[str, Any]:
    place = one.publication
    return {
        "id": place.id,
        "kind": place.kind.value,
        "place": place.target,
        "user": place.user_name,
        "recipients": list(place.recipients),
        "audience": place.profile.value,
        "language": place.language,
        "release": place.release_number,
        "latest": one.latest,
        "stale": one.is_stale,
        "entries": one.entries,
    }


def _said(place: Publication, answer: Answer) -> int:
    if answer.as_json:
        answer.data("place", {"id": place.id, "kind": place.kind.value, "place": place.target})
    answer.say(place.target)
    return 0


# what is meant


def _new(options: argparse.Namespace, planner: Planner, visit: VisitId) -> Publication:
    if options.folder is None and not options.server:
        raise misuse(_("Say where to: --folder DIR or --server ADDRESS."), "publish-to")
    place = Publication(id=RecordId(new_id()), visit_id=visit)
    return replace(place, **_changes(options, planner, visit))


def _changes(options: argparse.Namespace, planner: Planner, visit: VisitId) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if options.folder is not None:
        found |= {"kind": PlaceKind.FOLDER, "target": str(options.folder.absolute())}
    if options.server:
        found |= {"kind": PlaceKind.SERVER, "target": options.server}
    if options.user is not None:
        found["user_name"] = options.user
    if options.to is not None:
        known = planner.publishing.recipients(visit)
        found["recipients"] = tuple(
            recipient_key(known.values(), text) for text in options.to if text
        )
    if options.audience:
        found["profile"] = Profile(options.audience)
    if options.language:
        found["language"] = options.language
    return found


def _place(lines: list[PlaceLine], text: str) -> PlaceLine:
    """:raises NotFound: none fits, or several do."""
    found = [
        one
        for one in lines
        if one.publication.id == text or fold(text) in fold(f"{one.publication.target} {one.who}")
    ]
    if len(found) != 1:
        raise NotFound(
            _("“{text}” means {count} places.").format(text=text, count=len(found)),
            _("See “planner visit published”."),
        )
    return found[0]


def _password(place: Publication) -> str:
    given = os.environ.get(PASSWORD, "")
    if given or not place.user_name or not sys.stdin.isatty():
        return given
    return getpass.getpass(
        _("Password of {name} at {place}: ").format(name=place.user_name, place=place.target)
    )

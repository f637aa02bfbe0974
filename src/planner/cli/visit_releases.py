"""``planner visit releases | changes | holders``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.holders import Holder
from planner.domain.ids import VisitId
from planner.domain.part_changes import PartChange
from planner.domain.recipients import RECIPIENT_KINDS, Recipient
from planner.domain.release_changes import ItemChanges, RecipientChanges
from planner.domain.times import on_this_clock
from planner.domain.words import plain
from planner.errors import NotFound
from planner.i18n import N_, Language, _, current, language, moment_in_words
from planner.release_phrases import everything, notice, part, sentence, stands, summary, told
from planner.services.planner import Planner
from planner.services.releases import Comparison
from planner.text import fold


def releases(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        lines = planner.releases.list(visit.id)
        held = planner.releases.holders(visit.id)
    counts = {
        line.number: (
            sum(one.number == line.number for one in held),
            sum(one.number == line.number and one.is_stale for one in held),
        )
        for line in lines
    }
    if answer.as_json:
        shapes = [
            {
                **plain(line),
                "holders": counts[line.number][0],
                "stale": counts[line.number][1],
            }
            for line in lines
        ]
        answer.data("releases", shapes)
    elif not lines:
        answer.say(_("Nothing was released yet."))
    else:
        answer.table(
            (_("Version"), _("Released"), _("By"), _("Note"), _("Holders"), _("Stale")),
            [
                (
                    line.number,
                    _here(line.released_at),
                    line.author,
                    line.note,
                    counts[line.number][0],
                    counts[line.number][1],
                )
                for line in lines
            ],
        )
        for line in lines:
            if not line.is_intact:
                text = _("Version {number} is not as it was released: its content was changed.")
                answer.note(text.format(number=line.number))
    return 0


def holders(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        held = planner.releases.holders(visit.id)
    if options.stale:
        held = tuple(one for one in held if one.is_stale)
    if answer.as_json:
        answer.data("holders", [_holder(one) for one in held])
    elif not held:
        answer.say(_("No copy is stale.") if options.stale else _("Nobody was given anything yet."))
    else:
        answer.table(
            (_("Recipient"), _("Version"), _("Given"), _("What changed")),
            [
                (
                    one.name or _("not said to whom"),
                    one.number or _("draft"),
                    _here(one.given_at),
                    stands(one.changes),
                )
                for one in held
            ],
        )
    return 0


def changes(options: argparse.Namespace, answer: Answer) -> int:
    speak = language(options.language) if options.language else current()
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        old = options.old if options.old is not None else _before(planner, visit.id, options.new)
        found = planner.releases.compare(visit.id, old, options.new)
        if options.person:
            chosen = found.changes_for(_recipient(found, options.person))
            _say_recipients([chosen], old, answer, speak)
        elif options.each:
            _say_recipients(list(found.told()), old, answer, speak)
        elif answer.as_json:
            shape = {
                "from": old,
                "to": options.new,
                "items": [_item(one, speak) for one in found.changes.items],
                "others": [_part(one, speak) for one in found.changes.parts],
                "unchanged": [item.title for item in found.changes.unchanged],
            }
            answer.data("changes", shape)
        else:
            for line in everything(found.changes, speak) or [speak(N_("Nothing changed."))]:
                answer.say(line)
    return 0


def _before(planner: Planner, visit: VisitId, new: int | None) -> int:
    """The latest version before another one, or before the draft.

    :raises NotFound: there is none.
    """
    for line in planner.releases.list(visit):
        if new is None or line.number < new:
            return line.number
    raise NotFound(
        _("There is no earlier version to compare with."), _("Release the visit, or name another.")
    )


def _recipient(found: Comparison, text: str) -> Recipient:
    """:raises NotFound: none or several fit."""
    terms = fold(text).split()
    fits = [one for one in found.recipients if all(term in fold(one.name) for term in terms)]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise NotFound(
            _("No recipient is called “{text}”.").format(text=text),
            _("See “planner visit changes --each”."),
        )
    names = "; ".join(one.name for one in fits)
    raise NotFound(
        _("“{text}” may mean several: {names}.").format(text=text, names=names),
        _("Add the given name."),
    )


def _say_recipients(
    told_of: list[RecipientChanges], old: int, answer: Answer, speak: Language
) -> None:
    if answer.as_json:
        answer.data("recipients", [_recipient_shape(one, old, speak) for one in told_of])
        return
    for one in told_of:
        kind = _(RECIPIENT_KINDS[one.recipient.kind])
        answer.say(f"{one.recipient.name} ({kind})")
        for line in notice(one, old, speak):
            answer.say(f"  {line}")


def _recipient_shape(one: RecipientChanges, old: int, speak: Language) -> dict[str, Any]:
    return {
        "key": one.recipient.key,
        "name": one.recipient.name,
        "profile": one.profile.value,
        "concerned": one.concerned,
        "summary": summary(one, old, speak),
        "items": [_item(change, speak) for change in one.items],
        "others": [_part(change, speak) for change in one.parts],
        "unchanged": [item.title for item in one.unchanged],
    }


def _item(one: ItemChanges, speak: Language) -> dict[str, Any]:
    return {
        "item_id": one.item_id,
        "title": one.item.title,
        "kinds": [change.kind.value for change in one.changes],
        "changes": told(one, speak),
        "sentence": sentence(one, speak),
    }


def _part(one: PartChange, speak: Language) -> dict[str, Any]:
    return {
        "word": one.word,
        "id": one.key,
        "kind": one.kind.value,
        "fields": list(one.fields),
        "sentence": part(one, speak),
    }


def _holder(one: Holder) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "number": one.number,
        "stale": one.is_stale,
        "papers": [plain(holding) for holding in one.holdings],
        "changes": [sentence(change) for change in one.changes.items] if one.changes else None,
    }


def _here(moment: dt.datetime) -> str:
    return moment_in_words(on_this_clock(moment))

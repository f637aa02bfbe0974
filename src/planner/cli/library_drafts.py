"""``planner library drafts``: text that was typed in the window and not saved before it ended."""

from __future__ import annotations

import argparse
from typing import Any

from planner import history_phrases
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb
from planner.domain.unsaved import Unsaved
from planner.domain.word_titles import TITLES
from planner.errors import NotFound
from planner.i18n import _, ngettext
from planner.services.planner import Planner

ALL = "all"


def drafts_verb(verbs: Any) -> None:
    verb = add_verb(verbs, "drafts", _("unsaved text that was kept over a crash"), drafts)
    verb.add_argument(
        "--discard", metavar="ID", default="", help=_("delete this one, or all of them")
    )


def drafts(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        found = planner.drafts.kept()
        if options.discard:
            return _discard(planner, answer, found, options.discard)
        if answer.as_json:
            answer.data("drafts", [_shape(one) for one in found])
            return 0
        if not found:
            answer.say(_("No unsaved text was kept."))
            return 0
        name = planner.history_details.name_of
        answer.table(
            (_("Id"), _("Record"), _("Field"), _("Text")),
            [
                (
                    one.id,
                    (name(one.word, one.key) if not one.is_new else "")
                    or _(TITLES.get(one.word, one.word)),
                    history_phrases.field_title(one.word, one.field),
                    one.start,
                )
                for one in found
            ],
        )
    return 0


def _discard(planner: Planner, answer: Answer, found: list[Unsaved], key: str) -> int:
    going = [one for one in found if key in (ALL, one.id)]
    if not going and key != ALL:
        raise NotFound(
            _("There is no unsaved text with the id {id}.").format(id=key),
            _("See “planner library drafts”."),
        )
    planner.drafts.drop(going)
    if answer.as_json:
        answer.data("discarded", [one.id for one in going])
    answer.say(
        ngettext(
            "{count} unsaved text was deleted.", "{count} unsaved texts were deleted.", len(going)
        )
    )
    return 0


def _shape(one: Unsaved) -> dict[str, Any]:
    return {
        "id": one.id,
        "word": one.word,
        "record": "" if one.is_new else one.key,
        "field": one.field,
        "text": one.text,
        "at": one.at.isoformat(),
    }

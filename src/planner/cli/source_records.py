"""``planner source cite``, ``uncite``, ``edit`` and ``remove``: what is said of a source by hand."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.cli.visit import day
from planner.domain.ids import SourceId
from planner.domain.library import BY_NAME
from planner.domain.words import plain
from planner.errors import NotFound
from planner.i18n import _
from planner.text import fold

if TYPE_CHECKING:
    from planner.services.planner import Planner


def record_verbs(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "cite", _("say that a source states something"), cite))
    verb.add_argument("source")
    verb.add_argument("record", help=_("id or name of an agreement, organisation, site, person …"))
    verb.add_argument("fact", help=_("what is stated, such as “signed”"))
    verb.add_argument("value", nargs="?", default="")
    verb.add_argument("--as-of", metavar="DATE", help=_("without it that of the source"))
    verb = writing(add_verb(verbs, "uncite", _("take back what a source is cited for"), uncite))
    verb.add_argument("record", help=_("id or name of an agreement, organisation, site, person …"))
    verb.add_argument("fact", help=_("what is stated, such as “signed”"))
    verb.add_argument("--source", default="", help=_("only of this source"))
    verb = writing(add_verb(verbs, "edit", _("correct what is known of a source"), edit))
    verb.add_argument("source")
    for name in ("title", "publisher", "language", "url", "notes"):
        verb.add_argument(f"--{name}")
    for name in ("as-of", "published-on", "retrieved-on"):
        verb.add_argument(f"--{name}", metavar="DATE", help="2027-05-10")
    verb = writing(
        add_verb(verbs, "remove", _("remove a source and what is cited from it"), remove)
    )
    verb.add_argument("source")


def cite(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = meant(planner, options.source)
        word, record, name = _record(planner, options.record)
        if not options.dry_run:
            planner.sources.cite(key, word, record, options.fact, options.value, day(options.as_of))
        answer.say(_("Cited for {name}: {fact}").format(name=name, fact=options.fact))
        if answer.as_json:
            answer.data("citations", [plain(one) for one in planner.sources.of(word, record)])
    return 0


def uncite(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        word, record, name = _record(planner, options.record)
        source = meant(planner, options.source) if options.source else None
        wanted = fold(options.fact)
        found = [
            one
            for one in planner.sources.of(word, record)
            if wanted in (fold(one.fact), fold(_(one.fact))) and source in (None, one.source_id)
        ]
        if len(found) != 1:
            raise NotFound(
                _("No source says that of {name}.").format(name=name)
                if not found
                else _("Several sources say that of {name}.").format(name=name),
                _("Nothing was changed. Name the source with --source."),
            )
        if not options.dry_run:
            planner.sources.uncite(found[0].id)
        answer.say(_("Taken back for {name}: {fact}").format(name=name, fact=options.fact))
        if answer.as_json:
            answer.data("citations", [plain(one) for one in planner.sources.of(word, record)])
    return 0


def edit(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = meant(planner, options.source)
        fields: dict[str, Any] = {
            name: value
            for name in ("title", "publisher", "language", "url", "notes")
            if (value := getattr(options, name)) is not None
        }
        fields |= {
            name: day(value)
            for name in ("as_of", "published_on", "retrieved_on")
            if (value := getattr(options, name)) is not None
        }
        if fields and not options.dry_run:
            planner.sources.edit(key, **fields)
        one = planner.sources.keeper.get(key)
        if answer.as_json:
            answer.data("source", plain(one))
        answer.say(
            " · ".join(part for part in (one.title, one.publisher, str(one.as_of or "")) if part)
        )
    return 0


def remove(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = meant(planner, options.source)
        title = planner.sources.keeper.get(key).title
        if not options.dry_run:
            planner.sources.remove(key)
        answer.say(_("Removed {name}").format(name=title))
        if answer.as_json:
            answer.data("removed", {"id": key, "title": title})
    return 0


def meant(planner: Planner, text: str) -> SourceId:
    """The source with this id or title, or the one of which the words are.

    :raises NotFound: none, or several.
    """
    if planner.sources.keeper.find(text) is not None:
        return SourceId(text)
    found = planner.sources.page(0, 20, text)
    exact = [one for one in found if fold(one.title) == fold(text)] or found
    if len(exact) != 1:
        raise NotFound(
            _("“{text}” may mean several sources.").format(text=text)
            if exact
            else _("There is no source “{text}”.").format(text=text),
            _("See “planner source list”."),
        )
    return exact[0].id


def _record(planner: Planner, text: str) -> tuple[str, str, str]:
    words = ("agreement", "organisation", "site", "person", "funding_programme", "country")
    for word in words:
        if (found := planner.keeper(BY_NAME[word]).find(text)) is not None:
            return word, text, getattr(found, "name", "") or getattr(found, "title", "") or text
    hits = planner.search(text, 20, words=words)
    exact = [hit for hit in hits if fold(hit.title) == fold(text)] or hits
    if len(exact) != 1:
        raise NotFound(
            _("“{text}” may mean several records.").format(text=text)
            if exact
            else _("Nothing contains “{text}”.").format(text=text),
            _("See “planner search”, and give the id."),
        )
    return exact[0].word, exact[0].id, exact[0].title

"""``planner source``: texts as sources, what they state, where they differ."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, paged, writing
from planner.cli.source_records import meant, record_verbs
from planner.cli.visit import day
from planner.domain.source_reading.offers import OFFER_KINDS, PASTE_LIMIT, Offer, OfferKind
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import _

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.services.source_staging import SourceStaging


def source_verbs(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "add", _("read a text and take in what it states, as one step"), add)
    )
    verb.add_argument(
        "file", metavar="FILE", help=_("a file of plain text; - reads from the input")
    )
    verb.add_argument("--title", help=_("without it the text's own"))
    verb.add_argument("--publisher")
    verb.add_argument("--language", metavar="CODE", help="da, en, de, sv, ja")
    verb.add_argument("--as-of", metavar="DATE", help=_("for which day it speaks"))
    verb.add_argument("--url", default="")
    verb.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=["all", "offered", *(one.value for one in OfferKind)],
        help=_("what is taken in; may be repeated; without it nothing but the source"),
    )
    paged(add_verb(verbs, "list", _("all sources, the latest first"), list_))
    add_verb(verbs, "show", _("what a source states, and who says otherwise"), show).add_argument(
        "source"
    )
    verb = add_verb(verbs, "differences", _("where sources do not say the same"), differences)
    verb.add_argument("source", nargs="?", help=_("only of this source"))
    record_verbs(verbs)


def add(options: argparse.Namespace, answer: Answer) -> int:
    text = _text(options.file)
    with opened(options) as planner:
        sources = planner.sources
        staging = sources.read(
            text,
            title=options.title,
            publisher=options.publisher,
            language=options.language,
            as_of=day(options.as_of),
            url=options.url,
        )
        staging = sources.choose(staging, _accepted(staging, options.accept))
        report = None if options.dry_run else sources.commit(staging)
        if answer.as_json:
            answer.data("source", _shape(planner, staging, written=report is not None))
            return 0
        _tell(planner, staging, answer)
        if report is None:
            answer.say(_("Nothing was written."))
        else:
            answer.say(
                _("Taken in: {cited} facts cited, {made} records made.").format(
                    cited=report.cited, made=report.made
                )
            )
    return 0


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        lines = planner.sources.page(options.offset, options.limit, options.search)
        if answer.as_json:
            answer.data("sources", [plain(line) for line in lines])
            return 0
        answer.table(
            (_("As of"), _("Title"), _("Publisher"), _("Language"), _("Facts")),
            [(one.as_of, one.title, one.publisher, one.language, one.facts) for one in lines],
        )
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        card = planner.sources.card(meant(planner, options.source))
        if answer.as_json:
            answer.data("source", plain(card))
            return 0
        one = card.source
        answer.say(one.title)
        for title, value in (
            (_("Publisher"), one.publisher),
            (_("As of"), one.as_of),
            (_("Published"), one.published_on),
            (_("Language"), one.language),
            (_("Address"), one.url),
            (_("Notes"), one.notes),
        ):
            if value:
                answer.say(f"  {title}: {value}")
        for fact in card.facts:
            said = ": ".join(part for part in (_(fact.fact), fact.value) if part)
            answer.say(f"  {fact.name} – {said}")
        for text in card.differences:
            answer.say(f"! {text}")
    return 0


def differences(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = meant(planner, options.source) if options.source else None
        found = planner.sources.differences(key)
        if answer.as_json:
            answer.data("differences", found)
            return 0
        for text in found:
            answer.say(text)
        if not found:
            answer.say(_("No two sources contradict each other."))
    return 0


def _accepted(staging: SourceStaging, accept: list[str]) -> set[str]:
    def wanted(offer: Offer) -> bool:
        if "all" in accept or offer.kind.value in accept:
            return True
        return "offered" in accept and offer.taken

    return {one.key for one in staging.offers if wanted(one)}


def _tell(planner: Planner, staging: SourceStaging, answer: Answer) -> None:
    source = staging.source
    about = (source.title, source.publisher, source.language, str(source.as_of or ""))
    answer.say(" · ".join(part for part in about if part))
    if staging.is_known:
        answer.say(_("The library has this source already."))
    kind = None
    for one in staging.offers:
        if one.kind is not kind:
            kind = one.kind
            answer.say(f"{_(OFFER_KINDS[kind])} ({kind.value})")
        answer.say(f"  {'+' if one.taken else '·'} {planner.sources.sentence(one)}")
    for text in staging.differences:
        answer.say(f"! {text}")


def _shape(planner: Planner, staging: SourceStaging, *, written: bool) -> dict[str, Any]:
    source = staging.source
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "language": source.language,
        "as_of": plain(source.as_of),
        "known": staging.is_known,
        "written": written,
        "offers": [
            {
                "kind": one.kind.value,
                "text": planner.sources.sentence(one),
                "taken": one.taken,
                "offset": one.passage.offset,
                "words": one.passage.excerpt,
            }
            for one in staging.offers
        ],
        "differences": list(staging.differences),
    }


def _text(file: str) -> str:
    """:raises UserError: the file cannot be read, or is no text."""
    try:
        if file == "-":
            return sys.stdin.read(PASTE_LIMIT + 1)
        with Path(file).open(encoding="utf-8-sig") as opened_file:
            return opened_file.read(PASTE_LIMIT + 1)
    except UnicodeDecodeError as error:
        raise UserError(
            _("{file} is no plain text.").format(file=file),
            _("Save it as text in UTF-8, or paste it into the window."),
        ) from error
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror or error),
            _("Nothing was written."),
        ) from error

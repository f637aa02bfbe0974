"""``planner contact duplicates | merge | apart | distinct``, for people and organisations."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.duplicates import Likeness
from planner.domain.merge_fields import CHOICES, MergePreview
from planner.domain.merging import Merge
from planner.domain.word_titles import TITLES
from planner.errors import NotFound, UserError
from planner.i18n import _, inside, ngettext
from planner.phrases import following
from planner.services.duplicate_finding import PairLine
from planner.services.planner import Planner
from planner.text import fold


def duplicates(options: argparse.Namespace, answer: Answer) -> int:
    kind = _kind(options)
    with opened(options) as planner:
        found = planner.merging.duplicates(kind)
    wanted = [pair for pair in found.pairs if fold(options.search) in fold(_told(pair))]
    pairs = wanted[options.offset : options.offset + options.limit]
    if answer.as_json:
        answer.data("duplicates", [_pair(pair) for pair in pairs])
        return 0
    if not pairs and not wanted:
        answer.say(
            _("Nobody is there twice.")
            if kind == "person"
            else _("No organisation is there twice.")
        )
        return 0
    answer.table(
        (_("One"), _("The other"), _("How sure"), _("Why")),
        [
            (
                f"{pair.one.name} [{pair.one.id}]",
                f"{pair.other.name} [{pair.other.id}]",
                _("the same") if pair.likeness is Likeness.SAME else _("possibly"),
                pair.why,
            )
            for pair in pairs
        ],
    )
    answer.note(
        ngettext("{count} pair in all.", "{count} pairs in all.", len(wanted))
        + " "
        + _("Go on with “planner contact merge” or “planner contact distinct”.")
    )
    return 0


def merge(options: argparse.Namespace, answer: Answer) -> int:
    kind = _kind(options)
    choices = dict(_choice(text) for text in options.take)
    with opened(options) as planner:
        keep, gone = (_record(planner, kind, text) for text in (options.keep, options.gone))
        preview = planner.merging.preview_merge(kind, keep, gone, choices)
        done = None if options.dry_run else planner.merging.merge(kind, keep, gone, choices)
    if answer.as_json:
        answer.data("merge", {**_preview(preview), "id": done.id if done else None})
        return 0
    for field in preview.fields:
        if field.differs:
            choice = _(CHOICES[field.choice])
            answer.say(f"  {field.title}: {field.one or '–'} | {field.other or '–'} → {choice}")
    for line in map(following, preview.following):
        answer.say(f"  {line}")
    names = {"gone": preview.gone_name, "keep": preview.keep_name}
    if done is None:
        answer.say(_("{gone} would be merged into {keep}. Nothing was written.").format(**names))
        return 0
    answer.say(_("{gone} was merged into {keep}.").format(**names))
    answer.say(_("Take it apart with “planner contact apart {id}”.").format(id=done.id))
    return 0


def apart(options: argparse.Namespace, answer: Answer) -> int:
    kind = _kind(options)
    with opened(options) as planner:
        merges = planner.merging.merges(kind)
        if not options.merge:
            _merges(planner, merges, answer)
            return 0
        wanted = [one for one in merges if options.merge in (one.id, one.gone_id, one.gone_name)]
        if len(wanted) != 1:
            raise NotFound(
                _("“{text}” is not one merge that holds.").format(text=options.merge),
                _("See “planner contact apart” for all of them."),
            )
        done = wanted[0]
        if not options.dry_run:
            done = planner.merging.take_apart(done.id)
    if answer.as_json:
        answer.data("merge", _merge(done))
        return 0
    answer.say(
        _("{name} would be taken apart. Nothing was written.").format(name=done.gone_name)
        if options.dry_run
        else _("{name} is a record of its own again.").format(name=done.gone_name)
    )
    return 0


def distinct(options: argparse.Namespace, answer: Answer) -> int:
    kind = _kind(options)
    with opened(options) as planner:
        merging = planner.merging
        if not options.records:
            pairs = [
                (_name(planner, kind, one.one_id), _name(planner, kind, one.other_id))
                for one in merging.distinct(kind)
            ]
            if answer.as_json:
                answer.data("distinct", [list(pair) for pair in pairs])
            else:
                answer.table((_("One"), _("The other")), pairs)
            return 0
        if len(options.records) != 2:
            raise UserError(_("Two records are needed."), _("Name both."))
        one, other = (_record(planner, kind, text) for text in options.records)
        if not options.dry_run:
            verb = merging.maybe_duplicate if options.take_back else merging.not_duplicate
            verb(kind, one, other)
        names = {"one": _name(planner, kind, one), "other": _name(planner, kind, other)}
    if answer.as_json:
        answer.data("distinct", [one, other])
        return 0
    if options.dry_run:
        answer.say(_("Nothing was written."))
    elif options.take_back:
        answer.say(_("{one} and {other} may be offered as duplicates again.").format(**names))
    else:
        answer.say(_("{one} and {other} are not offered as duplicates any more.").format(**names))
    return 0


def _told(pair: PairLine) -> str:
    return " ".join(part for side in (pair.one, pair.other) for part in (side.name, side.detail))


def _kind(options: argparse.Namespace) -> str:
    return "organisation" if options.organisations else "person"


def _choice(text: str) -> tuple[str, str]:
    field, _sign, choice = text.partition("=")
    return field.strip(), choice.strip()


def _record(planner: Planner, kind: str, text: str) -> str:
    """The record of an id or of words that name only one."""
    if planner.merging.name(kind, text) is not None:
        return text
    lines = [
        (line.id, line.name)
        for line in (
            planner.contacts.page(0, 6, text)
            if kind == "person"
            else planner.organisations.page(0, 6, text)
        )
    ]
    exactly = [line for line in lines if text.strip() == line[1]]
    if len(exactly or lines) == 1:
        return str((exactly or lines)[0][0])
    if not lines:
        raise NotFound(
            _("No {word} is called “{text}”.").format(word=inside(_(TITLES[kind])), text=text),
            _("Try fewer letters, or the id that “contact duplicates” shows."),
        )
    raise NotFound(
        _("“{text}” may mean several: {names}.").format(
            text=text, names="; ".join(f"{name} [{key}]" for key, name in lines)
        ),
        _("Say the id that stands behind the name."),
    )


def _name(planner: Planner, kind: str, key: str) -> str:
    return planner.merging.name(kind, key) or key


def _merges(planner: Planner, merges: list[Merge], answer: Answer) -> None:
    if answer.as_json:
        answer.data("merges", [_merge(one) for one in merges])
        return
    answer.table(
        (_("Merged"), _("Into"), _("When"), _("By"), _("Id")),
        [
            (
                one.gone_name,
                _name(planner, one.subject_kind, one.kept_id),
                one.at.date() if one.at else "",
                one.author,
                one.id,
            )
            for one in merges
        ],
    )


def _pair(pair: PairLine) -> dict[str, Any]:
    return {
        "cluster": pair.cluster,
        "one": {"id": pair.one.id, "name": pair.one.name, "detail": pair.one.detail},
        "other": {"id": pair.other.id, "name": pair.other.name, "detail": pair.other.detail},
        "likeness": pair.likeness.name.lower(),
        "score": pair.score,
        "reasons": list(pair.reasons),
    }


def _preview(preview: MergePreview) -> dict[str, Any]:
    return {
        "kind": preview.kind,
        "keep": {"id": preview.keep_id, "name": preview.keep_name},
        "gone": {"id": preview.gone_id, "name": preview.gone_name},
        "distinct": preview.distinct,
        "fields": [
            {"field": one.name, "one": one.one, "other": one.other, "choice": one.choice.value}
            for one in preview.fields
        ],
        "following": [
            {"word": one.word, "count": one.count, "joined": one.joined}
            for one in preview.following
        ],
    }


def _merge(one: Merge) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.subject_kind,
        "kept_id": one.kept_id,
        "gone_id": one.gone_id,
        "gone_name": one.gone_name,
        "author": one.author,
        "at": one.at.isoformat() if one.at else None,
        "apart_at": one.apart_at.isoformat() if one.apart_at else None,
    }

"""``planner file``: what is kept with records; ``planner library compact``: the room it takes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.list_asking import day_of
from planner.cli.opening import opened
from planner.cli.options import add_noun, add_verb, paged, writing
from planner.domain.agreements import AgreementText
from planner.domain.attachments import Attachment
from planner.domain.kept_files import RISKS, Kept, plain_name, risks_of
from planner.domain.library import BY_NAME
from planner.domain.word_titles import TITLES
from planner.domain.words import plain
from planner.errors import NotFound
from planner.i18n import _, inside, ngettext
from planner.services.files import HOLDERS
from planner.services.planner import Planner


def file_verbs(nouns: Any) -> None:
    verbs = add_noun(
        nouns, "file", _("files kept with records: list, attach, save, change, scan, remove")
    )
    verb = paged(add_verb(verbs, "list", _("the files of a record, or all"), list_))
    verb.add_argument("kind", nargs="?", choices=HOLDERS)
    verb.add_argument("record", nargs="?", help=_("its id or its name"))
    verb = writing(add_verb(verbs, "attach", _("keep files with a record"), attach))
    verb.add_argument("kind", choices=HOLDERS)
    verb.add_argument("record", help=_("its id or its name"))
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verb = writing(add_verb(verbs, "save", _("save copies into a folder"), save))
    verb.add_argument("ids", nargs="+", metavar="ID", help=_("as “file list” shows it"))
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="DIR")
    verb.add_argument("--recipient", default="", metavar="NAME", help=_("who gets it"))
    verb.add_argument(
        "--purpose", default="", metavar="WHY", help=_("what for; files of people need both")
    )
    verb = writing(add_verb(verbs, "change", _("the name and notes of a file"), change))
    verb.add_argument("id", help=_("as “file list” shows it"))
    verb.add_argument("--name")
    verb.add_argument("--notes")
    verb = writing(add_verb(verbs, "scan", _("the scan of a language version"), scan))
    verb.add_argument("agreement", help=_("its id or its name"))
    verb.add_argument("language", help=_("of the version, such as ja"))
    verb.add_argument("file", nargs="?", type=Path, help=_("the new scan"))
    verb.add_argument("--out", "-o", type=Path, metavar="DIR", help=_("save a copy there"))
    verb.add_argument("--remove", action="store_true", help=_("take the scan away"))
    verb = writing(add_verb(verbs, "remove", _("take files from their record"), remove))
    verb.add_argument("ids", nargs="+", metavar="ID", help=_("as “file list” shows it"))


def compact_verb(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "compact", _("clear files that nothing names any more"), compact)
    )
    verb.add_argument(
        "--removed-before",
        default="",
        metavar="DATE",
        help=_("also files removed before this day; undo then brings back their names only"),
    )


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        files = planner.files
        if options.kind and options.record:
            key = record(planner, options.kind, options.record)
            found = [(one, files.owner(one)) for one in files.of(options.kind, key)]
        else:
            found = files.page(options.offset, options.limit)
        if answer.as_json:
            answer.data("files", [_shape(one, owner) for one, owner in found])
            return 0
        answer.table(
            (_("Id"), _("Name"), _("Size"), _("Added"), _("With"), _("Notes")),
            [
                (
                    one.id,
                    plain_name(one.file_name),
                    in_megabytes(one.size),
                    one.added_on or "",
                    f"{_(TITLES[one.subject_kind])}: {owner}",
                    one.notes,
                )
                for one, owner in found
            ],
        )
    return 0


def attach(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = record(planner, options.kind, options.record)
        read = planner.files.read(options.files)
        if options.dry_run:
            answer.say(
                ngettext("{count} file would be added.", "{count} files would be added.", len(read))
            )
            return 0
        done = planner.files.attach(options.kind, key, read)
        if answer.as_json:
            shapes = [_shape(one, planner.files.owner(one)) for one in done.added]
            answer.data("files", shapes)
        for one in done.added:
            answer.say(f"{one.id}  {plain_name(one.file_name)}")
        if done.there:
            names = ", ".join(plain_name(name) for name in done.there)
            answer.note(_("Kept here already: {names}").format(names=names))
    return 0


def save(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        chosen = [planner.files.get(key) for key in options.ids]
        if options.dry_run:
            for one in chosen:
                answer.say(plain_name(one.file_name))
            return 0
        paths = planner.files.save(
            chosen, options.out, to=options.recipient, purpose=options.purpose
        )
        if answer.as_json:
            answer.data("saved", [str(path) for path in paths])
        for one, path in zip(chosen, paths, strict=True):
            answer.say(_("Saved to {path}").format(path=path))
            for risk in risks_of(one.file_name, planner.files.content(one)):
                answer.note(f"  {_(RISKS[risk])}")
    return 0


def change(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        one = planner.files.get(options.id)
        if not options.dry_run:
            one = planner.files.describe(options.id, name=options.name, notes=options.notes)
        if answer.as_json:
            answer.data("file", _shape(one, planner.files.owner(one)))
        answer.say(plain_name(one.file_name))
    return 0


def scan(options: argparse.Namespace, answer: Answer) -> int:
    """What is asked for, in this order: put, saved, taken away; without any of it what there is."""
    with opened(options) as planner:
        files, text = planner.files, _version(planner, options.agreement, options.language)
        read = files.read([options.file])[0] if options.file is not None else None
        if read is not None and not options.dry_run:
            text = files.put_scan(text.id, read)
        if options.out is not None and text.file_hash and not options.dry_run:
            for path in files.save([Kept(text.file_name, text.file_hash)], options.out):
                answer.say(_("Saved to {path}").format(path=path))
        elif options.remove and text.file_hash and not options.dry_run:
            files.remove_scan(text.id)
            answer.say(_("The scan was removed"))
        else:
            named = read.name if read is not None else text.file_name
            answer.say(plain_name(named) if named else _("No scan."))
        if answer.as_json:
            shown = {"name": text.file_name, "sha256": text.file_hash, "language": text.language}
            answer.data("scan", shown)
    return 0


def _version(planner: Planner, agreement: str, language: str) -> AgreementText:
    """:raises NotFound: the agreement has no text in this language."""
    key = record(planner, "agreement", agreement)
    for one in planner.keeper(AgreementText).of(agreement_id=key):
        if one.language.casefold() == language.casefold():
            return one
    raise NotFound(
        _("There is no text in “{language}”.").format(language=language),
        _("Add the language version first."),
    )


def remove(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        chosen = [planner.files.get(key) for key in options.ids]
        if not options.dry_run:
            planner.files.remove(*(one.id for one in chosen))
        if answer.as_json:
            answer.data("removed", [one.id for one in chosen])
        for one in chosen:
            answer.say(plain_name(one.file_name))
    return 0


def compact(options: argparse.Namespace, answer: Answer) -> int:
    before = day_of(options.removed_before) if options.removed_before else None
    with opened(options) as planner:
        if options.dry_run:
            taken = planner.files.taken()
            answer.say(idle_sentence(taken.idle_files, taken.idle_size))
            return 0
        done = planner.files.compact(before)
        if answer.as_json:
            cleared = {"files": done.idle_files, "bytes": done.idle_size}
            answer.data("compacted", {"cleared": cleared, "files": done.files, "bytes": done.size})
        answer.say(
            ngettext(
                "{count} file was cleared ({size}).",
                "{count} files were cleared ({size}).",
                done.idle_files,
                size=in_megabytes(done.idle_size),
            )
        )
        answer.say(taken_sentence(done.files, done.size))
    return 0


def taken_sentence(files: int, size: int) -> str:
    return ngettext(
        "{count} file takes {size}.", "{count} files take {size}.", files, size=in_megabytes(size)
    )


def idle_sentence(files: int, size: int) -> str:
    return ngettext(
        "{count} of them belongs to nothing now ({size}); undo may want it.",
        "{count} of them belong to nothing now ({size}); undo may want them.",
        files,
        size=in_megabytes(size),
    )


def in_megabytes(size: int) -> str:
    """ "1.2 MB"; below a hundredth "350 B"."""
    return f"{size / 1_000_000:.2f} MB" if size >= 10_000 else f"{size} B"


def record(planner: Planner, kind: str, text: str) -> str:
    """The record of an id or of words that find only one.

    :raises NotFound: none, or several.
    """
    if planner.keeper(BY_NAME[kind]).find(text) is not None:
        return text
    if kind == "visit":
        return planner.visits.find(text).id
    hits = planner.search(text, 6, words=(kind,))
    exactly = [hit for hit in hits if hit.title.casefold() == text.strip().casefold()]
    if len(exactly or hits) == 1:
        return (exactly or hits)[0].id
    if not hits:
        raise NotFound(
            _("No {word} is called “{text}”.").format(word=inside(_(TITLES[kind])), text=text),
            _("Try fewer letters or another spelling."),
        )
    raise NotFound(
        _("“{text}” may mean several: {names}.").format(
            text=text, names="; ".join(f"{hit.title} [{hit.id}]" for hit in hits)
        ),
        _("Say the id that stands behind the name."),
    )


def _shape(one: Attachment, owner: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.file_name,
        "size": one.size,
        "sha256": one.file_hash,
        "media_type": one.media_type,
        "added_on": plain(one.added_on),
        "notes": one.notes,
        "with": {"kind": one.subject_kind, "id": one.subject_id, "name": owner},
    }

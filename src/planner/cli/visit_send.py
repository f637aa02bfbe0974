"""``planner visit recipients | recipient | send``: who gets a release, and files or mail drafts for them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from planner.cli.answering import Answer
from planner.cli.misuse import misuse
from planner.cli.opening import opened
from planner.cli.paper_options import formats_said, languages_said
from planner.domain.ids import VisitId
from planner.domain.privacy import PROFILES, Profile
from planner.domain.recipients import RECIPIENT_KINDS, Recipient, RecipientKind, is_of_the_plan
from planner.domain.recipients import recipients as known_recipients
from planner.errors import NotFound
from planner.i18n import LANGUAGES, _
from planner.services.occasions import Setting
from planner.services.papers import PAPERS
from planner.services.parcels import Package, Parcel, SendRequest, Standing, left_out_in_words
from planner.services.planner import Planner
from planner.services.send_presets import only_stale
from planner.text import fold

CHOICES = {
    "language": list(LANGUAGES),
    "paper": list(PAPERS),
    "kind": [kind.value for kind in RecipientKind if kind and not is_of_the_plan(kind)],
}
"""What options may be, for the parser."""

_NAMED: Final = 8
"""How many are named where a word means several."""


def recipients(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        found = planner.sending.recipients(visit.id, options.release)
    if answer.as_json:
        answer.data("recipients", [_standing(one) for one in found])
        return 0
    answer.table(
        (_("Key"), _("Kind"), _("Name"), _("E-mail"), _("Language"), _("Audience"), _("Holds")),
        [
            (
                one.recipient.key,
                _(RECIPIENT_KINDS[one.recipient.kind]),
                one.recipient.name,
                one.recipient.email,
                one.recipient.language,
                _(PROFILES[one.recipient.profile]),
                f"v{one.holds}" if one.holds is not None else "",
            )
            for one in found
        ],
    )
    return 0


def send(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        package = planner.sending.look(_request(options, planner, visit.id))
        if options.preset and planner.send_presets.find(options.preset).stale:
            package = only_stale(package, planner.sending.recipients(visit.id, package.release))
        if options.text:
            return _texts(options, planner, package, answer)
        if options.out is None and not options.dry_run:
            raise misuse(_("Say where to: --out DIR."), "send")
        files = []
        if not options.dry_run:
            write = planner.sending.drafts if options.drafts else planner.sending.save
            files = [str(path) for path in write(package, options.out).files]
        if answer.as_json:
            answer.data("package", {**_package(package), "files": files})
        else:
            _say(package, answer)
        for path in files:
            answer.say(_("Wrote {path}").format(path=path))
    return 0


def _texts(options: argparse.Namespace, planner: Planner, package: Package, answer: Answer) -> int:
    """The texts of the mails; whoever prints them has them, so they are put on record."""
    told = [
        {
            "recipient": parcel.recipient.key,
            "subject": parcel.letter.subject,
            "text": parcel.letter.text
            if options.dry_run
            else planner.sending.copy_text(package, parcel.recipient.key),
        }
        for parcel in package.parcels
    ]
    if answer.as_json:
        answer.data("letters", told)
    for one in told:
        answer.say(f"{one['subject']}\n\n{one['text']}")
    return 0


def _request(options: argparse.Namespace, planner: Planner, visit: VisitId) -> SendRequest:
    """What is said wins over the preset."""
    known = [one.recipient for one in planner.sending.recipients(visit, options.release)]
    preset = planner.send_presets.find(options.preset or "all")
    chosen = [recipient_key(known, text) for text in options.to]
    if options.preset and not chosen:
        chosen = [one.key for one in known if preset.means(one)]
        if not chosen:
            raise NotFound(_("“{name}” means nobody in this version.").format(name=preset.name))
    return SendRequest(
        visit_id=visit,
        release=options.release,
        recipients=tuple(chosen),
        papers=tuple(options.paper) or preset.papers,
        language=options.language or preset.language,
        profile=Profile(options.audience) if options.audience else None,
        since=options.since,
        purpose=options.purpose,
        note=options.note,
        columns=dict(_columns(planner, text) for text in options.columns),
        setting=_setting(options, preset.setting),
    )


def _setting(options: argparse.Namespace, usual: Setting) -> Setting:
    """How papers are set: what is said wins over the preset."""
    return replace(
        usual,
        formats=formats_said(options.format) or usual.formats,
        languages=languages_said(options.lang, "send") or usual.languages,
        template=options.template or usual.template,
    )


def _columns(planner: Planner, text: str) -> tuple[str, tuple[str, ...]]:
    """The columns that "participants=family_name,position" or "participants=@For the press" names.

    :raises UserError: no such sheet or column. :raises NotFound: no such set.
    """
    from planner.services.visit_sheets import SHEETS

    paper, _equals, told = text.partition("=")
    if paper not in SHEETS:
        raise misuse(
            _("“{name}” is no sheet; there are: {names}.").format(
                name=paper, names=", ".join(SHEETS)
            ),
            "send",
        )
    known = [column.name for column in SHEETS[paper].columns]
    if told.startswith("@"):
        return paper, planner.views.find(SHEETS[paper].area, told[1:]).columns
    names = tuple(name.strip() for name in told.split(",") if name.strip())
    for name in names:
        if name not in known:
            raise misuse(
                _("“{name}” is no column; there are: {names}.").format(
                    name=name, names=", ".join(known)
                ),
                "send",
            )
    return paper, names


def _initials(name: str) -> list[str]:
    """Of the words of a house, as one: "ess" for the European Spallation Source."""
    words = fold(name).split()
    return ["".join(word[0] for word in words)] if len(words) > 1 else []


def recipient_key(known: Iterable[Recipient], text: str) -> str:
    """The recipient that a typed key, name or address means.

    :raises NotFound: none fits, or several do; the message names them.
    """
    terms = fold(text).split()
    everybody = list(known)
    found = (
        [one for one in everybody if one.key == text]
        or [
            one
            for one in everybody
            if all(term in fold(f"{one.name} {one.email}") for term in terms)
        ]
        or [one for one in everybody if _initials(one.name) == terms]
    )
    if len(found) == 1:
        return found[0].key
    if not found:
        said = _("There is no recipient “{text}”.").format(text=text)
    else:
        names = [f"{one.name} ({_(RECIPIENT_KINDS[one.kind])})" for one in found[:_NAMED]]
        said = _("“{text}” means {count} recipients: {names}.").format(
            text=text, count=len(found), names=", ".join(names)
        )
    raise NotFound(said, _("See “planner visit recipients” for the keys."))


def _say(package: Package, answer: Answer) -> None:
    answer.say(_("{title}: version {number}").format(title=package.title, number=package.release))
    for caution in package.cautions:
        answer.note(caution.text)
    for parcel in package.parcels:
        one = parcel.recipient
        answer.say(f"{one.name}  ({one.language}, {_(PROFILES[one.profile])})")
        for paper in parcel.papers:
            answer.say(f"  {paper.name}  ({paper.method or _(PAPERS[paper.kind].title)})")
        if parcel.left_out:
            things = "; ".join(left_out_in_words(thing) for thing in parcel.left_out)
            answer.say("  " + _("Left out: {things}").format(things=things))
        for caution in parcel.cautions:
            answer.say(f"  ! {caution.text}")
    for one, why in package.without:
        answer.say(f"{one.name}: {why.text}")


def _package(package: Package) -> dict[str, Any]:
    return {
        "visit_id": package.request.visit_id,
        "release": package.release,
        "name": package.name,
        "cautions": [{"kind": one.kind.value, "text": one.text} for one in package.cautions],
        "parcels": [_parcel(parcel) for parcel in package.parcels],
        "without": [{"recipient": one.key, "kind": why.kind.value} for one, why in package.without],
    }


def _parcel(parcel: Parcel) -> dict[str, Any]:
    one = parcel.recipient
    return {
        "recipient": one.key,
        "name": one.name,
        "email": parcel.to.address if parcel.to else "",
        "language": one.language,
        "audience": one.profile.value,
        "since": parcel.since,
        "papers": [
            {
                "name": paper.name,
                "paper": paper.kind,
                "entries": paper.entries,
                "method": paper.method.value if paper.method else "",
            }
            for paper in parcel.papers
        ],
        "left_out": {thing.thing.value: thing.count for thing in parcel.left_out},
        "cautions": [{"kind": it.kind.value, "text": it.text} for it in parcel.cautions],
    }


def _standing(one: Standing) -> dict[str, Any]:
    known = one.recipient
    return {
        "key": known.key,
        "kind": known.kind.value,
        "name": known.name,
        "organisation": known.organisation,
        "email": known.email,
        "language": known.language,
        "audience": known.profile.value,
        "left_out": known.left_out,
        "holds": one.holds,
        "calendar": one.calendar,
        "gone": one.gone,
    }


def recipient(options: argparse.Namespace, answer: Answer) -> int:
    """What is said about one recipient, or one more who is not of the plan."""
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        said: dict[str, Any] = {
            name: value
            for name in ("email", "language", "profile")
            if (value := getattr(options, name)) is not None
        }
        if options.left_out is not None:
            said["left_out"] = options.left_out
        if options.dry_run:
            answer.say(_("“{name}” would be changed.").format(name=options.who))
            return 0
        if options.add:
            made = planner.addressings.add(
                visit.id, options.who, RecipientKind(options.add), **said
            )
            answer.say(f"added:{made.id}")
            return 0
        key = recipient_key(_everybody(planner, visit.id), options.who)
        if options.remove:
            planner.addressings.remove(key)
        else:
            planner.addressings.say(visit.id, key, **said)
        answer.say(key)
    return 0


def _everybody(planner: Planner, visit: VisitId) -> tuple[Recipient, ...]:
    """Recipients of the visit as it stands: it need not have been released yet."""
    return known_recipients(planner.visits.plan(visit), planner.addressings.of(visit))

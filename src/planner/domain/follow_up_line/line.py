"""One line read: ``title [date] [@owner] [#what it is about …] [every …] [T±days] [!waiting]``, in any order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.domain.follow_up_line.dates import Due, take_due
from planner.domain.follow_up_line.reading import (
    Ground,
    Named,
    Option,
    Question,
    QuestionKind,
    Reading,
)
from planner.domain.follow_up_line.words import (
    ADVERB,
    EVERY,
    EVERY_HALF,
    MARK,
    ME,
    SAID,
    rule_of,
)
from planner.domain.followups import Anchor, FollowUpKind, FollowUpStatus, Side
from planner.domain.quick_add.shadow import Shadow, escaped
from planner.text import fold

LONGEST: Final = 1000
"""Signs of a line; what is longer is no line but a text, and stays title."""
_MOST: Final = 6
_OWNER: Final = re.compile(r"(?<!\S)@(?P<name>\x02+|[^\s\x02,;]+)")
_ABOUT: Final = re.compile(r"(?<!\S)#(?P<name>\x02+|[^\s\x02,;]+)")
_ACRONYM: Final = re.compile(r"(?<![\w#@-])[^\W\d_][\w-]+(?![\w-])")
_LEADS: Final = re.compile(
    r"(?i)(?:^|\s)(?:to|from|with|for|of|by|til|fra|med|hos|af|an|von|vom|mit|für|bei)\s+$"
)
"""A word before a name that is nothing without it: "reply to @MEXT"."""
_QUOTES: Final = '"“”„«»「」『』'
_LOOSE: Final = re.compile(r"(?<!\S)[,;]+(?!\S)")


@dataclass(slots=True)
class _Draft:
    shadow: Shadow
    ground: Ground
    fields: dict[str, object] = field(default_factory=dict)
    links: list[Named] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)


def read_follow_up(text: str, ground: Ground) -> Reading:
    """What a line says. Never raises; what cannot be told for sure is asked, not guessed.

    A backslash before a word, or quotation marks, keep words for the title.
    """
    if not text.strip():
        return Reading(line=text)
    if len(text) > LONGEST:
        return Reading(line=text, title=" ".join(text.split()))
    draft = _Draft(Shadow(text), ground)
    _take_said(draft)
    _take_owner(draft)
    _take_links(draft)
    weekday = _take_rule(draft)
    due = take_due(draft.shadow, ground)
    draft.asked += due.asked
    _keep_due(draft, due, weekday)
    _take_named(draft)
    title = _rest(draft.shadow)
    if not any(sign.isalnum() for sign in title):
        draft.asked.append(Question(kind=QuestionKind.NO_TITLE))
    reading = Reading(
        line=text,
        title=title,
        links=tuple(draft.links),
        questions=tuple(draft.asked),
        used=tuple(draft.shadow.used),
    )
    return replace(reading, **draft.fields)  # type: ignore[arg-type]


def _keep_due(draft: _Draft, due: Due, weekday: int | None) -> None:
    today, fields = draft.ground.today, draft.fields
    if due.anchor is not Anchor.NONE:
        fields.update(anchor=due.anchor, due_days=due.days)
        if all(link.word != "visit" for link in draft.links) and not any(
            one.kind in (QuestionKind.MANY_RECORDS, QuestionKind.NO_RECORD) for one in draft.asked
        ):
            draft.asked.append(_needs_visit(draft))
    elif due.day is not None:
        fields["due_on"] = due.day
    elif weekday is not None and not due.asked:
        fields["due_on"] = today + dt.timedelta((weekday - today.weekday()) % 7)


def _needs_visit(draft: _Draft) -> Question:
    options = [
        Option(line=f"{draft.shadow.text.rstrip()} #{_written(one, draft.ground)}", name=one.name)
        for one in draft.ground.visits[:_MOST]
    ]
    return Question(kind=QuestionKind.NEEDS_VISIT, options=tuple(options))


def _take_said(draft: _Draft) -> None:
    """!waiting, !waiting:ministry, !them, !decision; any other exclamation is title."""
    shadow = draft.shadow
    for found in MARK.finditer(shadow.plain):
        match SAID.get(found["name"]):
            case FollowUpStatus() as status:
                draft.fields["status"] = status
                if found["more"]:
                    draft.fields["waiting_for"] = _bare(shadow.text[slice(*found.span("more"))])
            case Side() as side if not found["more"]:
                draft.fields["side"] = side
            case FollowUpKind() as kind if not found["more"]:
                draft.fields["kind"] = kind
            case _:
                continue
        shadow.use(*found.span())


def _take_owner(draft: _Draft) -> None:
    shadow, ground = draft.shadow, draft.ground
    marks = list(_OWNER.finditer(shadow.plain))
    if len(marks) > 1:
        draft.asked.append(_twice(shadow, [found.span() for found in marks]))
    for found in marks:
        text = _bare(shadow.text[slice(*found.span("name"))])
        people = ground.people(text)
        if len(marks) == 1 and not people and len(houses := ground.houses(text)) == 1:
            _take_house(draft, found, text, houses[0])
            continue
        shadow.use(*found.span())
        if len(marks) > 1:
            continue
        if fold(text) in ME and ground.me:
            draft.fields["owner"] = ground.me
            continue
        if len(people) == 1:
            draft.fields.update(owner=people[0].name, owner_id=people[0].id)
        elif people and not _is_quoted(shadow, found):
            draft.asked.append(_which_person(draft, found.span(), text, people))
        else:
            draft.fields["owner"] = text


def _take_house(draft: _Draft, found: re.Match[str], text: str, house: Named) -> None:
    """ "@MEXT": it is theirs to do, and about them; where it waits, it waits for them."""
    fields, shadow = draft.fields, draft.shadow
    is_needed = _LEADS.search(shadow.plain, 0, found.start()) is not None
    shadow.use(found.start(), found.start() + 1 if is_needed else found.end())
    fields.setdefault("side", Side.THEIRS)
    if fields.get("status") is not FollowUpStatus.WAITING:
        fields["owner"] = text
    elif not fields.get("waiting_for"):
        fields["waiting_for"] = text
    draft.links.append(house)


def _take_named(draft: _Draft) -> None:
    """A house that is named in the title by its acronym, and alone, is what it is about: "thank-you ESS"."""
    if any(link.word == "organisation" for link in draft.links) or draft.asked:
        return
    found: dict[str, Named] = {}
    for word in _ACRONYM.finditer(draft.shadow.plain):
        name = draft.shadow.text[slice(*word.span())]
        if name.isupper():
            found |= {one.id: one for one in draft.ground.houses(name)}
    if len(found) == 1:
        draft.links += found.values()


def _take_links(draft: _Draft) -> None:
    """Each #mark is one record, of each kind at most one."""
    shadow, ground = draft.shadow, draft.ground
    if ground.visit is not None:
        draft.links.insert(0, ground.visit)
    places: dict[str, tuple[int, int]] = {}
    for found in _ABOUT.finditer(shadow.plain):
        text = _bare(shadow.text[slice(*found.span("name"))])
        known = ground.records(text)
        place = found.span()
        if len(known) != 1:
            kind = QuestionKind.MANY_RECORDS if known else QuestionKind.NO_RECORD
            draft.asked.append(_which_record(draft, place, kind, text, known))
        elif (word := known[0].word) in places and known[0] not in draft.links:
            draft.asked.append(_twice(shadow, [places[word], place]))
        else:
            places[word] = place
            draft.links = [one for one in draft.links if one.word != word] + [known[0]]
        shadow.use(*place)


def _take_rule(draft: _Draft) -> int | None:
    """How often it comes again; the weekday of "every Monday"."""
    shadow = draft.shadow
    found = list(EVERY_HALF.finditer(shadow.plain))
    taken = [one.span() for one in found]
    found += [
        one
        for one in EVERY.finditer(shadow.plain)
        if not any(start <= one.start() < end for start, end in taken)
    ]
    if not found:
        # "monthly report" is what it is called; "report monthly" is how often.
        found = [
            one
            for one in ADVERB.finditer(shadow.plain)
            if not any(sign.isalnum() for sign in shadow.plain[one.end() :])
        ]
    if len(found) > 1:
        kept = sorted(one.span() for one in found)
        question = _twice(shadow, kept)
        draft.asked.append(replace(question, kind=QuestionKind.MANY_RULES))
        return None
    if not found:
        return None
    draft.fields["repeats"], weekday = rule_of(found[0])
    shadow.use(*found[0].span())
    return weekday


def _which_person(
    draft: _Draft, place: tuple[int, int], text: str, people: Sequence[Named]
) -> Question:
    options = [
        _instead(draft.shadow, place, f"@{_mark(one, people)}", _told(one))
        for one in people[:_MOST]
    ]
    options.append(_instead(draft.shadow, place, f'@"{text}"', f"“{text}”"))
    return Question(kind=QuestionKind.MANY_PEOPLE, text=f"@{text}", options=tuple(options))


def _which_record(
    draft: _Draft, place: tuple[int, int], kind: QuestionKind, text: str, known: Sequence[Named]
) -> Question:
    shadow = draft.shadow
    options = [
        _instead(shadow, place, f"#{_written(one, draft.ground)}", _told(one))
        for one in known[:_MOST]
    ]
    options.append(Option(line=escaped(shadow.text, *place), title=shadow.text[slice(*place)]))
    return Question(kind=kind, text=f"#{text}", options=tuple(options))


def _twice(shadow: Shadow, places: list[tuple[int, int]]) -> Question:
    """One of several stays a mark, the others become title."""
    options = []
    for chosen in places[:_MOST]:
        line = shadow.text
        for other in reversed(places):
            if other is not chosen:
                line = escaped(line, *other)
        options.append(Option(line=line, name=shadow.text[slice(*chosen)].strip()))
    text = ", ".join(shadow.text[slice(*one)].strip() for one in places)
    return Question(kind=QuestionKind.TWICE, text=text, options=tuple(options))


def _instead(shadow: Shadow, place: tuple[int, int], mark: str, name: str) -> Option:
    return Option(line=shadow.text[: place[0]] + mark + shadow.text[place[1] :], name=name)


def _mark(one: Named, among: Sequence[Named]) -> str:
    """The name in quotes where only one is called so, else the id."""
    alone = [other.id for other in among if fold(other.name) == fold(one.name)] == [one.id]
    return f'"{one.name}"' if alone and '"' not in one.name and one.name else one.id


def _written(one: Named, ground: Ground) -> str:
    """How a mark means exactly this record: by its name where that is enough, else by its id."""
    if one.name and not set(one.name) & set(_QUOTES) and list(ground.records(one.name)) == [one]:
        return f'"{one.name}"' if re.search(r"[\s,;]", one.name) else one.name
    return one.id


def _told(one: Named) -> str:
    return f"{one.name} ({one.detail})" if one.detail else one.name


def _is_quoted(shadow: Shadow, found: re.Match[str]) -> bool:
    return shadow.text[found.start("name")] in _QUOTES


def _bare(text: str) -> str:
    return text.strip(_QUOTES).replace("_", " ").strip()


def _rest(shadow: Shadow) -> str:
    """All words that became no field, as typed; commas that stood between fields go."""
    kept = list(shadow.text)
    for start, end in shadow.used:
        kept[start:end] = " " * (end - start)
    for place in shadow.escapes:
        kept[place] = ""
    text = " ".join("".join(kept).split())
    return " ".join(_LOOSE.sub(" ", text).split()) if shadow.used else text

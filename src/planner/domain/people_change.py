"""One change to many people: what is set, added or cleared, and what each would look like after it."""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.people import Person
from planner.domain.several_change import Act, appended, require_act, require_country
from planner.errors import UserError
from planner.i18n import N_, _
from planner.text import clean_line


class Field(enum.StrEnum):
    """What several people can be given at once. A post is its organisation and title together."""

    COUNTRY = "country"
    LANGUAGES = "languages"
    SALUTATION = "salutation"
    POST = "post"
    NOTES = "notes"


FIELDS: Final = {
    Field.COUNTRY: N_("Country"),
    Field.LANGUAGES: N_("Languages"),
    Field.SALUTATION: N_("Salutation"),
    Field.POST: N_("Organisation and post"),
    Field.NOTES: N_("Notes"),
}


ACTS: Final = {
    Field.COUNTRY: {Act.SET: N_("Set"), Act.CLEAR: N_("Clear")},
    Field.LANGUAGES: {
        Act.ADD: N_("Add"),
        Act.FIRST: N_("Put first: they are written to in it"),
        Act.SET: N_("Replace by"),
        Act.REMOVE: N_("Take away"),
        Act.CLEAR: N_("Clear"),
    },
    Field.SALUTATION: {Act.SET: N_("Set"), Act.CLEAR: N_("Clear")},
    Field.POST: {
        Act.SET: N_("Change the present post"),
        Act.ADD: N_("Add a post"),
        Act.CLEAR: N_("End the present posts"),
    },
    Field.NOTES: {Act.ADD: N_("Append"), Act.CLEAR: N_("Clear")},
}

_TAG: Final = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleChange:
    """``value`` is a country's code, language tags with commas, a salutation, an organisation's name or a note.

    ``title`` belongs to a post; empty keeps the title there is. ``day`` is the last day of posts
    that end.
    """

    field: Field
    act: Act
    value: str = ""
    title: str = ""
    day: dt.date | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for part in re.split(r"[,;\s]+", self.value) if part))

    def require(self) -> None:
        """:raises UserError: the change says too little, or something that cannot be."""
        require_act(FIELDS[self.field], self.act, ACTS[self.field], self.value)
        if self.field is Field.LANGUAGES and (wrong := [t for t in self.tags if not _TAG.match(t)]):
            raise UserError(
                _("“{text}” is no language tag.").format(text=wrong[0]),
                _("Type tags such as ja, da or en-GB."),
            )
        if self.field is Field.COUNTRY and self.act is Act.SET:
            require_country(self.value)
        if self.field is Field.POST and self.act is Act.CLEAR and self.day is None:
            raise UserError(_("The day is missing."), _("Type the last day of the posts."))


def language_tags(text: str) -> tuple[str, ...]:
    """The tags in a text, the first choice first; none for an empty one.

    :raises UserError: something in it is no language tag.
    """
    change = PeopleChange(field=Field.LANGUAGES, act=Act.SET, value=text)
    if change.tags:
        change.require()
    return change.tags


def changed_person(person: Person, change: PeopleChange) -> Person:
    """The person after the change; the same when there is nothing to change. Posts are not part of it."""
    clear = change.act is Act.CLEAR
    match change.field:
        case Field.COUNTRY:
            return replace(person, country="" if clear else change.value.strip().upper())
        case Field.SALUTATION:
            return replace(person, salutation="" if clear else clean_line(change.value))
        case Field.LANGUAGES:
            return replace(person, languages=_languages(person.languages, change))
        case Field.NOTES:
            return replace(person, notes="" if clear else appended(person.notes, change.value))
        case Field.POST:
            return person


def _languages(now: tuple[str, ...], change: PeopleChange) -> tuple[str, ...]:
    tags = change.tags
    match change.act:
        case Act.SET:
            return tags
        case Act.ADD:
            return (*now, *(tag for tag in tags if tag not in now))
        case Act.FIRST:
            return (*tags, *(tag for tag in now if tag not in tags))
        case Act.REMOVE:
            return tuple(tag for tag in now if tag not in tags)
        case Act.CLEAR:
            return ()

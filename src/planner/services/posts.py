"""The posts of a person: begin one, change it, end it, put it in another order."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain import posts as rules
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Person, Position
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.named_organisations import named_organisation
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line


class Posts(Parts[Position]):
    """A visit keeps the title that was held then: nothing here changes a delegation."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a post of {name}"),
            change=N_("Change post of {name}"),
            remove=N_("Remove a post of {name}"),
        )
        super().__init__(core, Position, "person_id", _namer(core), labels, _right_post)

    def of(self, owner: str) -> list[Position]:
        """Open ones first, the one that is shown at the top."""
        return rules.in_order(super().of(owner))

    def begin(
        self,
        person: PersonId,
        organisation: str,
        title: str = "",
        *,
        since: PartialDate = UNKNOWN_DATE,
        origin: object = None,
    ) -> Position:
        """Add a post, shown after those there are. An unknown organisation is added with it.

        :raises UserError: no organisation, or a date that is none.
        """
        if not clean_line(organisation):
            raise UserError(_("A post is at an organisation."), _("Type its name."))
        rank = max((post.rank for post in self.of(person)), default=-1) + 1
        name = self._owner_name(person)
        with self._core.work(
            self._labels.add, {"name": name, "word": "position"}, origin=origin
        ) as work:
            post = Position(
                id=RecordId(new_id()),
                person_id=person,
                organisation_id=named_organisation(work, organisation),
                title=title,
                valid_from=since,
                rank=rank,
            )
            rules.require_right_dates(post)
            work.add(post)
        return post

    def end(self, post: str, on: PartialDate, *, origin: object = None) -> Position:
        """The post was held until then, that day, month or year included.

        :raises UserError: a date that is none, or one before the beginning.
        """
        return self.edit(post, origin=origin, valid_to=on)

    def move(self, post: str, place: int, *, origin: object = None) -> None:
        """Show the post at another place among those of its person; 0 is the first."""
        now = self._get(post)
        posts = self.of(now.person_id)
        with self._core.work(
            N_("Reorder the posts of {name}"), self._facts(now), origin=origin
        ) as work:
            for one in rules.moved(posts, post, place):
                work.put(one)

    def houses(self, owner: str) -> dict[str, str]:
        """The names of the organisations of all posts, by id."""
        keys = [post.organisation_id for post in self.of(owner)]
        found = reading.having(self._core.reader, Organisation, "id", keys)
        return {one.id: one.name or one.native_name or one.acronym for one in found}


def _right_post(post: Position, _others: list[Position]) -> None:
    rules.require_right_dates(post)


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        person = reading.one(core.reader, Person, key)
        if person is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        return person.name

    return name

"""Photos of people: one each, small, taken in through the child process, never read for a list."""

from __future__ import annotations

from pathlib import Path

from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import Person, Photo
from planner.i18n import N_
from planner.services.core import Core
from planner.storage import reading


class Photos:
    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, person: PersonId) -> Photo | None:
        """The photo that is shown: the latest."""
        found = reading.where(
            self._core.reader, Photo, "person_id = :id", {"id": person}, "id DESC LIMIT 1"
        )
        return found[0] if found else None

    def read(self, source: Path | bytes, name: str = "") -> Photo:
        """A photo not yet of anybody; takes up to a second, so call it in a task.

        :raises NotReadable: it is no photo that can be kept, with the reason.
        """
        from planner.interchange import photo_reader  # late: only who hands in a photo needs it

        found = (
            photo_reader.read_photo(source, name)
            if isinstance(source, bytes)
            else photo_reader.read_photo_file(source)
        )
        return Photo(
            id=RecordId(new_id()),
            person_id=PersonId(""),
            media_type=found.media_type,
            data=found.data,
            width=found.width,
            height=found.height,
        )

    def put(self, person: PersonId, photo: Photo, *, origin: object = None) -> None:
        """Make this the photo of a person; the one before goes in the same step.

        :raises NotFound: there is no such person (any more).
        """
        with self._core.work(N_("Change photo of {name}"), origin=origin) as work:
            owner = work.get(Person, person)
            work.label_facts.update({"name": owner.name, "word": "person"})
            for old in reading.where(work, Photo, "person_id = :id", {"id": person}):
                work.remove(Photo, old.id)
            work.add(
                Photo(
                    id=RecordId(new_id()),
                    person_id=person,
                    media_type=photo.media_type,
                    data=photo.data,
                    width=photo.width,
                    height=photo.height,
                )
            )

    def remove(self, person: PersonId, *, origin: object = None) -> None:
        """Take the photo away; nothing happens where there is none."""
        with self._core.work(N_("Remove photo of {name}"), origin=origin) as work:
            owner = work.get(Person, person)
            work.label_facts.update({"name": owner.name, "word": "person"})
            for old in reading.where(work, Photo, "person_id = :id", {"id": person}):
                work.remove(Photo, old.id)

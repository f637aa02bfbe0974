"""A text that is pasted becomes a source: read, looked through, taken in as one step."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planner.domain.ids import SourceId, new_id
from planner.domain.library import BY_NAME
from planner.domain.source_reading.offering import offers_of
from planner.domain.source_reading.offers import (
    PASTE_LIMIT,
    Offer,
    Shelf,
    chosen,
    linked,
)
from planner.domain.source_reading.reading import Reading, read
from planner.domain.source_reading.recognised import known_source
from planner.domain.sources import Citation, Source
from planner.domain.staging import Add
from planner.errors import OutOfDate, UserError
from planner.i18n import N_, PAPER_LANGUAGES, _, current
from planner.places_named import country_names
from planner.services import source_contacts, source_differences
from planner.services.citations import english_names
from planner.services.core import Core
from planner.services.country_naming import names_by_code
from planner.services.source_staging import SourceReport, SourceStaging
from planner.services.told_visits import zone_there
from planner.storage import reading as rows
from planner.storage.queries import sources as queries
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.services.importing import Importing
    from planner.storage.unit_of_work import Work


class SourceTexts:
    """Until :meth:`commit` nothing of a text is stored."""

    def __init__(self, core: Core, importing: Callable[[], Importing]) -> None:
        self._core = core
        self._importing = importing

    def read(
        self,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        language: str | None = None,
        as_of: dt.date | None = None,
        url: str = "",
    ) -> SourceStaging:
        """What the text states. What is not given is taken from the text itself.

        :raises UserError: there is no text, or more than anybody pastes.
        """
        if not text.strip():
            raise UserError(_("There is no text."), _("Paste the text of a page or a paper."))
        if len(text) > PASTE_LIMIT:
            raise UserError(
                _("The text is too long: {count} characters.").format(count=len(text)),
                _("Paste the part that states facts, up to {limit} characters.").format(
                    limit=PASTE_LIMIT
                ),
            )
        reader = self._core.reader
        lexicon = queries.lexicon(reader, _all_countries())
        found = read(text, lexicon, language or "")
        shelf = queries.shelf(reader, names_by_code(reader, current()), english_names())
        shelf = replace(
            shelf, home=self._core.settings.text("home_country"), zone_of=zone_there(self._core)
        )
        source = self._source(found, shelf, title, publisher, as_of, url)
        known = known_source(source, found, shelf, typed=title is not None)
        if known is not None:
            source = known
        offers = offers_of(found, shelf, source)
        if known is not None:  # what was left, or not worked in, is not asked again
            offers = tuple(one for one in offers if one.taken)
        people = source_contacts.people_of(found.text, source, self._importing())
        offers = (*offers, *source_contacts.contacts(people, shelf, source, found))
        staging = SourceStaging(source, known is not None, found, offers, (), people)
        return replace(
            staging,
            differences=tuple(
                source_differences.of_offers(
                    self._core.reader, shelf, staging.source, staging.offers
                )
            ),
        )

    def describe(
        self,
        staging: SourceStaging,
        *,
        title: str,
        publisher: str,
        language: str,
        as_of: dt.date | None,
        url: str = "",
    ) -> SourceStaging:
        """The text read again as a source of this title, publisher, language and day."""
        return self.read(
            staging.reading.text,
            title=title,
            publisher=publisher,
            language=language,
            as_of=as_of,
            url=url,
        )

    def choose(self, staging: SourceStaging, keys: Iterable[str]) -> SourceStaging:
        """The staging with exactly these offers taken."""
        return replace(staging, offers=chosen(staging.offers, frozenset(keys)))

    def sentence(self, offer: Offer) -> str:
        """An offer in words."""
        return _(offer.sentence).format(**offer.facts)

    def commit(self, staging: SourceStaging, *, origin: object = None) -> SourceReport:
        """Keep the source with its text and what was taken, as one step.

        :raises UserError: the source has no title.
        :raises OutOfDate: what an offer speaks of was removed, or the text was taken in meanwhile.
        """
        from planner.services import import_writing  # late: not every text names somebody

        source = staging.source
        if not clean_line(source.title):
            raise UserError(_("The source has no title."), _("Type what the text is called."))
        taken, people = linked(staging.taken), source_contacts.chosen_people(staging)
        source = replace(
            source,
            text=staging.reading.text,
            retrieved_on=source.retrieved_on or self._core.today(),
        )
        if (
            not taken
            and staging.is_known
            and rows.one(self._core.reader, Source, source.id) == source
        ):
            return SourceReport(source.id, 0, 0, 0, None)
        label = N_("Take in the source {name}")
        with self._core.work(
            label, {"name": source.title, "word": "source"}, origin=origin
        ) as work:
            self._refuse_outdated(work, staging, taken)
            work.add_or_put(source)
            if people is not None:
                import_writing.refuse_outdated(work, people)
                import_writing.write(work, people, lambda: None)
            for one in taken:
                for record in one.records:
                    work.add(record)
            step = int(work.rows("SELECT coalesce(max(number), 0) FROM step")[0][0]) + 1
        cited = sum(isinstance(record, Citation) for one in taken for record in one.records)
        made = sum(one.makes for one in taken)
        return SourceReport(source.id, cited, made, sum(one.row > 0 for one in taken), step)

    # making a source of a reading

    def _source(
        self,
        found: Reading,
        shelf: Shelf,
        title: str | None,
        publisher: str | None,
        as_of: dt.date | None,
        url: str,
    ) -> Source:
        own = found.dated
        day = as_of or (own.day if own else None)
        return Source(
            id=SourceId(new_id()),
            title=clean_line(title if title is not None else found.title),
            publisher=clean_line(publisher if publisher is not None else _publisher(found, shelf)),
            language=found.language,
            published_on=own.day if own and own.published and own.day == day else None,
            as_of=day,
            url=clean_line(url),
            retrieved_on=self._core.today(),
        )

    def _refuse_outdated(
        self, work: Work, staging: SourceStaging, taken: tuple[Offer, ...]
    ) -> None:
        made = {record.id for one in taken for record in one.records}
        people = {
            edit.record.id
            for row in (staging.people.rows if staging.people else ())
            for edit in row.added
            if isinstance(edit, Add)
        }
        for one in taken:
            for record in one.records:
                gone = isinstance(record, Citation) and (
                    record.subject_id not in made | people
                    and work.find(BY_NAME[record.subject_kind], record.subject_id) is None
                )
                if gone or work.find(type(record), record.id) is not None:
                    raise OutOfDate(
                        _("The library changed since the text was read."),
                        _("Nothing was written. Read the text again."),
                    )


def _all_countries() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (code, language, name)
        for language in PAPER_LANGUAGES
        for code, name in country_names(language).items()
        if len(code) == 2
    )


_DOMAIN: Final = re.compile(r"@(?:[\w-]+\.)*([\w-]+)\.[a-z]{2,}\b")


def _publisher(found: Reading, shelf: Shelf) -> str:
    """The organisation whose acronym is the domain of all addresses in the text; "" where there is none, or
    addresses of others stand there: a page that names several people is not of the first one's house."""
    domains = set(_DOMAIN.findall(found.text.lower()))
    if len(domains) != 1:
        return ""
    (domain,) = domains
    for house in shelf.organisations.values():
        if house.acronym and fold(house.acronym) == domain:
            is_danish = found.language == "da" and house.native_name
            return house.native_name if is_danish else house.name
    return ""

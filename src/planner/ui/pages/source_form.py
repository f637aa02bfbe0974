"""A source in the inspector: what it is, what it states, and where others say otherwise."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from planner.domain.ids import SourceId, new_id
from planner.domain.source_lines import CitedFact, SourceCard
from planner.domain.sources import Source
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import DateField, LineField, TextField, day_text
from planner.ui.widgets.links import Link
from planner.ui.widgets.sentences import Sentences

_PLAIN = ("title", "publisher", "language", "as_of", "published_on", "url", "notes", "retrieved_on")
_DATES = frozenset({"as_of", "published_on", "retrieved_on"})
_OPENED: Final = frozenset({"agreement", "organisation", "site", "person", "country"})
"""Records that have a page to open."""
_SHOWN: Final = 150
"""Facts that are listed; a source with more is read in the command line."""


class SourceForm(RecordForm):
    word: ClassVar[str] = "source"
    words: ClassVar[frozenset[str]] = frozenset(
        {"source", "citation", "country_fact", "agreement", "organisation", "person"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Source"))

    def build(self) -> None:
        self.bind("title", LineField(_("Title")))
        self.bind("publisher", LineField(_("Publisher")))
        self.bind_pair(
            ("as_of", DateField(_("As of"))),
            ("language", LineField(_("Language"), hint=_("A tag, such as ja or en-GB"))),
        )
        self.bind_pair(
            ("published_on", DateField(_("Published"))),
            ("retrieved_on", DateField(_("Retrieved"))),
        )
        self.bind("url", LineField(_("Address")))
        self.bind("notes", TextField(_("Notes"), lines=2))
        self._facts = self.links(_("What it states"), _("Nothing is cited from it yet."))
        self.section(_("Where others say otherwise"))
        self._differences = Sentences(_("No other source contradicts it."), "warn")
        self.add_widget(self._differences)
        self.bind("text", TextField(_("Text"), lines=8))
        self.fields["text"].set_read_only(True)

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.sources.card(SourceId(key))
        self._seen = card.source
        count = len(card.facts)
        told = ngettext("{count} fact", "{count} facts", count) if count else ""
        parts = (card.source.publisher, day_text(card.source.as_of), told)
        self.set_heading(card.source.title, " · ".join(part for part in parts if part))
        self._show(card)
        return {name: getattr(card.source, name) for name in (*_PLAIN, "text")}

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New source"))
        self._facts.show_links([])
        self._differences.show_sentences(())
        return {"retrieved_on": self.context.planner.today()}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["title"]:
            return ""
        source = Source(id=SourceId(new_id()), **{name: values[name] for name in _PLAIN})
        return self.context.planner.sources.add(source, origin=self)

    def write(self, name: str, value: Any) -> None:
        if name == "text":
            return  # what was pasted stays as it was
        value = value if name in _DATES else value or ""
        self._seen = self.context.planner.sources.edit(
            SourceId(self.key), seen=self._seen, origin=self, **{name: value}
        )

    def _show(self, card: SourceCard) -> None:
        self._facts.show_links([_link(one) for one in card.facts[:_SHOWN]])
        self._differences.show_sentences(card.differences)


def _link(fact: CitedFact) -> Link:
    said = ": ".join(part for part in (_(fact.fact), fact.value) if part)
    if fact.word in _OPENED:
        return Link(fact.name, said, fact.word, fact.key)
    return Link(fact.name, said)

"""A person in the inspector: names and their order, how to reach them, the post, the visits."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QPushButton

from planner.domain.ids import PersonId, new_id
from planner.domain.names import NameOrder
from planner.domain.people import ContactKind, Person
from planner.domain.people_change import language_tags
from planner.domain.people_lines import PersonCard
from planner.domain.posts import title_on
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.dialogs.handed_out import HandedOutDialog, old_lines
from planner.ui.icons import icon
from planner.ui.pages import choices
from planner.ui.pages.addressed_as import AddressedAs
from planner.ui.pages.biographies_of import BiographiesOf
from planner.ui.pages.files_of import FilesOf
from planner.ui.pages.identity_papers import IdentityPapers
from planner.ui.pages.merged_here import MergedHere
from planner.ui.pages.people_posts import edit_posts
from planner.ui.pages.person_history import event_links
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.sources_of import SourcesOf
from planner.ui.pages.visit_verbs import attempt, undoable
from planner.ui.photos import round_picture
from planner.ui.widgets.fields import (
    ChoiceField,
    LineField,
    ListField,
    SearchField,
    TextField,
)
from planner.ui.widgets.label import Label
from planner.ui.widgets.photo_box import FILES, SIDE, PhotoBox


class PersonForm(RecordForm):
    word: ClassVar[str] = "person"
    words: ClassVar[frozenset[str]] = frozenset(
        {"person", "contact_point", "position", "organisation", "delegate", "visit"}
        | {
            "item_host",
            "disclosure_subject",
            "merge",
            "import_batch",
            "photo",
            "biography",
            "citation",
            "source",
            "attachment",
            "private_detail",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Person"))

    def build(self) -> None:
        context = self.context
        self.photo = PhotoBox()
        self.photo.is_locked = context.planner.is_read_only
        self.photo.file_wanted.connect(self._choose_photo)
        self.photo.given.connect(self.take_photo)
        self.photo.removed.connect(self._remove_photo)
        self.add_widget(self.photo)
        self.bind_pair(
            ("family_name", LineField(_("Family name"))), ("given_name", LineField(_("Given name")))
        )
        self.bind_pair(
            ("prefix", LineField(_("Honorific"))),
            ("suffix", LineField(_("Title after the name"))),
        )
        self.bind_pair(
            ("native_name", LineField(_("Native name"))),
            ("reading", LineField(_("Reading"))),
        )
        orders = [
            (NameOrder.CUSTOM, _("As in the country")),
            (NameOrder.FAMILY_FIRST, _("Family name first")),
            (NameOrder.GIVEN_FIRST, _("Given name first")),
        ]
        self.bind_pair(
            (
                "country",
                SearchField(_("Country"), lambda text: choices.country_choices(context, text)),
            ),
            ("name_order", ChoiceField(_("Order of the name"), orders)),
        )
        self.bind("languages", LineField(_("Languages"), hint=_("Tags, such as ja or en-GB")))
        self.section(_("Addressed as"))
        self.bind("salutation", LineField(_("Form that the person wants")))
        self.address = AddressedAs(context)
        self.add_widget(self.address)
        self.section(_("Post"))
        names = SearchField(
            _("Organisation"),
            lambda text: choices.organisation_names(context, text),
            free=True,
            hint=_("Type its name"),
        )
        self.bind("organisation", names)
        self.bind("title", LineField(_("Title of the post")))
        self.posts = QPushButton(icon("building-2", "text"), _("All posts…"))
        self.posts.setMinimumHeight(28)
        self.posts.clicked.connect(self._edit_posts)
        self.add_widget(self.posts)
        self.section(_("Biography"))
        self.biographies = BiographiesOf(context, self.commit)
        self.add_widget(self.biographies)
        self.section(_("Reached by"))
        self.bind("emails", ListField(_("E-mail")))
        self.bind("phones", ListField(_("Phone")))
        self.bind("notes", TextField(_("Notes")))
        self.section(_("Identity papers"))
        self.identity = IdentityPapers(context, self.commit)
        self.add_widget(self.identity)
        self.section(_("Files"))
        self.files = FilesOf(self.context, "person")
        self.add_widget(self.files)
        self.merged = MergedHere(self.context, "person")
        self.add_widget(self.merged)
        self.section(_("What sources say"))
        self.sources = SourcesOf(self.context, "person")
        self.add_widget(self.sources)
        self.section(_("Handed out"))
        self._told_of = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._later.timeout.connect(self._look_old)
        self.old = Label("", "warn", wrap=True)
        self.add_widget(self.old)
        self.notify = QPushButton(icon("mail", "text"), _("Draft notices…"))
        self.notify.setMinimumHeight(28)
        self.notify.clicked.connect(self._show_corrections)
        self.add_widget(self.notify)
        self.handed_out = QPushButton(icon("send", "text"), _("Who holds what…"))
        self.handed_out.setMinimumHeight(28)
        self.handed_out.clicked.connect(self._show_handed_out)
        self.add_widget(self.handed_out)
        self.rights = QPushButton(icon("file-text", "text"), _("Data protection"))
        self.rights.setMinimumHeight(28)
        self.rights.setMenu(self._rights_menu())
        self.add_widget(self.rights)
        self.history = self.links(_("History"), _("Nothing yet."))

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.contacts.card(PersonId(key))
        self._seen = card.person
        self._head(card)
        self._show_photo(key)
        self.merged.show_record(key)
        self.posts.show()
        self.biographies.show_person(PersonId(key))
        self.files.show_record(key)
        self.identity.show_person(PersonId(key), card.person.name)
        self.sources.show_record(key, card.person.name)
        self.address.show_person(card.person)
        self._say_old(PersonId(key))
        self.history.show_links(
            event_links(self.context.planner.person_histories.of(PersonId(key)))
        )
        person = card.person
        values: dict[str, Any] = {name: getattr(person, name) for name in _OWN}
        post = card.posts[0] if card.posts else None
        return {
            **values,
            "languages": ", ".join(person.languages),
            "country": choices.country_value(self.context, person.country),
            "emails": tuple(point.value for point in card.emails),
            "phones": tuple(point.value for point in card.phones),
            "organisation": post.organisation if post else "",
            "title": post.position.title if post else "",
        }

    def _say_old(self, person: PersonId) -> None:
        """Who has an old number is said where the number was changed, once the keys rest."""
        if person != self._told_of:
            self._told_of = person
            self.old.hide()
            self.notify.hide()
        self.handed_out.show()
        self.rights.show()
        self._later.start()

    def _look_old(self) -> None:
        person, planner = PersonId(self.key), self.context.planner
        if not person:
            return

        def say(text: str) -> None:
            if person == self.key:
                self.old.setText(text)
                self.old.setVisible(bool(text))
                self.notify.setVisible(bool(text))

        self.context.tasks.run(lambda _progress: old_lines(planner, person), say)

    def _rights_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Answer a request…"), self._answer_request)
        menu.addAction(_("Who has the data…"), self._show_handed_out)
        menu.addAction(_("Corrections owed…"), self._show_corrections)
        menu.addSeparator()
        self.erase_action = menu.addAction(icon("trash-2", "text"), _("Erase…"), self._erase)
        self.erase_action.setEnabled(not self.context.planner.is_read_only)
        return menu

    def _answer_request(self) -> None:
        from planner.ui.dialogs.data_requests import DataRequestsDialog

        if self.key:
            DataRequestsDialog(self.context, PersonId(self.key), self.window()).exec()

    def _erase(self) -> None:
        from planner.ui.dialogs.erase_person import EraseDialog

        if self.key:
            self.commit()
            EraseDialog(self.context, PersonId(self.key), self.window()).exec()

    def _show_corrections(self) -> None:
        """Who holds an old value is told, or need not be."""
        from planner.ui.dialogs.corrections import CorrectionsDialog

        if self.key:
            self.commit()
            CorrectionsDialog(self.context, PersonId(self.key), self.window()).exec()
            self._later.start()

    def _show_handed_out(self) -> None:
        if self.key:
            name = self.context.planner.contacts.card(PersonId(self.key)).person.name
            HandedOutDialog(self.context, PersonId(self.key), name, self.window()).exec()

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New person"))
        self._show_photo("")
        self.merged.show_record("")
        self.posts.hide()
        self.biographies.show_person(PersonId(""))
        self.files.show_record("")
        self.identity.show_person(PersonId(""))
        self.sources.show_record("")
        self.old.hide()
        self.notify.hide()
        self.handed_out.hide()
        self.rights.hide()
        self.address.show_person(None)
        self.history.show_links([])
        return {"name_order": NameOrder.CUSTOM}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not (values["family_name"] or values["given_name"] or values["native_name"]):
            return ""
        fields = {name: values[name] for name in _OWN}
        fields["languages"] = language_tags(values["languages"])
        person = Person(id=PersonId(new_id()), country=values["country"] or "", **fields)
        return self.context.planner.contacts.add(
            person,
            emails=values["emails"],
            phones=values["phones"],
            organisation=values["organisation"],
            title=values["title"],
            origin=self,
        )

    def write(self, name: str, value: Any) -> None:
        contacts, key = self.context.planner.contacts, PersonId(self.key)
        if name == "emails":
            contacts.set_points(key, ContactKind.EMAIL, value, origin=self)
        elif name == "phones":
            contacts.set_points(key, ContactKind.PHONE, value, origin=self)
        elif name in ("organisation", "title"):
            values = self.values()
            contacts.set_post(key, values["organisation"], values["title"], origin=self)
        else:
            kept = language_tags(value) if name == "languages" else value or ""
            self._seen = contacts.edit(key, seen=self._seen, origin=self, **{name: kept})

    def _edit_posts(self) -> None:
        if self.key:
            self.commit()
            edit_posts(self.context, PersonId(self.key), self)

    # the photo

    def _choose_photo(self) -> None:
        kinds = [_("Photos") + f" {FILES}"]
        chosen = self.context.files.open(self, _("Choose photo"), kinds, "photo")
        if chosen:
            self.take_photo(chosen[0])

    def take_photo(self, source: Path | bytes) -> None:
        """Read a photo beside the window and keep it for whoever is shown now."""
        photos, key = self.context.planner.photos, PersonId(self.key)
        if not key:
            return
        self.context.tasks.run(
            lambda _progress: photos.read(source),
            lambda photo: attempt(self.context, lambda: photos.put(key, photo)),
            text=_("Reading the photo"),
        )

    def _remove_photo(self) -> None:
        key = PersonId(self.key)
        if key:
            text = _("The photo was removed")
            undoable(self.context, lambda: self.context.planner.photos.remove(key), text)

    def _show_photo(self, key: str) -> None:
        photo = self.context.planner.photos.of(PersonId(key)) if key else None
        ratio = self.devicePixelRatioF()
        self.photo.show_picture(round_picture(photo.data, SIDE, ratio) if photo else None)
        self.photo.setVisible(bool(key))

    def _post_shown(self, card: PersonCard) -> str:
        """The house of the post that is shown; of one to come its title and from when, too."""
        if not card.posts:
            return ""
        post, house = card.posts[0].position, card.posts[0].organisation
        shown = title_on(post.title, post.valid_from, self.context.planner.today())
        return f"{shown}, {house}" if shown != post.title else house

    def _head(self, card: PersonCard) -> None:
        person = card.person
        native = (
            f"{person.native_name} ({person.reading})" if person.reading else person.native_name
        )
        about = " · ".join(part for part in (native, self._post_shown(card)) if part)
        self.set_heading(person.name, about)


_OWN = (
    "family_name",
    "given_name",
    "prefix",
    "suffix",
    "native_name",
    "reading",
    "name_order",
    "salutation",
    "notes",
)

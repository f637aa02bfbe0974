"""The answer about data: what other texts say of the person, states of two owners, and other people."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from factories import item, person, visit
from pdf_text import bare_text
from planner.domain.data_rights import LookUp
from planner.domain.gifts import Gift
from planner.domain.ids import RecordId, new_id
from planner.domain.people import Person
from planner.domain.private_details import DetailKind
from planner.domain.told import Told
from planner.domain.unsaved import Unsaved
from planner.services.access_answers import as_json, step_words
from planner.services.disclosures import Given
from planner.services.planner import Planner


def test_texts_of_others_that_name_the_person_are_in_the_answer_without_those_others(
    planner: Planner,
) -> None:
    """19: an office note says more of a person than the card does."""
    ann, bodil = person("Quistgaard", "Ann"), person("Holmberg", "Bodil")
    held = visit(notes="Ann Quistgaard drinks too much. Bodil Holmberg has cancer.")
    met = item(held.id, "Talk with Ann Quistgaard and Bodil Holmberg", "10:00", "11:00")
    with planner._core.work("Add") as work:
        work.add_all([ann, bodil, held, met])
    with planner._core.work("Edit") as work:
        work.change(Person, bodil.id, notes="Sister of Ann Quistgaard. Is ill.")
    planner.hidden_details.note(
        bodil.id, DetailKind.PASSPORT_NUMBER, "ZX1", source="Ann Quistgaard told us ZX1"
    )
    planner.drafts.keep(
        Unsaved(word="visit", key=held.id, field="notes", text="Ask Ann Quistgaard about wine")
    )

    answer = planner.access_answers.answer(ann.id)

    told = {(one.word, text) for one in answer.mentioned for text in one.values.values()}
    assert ("visit", "Ann Quistgaard drinks too much.") in told
    assert ("person", "Sister of Ann Quistgaard.") in told
    assert any(word == "item" and text.startswith("Talk with Ann") for word, text in told)
    assert ("draft", "Ask Ann Quistgaard about wine") in told
    assert any(word == "private_detail" for word, _text in told)
    data = as_json(answer).decode()
    for secret in ("Bodil", "Holmberg", "cancer", "ZX1", "Is ill"):
        assert secret not in data
    assert "Ann Quistgaard" not in as_json(planner.access_answers.answer(bodil.id)).decode()


def test_a_draft_about_the_person_is_in_the_answer(planner: Planner) -> None:
    ann = person("Quistgaard", "Ann")
    planner.contacts.add(ann)
    planner.drafts.keep(Unsaved(word="person", key=ann.id, field="notes", text="She seems tired"))
    (draft,) = planner.access_answers.answer(ann.id).mentioned
    assert draft.values == {"text": "She seems tired"}


def test_former_states_that_belong_to_somebody_else_first_are_in_the_answer(
    planner: Planner,
) -> None:
    """19: the journal names one owner in its column; the second one has the same right."""
    ann, bodil, held = person("Quistgaard", "Ann"), person("Holmberg", "Bodil"), visit()
    gift = Gift(
        id=RecordId(new_id()), visit_id=held.id, description="A vase", giver_id=bodil.id,
        receiver_id=ann.id,
    )  # fmt: skip
    with planner._core.work("Add") as work:
        work.add_all([ann, bodil, held, gift])
    with planner._core.work("Edit") as work:
        work.change(Gift, gift.id, description="A bowl")
    for one, other in ((ann, "Bodil"), (bodil, "Ann Q")):
        answer = planner.access_answers.answer(one.id)
        former = [each.values.get("description") for each in answer.former]
        assert "A vase" in former
        assert "A bowl" in former
        assert other not in as_json(answer).decode()


def test_who_of_the_office_did_a_step_and_whom_else_it_names_is_not_told(planner: Planner) -> None:
    assert step_words("Move {title}") == "Move"
    assert step_words("Merge “{gone}” into {name}") == "Merge into"
    planner._core.settings.chosen["author"] = "Eva Lind"
    ann = person("Quistgaard", "Ann")
    planner.contacts.add(ann)
    planner.look_ups.note([(ann.id, DetailKind.PASSPORT_NUMBER)], "Visa")
    assert "Eva" not in as_json(planner.access_answers.answer(ann.id)).decode()


def test_the_paper_is_for_the_person_concerned(planner: Planner, tmp_path: Path) -> None:
    """T9: who is responsible, one's own data first, no word of the program, years, rights."""
    ann = person("Quistgaard", "Ann", languages=("ja", "en"), notes="Sings")
    planner.contacts.add(ann, phones=["+81 90 1234 5678"], organisation="MEXT", title="Director")
    planner.hidden_details.note(ann.id, DetailKind.NATIONALITY, "JP")
    with planner._core.work("Add") as work:
        work.add(
            LookUp(
                id=RecordId(new_id()), person_id=ann.id, at=dt.datetime(2026, 11, 21, 22, 27, 6),
                field="diet", purpose="Dinner",
            )
        )  # fmt: skip
    planner.disclosures.record_alone(
        Given(
            file_name="contacts-final.xlsx", content=b"x", recipient="Hotel Alpha",
            subjects=[Told(name=ann.name, person_id=ann.id, values={"name": (ann.name,)})],
        )
    )  # fmt: skip
    planner._core.settings.chosen["controller"] = "Ministry of Science, Bredgade 43"

    planner.access_answers.save(tmp_path / "a.pdf", ann.id)
    text = bare_text((tmp_path / "a.pdf").read_bytes())

    order = [
        "Responsibleforyourdata", "MinistryofScience", "Whatisheldaboutyou", "Addressesandnumbers",
        "Whatfor,bywhichlaw", "Whowasgivendata", "Wholookedat", "Whereyourdatacame", "Yourrights",
    ]  # fmt: skip
    places = [text.find(one) for one in order]
    assert -1 not in places
    assert places == sorted(places)
    for said in (
        "Questionsaboutit____",
        "article16",
        "article17",
        "article18",
        "article21",
        "article77",
    ):
        assert said in text
    assert "supervisoryauthority" in text
    assert "HotelAlpha" in text
    assert "Japanese,English" in text
    assert "Japan" in text
    for foreign in ("Normal:", "Rank:", "contacts-final", '["', "Columns:", "T22:27", "2026-11-21"):
        assert foreign not in text
    assert "2026" in text
    assert not re.search(r"\b\d{4}-\d\d-\d\d", text)
    assert "–:" not in text
    assert "Audience" not in text

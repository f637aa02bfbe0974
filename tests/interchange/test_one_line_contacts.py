"""People told in a single line, and a title that stands before the post; all made up."""

from __future__ import annotations

import pytest

from planner.interchange import contact_blocks


@pytest.mark.parametrize(
    ("text", "name", "post", "ways"),
    [
        ("Jane Doe, Head of Section, +45 33 12 34 56, jane@rivers.example",
         "Jane Doe", "Head of Section", ("+45 33 12 34 56", "jane@rivers.example")),
        ("Contact: Jane Doe, Head of Section, +45 33 12 34 56, jane@rivers.example",
         "Jane Doe", "Head of Section", ("+45 33 12 34 56", "jane@rivers.example")),
        ("Kontakt: Ib Holm, chefkonsulent, tlf. 33 12 34 56, ib@rivers.example",
         "Ib Holm", "chefkonsulent", ("33 12 34 56", "ib@rivers.example")),
        ("Ansprechpartnerin: Dr. Petra Lange, Referentin, Tel. 0431 988-1234, lange@rivers.example",
         "Dr. Petra Lange", "Referentin", ("0431 988-1234", "lange@rivers.example")),
        ("Dr. Referentin Petra Lange\nTel. +49 431 988 1234\nlange@rivers.example",
         "Dr. Petra Lange", "Referentin", ("+49 431 988 1234", "lange@rivers.example")),
        ("Prof. Dr. Abteilungsleiter Max Weber\nmax@rivers.example",
         "Prof. Dr. Max Weber", "Abteilungsleiter", ("max@rivers.example",)),
        ("Jane Doe (Head of Section), jane@rivers.example",
         "Jane Doe", "Head of Section", ("jane@rivers.example",)),
        ("Kontorchef Ib Holm, ib@rivers.example", "Ib Holm", "Kontorchef", ("ib@rivers.example",)),
        ("Jane Doe, PhD, Senior Adviser, jane@rivers.example",
         "Jane Doe, PhD", "Senior Adviser", ("jane@rivers.example",)),
    ],
)  # fmt: skip
def test_a_person_in_one_line_is_read_part_by_part(
    text: str, name: str, post: str, ways: tuple[str, ...]
) -> None:
    (one,) = contact_blocks.read(text).entries
    assert (one.fields["full_name"], one.fields["position"]) == (name, post)
    assert sorted(value for _meaning, _label, value in one.ways) == sorted(ways)


def test_a_sentence_with_an_address_in_it_makes_nobody() -> None:
    text = "For more on the rivers, write to us before 4 May 2027, at the latest, to info@rivers.example."
    assert contact_blocks.read(text).entries == []

"""Free texts for people outside: names go, the names of houses stay whole."""

from __future__ import annotations

from factories import person
from planner.domain.without_names import without_names


def test_names_go_where_they_are_words_of_their_own() -> None:
    bare = without_names(
        [person("Sato", "Hanako", native_name="佐藤花子"), person("Bohr", "Niels")]
    )
    assert bare("Hanako SATO agreed with Mr Bohr.") == "[…] agreed with Mr […]."
    assert bare("佐藤花子氏と協議") == "[…]氏と協議"
    assert bare("Satori is no name, nor is Bohrung.") == "Satori is no name, nor is Bohrung."


def test_a_house_that_is_called_after_somebody_keeps_its_name() -> None:
    bare = without_names([person("Bohr", "Niels")], ["Niels Bohr Institute"])
    assert bare("Bohr showed the Niels Bohr Institute.") == "[…] showed the Niels Bohr Institute."


def test_without_people_nothing_is_taken_out() -> None:
    assert without_names([])("Anybody may read this.") == "Anybody may read this."

"""Only the commands that are asked for are set up, and each is then the same as among all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from planner.cli.parser import COMMANDS, asked_for, build


def helps(parser: argparse.ArgumentParser, way: str = "") -> Iterator[tuple[str, str]]:
    """What the command and each below it says of itself, by the words that lead there."""
    yield way.strip(), parser.format_help()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from helps(below, f"{way} {name}")


def test_each_command_alone_is_the_same_as_among_all() -> None:
    whole = dict(helps(build()))
    top = whole.pop("")
    for names in COMMANDS:
        for name in names.split():
            alone = dict(helps(build([name])))
            first, rest = alone.pop(""), alone

            assert first.partition("\n")[0] == top.partition("\n")[0]
            assert rest == {
                way: text for way, text in whole.items() if way.split()[0] in names.split()
            }
            assert name in rest
    assert {way.split()[0] for way in whole} == set(" ".join(COMMANDS).split())


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("visit list", "visit"),
        ("--library visit contact list", "contact"),
        ("--lib visit --json contact list", "contact"),
        ("--library=visit contact list", "contact"),
        ("--help visit", ""),
        ("--version", ""),
        ("--library", ""),
        ("", ""),
    ],
)
def test_the_command_is_the_first_word_that_is_no_option_nor_the_value_of_one(
    given: str, asked: str
) -> None:
    assert asked_for(given.split()) == asked


@pytest.mark.parametrize("given", [["--help", "visit"], ["nonsense", "visit"]])
def test_help_and_what_is_unknown_name_all_commands(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        build(given).parse_args(given)

    said = "".join(capsys.readouterr())
    assert all(name in said for name in ("contact", "agreement", "follow-up", "demo"))

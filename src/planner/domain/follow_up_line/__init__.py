"""The quick-add line of follow-ups: one line of text read as something to do, with what it leaves open."""

from planner.domain.follow_up_line.line import read_follow_up
from planner.domain.follow_up_line.reading import (
    Ground,
    Named,
    Option,
    Question,
    QuestionKind,
    Reading,
)

__all__ = [
    "Ground",
    "Named",
    "Option",
    "Question",
    "QuestionKind",
    "Reading",
    "read_follow_up",
]

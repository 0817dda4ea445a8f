"""What is wrong with a file of a data set, or with one row of it."""

from __future__ import annotations

from temoin.messages import say
from temoin.reading import Failure


class DatasetError(Exception):
    """A file cannot be read as a data set; `failure` says where, what, and what to do."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def error(where: object, problem: str, /, **values: object) -> DatasetError:
    """The error of this kind, a key of `datasets.problems` in the messages."""
    what, remedy = (say(f"datasets.problems.{problem}.{part}", **values) for part in ("what", "remedy"))
    return DatasetError(Failure(str(where), what, remedy, problem))


class BadRow(Exception):
    """A row says something that no event can have; `problem` is a key of `datasets.rows` in the messages."""

    def __init__(self, problem: str, column: str = "", value: str = "") -> None:
        super().__init__(problem, column, value)
        self.problem, self.column, self.value = problem, column, value

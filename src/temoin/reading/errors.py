"""What can go wrong with one report, said in a sentence with a remedy."""

from __future__ import annotations

from dataclasses import dataclass

from temoin.messages import say


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read or coded.

    `where` is the file, line or address, `what` the reason and `remedy` what the reader can do, both
    in the language of the reader's locale. `problem` is the same for every locale: a key of `problems` in
    the messages.
    """

    where: str
    what: str
    remedy: str
    problem: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}"


class ReadError(Exception):
    """A report cannot be read; `failure` says where, why, and what to do."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def failure(where: str, problem: str, /, **values: object) -> Failure:
    """The failure of this kind, a key of `problems` in the messages; `values` go into its sentences."""
    what, remedy = (say(f"problems.{problem}.{part}", **values) for part in ("what", "remedy"))
    return Failure(where, what, remedy, problem)


def error(where: str, problem: str, /, **values: object) -> ReadError:
    """The same, to be raised."""
    return ReadError(failure(where, problem, **values))

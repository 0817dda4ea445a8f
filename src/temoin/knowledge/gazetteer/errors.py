"""What can go wrong with a gazetteer, told to people: where, what, and what to do."""

from __future__ import annotations

from temoin.messages import say


class GazetteerError(Exception):
    """Something that keeps a gazetteer from being read or changed.

    `where` is the file, the address or the country it is about, `what` and `remedy` are sentences in the
    language of the reader's locale, from `gazetteer.problems` of the messages.
    """

    def __init__(self, where: object, problem: str, **values: object) -> None:
        self.where = str(where)
        self.problem = problem
        self.what = say(f"gazetteer.problems.{problem}.what", **values)
        self.remedy = say(f"gazetteer.problems.{problem}.remedy", **values)
        super().__init__(f"{self.where}: {self.what} {self.remedy}")


def reason(problem: Exception) -> str:
    """Why the system refused, in its own words."""
    return getattr(problem, "strerror", None) or str(problem)

"""The method page: made from the settings and the counts, as the standards for casualty recording ask.

Every Casualty Worldwide, "Standards for Casualty Recording" (2016): a recorder says its definitions, its
sources, how it confirms, how sure it is, what it leaves out, and how its record is corrected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import temoin
from temoin.linking.grading import grades
from temoin.linking.tolls import rules
from temoin.messages import lookup, reader_language, say
from temoin.publishing.brief.content import Method, Part, Scope, Table
from temoin.publishing.brief.tallying import by_rule, tally
from temoin.publishing.brief.wording import clean, counted, listed, number
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import grade_name, type_name
from temoin.publishing.wording import country_name, period_in_words

if TYPE_CHECKING:
    from temoin.ledger.holdings import Holdings

_PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "unresolved")
_DATES = ("day", "week", "longer", "undated")
_WEEK = 7


def method(incidents: Sequence[Told], scope: Scope, holdings: Holdings, period: str) -> Method:
    """How a brief of these incidents (all that were asked for, before any is left out) came to be."""
    reported = [t for t in incidents if t.incident["status"] == "reported"]
    parts = (
        Part(_heading("scope"), (say("method.scope.dates"),), (_scope(scope, period),)),
        Part(_heading("read"), (), (_ledger(holdings), _here(incidents))),
        Part(_heading("made"), tuple(lookup("method.made.text"))),
        Part(_heading("tolls"), tuple(lookup("method.tolls.text")), (_rules(reported, scope),)),
        Part(_heading("grades"), (say("method.grades.text"),), (_grades(),)),
        Part(_heading("precision"), (say("method.precision.text"),), (_places(reported), _dates(reported))),
        Part(_heading("left_out"), tuple(_left_out(incidents, scope))),
        Part(_heading("limits"), tuple(lookup("method.limits.text"))),
        Part(_heading("corrections"), (say("method.corrections.text"), say("method.corrections.sources"))),
    )
    return Method(say("method.title"), say("method.standards"), parts)


def _grades() -> Table:
    """What each grade means."""
    when = f"{reader_language()}_when"
    rows = tuple((grade_name(grade), str(getattr(row, when))) for grade, row in grades().items())
    return Table("", _columns("method.grades", "grade", "meaning"), rows)


def rule_in_words(rule: str) -> str:
    """The definition of a rule for tolls."""
    return str(getattr(rules()[rule], reader_language()))


def _heading(part: str) -> str:
    return say(f"method.headings.{part}")


def _columns(key: str, *names: str) -> tuple[str, ...]:
    return tuple(say(f"{key}.{name}") for name in names)


def _scope(scope: Scope, period: str) -> Table:
    """The settings that hold."""
    filters = scope.filters
    rows = {
        "country": country_name(filters.country) if filters.country else say("method.all"),
        "period": period,
        "party": clean(filters.party or ""),
        "type": type_name(filters.type) if filters.type else "",
        "contested": say("method.yes") if filters.contested else "",
        "background": say(f"method.scope.background_{'in' if filters.background else 'out'}"),
        "rule": f"{scope.rule} · {rule_in_words(scope.rule)}",
        "audience": say(f"method.audience.{scope.audience}"),
        "made": period_in_words(scope.made.isoformat()),
        "version": f"temoin {temoin.__version__}",
    }
    return Table("", (), tuple((say(f"method.scope.{name}"), value) for name, value in rows.items() if value))


def _ledger(holdings: Holdings) -> Table:
    """What the ledger rests on."""
    numbers = {name: number(getattr(holdings, name)) for name in ("reports", "telling", "quiet")}
    numbers |= {name: number(getattr(holdings, name)) for name in ("refused", "failed")}
    if holdings.first and holdings.last:
        first, last = (period_in_words(day) for day in (holdings.first, holdings.last))
        numbers["published"] = say("method.read.published_span", first=first, last=last)
    numbers["languages"] = _named(holdings.languages)
    numbers["coders"] = _named(holdings.coders)
    rows = tuple((say(f"method.read.{name}"), value) for name, value in numbers.items())
    return Table(say("method.read.what"), (), rows)


def _named(counts: Mapping[str, int]) -> str:
    return listed(say("brief.summary.named", name=clean(name), n=number(n)) for name, n in counts.items())


def _here(incidents: Sequence[Told]) -> Table:
    """What this brief rests on."""
    decided = Counter(
        s["decided"]["kind"] for t in incidents for s in t.incident["statements"] if s["decided"]
    )
    numbers = {
        "reports_here": len({id for t in incidents for id in t.incident["reports"]}),
        "incidents_here": len(incidents),
        "checked": decided["accept"],
        "corrected": decided["correct"] + decided["reject"],
    }
    rows = tuple((say(f"method.read.{name}"), number(n)) for name, n in numbers.items())
    return Table(say("method.read.in_brief"), (), rows)


def _rules(incidents: Sequence[Told], scope: Scope) -> Table:
    """What each rule makes of the tolls."""
    rows = []
    for rule in rules():
        told = [by_rule(t, rule) for t in incidents]
        sums = (number(tally(told, effect).value) for effect in ("killed", "civilians_killed"))
        rows.append((rule, rule_in_words(rule), *sums))
    columns = _columns("method.tolls", "rule", "definition", "killed", "civilians")
    return Table(
        say("method.tolls.rules"),
        columns,
        tuple(rows),
        figures=(2, 3),
        strong=(list(rules()).index(scope.rule),),
    )


def _places(incidents: Sequence[Told]) -> Table:
    n = Counter((t.incident["place"] or {}).get("precision", "unresolved") for t in incidents)
    return _counts("place", _PRECISIONS, n)


def _dates(incidents: Sequence[Told]) -> Table:
    return _counts("date", _DATES, Counter(map(_known_to, incidents)))


def _counts(what: str, names: Sequence[str], n: Counter[str]) -> Table:
    rows = tuple((say(f"method.precision.{name}"), number(n[name])) for name in names)
    return Table("", _columns("method.precision", what, "incidents"), rows, figures=(1,))


def _known_to(told: Told) -> str:
    start, end = told.incident["start"], told.incident["end"]
    if not start or not end:
        return "undated"
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return "day" if days == 1 else "week" if days <= _WEEK else "longer"


def _left_out(incidents: Sequence[Told], scope: Scope) -> Iterator[str]:
    """What is not counted, and what the audience is not told."""
    n = Counter(t.incident["status"] for t in incidents)
    for status in ("denied", "planned"):
        if n[status]:
            yield counted(f"method.left_out.{status}", n[status])
    if not scope.filters.background:
        yield say("method.left_out.background")
    yield say(f"method.left_out.{scope.audience}")
    if withheld := sum(bool(t.withheld) for t in incidents):
        yield counted("method.left_out.withheld", withheld)

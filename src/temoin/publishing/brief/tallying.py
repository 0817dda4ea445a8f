"""How many, over many incidents: sums of ranges, which are never narrower than what was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from temoin.publishing.exports.told import Told


@dataclass(frozen=True, slots=True)
class Span:
    """From how many to how many; `high` None is open."""

    low: int
    high: int | None

    def __add__(self, other: Span) -> Span:
        """Both together: an open end stays open."""
        open_end = self.high is None or other.high is None
        return Span(self.low + other.low, None if open_end else (self.high or 0) + (other.high or 0))

    def __or__(self, other: Span) -> Span:
        """Either of the two: the lowest and the highest of both."""
        open_end = self.high is None or other.high is None
        return Span(min(self.low, other.low), None if open_end else max(self.high or 0, other.high or 0))


@dataclass(frozen=True, slots=True)
class Tally:
    """The toll of many incidents: the sum of their ranges, and `value`, that of the numbers a rule takes.

    `counted` is in how many of them somebody counts, `open` in how many of these nobody
    gives a highest number.
    """

    span: Span
    value: int
    counted: int
    open: int


def span_of(toll: Mapping[str, Any]) -> Span:
    """The range of a toll, or of the value of a claim that counts."""
    return Span(toll["low"], toll["high"])


def tally(incidents: Iterable[Told], effect: str) -> Tally:
    """The toll of an effect over all incidents; what nobody counts adds nothing."""
    tolls = [t.incident["tolls"][effect] for t in incidents if effect in t.incident["tolls"]]
    span = sum(map(span_of, tolls), Span(0, 0))
    return Tally(span, sum(t["value"] for t in tolls), len(tolls), sum(t["high"] is None for t in tolls))


def by_rule(told: Told, rule: str) -> Told:
    """The incident with the numbers that a rule for tolls takes."""
    tolls = {
        effect: {**toll, "value": toll["by_rule"][rule]} for effect, toll in told.incident["tolls"].items()
    }
    return replace(told, incident={**told.incident, "rule": rule, "tolls": tolls})

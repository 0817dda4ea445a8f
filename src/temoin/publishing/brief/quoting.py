"""The exact words of a report that stand behind what a brief says, with where they are from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from temoin.linking.deriving import subject
from temoin.messages import say
from temoin.publishing.brief.wording import clean, listed, short, voice_named
from temoin.publishing.exports.told import Told
from temoin.publishing.incident_words import Record
from temoin.publishing.wording import period_in_words

# Letters of a sentence that are quoted at the most, and that stand around the words it is quoted for.
_LONGEST, _AROUND = 340, 120
_CUT = "[…]"
_VOICES = 3
# What a sentence is quoted for, the most telling first.
_WANTED = ("civilians_killed", "killed", "target", "initiator", "place", "date", "status")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a report: those that say it, with what stands before and after them in the sentence.

    `source` names the report, `url` leads to it where it has an address on the web.
    """

    before: str
    words: str
    after: str
    source: str
    url: str | None


def sentence(told: Told) -> Quotation | None:
    """The sentence that says the most of an incident; None where there is none for this audience."""
    best: tuple[int, int, str, str] | None = None
    for event in told.events:
        report = _report_of(event["id"], told)
        claims = [s for s in told.incident["statements"] if s["event"] == event["id"] and counts(s)]
        for part in event["evidence"]:
            if not part["text"] or report is None:
                continue
            inside = {subject(c["field"]) for c in claims if _within(c, part)}
            worth = sum(2 ** (len(_WANTED) - n) for n, field in enumerate(_WANTED) if field in inside)
            # a headline says much in few words; the text says it with its source
            headline = in_headline({**part, "report": report}, told)
            rank = (0, 0) if headline else (worth, -max(0, len(part["text"]) - _LONGEST))
            if best is None or rank > best[:2]:
                best = (*rank, report, part["text"])
    if best is None:
        return _words_alone(told)
    _, _, report, text = best
    said_by = [
        s["according_to"]
        for s in told.incident["statements"]
        if s["report"] == report and s["according_to"] and s["words"] and s["words"] in text
    ]
    voices = [voice_named(v, told.incident) for v in said_by]
    return Quotation("", _cut_end(clean(text)), "", source(told, report, voices), address(told, report))


def around(statement: Record, told: Told) -> Quotation | None:
    """The words of a statement in their sentence; None where they are left out for this audience."""
    words = statement["words"]
    if not words:
        return None
    before, after = "", ""
    for event in told.events:
        if event["id"] != statement["event"]:
            continue
        for part in event["evidence"]:
            if part["text"] and _within(statement, part):
                start, end = (statement[edge] - part["start"] for edge in ("start", "end"))
                before, after = part["text"][:start], part["text"][end:]
    report = statement["report"]
    return Quotation(
        _last(_spaced(before)),
        _cut_end(clean(words)),
        _first(_spaced(after)),
        source(told, report),
        address(told, report),
    )


def counts(statement: Record) -> bool:
    """Whether a statement still speaks for its value (as `Statement.counts`)."""
    decided = statement["decided"]
    return not statement["superseded"] and (decided is None or decided["kind"] == "accept")


def in_headline(words: Record, told: Told) -> bool:
    """Whether words stand in the headline of their report, with which its text begins."""
    title = told.reports.get(words["report"], {}).get("title") or ""
    return bool(words["end"] <= len(title))


def source(told: Told, report: str, voices: Sequence[str] = ()) -> str:
    """Where words are from: who published them and when, and who says so there."""
    about = told.reports.get(report, {})
    when = about.get("published")
    name = short(about.get("publisher") or say("brief.report_named", id=report))
    named = f"{name}, {period_in_words(when)}" if when else name
    return say("brief.source", source=named, voices=listed(voices, _VOICES)) if voices else named


def address(told: Told, report: str) -> str | None:
    """The address of a report on the web; of no other kind, so that nothing else can be clicked."""
    url = told.reports.get(report, {}).get("url") or ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc and url.isprintable() else None


def _words_alone(told: Told) -> Quotation | None:
    """The words of a claim, where no sentence can be quoted."""
    order = {field: n for n, field in enumerate(_WANTED)}
    said: Iterable[Record] = sorted(
        (s for s in told.incident["statements"] if counts(s) and s["words"] and subject(s["field"]) in order),
        key=lambda s: order[subject(s["field"])],
    )
    return next((around(s, told) for s in said), None)


def _report_of(event: str, told: Told) -> str | None:
    """The report of an event, which the event is numbered by."""
    report = event.rpartition("#")[0]
    return report if report in told.reports else None


def _within(statement: Record, part: Record) -> bool:
    return bool(part["start"] <= statement["start"] and statement["end"] <= part["end"])


def _spaced(text: str) -> str:
    """Text on one line; a blank at its ends stays one."""
    start, end = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return f"{start}{clean(text)}{end}" if text.strip() else start


def _first(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return f"{text[:_AROUND].rpartition(' ')[0]} {_CUT}"


def _last(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return f"{_CUT} {text[-_AROUND:].partition(' ')[2]}"


def _cut_end(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0]} {_CUT}"

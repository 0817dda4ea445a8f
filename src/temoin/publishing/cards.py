"""Events as cards for people to read in a terminal, in the language of the reader's locale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from temoin.languages import form
from temoin.messages import count, lookup, say
from temoin.model import Actor, CodedReport, Event, Place, Report, Source, Span
from temoin.publishing.wording import date_in_words, harm_in_words, period_in_words, place_in_words

# a field's label and the words it rests on have the same colour
_STYLES = {
    "when": "cyan",
    "where": "green",
    "initiator": "yellow",
    "initiator_ally": "yellow",
    "target": "magenta",
    "target_ally": "magenta",
    "bystander": "magenta",
    "harm": "red",
    "feared": "red",
    "source": "blue",
}
_ROLES = ("initiator", "initiator_ally", "target", "target_ally", "bystander")
_MARK = "bold underline"
_INDENT = 3
_LONGEST_HEADING = 200
_BAR = Text("│", "dim")
# letters shown on either side of words that stand outside the event's sentences
_AROUND = 40

# control characters, line ends, and marks that turn the direction of writing
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

Mark = tuple[Span, str]


class Cards:
    """Writes each report's title and a card for each of its events.

    On a terminal the words behind each value are coloured and underlined; elsewhere they stand in brackets.
    """

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._coloured = self._console.is_terminal and not self._console.no_color
        self._stream = stream
        self._written = False

    def write(self, coded: CodedReport) -> None:
        """Write one report's cards."""
        with self._console.capture() as page:
            for part in self._parts(coded):
                self._console.print(part)
        lines = (line.rstrip(" ") for line in page.get().splitlines())
        self._stream.write("".join(f"{line}\n" for line in lines))

    def close(self) -> None:
        """Nothing ends the cards."""

    def _parts(self, coded: CodedReport) -> Iterator[RenderableType]:
        if self._written:
            yield ""
        self._written = True
        yield _heading(coded)
        for number, event in enumerate(coded.events, 1):
            yield ""
            yield _event_heading(event, number)
            yield Padding(_fields(event, coded.report.full_text), (0, 0, 0, _INDENT))
            yield ""
            yield Padding(self._sentences(coded.report, event), (0, 0, 0, _INDENT))

    def _sentences(self, report: Report, event: Event) -> Table:
        """The event's sentences with the words behind its values marked, then such words from elsewhere."""
        marks = list(_marks(event))
        table = Table.grid(padding=(0, 1))
        for sentence in event.evidence:
            table.add_row(_BAR, self._marked(sentence, marks))
        elsewhere = [m for m in marks if not any(_within(m[0], sentence) for sentence in event.evidence)]
        if elsewhere:
            table.add_row(_BAR, Text(say("card.other_words"), "dim"))
        text = report.full_text
        for start, end in _merged(_surroundings(text, span) for span, _ in elsewhere):
            before = "… " if text[start - 1 : start].strip("\r\n") else ""
            after = " …" if text[end : end + 1].strip("\r\n") else ""
            excerpt = self._marked(Span(start, end, text[start:end]), elsewhere)
            table.add_row(_BAR, Text.assemble(before, excerpt, after))
        return table

    def _marked(self, words: Span, marks: list[Mark]) -> Text:
        """`words` with those of the marks that fall into them shown."""
        inside = [(span, style) for span, style in marks if _within(span, words)]
        if self._coloured:
            text = Text(flat(words.text))
            for span, style in inside:
                text.stylize(f"{_MARK} {style}", span.start - words.start, span.end - words.start)
            return text
        shown = words.text
        for start, end in reversed(_merged((span.start, span.end) for span, _ in inside)):
            start, end = start - words.start, end - words.start
            shown = f"{shown[:start]}[{shown[start:end]}]{shown[end:]}"
        return Text(flat(shown))


def _heading(coded: CodedReport) -> Text:
    """The report's title, where and when it was published, and how many events it tells of."""
    report = coded.report
    about = [_published(report.published), report.publisher or report.url, report.id]
    title = report.title or report.text[: _LONGEST_HEADING * 4]
    title = shorten(flat(title), _LONGEST_HEADING, placeholder="…")
    text = Text.assemble((title, "bold"), "\n", (" · ".join(a for a in about if a), "dim"), "\n")
    if coded.events:
        return text.append(count("summary.events", len(coded.events)), "dim")
    return text.append(say("card.quiet"), "green")


def _published(value: str | None) -> str | None:
    if value is None:
        return None
    key = "card.published" if value.count("-") == 2 else "card.published_period"
    return say(key, date=period_in_words(value))


def _event_heading(event: Event, number: int) -> Text:
    """The type of event; a denial, a plan and a mere recollection are said."""
    text = Text.assemble((f"{number}. ".ljust(_INDENT), "bold"), (_type_name(event.type), "bold underline"))
    if event.status != "reported":
        text.append(f"  {say(f'card.{event.status}')}", "bold red")
    if event.background:
        text.append(f"  ({say('card.background')})", "dim")
    return text


def _type_name(name: str) -> str:
    """The name of a type of event in the reader's language."""
    return str(lookup("types")[name])


def _fields(event: Event, text: str) -> Table:
    """The event's values, a line each, under their labels."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    for field, values in _values(event, text):
        for number, value in enumerate(values):
            table.add_row(Text("" if number else say(f"card.{field}"), _STYLES[field]), value)
    return table


def _values(event: Event, text: str) -> Iterator[tuple[str, list[Text]]]:
    date, place = event.date, event.place
    yield "when", [_with_words(date_in_words(date), date.span if date else None)]
    yield "where", [_place(place) if place else Text(place_in_words(None))]
    for role in _ROLES:
        if parties := [_party(actor) for actor in event.actors if actor.role == role]:
            yield role, parties
    if harm := harm_in_words(event, text):
        yield "harm", [Text(line) for line in harm]
    if fears := [_with_words(_type_name(c.value), c.span) for c in event.claims if c.field == "feared"]:
        yield "feared", fears
    if event.according_to:
        yield "source", [_source(source) for source in event.according_to]


def _place(place: Place) -> Text:
    said = form(place.span.text) == form(place.name)
    return _with_words(place_in_words(place), None if said else place.span)


def _party(actor: Actor) -> Text:
    text = _with_words(actor.name, actor.span)
    return text.append(f" · {say(f'kinds.{actor.kind}')}", "dim")


def _source(source: Source) -> Text:
    text = _with_words(source.name, source.span)
    return text.append(f" · {say('card.party')}", "bold") if source.party else text


def _with_words(value: str, span: Span | None) -> Text:
    """A value, and the report's words for it where they differ."""
    text = Text(flat(value))
    if span and form(span.text) != form(value):
        text.append(f" {say('card.quoted', words=flat(span.text))}", "italic")
    return text


def _marks(event: Event) -> Iterator[Mark]:
    """The words each value rests on, with the colour of its label."""
    if event.date:
        yield event.date.span, _STYLES["when"]
    if event.place:
        yield event.place.span, _STYLES["where"]
    for actor in event.actors:
        yield actor.span, _STYLES[actor.role]
    for harm in event.harm:
        yield harm.span, _STYLES["harm"]
    for claim in event.claims:
        if claim.field == "feared":
            yield claim.span, _STYLES["feared"]
    for source in event.according_to:
        yield source.span, _STYLES["source"]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _surroundings(text: str, span: Span) -> tuple[int, int]:
    """The words about a span, on its line: positions in the text."""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    start = max(line_start, span.start - _AROUND)
    end = min(line_end if line_end >= 0 else len(text), span.end + _AROUND)
    if start > line_start:
        start = text.find(" ", start, span.start) + 1 or span.start
    if end < len(text) and text[end] != "\n":
        end = max(text.rfind(" ", span.end, end), span.end)
    return start, end


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def flat(text: str) -> str:
    """`text` on one line, as long as before, without what could steer a terminal."""
    return _STEERING.sub(" ", text)

"""The card of one incident: what is established, who says what side by side, whence, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from temoin.knowledge.gazetteer import fold
from temoin.languages import form
from temoin.linking.deriving import rules, subject
from temoin.linking.grading import grades
from temoin.linking.incident import EFFECTS, ROLES
from temoin.messages import count, reader_language, say
from temoin.model import Count, Date, Place, Span
from temoin.publishing.cards import flat
from temoin.publishing.incident_words import GRADE_STYLES, Record, grade_name, party_name, type_name
from temoin.publishing.wording import count_in_words, date_in_words, period_in_words, place_in_words

_INDENT = 2
_HARMS = ("missing", "displaced", "arrested", "released")
_FIELDS = (
    "type",
    "date",
    "place",
    *(f"actors.{role}" for role in ROLES),
    *(f"totals.{effect}" for effect in EFFECTS),
    *(f"harm.{effect}" for effect in _HARMS),
    "feared",
)
# Letters that the values of one origin want beside the others'.
_COLUMN = 25
_BAR = Text("│", "dim")
_CONTESTED = "bold red"
_LONGEST_TITLE = 80
_NOWHERE = Span(0, 0, "")


def print_incident(incident: Record, console: Console, members: Sequence[Record] = ()) -> None:
    """Print all that is known of an incident.

    An incident is `{"id": ..., **asdict(Incident)}`. `members` are its events with their reports, each
    `{"event": ..., "report": ...}` as in a record: their titles, publishers and sentences are shown.
    """
    reports = {m["report"]["id"]: m["report"] for m in members}
    for part in _parts(incident, reports, members, console.width):
        console.print(part)


def _parts(
    incident: Record, reports: Mapping[str, Record], members: Sequence[Record], width: int
) -> Iterator[RenderableType]:
    labels = _labels(incident, reports)
    yield _heading(incident)
    yield from _section("agreed", [_agreed(incident)])
    if notes := " ".join(_notes(incident)):
        yield _indented(Text(notes, "dim"))
    yield from _section("said", _side_by_side(incident, labels, width - _INDENT))
    if incident["voices"]:
        yield from _section("voices", [_voices(incident)])
    yield from _section("from_where", [_origins(incident, labels, reports)])
    if members:
        yield from _section("words", _words(members, _number_of(incident)))
    if incident["decisions"]:
        yield from _section("decisions", [_decision(d) for d in incident["decisions"]])


def _section(key: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    yield ""
    yield Text(say(f"incident.{key}"), "bold underline")
    yield from map(_indented, parts)


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, _INDENT))


def _notes(incident: Record) -> Iterator[str]:
    """What the reader needs to know of the marks and the numbers."""
    if any(toll["low"] != toll["high"] for toll in incident["tolls"].values()):
        yield say("incident.rule", rule=_in_words(rules()[incident["rule"]]))
    if len(incident["origins"]) > 1:
        yield say("incident.origins_note")
    if incident["contested"]:
        yield say("incident.contested_note")


def _in_words(row: Any, suffix: str = "") -> str:
    """The cell of a table's row in the reader's language."""
    return str(getattr(row, f"{reader_language()}{suffix}"))


def _heading(incident: Record) -> Text:
    """The type, the id, how far it holds and why."""
    grade, style = incident["grade"], f"bold {GRADE_STYLES.get(incident['grade'], '')}"
    text = Text.assemble((type_name(incident["type"]), "bold"), (f"  {incident['id']}", "dim"))
    if incident["status"] != "reported":
        text.append(f"  {say('incident.stance.' + incident['status'])}", "bold red")
    if incident["background"]:
        text.append(f"  ({say('incident.background')})", "dim")
    when = _in_words(grades()[grade], "_when")
    text.append("\n").append(say("incident.grade", name=grade_name(grade), when=when), style)
    if incident["grade_about"]:
        names = [_field(a).lower() if grade == "contested" else a for a in incident["grade_about"]]
        text.append(" · ").append(say(f"incident.about.{grade}", about=", ".join(names)))
    voices = [count(f"incident.{of}", len(incident[of])) for of in ("reports", "origins")]
    return text.append(f"\n{', '.join(voices)}", "dim")


def _field(name: str) -> str:
    return say(f"incident.fields.{name}")


def _agreed(incident: Record) -> Table:
    """The values that the origins admit, those that are contested marked."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for name, values in _values(incident):
        contested = name in incident["contested"]
        mark = Text(say("incident.contested") if contested else "", _CONTESTED)
        style = _CONTESTED if contested else "cyan"
        table.add_row(mark, Text(_field(name), style), Text(flat(", ".join(values))))
    return table


def _values(incident: Record) -> Iterator[tuple[str, list[str]]]:
    yield "date", [_days(incident["start"], incident["end"])]
    yield "place", [_place(incident["place"])]
    for role in ROLES:
        if parties := [p for p in incident["parties"] if p["role"] == role]:
            yield role, [_with_origins(party_name(p), p["origins"], incident) for p in parties]
    for effect, toll in incident["tolls"].items():
        best = say("incident.retained", value=toll["value"])
        told = [count_in_words(Count(toll["low"], toll["value"], toll["high"]))]
        yield effect, told if toll["low"] == toll["high"] else [*told, best]


def _with_origins(name: str, origins: Sequence[int], incident: Record) -> str:
    """A name with the numbers of the origins that bear it, where there are several."""
    if len(incident["origins"]) == 1:
        return name
    numbers = ", ".join(str(n + 1) for n in origins)
    return say("incident.with_origins", name=name, origins=numbers)


def _days(start: str | None, end: str | None) -> str:
    if start is None or end is None:
        return say("incident.not_said")
    return date_in_words(Date(start, end, "", _precision(start, end), _NOWHERE))


def _precision(start: str, end: str) -> str:
    if start[:4] == end[:4] and (start[5:], end[5:]) == ("01-01", "12-31"):
        return "year"
    whole = start[:7] == end[:7] and start[8:] == "01" and end[8:] >= "28"
    return "month" if whole else "range"


def _place(place: Record | None) -> str:
    if place is None:
        return say("incident.not_said")
    known = Place(place["name"], _NOWHERE, place["precision"], (), place["country"], place["admin1"])
    return place_in_words(known)


def _labels(incident: Record, reports: Mapping[str, Record]) -> list[str]:
    """What each origin is called: its number with the agency, the party or the publisher."""
    return [f"{n} {_called(o, reports)}".rstrip() for n, o in enumerate(incident["origins"], 1)]


def _called(origin: Record, reports: Mapping[str, Record]) -> str:
    named = [t["name"] for t in origin["ties"] if t["why"] == "dispatch"]
    report = reports.get(origin["reports"][0], {})
    return flat(str((named or [report.get("publisher") or origin["reports"][0]])[0]))


def _number_of(incident: Record) -> dict[str, int]:
    return {r: n for n, origin in enumerate(incident["origins"], 1) for r in origin["reports"]}


def _side_by_side(incident: Record, labels: Sequence[str], width: int) -> Iterator[RenderableType]:
    """What each origin claims of each field, so many origins beside each other as there is room for."""
    together = max(1, (width - _COLUMN // 2) // _COLUMN)
    for first in range(0, len(labels), together):
        shown = range(first, min(first + together, len(labels)))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        table.add_column(no_wrap=True)
        for n in shown:
            table.add_column(labels[n], ratio=1, overflow="fold")
        for field in _FIELDS:
            told = [
                [s for s in incident["statements"] if (s["field"], s["origin"]) == (field, n)] for n in shown
            ]
            if any(told):
                table.add_row(_label(field, incident), *(_cell(t, incident) for t in told))
        yield table
        if shown.stop < len(labels):
            yield Text()


def _label(field: str, incident: Record) -> Text:
    if subject(field) in incident["contested"]:
        return Text(f"{say('incident.contested')} {_field(subject(field))}", _CONTESTED)
    return Text(f"  {_field(field.rpartition('.')[2])}", "cyan")


def _cell(statements: Sequence[Record], incident: Record) -> Text:
    """Each value once with those who say so; what counts no more is dimmed."""
    said: dict[tuple[str, bool], dict[str, None]] = {}
    for s in statements:
        counts = not s["superseded"] and (s["decided"] is None or s["decided"]["kind"] == "accept")
        who = said.setdefault((_value(s, incident), counts), {})
        if s["according_to"]:
            who[_voice(s)] = None
    lines = [
        Text(
            flat(say("incident.said_by", value=v, voices=", ".join(who)) if who else v),
            "" if counts else "dim",
        )
        for (v, counts), who in said.items()
    ]
    return Text("\n").join(lines)


def _voice(statement: Record) -> str:
    name = statement["according_to"]
    return say("incident.voice_of_party", name=name) if statement["party"] else str(name)


def _value(statement: Record, incident: Record) -> str:
    """A claim's value in words, and all that qualifies it."""
    marks = []
    if statement["stance"] != "asserted":
        marks.append(say(f"incident.stance.{statement['stance']}"))
    if statement["hearsay"]:
        marks.append(say("incident.hearsay"))
    if decided := statement["decided"]:
        key = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}[decided["kind"]]
        new = value_in_words(statement["field"], decided["value"], incident)
        marks.append(say(f"incident.{key}", who=decided["who"], value=new))
    elif statement["superseded"]:
        marks.append(say("incident.superseded"))
    value = value_in_words(statement["field"], statement["value"], incident)
    return f"{value} ({', '.join(marks)})" if marks else value


def value_in_words(field: str, value: Any, incident: Record) -> str:
    """The value of a claim of this incident in the reader's words."""
    if isinstance(value, Mapping):
        return count_in_words(Count(value["low"], value["low"], value["high"]))
    if field in ("type", "feared"):
        return type_name(str(value))
    if field == "date":
        return _edtf(str(value))
    if field.startswith("actors."):
        known = [p for p in incident["parties"] if form(p["name"]) == form(str(value))]
        return party_name(known[0]) if known else str(value)
    return "" if value is None else str(value)


def _edtf(value: str) -> str:
    """A date in EDTF in words."""
    start, _, end = value.partition("/")
    digits = start.replace("-", "") + end.replace("-", "")
    if not digits.isdecimal() or (end and len(start) != 10):
        return date_in_words(Date(None, None, value, "unknown_year", Span(0, 0, value)))
    if end:
        return date_in_words(Date(start, end, value, "range", _NOWHERE))
    return period_in_words(start)


def _voices(incident: Record) -> Table:
    """Who speaks, the parties to the conflict first."""
    table = Table.grid(padding=(0, 2))
    for voice in sorted(incident["voices"], key=lambda v: not v["party"]):
        what = say("incident.party") if voice["party"] else say(f"kinds.{voice['kind']}")
        style = "bold" if voice["party"] else "dim"
        table.add_row(Text(flat(_with_origins(voice["name"], voice["origins"], incident))), Text(what, style))
    return table


def _origins(incident: Record, labels: Sequence[str], reports: Mapping[str, Record]) -> Table:
    """Each origin with its reports, and why they are one."""
    table = Table.grid(padding=(0, 2))
    for label, origin in zip(labels, incident["origins"], strict=True):
        names = ", ".join(reports.get(r, {}).get("publisher") or r for r in origin["reports"])
        why = "; ".join(say(f"incident.ties.{t['why']}", name=_tie_name(t, incident)) for t in origin["ties"])
        number = count("incident.reports", len(origin["reports"]))
        told = say("incident.reports_of", reports=number, names=names) if why else ""
        table.add_row(Text(label, "bold"), Text(flat(told)), Text(flat(why), "dim"))
    return table


def _tie_name(tie: Record, incident: Record) -> str:
    """The agency, or the name under which the party speaks here."""
    voices = [v["name"] for v in incident["voices"] if tie["name"] in (v["id"], fold(v["name"]))]
    return str((voices or [tie["name"]])[0])


def _words(members: Sequence[Record], number_of: Mapping[str, int]) -> Iterator[RenderableType]:
    """Each report's title, where it was published, and the sentences that tell of the event."""
    for member in sorted(members, key=lambda m: number_of[m["report"]["id"]]):
        report, event = member["report"], member["event"]
        title = report["title"] or shorten(report["text"], _LONGEST_TITLE, placeholder=" …")
        about = (report["publisher"], _published(report["published"]), report["url"], event["id"])
        number = number_of[report["id"]]
        heading = Text.assemble((say("incident.origin", n=number), "dim"), "  ", (flat(title), "bold"))
        yield heading
        yield _indented(Text(flat(" · ".join(a for a in about if a)), "dim"))
        table = Table.grid(padding=(0, 1))
        for sentence in event["evidence"]:
            if sentence["text"] != title:
                table.add_row(_BAR, Text(flat(sentence["text"])))
        yield _indented(table)


def _published(value: str | None) -> str | None:
    if value is None:
        return None
    key = "published" if value.count("-") == 2 else "published_period"
    return say(f"incident.{key}", date=period_in_words(value))


def _decision(decided: Record) -> Text:
    """When, who, what and why."""
    d = decided["decision"]
    value = value_in_words(d["field"], d["value"], {"parties": ()})
    line = say(
        f"incident.decided.{d['kind']}",
        at=d["at"][:10],
        who=d["who"],
        field=_field(d["field"].rpartition(".")[2]).lower(),
        words=shorten(decided["words"], _LONGEST_TITLE, placeholder=" …"),
        value=value,
    )
    return Text(flat(say("incident.decided.reason", line=line, reason=d["reason"]) if d["reason"] else line))

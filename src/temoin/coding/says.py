"""According to whom?"""

from __future__ import annotations

from dataclasses import dataclass, field

from temoin.coding.document import Document
from temoin.coding.draft import Draft
from temoin.coding.speech import Phrase, Reading, Saying, SourceNoun
from temoin.languages import form, words
from temoin.model import Actor, Kind, Place, Source

# How many sentences back a pronoun may look for whom it stands for.
MEMORY = 4
# Kinds of those who fight or police: their word on an event is a party's word.
PARTIES: frozenset[Kind] = frozenset({"state_forces", "foreign_forces", "armed_group", "communal_militia"})


@dataclass(slots=True)
class Voice:
    """A source to be: every name the report has for it, the best first."""

    names: list[str]
    start: int
    end: int
    kind: Kind
    named: bool
    sayings: list[int] = field(default_factory=list)


def sources_of(document: Document, draft: Draft, actors: list[Actor], place: Place | None) -> list[Source]:
    """Who says that the event happened; empty where the report says it in its own voice."""
    voices: list[Voice] = []
    for index in draft.sentences:
        for voice in _voices_in(document, index):
            _merge(voices, voice)
    return [_source(document, voice, actors) for voice in voices]


def _voices_in(document: Document, index: int) -> list[Voice]:
    """Those who speak in a sentence, pronouns resolved."""
    reading = Reading(document.sentences[index], document.language)
    found: list[Voice] = []
    for saying in reading.sayings():
        if saying.speaker:
            found.append(_voice(reading, saying))
        elif last := (found[-1] if found else _last_speaker(document, index)):
            found.append(last)
    return found


def _last_speaker(document: Document, index: int) -> Voice | None:
    """Whoever spoke last before a sentence."""
    for i in range(index - 1, max(-1, index - 1 - MEMORY), -1):
        reading = Reading(document.sentences[i], document.language)
        for saying in reversed(list(reading.sayings())):
            if saying.speaker:
                return _voice(reading, saying)
    return None


def _voice(reading: Reading, saying: Saying) -> Voice:
    names: list[str] = []
    kind: Kind = "other"
    for phrase in saying.speaker:
        head = reading.head(phrase)
        if head and kind == "other":
            kind = head.entry.kind
        names += _names(reading, phrase)
    main = next((p for p in saying.speaker if reading.is_name(p)), saying.speaker[0])
    first, last = reading.words[main.first], reading.words[main.last - 1]
    named = any(any(reading.names(p)) for p in saying.speaker)
    return Voice(list(dict.fromkeys(names)), first.start, last.end, kind, named)


def _names(reading: Reading, phrase: Phrase) -> list[str]:
    """What a phrase calls its source, the whole first."""
    text, base = reading.sentence.text, reading.sentence.start

    def said(first: int, last: int) -> str:
        return text[reading.words[first].start - base : reading.words[last - 1].end - base]

    names = [said(phrase.first, phrase.last)]
    for i in range(phrase.first + 1, phrase.last):
        if reading.end_of("link", i):
            names.append(said(phrase.first, i))
    names += [said(n.first, n.last) for n in reading.names(phrase)]
    return names


def _merge(voices: list[Voice], new: Voice) -> None:
    """Add a voice, to the one it is the same as where there is one."""
    for voice in voices:
        if _same(voice, new):
            voice.names += [n for n in new.names if n not in voice.names]
            return
    voices.append(Voice(list(new.names), new.start, new.end, new.kind, new.named))


def _same(one: Voice, other: Voice) -> bool:
    a, b = ({form(n) for n in v.names} for v in (one, other))
    return bool(a & b)


def _source(document: Document, voice: Voice, actors: list[Actor]) -> Source:
    span = document.span(voice.start, voice.end)
    names = {form(n) for n in voice.names}
    acting = any(form(a.name) in names for a in actors if a.role in ("initiator", "target"))
    return Source(
        name=voice.names[0],
        kind=voice.kind,
        party=voice.kind in PARTIES or acting,
        span=span,
        aliases=tuple(voice.names[1:]),
    )

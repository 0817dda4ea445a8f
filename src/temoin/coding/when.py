"""When did it happen?"""

from __future__ import annotations

from temoin.coding.dates import Saying, TimeExpression, expressions, saying
from temoin.coding.document import Document, Sentence
from temoin.coding.draft import Draft
from temoin.coding.what import triggers_in
from temoin.model import Date

# further than any distance in a sentence that counts
FREE = 99
# how far apart, in words, a clause's end puts what stands on either side of it
CLAUSE = 5
# past this many words a verb of saying no longer draws a date to itself
REACH = 7
# within so many words of a trigger a date is taken to be its own
NEAR = 3
# what is long past must stand so near to a trigger to be more than recalled
TOUCH = 5
# a date after no more words than this opens its sentence
OPENING = 2
# how many sentences before an event the day it happened may have been said
BACK = 6


def date_of(document: Document, draft: Draft) -> Date | None:
    """The date said of the event, or None where none is said."""
    told = [e for i in draft.sentences for e in _told(document, draft, i)] or _spoken_of(document, draft)
    if not told:
        return None
    best = max(told, key=lambda e: _fitness(document, draft, e))
    return _date(_narrowest(best, told))


def _spoken_of(document: Document, draft: Draft) -> list[TimeExpression]:
    """The day that the report speaks of as it comes to the event: the last one said before, and of nothing recalled."""
    if draft.background or draft.status == "planned":
        return []
    for told_in in draft.sentences:
        back = BACK if document.report.published and told_in == draft.sentences[0] else 1
        for index in range(told_in - 1, max(-1, told_in - 1 - back), -1):
            told = [e for e in _told(document, draft, index, own=False) if not (e.far or e.since) and _is_day(e)]
            if told:
                return told[-1:]
    return []


def _touches(document: Document, sentence: Sentence, e: TimeExpression, draft: Draft) -> bool:
    """Whether the expression stands right by words that tell of the event."""
    near = [_positions(sentence, t.start, t.end) for t in draft.triggers if t.sentence == sentence.index]
    return any(_distance(document, sentence, e, w) <= TOUCH for w in near)


def _is_day(e: TimeExpression) -> bool:
    return bool(e.period and (e.period.precision in ("day", "range", "week") or not e.exact))


def _told(document: Document, draft: Draft, index: int, own: bool = True) -> list[TimeExpression]:
    """The expressions of a sentence that may say when the event was; of one that is not its own, those of any event."""
    planned = draft.status == "planned"
    found = expressions(document, index, planned)
    if not found:
        return []
    sentence = document.sentences[index]
    said = _said(document, draft, sentence, found)
    telling = _triggers(draft, sentence)
    foreign = _foreign(document, draft, sentence) if own else []
    return [
        e
        for e in found
        if e not in said
        and not (e.limit or e.dateline)
        and not (e.before if planned else e.after)
        and not _of_another(document, sentence, e, telling, foreign)
        and (draft.background or not e.far or _opens(sentence, e) or _touches(document, sentence, e, draft))
    ]


def _foreign(document: Document, draft: Draft, sentence: Sentence) -> list[tuple[int, int]]:
    """The words of the sentence that tell of another event."""
    own = {(t.start, t.end) for t in draft.triggers}
    return [
        _positions(sentence, t.start, t.end)
        for t in triggers_in(document, sentence.index)
        if (t.start, t.end) not in own
    ]


def _of_another(
    document: Document,
    sentence: Sentence,
    e: TimeExpression,
    telling: list[tuple[int, int]],
    foreign: list[tuple[int, int]],
) -> bool:
    """Whether the expression stands with the words of another event: "freed the pupils abducted in March"."""
    to_foreign = min((_distance(document, sentence, e, w) for w in foreign), default=FREE)
    to_telling = min((_distance(document, sentence, e, w) for w in telling), default=FREE)
    return to_foreign <= NEAR and to_foreign < to_telling


def _narrowest(best: TimeExpression, told: list[TimeExpression]) -> TimeExpression:
    """A day within the month or the week that was said first, where the report comes to it later."""
    if not best.period or best.period.precision == "day":
        return best
    within = [
        e
        for e in told
        if e.period and best.period.first <= e.period.first and e.period.last <= best.period.last
    ]
    return min(within, key=lambda e: e.period.last - e.period.first) if within else best  # type: ignore[union-attr]


def _said(
    document: Document, draft: Draft, sentence: Sentence, found: tuple[TimeExpression, ...]
) -> list[TimeExpression]:
    """The expressions that say when something was said rather than when it happened."""
    telling = _triggers(draft, sentence)
    said = []
    verbs = saying(document.language)
    for match in verbs.phrases.find(sentence.forms):
        words = (match.first, match.last)
        free = [e for e in found if e.words[1] <= words[0] or words[1] <= e.words[0]]
        near = [(d, e) for e in free if (d := _pull(document, sentence, e, words, verbs)) <= REACH]
        if not near:
            continue
        distance, e = min(near, key=lambda pair: pair[0])
        if _opens(sentence, e):
            if not any(e.words[1] <= w[0] < words[0] for w in telling):
                said.append(e)
        elif distance < min((_distance(document, sentence, e, w) for w in telling), default=FREE):
            said.append(e)
    return said


def _pull(
    document: Document, sentence: Sentence, e: TimeExpression, said: tuple[int, int], verbs: Saying
) -> int:
    """How far a verb of saying is from a date that it may claim."""
    if e.words[1] <= said[0]:
        if _opens(sentence, e):
            return said[0] - e.words[1]
        if "," in document.text[e.span.end : sentence.words[said[0]].start]:  # "... on Tuesday, said residents"
            return FREE
        return _distance(document, sentence, e, said)
    between = sentence.forms[said[1] : e.words[0]]
    if not between:  # "a annoncé, mercredi, le ministère"
        return 0
    if not verbs.content.isdisjoint(between) or between[-1] in verbs.announced:  # "said that on Tuesday ..."
        return FREE
    return _distance(document, sentence, e, said)


def _fitness(document: Document, draft: Draft, said: TimeExpression) -> float:
    """How well the expression fits the event: the nearer to its triggers, and the earlier in its telling, the better."""
    sentence = document.sentences[said.sentence]
    telling = _triggers(draft, sentence)
    distance = min((_distance(document, sentence, said, w) for w in telling), default=15)
    order = draft.sentences.index(said.sentence) if said.sentence in draft.sentences else 0
    value = -0.3 * min(distance, 15) - 0.75 * order
    value -= 8 * (said.far and not draft.background)
    value -= 3 * said.since
    if said.period and said.period.precision in ("month", "year"):
        value -= 2
    return value


def _triggers(draft: Draft, sentence: Sentence) -> list[tuple[int, int]]:
    """The words of the sentence that tell of the event, as positions of first and last."""
    own = [t for t in draft.triggers if t.type == draft.type] or draft.triggers
    return [_positions(sentence, t.start, t.end) for t in own if t.sentence == sentence.index]


def _positions(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    inside = [i for i, w in enumerate(sentence.words) if start <= w.start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 1)


def _opens(sentence: Sentence, said: TimeExpression) -> bool:
    """Whether the sentence begins with the expression, but for a word or two."""
    return said.words[0] <= OPENING


def _distance(document: Document, sentence: Sentence, said: TimeExpression, other: tuple[int, int]) -> int:
    """Words between the expression and other words of its sentence; a clause's end counts for several."""
    low, high = (other[1], said.words[0]) if other[1] <= said.words[0] else (said.words[1], other[0])
    if low > high:
        return 0
    between = document.text[sentence.words[low - 1].end : sentence.words[high].start] if low else ""
    return high - low + CLAUSE * sum(between.count(c) for c in ",;:()–—«»“”")


def _date(said: TimeExpression) -> Date | None:
    if said.period:
        p = said.period
        return Date(p.first.isoformat(), p.last.isoformat(), p.edtf, p.precision, said.span)
    if said.edtf:
        return Date(None, None, said.edtf, "unknown_year", said.span)
    return None

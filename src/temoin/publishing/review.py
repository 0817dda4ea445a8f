"""A question of a review as an analyst sees it: the claim, its words in their sentence, what others say."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from temoin.linking.deriving import subject
from temoin.linking.incident import Decision, Member
from temoin.messages import say
from temoin.publishing.cards import flat
from temoin.publishing.history import field_name
from temoin.publishing.incident_card import value_in_words
from temoin.publishing.incident_words import GRADE_STYLES, Record, grade_name, type_name
from temoin.publishing.joins import join_in_words
from temoin.publishing.wording import period_in_words
from temoin.review import ClaimQuestion, PairQuestion, Question, sentence

_DECIDED = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}
_CONTESTED = "bold red"
_BAR = ("│ ", "dim")


def question_in_words(question: Question, progress: str) -> Iterator[RenderableType]:
    """All that is shown before the answer; `progress` is how far the review is."""
    yield ""
    yield _heading(question.incident, progress)
    if isinstance(question, ClaimQuestion):
        yield from map(_indented, _claim(question))
    else:
        yield from map(_indented, _pair(question))


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))


def _heading(incident: Record, progress: str) -> Text:
    place = incident["place"]["name"] if incident["place"] else None
    days = "/".join(dict.fromkeys(d for d in (incident["start"], incident["end"]) if d))
    told = (type_name(incident["type"]), days, place, incident["country"])
    text = Text.assemble((f"{progress} ", "dim"), (flat(" · ".join(t for t in told if t)), "bold"))
    text.append(f" · {grade_name(incident['grade'])}", GRADE_STYLES.get(incident["grade"], ""))
    return text.append(f"  {incident['id']}", "dim")


def _claim(question: ClaimQuestion) -> Iterator[RenderableType]:
    claim, incident = question.claim, question.incident
    value = _value(claim, incident)
    contested = subject(claim["field"]) in incident["contested"]
    quoted = claim["span"]["text"]
    told = say("review.claim", field=field_name(claim["field"]), value=value, words=quoted)
    mark = f"{say('incident.contested')} " if contested else ""
    yield Text(flat(mark + told), _CONTESTED if contested else "bold cyan")
    yield Text(flat(_whence(_title(question.member), claim["according_to"])), "dim")
    before, words, after = sentence(question.member, claim["span"])
    yield Text.assemble(_BAR, flat(before), (flat(words), "bold reverse"), flat(after))
    if question.decided:
        yield Text(flat(say("review.decided", what=_decided(question.decided, incident))), "green")
    yield from _others(question)


def _decided(decision: Decision, incident: Record) -> str:
    """What was decided of a claim, when and why."""
    new = value_in_words(decision.field, decision.value, incident)
    what = say(f"incident.{_DECIDED[decision.kind]}", who=decision.who, value=new)
    return " · ".join(part for part in (what, decision.at[:10], decision.reason) if part)


def _others(question: ClaimQuestion) -> Iterator[Text]:
    """What others say on the same."""
    if not question.others:
        yield Text(say("review.no_others"), "dim")
        return
    yield Text(say("review.others"), "dim")
    for statement in question.others:
        value = _value(statement, question.incident)
        whence = _whence(_title(question.members[statement["event"]]), statement["according_to"])
        yield Text(flat(f"  {say('review.other', value=value, whence=whence)}"))


def _value(claim: Record, incident: Record) -> str:
    """The value of a claim or a statement, with its stance where it is not merely asserted."""
    value = value_in_words(claim["field"], claim["value"], incident)
    marks = [say(f"incident.stance.{claim['stance']}")] if claim["stance"] != "asserted" else []
    marks += [say("incident.hearsay")] if claim["hearsay"] else []
    return f"{value} ({', '.join(marks)})" if marks else value


def _whence(report: str, voice: str | None) -> str:
    return say("review.from", report=report, voice=voice) if voice else report


def _title(member: Member) -> str:
    report = member.report
    published = report["published"] and period_in_words(report["published"])
    return " · ".join(p for p in (member.event["id"], report["publisher"], published) if p)


def _pair(question: PairQuestion) -> Iterator[RenderableType]:
    yield Text(say("review.is_same" if question.joined else "review.maybe_same"), "bold cyan")
    for member in (question.first, question.second):
        title = member.report["title"]
        yield Text(flat(_title(member)), "dim")
        if title:
            yield Text(flat(title), "bold")
        for words in member.event["evidence"]:
            if words["text"] != title:
                yield Text.assemble(_BAR, flat(words["text"]))
    yield Text(flat(join_in_words(question.pair, question.first.event, question.second.event)), "dim")

"""A review: questions put to an analyst one after the other, each answer written to the ledger at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from temoin.messages import lookup, say
from temoin.publishing.review import question_in_words
from temoin.review import ClaimQuestion, Key, PairQuestion, Question, Unreadable, questions, typed_value

if TYPE_CHECKING:
    from rich.console import RenderableType

    from temoin.ledger import Ledger

_OF_CLAIMS = ("accept", "correct", "reject")
_OF_PAIRS = ("same", "different")
_ALWAYS = ("next", "undo", "quit")
_SKIP = "skip"


class Terminal(Protocol):
    """Where questions are shown, and answers typed."""

    def show(self, what: RenderableType) -> None:
        """Show something."""

    def ask(self, prompt: str) -> str | None:
        """The line typed after this prompt, without blanks around it; None where no more will come."""


class _Ended(Exception):
    """No more answers will come."""


@dataclass(slots=True)
class Session:
    """One analyst's way through incidents. `decisions` counts what was written down and not undone."""

    ledger: Ledger
    terminal: Terminal
    who: str
    everything: bool = False
    _seen: set[Key] = field(default_factory=set)
    _done: list[tuple[int, str, Key]] = field(default_factory=list)

    @property
    def decisions(self) -> int:
        """How many decisions were written down and not undone."""
        return len(self._done)

    def run(self, events: Iterable[str]) -> None:
        """Ask about the incidents of these events, until all is answered or the analyst quits."""
        todo = deque(events)
        numbers = {event: n for n, event in enumerate(todo, 1)}
        try:
            while todo:
                event = todo[0]
                question = self._next(event)
                if question is None:
                    todo.popleft()
                    continue
                progress = say("review.progress", n=numbers[event], of=len(numbers))
                again = self._answered(question, event, progress)
                if again is not None and again != event:
                    todo.appendleft(again)
        except _Ended:
            return

    def _next(self, event: str) -> Question | None:
        """What was not asked yet of the incident that the event is in now."""
        incident = self.ledger.incident(event)
        if incident is None:
            return None
        open_ones = questions(self.ledger, incident, self.everything)
        return next((q for q in open_ones if q.key not in self._seen), None)

    def _answered(self, question: Question, event: str, progress: str) -> str | None:
        """Ask until there is an answer; after an undoing, the event whose question is to be asked again."""
        for part in question_in_words(question, progress):
            self.terminal.show(part)
        while True:
            action = self._action(question)
            if action == "quit":
                raise _Ended
            if action == "undo":
                if (back := self._undone()) is None:
                    continue
                return back
            if action == "next":
                self._pass_by(question)
            elif action != _SKIP and not self._decided(question, action, event):
                continue
            self._seen.add(question.key)
            return None

    def _action(self, question: Question) -> str:
        """What the analyst wants done."""
        of_claim = isinstance(question, ClaimQuestion)
        actions: tuple[str, ...] = (*(_OF_CLAIMS if of_claim else _OF_PAIRS), *_ALWAYS)
        keys: dict[str, str] = lookup("review.keys")
        kind = "claim" if of_claim else "pair"
        self.terminal.show(say(f"review.prompt_{kind}", **keys))
        while True:
            typed = self._asked("> ").lower()
            if not typed:
                return _SKIP
            if found := [action for action in actions if keys[action] == typed]:
                return found[0]
            self.terminal.show(say("review.unknown_key", key=typed))

    def _pass_by(self, question: Question) -> None:
        """Ask nothing more of the incident that the question is about."""
        incident = self.ledger.incident(question.incident["events"][0])
        if incident is not None:
            self._seen.update(q.key for q in questions(self.ledger, incident, self.everything))

    def _decided(self, question: Question, action: str, event: str) -> bool:
        """Write the decision down; whether there was one."""
        from temoin.ledger import Unplaced

        try:
            number = self._judged(question, action)
        except Unplaced:  # the report was updated or coded anew by another process
            self.terminal.show(say("review.gone"))
            return True
        if number is None:
            self.terminal.show(say("review.given_up"))
            return False
        self._done.append((number, event, question.key))
        self.terminal.show(say("review.noted", n=number))
        return True

    def _judged(self, question: Question, action: Any) -> int | None:
        if isinstance(question, PairQuestion):
            pair, reason = question.pair, self._asked(say("review.prompt_reason"))
            return self.ledger.judge_pair(action, pair.first, pair.second, self.who, reason or None)
        id, claim = question.member.event["id"], question.claim
        if action != "correct":
            reason = self._asked(say("review.prompt_reason")) if action == "reject" else ""
            return self.ledger.judge(action, id, claim, self.who, reason=reason or None)
        value = self._value(claim["field"])
        reason = self._asked(say("review.prompt_reason_needed")) if value is not None else ""
        if not reason:
            return None
        return self.ledger.judge(action, id, claim, self.who, value, reason)

    def _value(self, field: str) -> Any:
        """The right value, None where the analyst gives up."""
        while typed := self._asked(say("review.prompt_value")):
            try:
                return typed_value(field, typed)
            except Unreadable as problem:
                self.terminal.show(str(problem))
        return None

    def _undone(self) -> str | None:
        """Take the last decision back; the event that its question is to be asked of again."""
        if not self._done:
            self.terminal.show(say("review.none_to_undo"))
            return None
        number, event, key = self._done.pop()
        self.ledger.undo(number, self.who)
        self._seen.discard(key)
        self.terminal.show(say("review.undone", n=number))
        return event

    def _asked(self, prompt: str) -> str:
        typed = self.terminal.ask(prompt)
        if typed is None:
            raise _Ended
        return typed

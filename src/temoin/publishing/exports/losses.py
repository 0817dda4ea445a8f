"""What an export does not say: it is counted while the file is written, and told beside it."""

from __future__ import annotations

from collections import Counter, defaultdict

from temoin.messages import lookup, say

# Ids that are listed of each loss; the rest is only counted, so that a large ledger needs no memory.
_LISTED = 20


class Losses:
    """Counts what could not be written, by what it is (a key of the messages `export.lost`)."""

    def __init__(self, format: str, audience: str) -> None:
        self.format, self.audience = format, audience
        self.written = 0
        self._counts: Counter[str] = Counter()
        self._ids: defaultdict[str, list[str]] = defaultdict(list)

    def note(self, what: str, id: str) -> None:
        """One incident loses something."""
        self._counts[what] += 1
        if len(self._ids[what]) < _LISTED:
            self._ids[what].append(id)

    def __getitem__(self, what: str) -> int:
        return self._counts[what]

    def report(self) -> str:
        """All of it, in the reader's language."""
        lines = [
            say("export.head", format=self.format, n=self.written),
            say(f"export.audience.{self.audience}"),
            "",
            say("export.never"),
            *(f"- {sentence}" for sentence in lookup("export.cannot")[self.format]),
            "",
            say("export.this_time") if self._counts else say("export.nothing_lost"),
        ]
        for what, n in self._counts.items():
            more = f" (+{n - _LISTED})" if n > _LISTED else ""
            lines.append(f"- {say(f'export.lost.{what}')} {n}: {', '.join(self._ids[what])}{more}")
        return "\n".join(lines) + "\n"

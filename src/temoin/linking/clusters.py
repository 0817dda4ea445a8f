"""Which events are one incident, given the pairs and what people have decided?

The weightiest pair joins first. Two groups join where all that is known of their pairs speaks for it on
average and nothing forbids it: events of one report are different, and so is what people told apart. What
people joined is together, whatever the weights say. Groups of events that no pair ties are independent of
each other, so that only those that a new event touches need to be made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from temoin.linking.pairs import Pair

# Pairs of this weight and more join (bits; 0 is even odds).
JOIN = 1.5
# Two groups join where their pairs come to so much less on average, at most.
SLACK = 2.0
# What a pair counts that was never compared, or fell below the floor.
ABSENT = -3.0


def clusters(
    events: Mapping[str, str],
    pairs: Iterable[Pair],
    same: Collection[tuple[str, str]] = (),
    different: Collection[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:
    """The groups of one incident each, over all `events` (event id to report id), in the order of `events`.

    `same` and `different` are pairs of event ids that people judged.
    """
    order = {event: n for n, event in enumerate(events)}
    weights: dict[tuple[str, str], float] = {}
    for pair in pairs:
        weights[pair.first, pair.second] = weights[pair.second, pair.first] = pair.weight
    apart = {pair for a, b in different for pair in ((a, b), (b, a))}
    group = {event: [event] for event in events}

    def join(a: str, b: str) -> None:
        if group[a] is not group[b]:
            joined = group[a] + group[b]
            for event in joined:
                group[event] = joined

    def may_join(a: str, b: str) -> bool:
        across = [(x, y) for x in group[a] for y in group[b]]
        if any(events[x] == events[y] or (x, y) in apart for x, y in across):
            return False
        return sum(weights.get(pair, ABSENT) for pair in across) >= (JOIN - SLACK) * len(across)

    for a, b in same:
        if a in group and b in group:
            join(a, b)
    for a, b in sorted(weights, key=lambda p: (-weights[p], order.get(p[0], -1), order.get(p[1], -1))):
        if weights[a, b] < JOIN:
            break
        if a in group and b in group and group[a] is not group[b] and may_join(a, b):
            join(a, b)
    made = {min(order[e] for e in joined): joined for joined in group.values()}
    return [tuple(sorted(made[first], key=order.__getitem__)) for first in sorted(made)]

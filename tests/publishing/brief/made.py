"""Incidents made by hand, and the briefs that are made of them."""

import json
from dataclasses import asdict
from datetime import date

from linking.members import ARMY, ARMY_SAYS, CIVILIANS, GSIM, PEOPLE_SAY, TOWN, judged, member, place
from temoin.ledger.filters import Filters
from temoin.ledger.holdings import Holdings
from temoin.linking.deriving import derive
from temoin.publishing.brief import Scope, compose
from temoin.publishing.exports.audience import for_public
from temoin.publishing.exports.told import Told

HOLDINGS = Holdings(
    reports=1340,
    telling=1205,
    refused=7,
    failed=3,
    first="2024-02",
    last="2024-03-09",
    languages={"fr": 1300, "en": 40},
    coders={"grammar 9.8.7": 1340},
)
TEXT = "Des hommes armés ont tué douze villageois mardi, disent des habitants. L'armée n'en dit rien."
WITNESS = ("Aminata Kéléma", "civilians", False)


def told(*members, id="i0a1b2c3d4e"):
    """An incident as it comes from a ledger: through JSON."""
    incident = json.loads(json.dumps({"id": id, **asdict(derive(members))}))
    return Told(
        incident,
        tuple(m.event for m in members),
        {m.report["id"]: {"title": None, **m.report} for m in members},
    )


def scope(language="fr", audience="internal", rule="most_independent", **filters):
    return Scope(Filters(**filters), rule, audience, language, date(2024, 4, 1))


def brief(*incidents, **about):
    """What a brief says of these incidents."""
    asked = scope(**about)
    for_them = map(for_public, incidents) if asked.audience == "public" else incidents
    return compose(for_them, asked, HOLDINGS)


def quoting(made, field, words):
    """The report with the claim of a field resting on these words of its text."""
    text = made.report["text"]
    start = text.index(words)
    for claim in made.event["claims"]:
        if claim["field"] == field:
            claim["span"] = {"start": start, "end": start + len(words), "text": words}
    end = text.index(".") + 1
    made.event["evidence"][:] = [{"start": 0, "end": end, "text": text[:end]}]
    return made


def attack(report="a", **about):
    """Twelve villagers are killed, residents say."""
    text = f"{TEXT} " + " ".join(f"{report}{n}" for n in range(60))
    known = {"text": text, "civilians": 12, "says": [PEOPLE_SAY], "where": place("Kossoba", **TOWN)}
    made = member(report, publisher="Écho du Lac", **{**known, **about})
    return quoting(made, "totals.civilians_killed", "tué douze villageois")


def strike():
    """The army strikes; residents count nine civilians killed, the army none."""
    one = member(
        "s1",
        type="Air/drone strike",
        by=[ARMY],
        on=[CIVILIANS],
        killed=9,
        civilians=9,
        says=[PEOPLE_SAY],
        publisher="Radio Rive",
    )
    other = member(
        "s2",
        type="Air/drone strike",
        by=[ARMY],
        on=[GSIM],
        killed=20,
        civilians=0,
        victims="armed_group",
        says=[ARMY_SAYS],
        publisher="Delta Hebdo",
    )
    return told(one, other, id="i000000000002")


def with_names():
    """A witness speaks, a victim is named in the words, an analyst has decided."""
    text = "Le commerçant Oumar Tanko a été tué, dit sa voisine. " + "Le village est vide. " * 3
    made = member(
        "h", says=[WITNESS], on=[("Oumar Tanko", None, "civilians")], publisher="Écho du Lac", text=text
    )
    made = quoting(made, "totals.killed", "Oumar Tanko a été tué")
    made.report["title"] = "Kossoba : le récit d'Aminata Kéléma"
    made.report["url"] = "https://echo.example/le-recit-d-aminata-kelema"
    return told(judged(made, "accept", "type"), id="i000000000003")


NAMES = ("Aminata", "Kéléma", "kelema", "Oumar", "Tanko", "awa", "relu")

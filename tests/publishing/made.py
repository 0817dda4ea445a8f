"""Coded reports made by hand, for the tests of what is published."""

from temoin.model import (
    Actor,
    Claim,
    CodedReport,
    Count,
    Date,
    Event,
    Harm,
    Place,
    Report,
    Source,
    Span,
    Totals,
)

REPORT = Report(
    title="=Attaque au marché de Dourgou",
    text=(
        "TAMBALA, 28 déc. – Des hommes armés ont ouvert le feu jeudi sur le marché de Dourgou, à 30 km "
        "de Tambala, tuant douze villageois et en blessant plusieurs, selon des habitants.\n"
        "L'armée a bombardé le lendemain une base du Front du Lac près de Serma. Elle assure qu'il n'y a eu "
        "aucun dommage collatéral. Une marche est prévue."
    ),
    published="2024-12-28",
    id="r1",
    publisher="Écho du Plateau",
)


def words(text: str, nth: int = 0) -> Span:
    """Where the report has these words for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = REPORT.full_text.index(text, start + 1)
    return Span(start, start + len(text), text)


def sentence(first: str, last: str) -> Span:
    """The stretch of the report from some words to others."""
    start, end = words(first).start, words(last).end
    return Span(start, end, REPORT.full_text[start:end])


_VILLAGERS = Source("habitants", "civilians", False, words("des habitants"))
_ARMY = Source("Forces armées", "state_forces", True, words("L'armée"))

ATTACK = Event(
    id="r1#1",
    type="Attack",
    group="Violence against civilians",
    status="reported",
    background=False,
    date=Date("2024-12-26", "2024-12-26", "2024-12-26", "day", words("jeudi")),
    place=Place("Dourgou", words("marché de Dourgou", 1), "unresolved", country="BF"),
    actors=(
        Actor("initiator", "hommes armés", "unidentified", words("Des hommes armés")),
        Actor("target", "villageois", "civilians", words("villageois")),
    ),
    harm=(
        Harm(
            "killed",
            "civilians",
            "target",
            Count(12, 12, 12),
            "asserted",
            words("douze villageois"),
            "habitants",
        ),
        Harm(
            "injured",
            "civilians",
            "target",
            Count(2, 2, None),
            "asserted",
            words("en blessant plusieurs"),
            None,
        ),
    ),
    totals=Totals(Count(12, 12, 12), Count(2, 2, None), None, Count(12, 12, 12)),
    according_to=(_VILLAGERS,),
    evidence=(sentence("Des hommes armés", "selon des habitants."),),
    claims=(
        Claim("totals.killed", {"low": 12, "high": 12}, "asserted", "habitants", words("douze villageois")),
    ),
)
STRIKE = Event(
    id="r1#2",
    type="Air/drone strike",
    group="Explosions/Remote violence",
    status="reported",
    background=False,
    date=Date("2024-12-27", "2024-12-27", "2024-12-27", "day", words("le lendemain")),
    place=Place("Serma", words("près de Serma"), "near", country="ML", admin1="Mopti"),
    actors=(
        Actor("initiator", "Forces armées", "state_forces", words("L'armée")),
        Actor("target", "Front du Lac", "armed_group", words("Front du Lac")),
    ),
    harm=(
        Harm(
            "killed",
            "civilians",
            "bystander",
            Count(0, 0, 0),
            "asserted",
            words("aucun dommage collatéral"),
            "Forces armées",
        ),
    ),
    totals=Totals(None, None, None, Count(0, 0, 0)),
    according_to=(_ARMY,),
    evidence=(sentence("L'armée a", "près de Serma."), sentence("Elle assure", "collatéral.")),
    claims=(),
)
PROTEST = Event(
    id="r1#3",
    type="Peaceful protest",
    group="Protests",
    status="planned",
    background=True,
    date=Date(None, None, "XXXX-12-28", "unknown_year", words("28 déc.")),
    place=None,
    actors=(),
    harm=(),
    totals=Totals(),
    according_to=(),
    evidence=(words("Une marche est prévue."),),
    claims=(),
)
CODED = CodedReport(REPORT, "fr", "grammar 0.1.0", (ATTACK, STRIKE, PROTEST))
QUIET = CodedReport(Report(text="Il pleut sur la ville depuis jeudi.", id="r2"), "fr", "grammar 0.1.0", ())

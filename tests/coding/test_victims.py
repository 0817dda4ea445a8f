"""How reports say who was harmed: one construction a line, with the totals that a reader draws from it."""

from __future__ import annotations

import pytest

from temoin.coding.document import read
from temoin.coding.draft import Draft
from temoin.coding.harm import harm_of
from temoin.languages import load
from temoin.model import Actor, Count, Kind, Report, Span, Totals

CLASH, DRONE, TAKEN = "Armed clash", "Air/drone strike", "Abduction/forced disappearance"


def totals(text: str, language: str, type_: str, *targets: Actor) -> Totals:
    document = read(Report(text), load(language))
    draft = Draft(type_, [], [s.index for s in document.sentences])
    return harm_of(document, draft, list(targets), [])[1]


def written(found: Totals) -> str:
    """`k12 i3-5 a2+ c0`: killed, injured, abducted, civilians killed."""
    counts = (found.killed, found.injured, found.abducted, found.civilians_killed)
    return " ".join(letter + range_of(count) for letter, count in zip("kiac", counts, strict=True) if count)


def range_of(count: Count) -> str:
    """`12`, `10-15`, `2+`."""
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


FRENCH = [
    # a day may stand anywhere
    ("L'attaque a coûté mardi la vie à quatre gardes forestiers.", "Attack", "k4"),
    ("L'explosion a fait lundi soir trois morts et deux blessés.", "Attack", "k3 i2"),
    # people of two sorts, or of a noun that is in no list
    ("Une infirmière et deux balafoneuses ont été tuées.", "Attack", "k3 c1"),
    ("Un bébé de huit mois et sa grand-mère sont morts.", "Attack", "k2 c2"),
    ("Six membres d'une même famille ont été tués.", "Attack", "k6 c6"),
    # who some of the dead are
    ("Six morts à Tilba. Quatre des tués sont des civils.", CLASH, "k6 c4"),
    # numbers
    ("Trois (03) soldats ont été tués.", "Attack", "k3"),
    ("De dix à quinze combattants ont été tués.", CLASH, "k10-15"),
    ("Trois personnes tuées et autant de blessées à Beni.", "Attack", "k3 i3"),
    ("L'attaque a fait cent morts, voire des centaines.", "Attack", "k100+"),
    ("Les heurts ont fait huit morts en plus de huit assaillants.", CLASH, "k16"),
    # groups of people
    ("Un obus a tué une famille de cinq personnes.", "Attack", "k5"),
    ("Un groupe de dix soldats a été anéanti.", CLASH, "k10"),
    ("Une équipe de quatre humanitaires a été enlevée.", TAKEN, "a4"),
    ("Une patrouille de police a été attaquée, dont huit agents ont été blessés.", CLASH, "i8"),
    # those beside a victim
    ("Le chef du village a été enlevé avec deux de ses fils.", TAKEN, "a3"),
    ("Le pasteur Jean Mbuyi a été tué, ainsi que son épouse.", "Attack", "k2 c2"),
    # pronouns, two verbs
    ("Ils ont été abattus.", "Attack", "k2+"),
    ("Un berger a été blessé au ventre et a succombé.", "Attack", "k1 c1"),
    ("Deux jeunes hommes ont été roués de coups puis immolés.", "Attack", "k2"),
    ("Trois des blessés ont succombé à leurs blessures.", "Attack", "k3"),
    ("Un militaire a tué la veille une femme policier.", "Attack", "k1 c1"),
    # whose dead
    ("Les FAMa déplorent deux morts. 31 terroristes ont été neutralisés.", CLASH, "k33"),
    ("L'armée fait état de quatre morts dans ses rangs et de 30 terroristes neutralisés.", CLASH, "k34"),
    ("Trente assaillants ont été tués ; deux des nôtres sont tombés.", CLASH, "k32"),
    ("Huit soldats ont péri. L'assaut a également coûté la vie à trois assaillants.", CLASH, "k11"),
    # numbers set against others
    ("Vingt soldats ont été tués ; l'armée ne reconnaît que huit morts.", CLASH, "k8-20"),
    ("Des manifestants ont été blessés. Selon la préfecture, six l'ont été.", "Mob violence", "i6"),
    # some of the victims, all of them
    ("Sept personnes ont été tuées. Parmi elles figurent deux enfants.", "Attack", "k7 c2"),
    ("Onze blessés, sept morts. Parmi les victimes, on compte deux enfants.", "Attack", "k7 i11 c2"),
    ("Sept personnes ont été tuées. Les victimes sont des cultivateurs.", "Attack", "k7 c7"),
    ("Quatre morts, tous civils.", "Attack", "k4 c4"),
    ("Onze corps ont été extraits des décombres, dont quatre enfants.", DRONE, "k11 c4"),
    ("Dix-huit morts, dont un vigile.", CLASH, "k18 c1"),
    # words
    ("Dix-sept personnes ont été inhumées jeudi.", "Attack", "k17"),
    ("Une cinquantaine de terroristes ont été mis hors de combat.", CLASH, "k50"),
    ("Cinq personnes sont dans un état critique.", "Attack", "i5"),
    ("Trois enseignants ont été capturés par des rebelles.", TAKEN, "a3"),
    ("Une image de la ville, massacrée par les émeutes.", "Violent demonstration", ""),
    ("Des jeunes ont brûlé des pneus et caillassé un véhicule.", "Violent demonstration", ""),
    ("L'attaque de Tindou a fait un seul mort.", "Attack", "k1"),
    ("L'armée revendique 60 rebelles tués contre cinq morts de son côté.", "Armed clash", "k65"),
    ("Deux clients ont été tués et six autres touchés.", "Attack", "k2 i6 c2"),
    ("Le gouverneur donne un bilan de douze villageois.", "Attack", "k12 c12"),
]

ENGLISH = [
    # people of two sorts
    ("Two policemen, a nurse and her driver were shot dead.", "Attack", "k4 c2"),
    ("Two brothers aged 12 and 15 were killed.", "Attack", "k2 c2"),
    # who some of the dead are
    ("Six people died. Four of the dead were civilians.", CLASH, "k6 c4"),
    # a mere number is of the effect told of before it; what falls need not die
    ("Two men died. A doctor put the wounded at 41; a nurse spoke of 50.", "Attack", "k2 i41-50"),
    ("Five shells were fired, of which three fell inside. A cook died.", "Attack", "k1 c1"),
    ("A street vendor was struck dead by a stray bullet.", "Attack", "k1 c1"),
    ("Insurgents cut off the heads of five men.", "Attack", "k5"),
    # numbers
    ("Three (3) of the terrorists were neutralised.", CLASH, "k3"),
    ("Five (05) persons were kidnapped.", TAKEN, "a5"),
    ("The death toll stands at 12, with 30 injured.", "Attack", "k12 i30"),
    ("The shooting left five dead and as many wounded.", "Attack", "k5 i5"),
    ("Three girls aged 12, 14 and 15 were abducted.", TAKEN, "a3"),
    ("Both died in the fire.", "Attack", "k2"),
    ("Four bullet-riddled bodies were found.", "Attack", "k4"),
    # groups of people
    ("A shell hit a house, killing a family of five.", "Attack", "k5"),
    # those beside a victim
    ("Abu Yahya was killed together with his bodyguard.", CLASH, "k2"),
    ("One soldier was wounded, with the five rebels escaping unharmed.", CLASH, "i1"),
    # pronouns, two verbs
    ("They were executed.", "Attack", "k2+"),
    ("Three of the wounded later died in hospital.", "Attack", "k3"),
    ("Two fighters were beaten and killed.", "Attack", "k2"),
    # whose dead
    ("Troops killed 43 militants. The army put its own losses at three.", CLASH, "k46"),
    ("The army lost two men; the rebels claim that 14 soldiers fell.", CLASH, "k2-14"),
    ("The army said four of its soldiers died and 30 terrorists were neutralised.", CLASH, "k34"),
    ("Eight people died. All four gunmen were killed as well.", CLASH, "k12"),
    # numbers set against others
    ("Rebels say they killed 20 soldiers. The army admitted only eight dead.", CLASH, "k8-20"),
    # some of the victims, all of them
    ("Seven people were killed. The victims include two children.", "Attack", "k7 c2"),
    ("Six people were killed. Two nurses were among the dead.", "Attack", "k6 c2"),
    ("Four people were killed. The victims were farmers.", "Attack", "k4 c4"),
    ("Seven killed in gun battle, a child among them.", CLASH, "k7 c1"),
    # words
    ("Two soldiers fell in the fighting.", CLASH, "k2"),
    ("The strike took out two commanders.", DRONE, "k2"),
    ("Gunmen murder two farmers.", "Attack", "k2 c2"),
    ("The bandits made away with ten villagers.", TAKEN, "a10"),
    ("Killed were a teacher and two pupils.", "Attack", "k3 c3"),
    ("An army lieutenant lost a leg.", CLASH, "i1"),
    ("The governor put the dead at one.", "Attack", "k1"),
    ("The group put the toll at fifteen soldiers.", "Armed clash", "k15"),
    ("Rebels seized the town of Kadiri, residents said.", "Armed clash", ""),
    ("Four women as well as a novice of thirteen were killed.", "Attack", "k5 c5"),
    (
        "Nine had died by Monday when two succumbed to their wounds, bringing the dead to eleven.",
        "Attack",
        "k11",
    ),
]


@pytest.mark.parametrize(("text", "type_", "expected"), FRENCH)
def test_french(text: str, type_: str, expected: str) -> None:
    assert written(totals(text, "fr", type_)) == expected


@pytest.mark.parametrize(("text", "type_", "expected"), ENGLISH)
def test_english(text: str, type_: str, expected: str) -> None:
    assert written(totals(text, "en", type_)) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("At least nine people were killed, two of them children.", "passengers", "civilians", "k9 c9"),
        ("At least six people were killed, two of them soldiers.", "passengers", "civilians", "k6 c4"),
        ("Six people were killed. Two attackers were shot dead.", "passengers", "civilians", "k6"),
        ("At least nine people were killed.", "people", "civilians", "k9"),
        ("At least nine people were killed.", "soldiers", "state_forces", "k9"),
    ],
)
def test_an_attack_on_civilians_kills_civilians(text: str, name: str, kind: Kind, expected: str) -> None:
    """All the dead but those said to be others, where those attacked are called civilians."""
    assert written(totals(text, "en", "Attack", Actor("target", name, kind, Span(0, 2, "At")))) == expected

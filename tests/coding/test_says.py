"""According to whom: a sentence, and the sources that it names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from temoin.coding.document import Document, read
from temoin.coding.draft import Draft
from temoin.coding.says import is_hearsay, source_at, sources_of
from temoin.languages import load
from temoin.model import Report, Source, Status


def document(text: str, language: str) -> Document:
    return read(Report(text), load(language))


def sources(
    text: str, language: str, status: Status = "reported", told: list[int] | None = None
) -> list[Source]:
    doc = document(text, language)
    sentences = [s.index for s in doc.sentences] if told is None else told
    return sources_of(doc, Draft("Attack", [], sentences, status), [], None)


FRENCH = [
    ("Un journaliste a été arrêté lundi à Tilba, dénonce son avocat.", ["avocat"]),
    # one met before; a noun that looks like a verb; what qualifies sources
    ("Dix morts, selon un habitant. Les huttes brûlaient, a ajouté ce témoin.", ["habitant"]),
    (
        "Dix morts, selon l'Observatoire du lac. Deux civils ont péri, affirme cette ONG.",
        ["Observatoire du lac"],
    ),
    ("Selon une vendeuse qui ne veut pas que son nom paraisse, dix hommes sont morts.", ["vendeuse"]),
    (
        "Dix rebelles ont été tués, a-t-on appris de sources sécuritaire et proche du dossier.",
        ["sources sécuritaire et proche du dossier"],
    ),
    # a dateline says nothing, and who confirmed nothing is no source
    ("BAMAKO, Mali - La préfecture a annoncé que cinq personnes ont été tuées.", ["préfecture"]),
    ("Douze morts, dit l'armée. Ce bilan n'a pas pu être confirmé de source indépendante.", ["armée"]),
    ("Dix rebelles ont été tués, a dit à l'AFP Ali Sow, un élu local, qui a vu les corps.", ["Ali Sow"]),
    (
        "Dix rebelles ont été tués, a affirmé à l'AFP Ali Sow, adjoint au maire de Kafela, qui a assuré que deux "
        "autres avaient fui.",
        ["Ali Sow"],
    ),
    (
        "Dix rebelles ont été tués, a dit à l'agence Reuters un porte-parole de l'armée.",
        ["porte-parole de l'armée"],
    ),
    ("Un habitant de Tindou joint par téléphone évoque douze morts.", ["habitant de Tindou"]),
    ("Une source locale contactée par nos soins affirme que douze hommes sont morts.", ["source locale"]),
    (
        "Le colonel Idriss Bako parle de dix morts. L'ennemi a fui, a précisé ce dernier.",
        ["colonel Idriss Bako"],
    ),
    # according to
    ("Selon des habitants, deux bergers ont été tués à Tindou.", ["habitants"]),
    ("Deux bergers ont été tués, d'après le maire de Tindou, Adama Sorgho.", ["Adama Sorgho"]),
    ("À en croire Adama Sorgho, maire de Tindou, deux bergers sont morts.", ["Adama Sorgho"]),
    ("De source hospitalière, on compte sept blessés.", ["source hospitalière"]),
    (
        "Sept personnes ont été blessées, selon la police et une source médicale.",
        ["police", "source médicale"],
    ),
    ("Selon un communiqué du gouvernement, le poste a été repris.", ["gouvernement"]),
    ("Le poste a été repris, a-t-on appris vendredi auprès de la préfecture.", ["préfecture"]),
    ("Le poste a été repris, a-t-on appris de sources concordantes.", ["sources concordantes"]),
    # verbs of saying
    ("L'armée affirme avoir abattu dix assaillants.", ["armée"]),
    (
        "Dix assaillants ont été abattus, a annoncé vendredi à la presse le colonel Idriss Bako.",
        ["colonel Idriss Bako"],
    ),
    (
        "Le colonel Idriss Bako, porte-parole de l'armée, a indiqué que dix assaillants sont morts.",
        ["colonel Idriss Bako"],
    ),
    ("Dix assaillants sont morts, a rapporté, vendredi, Radio Lobaye.", ["Radio Lobaye"]),
    ("Le marché a brûlé, rapporte l'AFP citant un élu local.", ["AFP", "élu local"]),
    ("Le marché a brûlé, comme l'ont raconté des commerçants.", ["commerçants"]),
    ("Les ravisseurs ont demandé une rançon, ont par ailleurs précisé les familles.", ["familles"]),
    ("Le mouvement a revendiqué l'enlèvement des deux ingénieurs.", ["mouvement"]),
    ("L'enlèvement, revendiqué par le Front du Mayo, date de lundi.", ["Front du Mayo"]),
    ("L'un des chauffeurs a raconté que le camion avait sauté sur une mine.", ["chauffeurs"]),
    # over a relative clause, an agency's initials in brackets
    ("L'avocat qui a vu les deux bergers au camp (Nord), a déclaré qu'ils sont en vie.", ["avocat"]),
    (
        "Deux bergers sont morts, a dit jeudi à l'Agence Lobaye (AL) le procureur de Tindou.",
        ["procureur de Tindou"],
    ),
    ("A Tindou, un habitant qui a fui a indiqué que le marché brûle.", ["habitant"]),
    # words of telling
    ("Les tirs, attribués par le gouvernement, ont duré.", ["gouvernement"]),
    ("Il a été accusé par Tindou d'avoir tué six soldats.", ["Tindou"]),
    (
        "Selon le récit présenté par le ministre de la Défense Awa Sorgho, deux hommes sont morts.",
        ["ministre de la Défense Awa Sorgho"],
    ),
    ("C'est ce qui ressort d'un communiqué de l'état-major.", ["état-major"]),
    ("Contacté par l'AFP, le maire a confirmé le raid.", ["maire"]),
    ("La nouvelle a été rendue publique par la famille.", ["famille"]),
    ("D'après nos confrères de Radio Lobaye, deux bergers sont morts.", ["Radio Lobaye"]),
    ("Radio Lobaye a pu établir que deux bergers sont morts.", ["Radio Lobaye"]),
    # the same source under several names
    (
        "Trois fermes ont brûlé, a déclaré le préfet Saïd Oumarou. Selon M. Oumarou, nul n'est mort.",
        ["préfet Saïd Oumarou"],
    ),
    (
        "Selon la police locale, trois fermes ont brûlé. La police ajoute que nul n'est mort.",
        ["police locale"],
    ),
    (
        "Une source militaire parle de six morts. Cette source évoque aussi des disparus.",
        ["source militaire"],
    ),
    (
        "Trois fermes ont brûlé, dit la préfecture. Le chef de cabinet de la préfecture a parlé d'un mort.",
        ["préfecture"],
    ),
    # whoever says what only people say, a clause after its quotation, a subject before "and said"
    ("« Tout a brûlé », soupire une repasseuse.", ["repasseuse"]),
    ("Deux bergers sont morts à Tindou, Lobi et Mayo, raconte un gargotier.", ["gargotier"]),
    ("« Non », a lâché le préfet.", ["préfet"]),
    ("Le préfet a lâché deux chiens.", []),
    ("La police a bouclé Tindou et affirme que deux hommes sont morts.", ["police"]),
    ("Le maire accuse les éleveurs.", ["maire"]),
    ("Quatorze hommes sont détenus, a appris l'AFP.", ["AFP"]),
    ("Le gouvernement de N'Sanga affirme que le pont tient.", ["gouvernement de N'Sanga"]),
    ("Le maire parle, lui, d'un mort.", ["maire"]),
    ("Le bilan, établi jeudi soir par la préfecture, est de deux morts.", ["préfecture"]),
    # in the report's own voice
    ("Deux bergers ont été tués mardi à Tindou.", []),
    ("Le bilan fait état de deux bergers tués.", []),
    ("La mort des bergers n'a pas été confirmée par la police.", []),
    ("On dit que deux bergers ont été tués.", []),
    ("L'évacuation des habitants annonce le pire.", []),
    ("Les assaillants ont attaqué le village par l'ouest.", []),
]

ENGLISH = [
    # who is accused says nothing
    ("Soldiers accused of the killing were among six people arrested, reported Excelsior.", ["Excelsior"]),
    ("Police arrested four officers and 12 civilians accused of extortion, reported ABC.", ["ABC"]),
    # a dateline says nothing
    ("JOS, Nigeria - Police in Kwara said on Thursday that five people died.", ["Police in Kwara"]),
    ("Goma, DR Congo – Witnesses said that rebels killed four people.", ["Witnesses"]),
    (
        "Troops killed ten rebels, the governor's spokesman, Bala Kure, told the BBC.",
        ["Bala Kure"],
    ),
    ("A resident reached by phone said twelve people died.", ["resident"]),
    ("According to residents, two herders were killed in Tindou.", ["residents"]),
    ("Two herders were killed, police said on Friday.", ["police"]),
    ("Two herders were killed, said Adam Sorgho, a community leader.", ["Adam Sorgho"]),
    ("The mayor of Tindou, Adam Sorgho, told reporters that two herders were killed.", ["Adam Sorgho"]),
    ("Adam Sorgho, the mayor of Tindou, said two herders were killed.", ["Adam Sorgho"]),
    ("Two herders were killed, Sorgho said.", ["Sorgho"]),
    ("Two herders were killed on Monday, reported Lobaye Radio.", ["Lobaye Radio"]),
    ("The army and two witnesses confirmed the raid.", ["army", "witnesses"]),
    ("A statement by the government said the post was retaken.", ["government"]),
    ("One of the drivers told the paper that the truck had hit a mine.", ["drivers"]),
    ("A source within the camp said ten fighters fled.", ["source within the camp"]),
    ("Adam Sorgho said ten fighters fled. Sorgho added that two were hurt.", ["Adam Sorgho"]),
    ("One survivor -- one of the women of the camp -- said the soldiers fired first.", ["survivor"]),
    ("Adam Sorgho, who was held in Tindou, a river town, said he saw it.", ["Adam Sorgho"]),
    ("A driver who escaped told the paper that the truck had hit a mine.", ["driver"]),
    ("Residents who spoke to reporters said two herders died.", ["Residents"]),
    ("The Mission in Lobaye (MIL) said two herders died.", ["Mission in Lobaye"]),
    ("Two herders died in Tindou (first reported as three).", []),
    ("Lobaye Weekly gathered that two herders were killed.", ["Lobaye Weekly"]),
    ("Estimates by the organisers indicate that a thousand people marched.", ["organisers"]),
    ("The minister posted on his page that two herders were killed.", ["minister"]),
    ("A bus owner who passed by said two herders were dead.", ["bus owner"]),
    ('"They took it all," said a beekeeper.', ["beekeeper"]),
    ("Two herders were dead, a rope maker recalled.", ["rope maker"]),
    ("Police have not named the dead, but said four men were hurt.", ["Police"]),
    ("The mayor put the toll at nine.", ["mayor"]),
    ("A nurse counted eleven bodies.", ["nurse"]),
    ("Adam Sorgho said a man had called him.", ["Adam Sorgho"]),
    ("The chairman of the Herders Union (HU), Adam Sorgho, said two men died.", ["Adam Sorgho"]),
    ("Two herders were killed on Tuesday in Tindou.", []),
    ("Reports on Tuesday's raids on the camp are few.", []),
    ("The gunmen, believed to be bandits, burned the market.", []),
    ("It was said to be quiet.", []),
    ("No group claimed the attack.", []),
    ('They serve Jo "Kid" Moss, head of the Reds, reports La Gaceta.', ["La Gaceta"]),
    ("Two herders were killed, reported Channel 7 Lobaye.", ["Channel 7 Lobaye"]),
    ("Initial reports suggest that two herders were killed.", []),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_sources_in_french(text: str, expected: list[str]) -> None:
    assert [s.name for s in sources(text, "fr")] == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_sources_in_english(text: str, expected: list[str]) -> None:
    assert [s.name for s in sources(text, "en")] == expected


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "fr",
            "Le maire Paul Zongo est inquiet. Paul Zongo a parlé de six morts. Un pont a sauté, a-t-il dit.",
            "Paul Zongo",
        ),
        ("en", "Paul Zongo spoke of six dead. A bridge was blown up, he said.", "Paul Zongo"),
        ("en", "Paul Zongo fled. A bridge was blown up, he said.", None),
        ("en", "Paul Zongo reported six dead. A bridge was blown up, he said.", "Paul Zongo"),
    ],
)
def test_a_pronoun_stands_for_the_last_speaker(language: str, text: str, name: str | None) -> None:
    last = document(text, language).sentences[-1].index
    assert [s.name for s in sources(text, language, told=[last])] == ([name] if name else [])


@pytest.mark.parametrize(
    ("language", "text", "status", "names"),
    [
        ("fr", "L'armée dément avoir bombardé Tindou.", "denied", ["armée"]),
        ("fr", "L'armée dément avoir bombardé Tindou.", "reported", []),
        ("fr", "Les syndicats appellent à manifester samedi.", "planned", ["syndicats"]),
        ("fr", "Les syndicats appellent à manifester samedi.", "reported", []),
        ("en", "The army denied shelling Tindou.", "denied", ["army"]),
        ("en", "The unions called for a march on Saturday.", "planned", ["unions"]),
    ],
)
def test_denials_and_calls_are_sources_of_their_own_kind_of_event(
    language: str, text: str, status: Status, names: list[str]
) -> None:
    assert [s.name for s in sources(text, language, status)] == names


@pytest.mark.parametrize(
    ("language", "text", "kind", "party"),
    [
        ("fr", "Selon l'armée, dix assaillants sont morts.", "state_forces", True),
        ("fr", "Selon les rebelles, le camp est tombé.", "armed_group", True),
        ("fr", "Selon des témoins, le camp est tombé.", "civilians", False),
        ("fr", "Selon le gouverneur, un obus a tué deux habitants.", "state_forces", False),
        ("fr", "Deux personnes sont mortes, a annoncé le diocèse de Tindou.", "other", False),
        ("en", "The police said six men were held.", "state_forces", True),
        ("en", "Villagers said six men were held.", "civilians", False),
        ("en", "A volunteer group said shells killed two people.", "other", False),
        ("en", "A medical group said shells killed two people.", "other", False),
    ],
)
def test_a_source_that_fights_is_a_party(language: str, text: str, kind: str, party: bool) -> None:
    (source,) = sources(text, language)
    assert (source.kind, source.party) == (kind, party)


def test_a_source_keeps_its_function_and_whom_it_speaks_for() -> None:
    (source,) = sources("Le capitaine Jean Mbo, porte-parole de la gendarmerie, a confirmé le raid.", "fr")
    assert source.span.text == "capitaine Jean Mbo"
    assert {"Jean Mbo", "porte-parole de la gendarmerie", "gendarmerie"} <= set(source.aliases)


def test_a_surname_is_completed_from_the_report() -> None:
    text = "Awa Sorgho dirige le district. Selon Mme Sorgho, deux ponts ont sauté."
    (source,) = sources(text, "fr", told=[1])
    assert "Awa Sorgho" in source.aliases


def test_a_title_counts_only_where_nobody_speaks_below_it() -> None:
    for body, names in (
        ("Deux ponts ont sauté.", ["police"]),
        ("Deux ponts ont sauté, dit un berger.", ["berger"]),
    ):
        doc = read(Report(body, title="La police annonce deux explosions"), load("fr"))
        found = sources_of(doc, Draft("Attack", [], [s.index for s in doc.sentences]), [], None)
        assert [s.name for s in found] == names


@pytest.mark.parametrize(
    ("language", "title", "body", "name"),
    [
        ("fr", "Communiqué du ministère de la Défense", "Dix hommes ont été tués à Tindou.", "ministère"),
        ("en", "Statement by the Lobaye Police", "Ten men were killed in Tindou.", "Lobaye Police"),
    ],
)
def test_a_communique_is_its_authors_word(language: str, title: str, body: str, name: str) -> None:
    doc = read(Report(body, title=title), load(language))
    (source,) = sources_of(doc, Draft("Attack", [], [1]), [], None)
    assert name in (source.name, *source.aliases)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Two herders were killed in Tindou. A third was hurt, reported Lobaye Radio.", ["Lobaye Radio"]),
        ("Two herders were killed in Tindou. The mayor said he was sad.", []),
    ],
)
def test_a_paper_cited_behind_an_event_tells_of_it(text: str, expected: list[str]) -> None:
    assert [s.name for s in sources(text, "en", told=[0])] == expected


def test_a_value_has_the_source_of_its_sentence() -> None:
    text = "Selon l'armée, dix hommes sont morts. Des habitants parlent de trente morts. Le pont est coupé."
    doc = document(text, "fr")
    found = sources_of(doc, Draft("Attack", [], [0, 1, 2]), [], None)
    named = [source_at(doc, found, text.index(word)) for word in ("dix", "trente", "pont")]
    assert [s.name if s else None for s in named] == ["armée", "habitants", None]


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("fr", "Dix hommes auraient été tués, et trois ont fui.", "Dix", True),
        ("fr", "Dix hommes auraient été tués, et trois ont fui.", "trois", False),
        ("en", "Ten men were reportedly killed, and three fled.", "Ten", True),
        ("en", "Ten men were killed.", "Ten", False),
    ],
)
def test_hearsay(language: str, text: str, word: str, expected: bool) -> None:
    assert is_hearsay(document(text, language), text.index(word)) is expected


CUES = st.sampled_from(
    ["selon ", "a dit ", "said ", "according to ", ", ", "l'armée ", "Paul ", "et ", "qui "]
)


@settings(deadline=None)
@given(st.lists(st.one_of(CUES, st.text(max_size=8)), max_size=30), st.sampled_from(["fr", "en"]))
def test_any_text_is_read_and_spans_are_verbatim(pieces: list[str], language: str) -> None:
    doc = document("".join(pieces), language)
    for status in ("reported", "denied", "planned"):
        draft = Draft("Attack", [], [s.index for s in doc.sentences], status)  # type: ignore[arg-type]
        for source in sources_of(doc, draft, [], None):
            assert doc.text[source.span.start : source.span.end] == source.span.text
            assert source.name

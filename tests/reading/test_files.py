import io
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from temoin.reading import Failure, Reading, read
from temoin.reading.errors import ReadError
from temoin.reading.files import from_html, from_markdown, from_pdf, from_text

BODY = "Des hommes armés ont pillé jeudi un entrepôt de vivres à la sortie de Tambala."


def pdf(lines: list[str], password: str = "") -> bytes:
    """A PDF of one page with these lines."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET".encode("cp1252"))
    page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def test_text_with_a_title() -> None:
    report = from_text(f"Pillage à Tambala\n\n{BODY}".encode(), "a.txt").report
    assert (report.title, report.text, report.published) == ("Pillage à Tambala", BODY, None)


def test_a_report_of_a_title_alone_keeps_its_words() -> None:
    report = from_text(b"Pillage d'un entrepot", "a.txt").report
    assert (report.title, report.text) == (None, "Pillage d'un entrepot")


def test_markdown_loses_its_marks_and_gives_its_front_matter() -> None:
    source = (
        '---\ntitle: "Pillage à Tambala"\ndate: 2024-12-28\npublisher: Écho du Plateau\nlang: fr\n---\n\n'
        "Des **hommes armés** ont pillé un [entrepôt](http://localhost/x) de _vivres_.\n"
    )
    report = from_markdown(source.encode(), "a.md").report
    assert report.title == "Pillage à Tambala"
    assert report.text == "Des hommes armés ont pillé un entrepôt de vivres."
    assert (report.published, report.publisher, report.language) == ("2024-12-28", "Écho du Plateau", "fr")


def test_a_markdown_heading_is_the_title() -> None:
    assert (
        from_markdown(f"# Pillage à Tambala\n\n{BODY}".encode(), "a.md").report.title == "Pillage à Tambala"
    )


def test_a_page_gives_its_article_title_and_date() -> None:
    head = (
        "<title>Pillage à Tambala</title><meta charset='utf-8'>"
        "<meta property='article:published_time' content='2024-12-28T08:00:00Z'>"
    )
    menu = "<nav><a href='/'>Accueil</a><a href='/sport'>Sport</a></nav><script>var x = 1</script>"
    article = f"<h1>Pillage à Tambala</h1><p>{BODY}</p><p>Nul n'a été blessé, selon le maire.</p>"
    report = from_html(page(f"{menu}<article>{article}</article>", head), "a.html").report
    assert report.title == "Pillage à Tambala"
    assert report.text == f"{BODY}\nNul n'a été blessé, selon le maire."
    assert report.published == "2024-12-28"


def test_a_page_in_another_encoding() -> None:
    source = (
        page(f"<p>{BODY} Ils ont été vus.</p>", "<meta charset='windows-1252'>").decode().encode("cp1252")
    )
    assert BODY in from_html(source, "a.html").report.text


def test_a_fragment_of_a_page() -> None:
    assert BODY in from_html(f"<p>{BODY}</p>".encode(), "a.html").report.text


@pytest.mark.parametrize(
    "source",
    [page(""), page("<nav><a href='/'>Accueil</a></nav>"), b"<html><head><title>Rien</title></head></html>"],
)
def test_a_page_without_an_article_is_refused(source: bytes) -> None:
    with pytest.raises(ReadError):
        from_html(source, "a.html")


def test_a_pdf_with_lines_joined() -> None:
    lines = [
        "Des hommes armés ont pillé jeudi dernier un grand entrepôt de vi-",
        "vres à la sortie de Tambala, puis ils ont pris la route du nord.",
    ]
    report = from_pdf(pdf(lines), "a.pdf").report
    assert report.text == (
        "Des hommes armés ont pillé jeudi dernier un grand entrepôt de vivres à la sortie de Tambala, "
        "puis ils ont pris la route du nord."
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [(pdf([]), "pictures"), (pdf(["secret"], "mot"), "password"), (b"%PDF-1.4 broken", "cannot be read")],
)
def test_a_pdf_without_text_locked_or_broken_is_refused(
    data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(ReadError) as refusal:
        from_pdf(data, "a.pdf")
    assert reason in refusal.value.failure.what
    assert refusal.value.failure.remedy


def test_a_folder_is_read_in_order_and_nothing_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(BODY)
    (tmp_path / "a.md").write_text(BODY)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.pdf").write_bytes(pdf(["Un bus a saut\\351 sur une mine."]))
    found = list(read([str(tmp_path)]))
    assert [item.report.id for item in found if isinstance(item, Reading)] == ["a.md", "b.txt", "sub/c.pdf"]
    assert [Path(item.where).name for item in found if isinstance(item, Failure)] == [
        "empty.txt",
        "photo.jpg",
    ]


@pytest.mark.parametrize("name", ["absent.txt", "", "photo.jpg"])
def test_what_cannot_be_read_is_a_failure_with_a_remedy(name: str, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    [failure] = read([str(tmp_path / "nowhere" / name if not name else tmp_path / name)])
    assert isinstance(failure, Failure)
    assert failure.what
    assert failure.remedy


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    assert [type(item) for item in read([str(tmp_path)])] == [Failure]


def test_one_very_long_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Les habitants ont fui vers le nord. " * 27_000)
    (tmp_path / "b.txt").write_text("Les habitants ont fui vers le nord. " * 150_000)
    reading, refused = read([str(tmp_path)])
    assert isinstance(reading, Reading)
    assert len(reading.report.text) > 900_000
    assert isinstance(refused, Failure)
    assert "no report but a collection" in refused.what


def test_a_name_that_no_file_can_have() -> None:
    [refused] = read(["Gunmen killed four farmers on Thursday. " * 20])
    assert isinstance(refused, Failure)

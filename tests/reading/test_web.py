import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from temoin.reading import Failure, Reading, read

ARTICLE = (
    "<html><head><title>Un bus saute sur une mine</title>"
    "<meta property='article:published_time' content='2024-12-28'></head><body><article>"
    "<p>Un bus a sauté vendredi sur une mine entre Tambala et Dourgou, tuant neuf passagers.</p>"
    "</article></body></html>"
)
PAGES = {
    "/article": (200, "text/html; charset=utf-8", ARTICLE.encode()),
    "/latin": (200, "text/html; charset=iso-8859-1", ARTICLE.encode("latin-1")),
    "/plain": (200, "text/plain", b"Neuf morts\n\nUn bus a saute sur une mine."),
    "/photo": (200, "image/png", b"\x89PNG"),
    "/menu": (200, "text/html", b"<html><body><nav>menu</nav></body></html>"),
    "/forbidden": (403, "text/html", b"no"),
    "/broken": (500, "text/html", b"no"),
}


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, body = PAGES.get(self.path, (404, "text/html", b"no"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/article", "/latin"])
def test_a_page_gives_a_report(site: str, path: str) -> None:
    [reading] = read([site + path])
    assert isinstance(reading, Reading)
    report = reading.report
    assert report.title == "Un bus saute sur une mine"
    assert report.text.startswith("Un bus a sauté vendredi")
    assert (report.published, report.url) == ("2024-12-28", site + path)


def test_plain_text_on_the_web(site: str) -> None:
    [reading] = read([site + "/plain"])
    assert isinstance(reading, Reading)
    assert reading.report.title == "Neuf morts"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/absent", "404"),
        ("/forbidden", "403"),
        ("/broken", "500"),
        ("/photo", "image/png"),
        ("/menu", "article"),
    ],
)
def test_a_page_that_cannot_be_had_says_why(
    site: str, path: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    [failure] = read([site + path])
    assert isinstance(failure, Failure)
    assert reason in failure.what
    assert failure.remedy


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x", "http://", "https://[bad", "http://127.0.0.1:99999/"]
)
def test_no_connection_is_a_failure(address: str) -> None:
    assert [type(item) for item in read([address])] == [Failure]

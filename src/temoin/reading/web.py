"""A page on the web to a report."""

from __future__ import annotations

from temoin.reading.errors import ReadError, error
from temoin.reading.files import from_html, from_pdf, from_text
from temoin.reading.reports import Reading, with_hash

_SECONDS = 30
_LARGEST = 20 * 2**20
_AGENT = "Mozilla/5.0 (compatible; temoin/0.1)"
_READERS = {
    "text/html": from_html,
    "application/xhtml+xml": from_html,
    "application/pdf": from_pdf,
    "text/plain": from_text,
    "text/markdown": from_text,
}


def is_address(source: str) -> bool:
    """Whether `source` is a web address."""
    return source.lower().startswith(("http://", "https://"))


def from_address(url: str) -> Reading:
    """The report on the page at `url`. Raises `ReadError` where it cannot be reached or holds no article."""
    import http.client
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    try:
        request = Request(url, headers={"User-Agent": _AGENT, "Accept": "text/html,*/*;q=0.5"})
        with urlopen(request, timeout=_SECONDS) as answer:
            data = answer.read(_LARGEST + 1)
            kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
    except HTTPError as problem:
        raise _refused(url, problem.code) from problem
    except TimeoutError as problem:
        raise error(url, "timeout", seconds=_SECONDS) from problem
    except URLError as problem:
        if isinstance(problem.reason, TimeoutError):
            raise error(url, "timeout", seconds=_SECONDS) from problem
        raise error(url, "unreachable", reason=_reason(problem.reason)) from problem
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise error(url, "unreachable", reason=_reason(problem)) from problem
    if len(data) > _LARGEST:
        raise error(url, "too_large", megabytes=_LARGEST // 2**20)
    reader = _READERS.get(kind)
    if reader is None:
        raise error(url, "content_type", kind=kind)
    if reader is from_html:
        return with_hash(from_html(data, url, charset=charset, url=url), data)
    return with_hash(reader(data, url, charset=charset), data)


def _refused(url: str, status: int) -> ReadError:
    """Why a server that answered gave no page."""
    if status in (404, 410):
        return error(url, "page_missing", status=status)
    if status in (401, 402, 403, 429, 451):
        return error(url, "page_forbidden", status=status)
    return error(url, "page_refused", status=status)


def _reason(problem: object) -> object:
    """What the system says of a failed connection, without its number."""
    return getattr(problem, "strerror", None) or problem

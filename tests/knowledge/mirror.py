"""A server of files for the tests, on this machine: it knows ranges and versions, and drops lines when told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Mirror:
    """The files of a folder.

    `drops` are the numbers of bytes after which the next answers break off, `statuses` the errors that come
    first, `etags` says whether versions are told, and `asked` are the requests that came: path and range.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drops: list[int] = []
        self.statuses: list[int] = []
        self.etags = True
        self.ranges = True
        self.asked: list[tuple[str, str]] = []
        self.address = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range", "")
        self.asked.append((request.path.rpartition("/")[2], wanted))
        path = self.folder / request.path.rpartition("/")[2]
        if self.statuses or not path.is_file():
            request.send_error(self.statuses.pop(0) if self.statuses else 404)
            return
        content = path.read_bytes()
        etag = f'"{hash(content):x}"' if self.etags else ""
        if etag and request.headers.get("If-None-Match") == etag:
            request.send_response(304)
            request.end_headers()
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
        goes_on = self.ranges and bool(wanted) and request.headers.get("If-Range") == etag
        if goes_on and start >= len(content):
            request.send_error(416)
            return
        request.send_response(206 if goes_on else 200)
        body = content[start:] if goes_on else content
        if goes_on:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if etag:
            request.send_header("ETag", etag)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.drops.pop(0)] if self.drops else body)


@contextmanager
def serving(folder: Path) -> Iterator[Mirror]:
    """A mirror that runs while the block does."""
    mirror = Mirror(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mirror.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    mirror.address = f"http://127.0.0.1:{server.server_port}/dump"
    try:
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

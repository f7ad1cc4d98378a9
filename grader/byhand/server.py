"""The small server behind the page: loopback only, for as long as the command runs."""
from __future__ import annotations

import asyncio
import os
import secrets
import tempfile
import webbrowser
from collections.abc import Callable
from html import escape
from pathlib import Path

from grader.byhand.book import Book
from grader.byhand.view import Views
from grader.errors import WrongCall

HOST, PORT = "127.0.0.1", 8377  # the same whenever it is free: a browser keeps drafts by address
MAX_BODY = 1_000_000  # bytes


def serve(
    class_folder: Path, lesson: str, port: int, grader: str, anonymous: bool, on_ready: Callable[[str], None],
) -> None:
    """Serve the page until the command is stopped.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        port: the port; 0 for the usual one, or any free one.
        grader: what this grader is called.
        anonymous: whether learners' names are kept from the grader.
        on_ready: told the page's address.

    Raises:
        WrongCall: the lesson was not graded, no question of it is for a person, or the port is taken.
    """
    views = Views(Book(class_folder, lesson), grader, anonymous)
    require_work(views)
    asyncio.run(_serve(views, port, on_ready))


def require_work(views: Views) -> None:
    """Raise where there is nothing to mark by hand."""
    book = views.book
    if not book.rows():
        raise WrongCall(f"{book.lesson}: expected graded hand-ins, got none. Run `grader grade {book.lesson}` first.")
    if not views.queue("")["items"]:
        raise WrongCall(f"{book.lesson}: expected questions for a person, got none: nothing is held, and no question "
                        "is answered in words. To change the points of code, use formgrader.")


async def _serve(views: Views, port: int, on_ready: Callable[[str], None]) -> None:
    from tornado.httpserver import HTTPServer
    from tornado.web import Application

    from grader.byhand.handlers import routes

    sockets, token = _listen(port), secrets.token_urlsafe(32)
    bound = sockets[0].getsockname()[1]
    hosts = frozenset({f"{HOST}:{bound}", f"localhost:{bound}"})
    application = Application(routes(views, token, hosts), log_function=lambda handler: None)  # type: ignore[arg-type]
    server = HTTPServer(application, max_body_size=MAX_BODY, max_buffer_size=2 * MAX_BODY)
    server.add_sockets(sockets)
    on_ready(f"http://{HOST}:{bound}/?token={token}")
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()


def _listen(port: int) -> list:
    """Return sockets that listen on this machine alone.

    Raises:
        WrongCall: somebody else has the port.
    """
    from tornado.netutil import bind_sockets

    for choice in (port,) if port else (PORT, 0):
        try:
            return bind_sockets(choice, HOST)
        except OSError:
            continue
    raise WrongCall(f"--port: expected a free port, got {port}, which is in use. Choose another, or leave it out.")


def open_browser(address: str) -> Path:
    """Open the address by way of a file that only its owner reads: anybody may see what a program is called with.

    The file is to be removed at the end.
    """
    handle, path = tempfile.mkstemp(prefix="grader-mark-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f'<!DOCTYPE html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
                   f'<meta http-equiv="refresh" content="0; url={escape(address)}"><title>Mark</title>'
                   f'<a href="{escape(address)}">Go on to the page</a>')
    webbrowser.open(Path(path).as_uri())
    return Path(path)

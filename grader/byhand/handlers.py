"""What the page's addresses answer, to nobody but the browser that was given the token.

Walls: only loopback is listened to; the Host header must be ours (a page elsewhere that has its name point here gets
nothing); every address wants the token, and whatever changes something wants it in a header of its own, which no other
site's page may send.
"""
from __future__ import annotations

import asyncio
import hmac
import json
import math
from collections.abc import Callable
from typing import Any

from filelock import Timeout
from sqlalchemy.exc import DBAPIError
from tornado import web

from grader.byhand.book import Changed, Gone
from grader.byhand.comments import MAX_CHARS, change_comments
from grader.byhand.page import POLICY, render_page
from grader.byhand.rubrics import Item, add_item
from grader.byhand.view import Views
from grader.errors import WrongCall

HEADER = "X-Grader-Token"
LOCKED = ("The gradebook is in use by another program, so this isn't saved yet. What you wrote is kept here; "
          "try again in a moment.")
NO_ROOM = ("This can't be written ({why}), so it isn't saved yet. What you wrote is kept on this page; make room and "
           "try again.")
GONE = "This hand-in isn't in the gradebook any more. What you wrote is kept on this page."
LATE = "Saved, but what being late costs couldn't be worked out. `grader grade {lesson}` will do it."
TRIES = 3


class Wrong(Exception):
    """The page asked for something that makes no sense."""


class Base(web.RequestHandler):
    """Checks who asks before anything is done."""

    def initialize(self, views: Views, token: str, hosts: frozenset[str]) -> None:
        self.views, self.token, self.hosts = views, token, hosts

    def set_default_headers(self) -> None:
        for name, value in (("Content-Security-Policy", POLICY), ("Referrer-Policy", "no-referrer"),
                            ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
                            ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin"),
                            ("Cross-Origin-Opener-Policy", "same-origin"), ("Server", "grader")):
            self.set_header(name, value)

    def prepare(self) -> None:
        headers = self.request.headers
        origin = headers.get("Origin")
        if headers.get("Host", "") not in self.hosts or (origin and origin.removeprefix("http://") not in self.hosts):
            raise web.HTTPError(403, "This page is for the browser on this computer only.")
        if not hmac.compare_digest(self.given_token().encode(), self.token.encode()):
            raise web.HTTPError(403, "Open the address that `grader mark` printed; it holds the key to this page.")

    def given_token(self) -> str:
        return self.request.headers.get(HEADER, "")

    def write_error(self, status_code: int, **options: Any) -> None:
        error = (options.get("exc_info") or (None, None, None))[1]
        said = error.log_message if isinstance(error, web.HTTPError) and error.log_message else "Something went wrong."
        self.finish({"message": said})


class Page(Base):
    """The page itself, which holds no learner's words."""

    def given_token(self) -> str:
        return self.get_query_argument("token", "")

    def get(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(render_page())


class Nothing(Base):
    """Any other address."""

    def get(self) -> None:
        raise web.HTTPError(404, "There is nothing here.")

    post = get


class Queue(Base):
    """Who waits for a person."""

    def get(self) -> None:
        self.finish(self.views.queue(self.get_query_argument("client", "")))


class HandIn(Base):
    """One answer, which is this grader's from now on, for a while."""

    def get(self) -> None:
        client, grade = self.get_query_argument("client", ""), self.get_query_argument("id", "")
        try:
            found = self.views.hand_in(self.views.book.read(grade))
        except Gone:
            raise web.HTTPError(404, "This hand-in isn't in the gradebook any more.") from None
        except WrongCall as error:
            raise web.HTTPError(409, _raw(error)) from None
        others = self.views.claims.others(client)
        if self.get_query_argument("claim", "yes") == "yes":
            self.views.claims.claim(grade, client, self.views.grader)
        self.finish(found | {"open": others.get(grade, "")})


class Deed(Base):
    """What changes something: JSON in, JSON out."""

    async def post(self, name: str) -> None:
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            raise web.HTTPError(415, "Expected JSON.")
        try:
            asked = json.loads(self.request.body)
            if not isinstance(asked, dict):
                raise Wrong("Expected a JSON object.")
            status, answer = await asyncio.to_thread(_try, DEEDS[name], self.views, asked)
        except (Wrong, ValueError, RecursionError) as error:
            raise web.HTTPError(400, _raw(error)) from None
        self.set_status(status)
        self.finish(answer)


def _raw(error: Exception) -> str:
    return str(error).replace("%", "%%")


def _try(deed: Callable[[Views, dict[str, Any]], dict[str, Any]], views: Views, asked: dict[str, Any],
         ) -> tuple[int, dict[str, Any]]:
    """Do something, again if the gradebook is locked; return an HTTP status, and what to tell the page."""
    for left in reversed(range(TRIES)):
        try:
            return 200, deed(views, asked)
        except Changed as changed:
            return 409, {"message": "Somebody else has changed this.", "theirs": views.mark(changed.state)}
        except Gone:
            return 404, {"message": GONE}
        except WrongCall as error:
            return 409, {"message": str(error)}
        except (OSError, Timeout) as error:
            return 507, {"message": NO_ROOM.format(why=error.__class__.__name__ if isinstance(error, Timeout)
                                                   else error.strerror or "unknown")}
        except DBAPIError as error:
            if "locked" not in str(error.orig) and "busy" not in str(error.orig):
                return 507, {"message": NO_ROOM.format(why=str(error.orig)[:200])}
            if not left:
                return 503, {"message": LOCKED}
    raise AssertionError("unreachable")


def save(views: Views, asked: dict[str, Any]) -> dict[str, Any]:
    """Give points and a comment."""
    grade, comment = _text(asked, "id"), _text(asked, "comment").strip()
    items = asked.get("items")
    if not isinstance(items, list) or len(items) > 100 or not all(isinstance(each, str) for each in items):
        raise Wrong("items: expected a list of texts.")
    if len(comment) > MAX_CHARS:
        raise Wrong(f"The comment has more than {MAX_CHARS:,} characters. Shorten it.")
    points = _points(asked.get("score"), views, grade)
    state = views.book.save(grade, _text(asked, "seen"), points, comment, views.grader, tuple(items))
    note = ""
    try:
        views.claims.keep_draft(grade, views.grader, None)
        views.book.update_penalty(state.row.learner)
    except Exception:  # the mark itself is saved
        note = LATE.format(lesson=views.book.lesson)
    return views.mark(state) | {"note": note}


def _points(value: Any, views: Views, grade: str) -> float | None:
    if value is None:
        return None
    worth = views.book.read(grade).row.worth
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) \
            or not 0 <= value <= worth:
        raise Wrong(f"The points must be a number from 0 to {worth:g}.")
    return float(value)


def draft(views: Views, asked: dict[str, Any]) -> dict[str, Any]:
    """Keep what is not saved yet."""
    grade, kept = _text(asked, "id"), asked.get("draft")
    if not isinstance(kept, (dict, type(None))) or len(json.dumps(kept)) > 4 * MAX_CHARS:
        raise Wrong("draft: expected a smaller one.")
    views.book.read(grade)
    views.claims.keep_draft(grade, views.grader, kept)
    if kept is not None:
        views.claims.claim(grade, _text(asked, "client"), views.grader)
    return {}


def comment(views: Views, asked: dict[str, Any]) -> dict[str, Any]:
    """Keep a comment to use again, or forget one."""
    question, add, remove = (_text(asked, name) for name in ("question", "add", "remove"))
    _require_known(views, question)
    if len(add) > MAX_CHARS:
        raise Wrong(f"The comment has more than {MAX_CHARS:,} characters. Shorten it.")
    change_comments(views.book.folder, views.book.lesson, question, add.strip(), remove)
    return views.help_for(question)


def item(views: Views, asked: dict[str, Any]) -> dict[str, Any]:
    """Add a line to a rubric."""
    question, points, text = _text(asked, "question"), asked.get("points"), _text(asked, "text").strip()
    _require_known(views, question)
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not math.isfinite(points) or not text:
        raise Wrong("A line of a rubric needs points and a text.")
    add_item(views.book.folder, views.book.lesson, question, Item(" ".join(text.split()), float(points)))
    return views.help_for(question)


def following(views: Views, asked: dict[str, Any]) -> dict[str, Any]:
    """Say which answer is next."""
    return views.next(_text(asked, "client"), _text(asked, "after"), _text(asked, "question"))


def _require_known(views: Views, question: str) -> None:
    if question not in {one.name for one in views.book.asked.values()}:
        raise Wrong("There is no such question.")


def _text(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name, "")
    if not isinstance(value, str):
        raise Wrong(f"{name}: expected a text.")
    return value.encode("utf-8", "replace").decode()  # halves of pairs, which no file can hold


DEEDS = {"save": save, "draft": draft, "comment": comment, "item": item, "next": following}


def routes(views: Views, token: str, hosts: frozenset[str]) -> list[tuple[str, type, dict[str, Any]]]:
    """Return what answers at which address."""
    shared = {"views": views, "token": token, "hosts": hosts}
    return [("/", Page, shared), ("/api/queue", Queue, shared), ("/api/hand-in", HandIn, shared),
            (f"/api/({'|'.join(DEEDS)})", Deed, shared), ("/.*", Nothing, shared)]

"""What the home page's addresses answer: after Jupyter's own login, and where files change, after its XSRF check."""
from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from course.home import page, parts, reading
from course.home.deeds import Refused, deeds
from course.home.hand_in.desk import read_desk
from course.home.hand_in.letters import read_letter
from course.home.records import read_records
from course.home.status import TITLE, Course, find_work, read_course
from course.packs import OURS
from course.work.folder import COURSE, chosen_pack, shipped_lessons

STATIC = {"home.css": "text/css", "home.js": "text/javascript", "icon.svg": "image/svg+xml"}
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
          "base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
OF_LETTERS = ("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
              "form-action 'none'; frame-ancestors 'none'")


def routes(base: str) -> list[tuple[str, type]]:
    """Return what answers under a base path, such as "/" or "/user/ada/"."""
    at = url_path_join(base, "course")
    names = "|".join(name.replace(".", r"\.") for name in STATIC)
    return [(f"{at}/?", Home), (f"{at}/static/({names})", Static), (f"{at}/read/([a-z]+)", Reading),
            (f"{at}/letter/([A-Za-z0-9_.-]+)/([0-9]+)", Letter),
            (f"{at}/({'|'.join(deeds())})", Deed)]


class Page(JupyterHandler):
    """A page that runs and shows nothing but what comes from this server."""

    auth_resource = "contents"

    @property
    def content_security_policy(self) -> str:
        return POLICY

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")


class Home(Page):
    """The home page."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        course = await asyncio.to_thread(read_home, _root(self))
        desk = await asyncio.to_thread(read_desk, find_work(_root(self)))
        docs = reading.names(reading.find_docs(COURSE))
        html = page.home(course, self.base_url, self.xsrf_token.decode(), docs, desk)
        self.finish(html.encode("utf-8", "replace"))  # a path or a title may hold what UTF-8 can't say


class Static(Page):
    """The style, the script and the icon."""

    @web.authenticated
    @authorized
    def get(self, name: str) -> None:
        self.set_header("Content-Type", f"{STATIC[name]}; charset=utf-8")
        self.finish(Path(__file__).with_name("static").joinpath(name).read_bytes())


class Reading(Page):
    """A page to look things up in."""

    @web.authenticated
    @authorized
    def get(self, name: str) -> None:
        docs = reading.find_docs(COURSE)
        known = reading.names(docs)
        if name not in known:
            raise web.HTTPError(404, f"There's no page called {name} here.")
        html = reading.to_html((docs / f"{name}.md").read_text(encoding="utf-8"), known)
        self.finish(parts.reading(parts.DOCS[name], html, self.base_url))


class Letter(Page):
    """A letter about a hand-in: a page of somebody else's, which may run nothing and load nothing."""

    @property
    def content_security_policy(self) -> str:
        return OF_LETTERS

    @web.authenticated
    @authorized
    async def get(self, lesson: str, key: str) -> None:
        letter = await asyncio.to_thread(read_letter, find_work(_root(self)), lesson, key)
        if letter is None:
            raise web.HTTPError(404, "There's no such letter here.")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Referrer-Policy", "no-referrer")
        self.finish(letter)


class Deed(APIHandler):
    """Change files in the work folder, or say what would be changed: `{"preview": true}`."""

    auth_resource = "contents"

    @web.authenticated
    @authorized
    async def post(self, name: str) -> None:
        asked = _read(self.request.body)
        root = _root(self)
        work = find_work(root)
        try:
            answer = await asyncio.to_thread(deeds()[name], work, asked)
        except Refused as refusal:
            raise web.HTTPError(409, str(refusal), reason="Refused") from None
        answer["files"] = [f"{_folder(root, work)}{file}" for file in answer["files"]]
        self.finish(json.dumps(answer))


def read_home(root: Path) -> Course:
    """Return where the learner stands whose server shows this folder."""
    work = find_work(root)
    chosen = chosen_pack(work)
    title = TITLE if chosen in ("", OURS.name) else chosen.replace("-", " ").capitalize()
    return read_course(work, shipped_lessons(work), read_records(work), _folder(root, work), title)


def _root(handler: JupyterHandler) -> Path:
    """Return the folder that JupyterLab shows."""
    return Path(handler.settings["server_root_dir"]).expanduser()


def _folder(root: Path, work: Path) -> str:
    return "" if work == root else f"{work.name}/"


def _read(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise web.HTTPError(400, "Expected a JSON object.")
    return asked

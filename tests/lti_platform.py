"""A platform for LTI 1.3's Assignment and Grade Services on loopback, as strict as the specification lets it be."""
from __future__ import annotations

import json
import re
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
ITEM, ITEMS, SCORE = (f"application/vnd.ims.lis.{kind}+json" for kind in ("v2.lineitem", "v2.lineitemcontainer",
                                                                        "v1.score"))
CLIENT = "tool-42"


class Answer(Exception):
    """What the platform says."""

    def __init__(self, status: int, body: object = None, kind: str = "application/json", **headers: str) -> None:
        self.status, self.body, self.kind, self.headers = status, body, kind, headers


class Platform:
    """The platform: its tool's key, its users, its columns, and all that came in.

    Attributes:
        jwk: the tool's public key; None before the tool is registered.
        users: the ids of those in the course.
        items: its columns by path.
        scores: the scores that it has taken, in order.
        seen: method and path of all requests.
        busy: answers to give in place of the next scores.
        hold: while it is cleared, the next score is taken and never answered; `held` is set when one has come.
    """

    def __init__(self) -> None:
        self.jwk: dict | None = None
        self.users = {"u-ada", "u-jose", "u-eve"}
        self.items: dict[str, dict] = {}
        self.scores: list[dict] = []
        self.seen: list[tuple[str, str]] = []
        self.assertions: list[str] = []
        self.busy: list[Answer] = []
        self.hold, self.held = threading.Event(), threading.Event()
        self.hold.set()
        self._tokens: dict[str, set[str]] = {}
        self._ids: set[str] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"platform": self}))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, headers, body: str) -> Answer:
        self.seen.append((method, path))
        if (method, path) == ("POST", "/token"):
            return self._give_token(headers, parse_qs(body))
        if path == "/items" and method == "GET":
            self._require(headers, "lineitem", "Accept", ITEMS)
            return Answer(200, list(self.items.values()), ITEMS)
        if path == "/items":
            self._require(headers, "lineitem", "Content-Type", ITEM)
            return self._make_item(json.loads(body))
        if method == "POST" and path.endswith("/scores") and path.removesuffix("/scores") in self.items:
            self._require(headers, "score", "Content-Type", SCORE)
            return self._take(json.loads(body))
        return Answer(404)

    def _give_token(self, headers, form: dict[str, list[str]]) -> Answer:
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert form["grant_type"] == ["client_credentials"]
        assert form["client_assertion_type"] == ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
        (assertion,) = form["client_assertion"]
        self.assertions.append(assertion)
        try:
            claims = jwt.decode(assertion, self._key_of(assertion), ["RS256"], audience=f"{self.address}/token",
                                issuer=CLIENT, options={"require": ["iss", "sub", "aud", "iat", "exp", "jti"]})
        except jwt.PyJWTError:
            return Answer(401, {"error": "invalid_client", "error_description": assertion})  # as careless as some are
        if claims["sub"] != CLIENT or claims["jti"] in self._ids or claims["exp"] > time.time() + 300:
            return Answer(400, {"error": "invalid_request"})
        self._ids.add(claims["jti"])
        token = f"token-{len(self._ids)}"
        self._tokens[token] = set(form["scope"][0].split())
        return Answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600,
                            "scope": form["scope"][0]})

    def _key_of(self, assertion: str):
        keys = jwt.PyJWKSet([self.jwk]) if self.jwk else []
        return next((one.key for one in keys if one.key_id == jwt.get_unverified_header(assertion).get("kid")), "")

    def _require(self, headers, scope: str, name: str, kind: str) -> None:
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self._tokens:
            raise Answer(401)
        if SCOPE + scope not in self._tokens[token]:
            raise Answer(403)
        if headers.get(name) != kind:
            raise Answer(415 if name == "Content-Type" else 406)

    def _make_item(self, item: dict) -> Answer:
        assert item["label"] and item["scoreMaximum"] > 0
        path = f"/items/{len(self.items) + 1}"
        self.items[path] = item | {"id": f"{self.address}{path}?type_id=7"}  # as Moodle's look
        return Answer(201, self.items[path], ITEM)

    def _take(self, score: dict) -> Answer:
        if self.busy:
            return self.busy.pop(0)
        if score["userId"] not in self.users:
            return Answer(404, {"error": "no \x1b[2Jsuch user in this course"})
        moment = datetime.fromisoformat(score["timestamp"])
        assert moment.tzinfo and score["scoreMaximum"] > 0 and score["activityProgress"] and score["gradingProgress"]
        before = [one for one in self.scores if one["userId"] == score["userId"]]
        if before and moment <= datetime.fromisoformat(before[-1]["timestamp"]):
            return Answer(409)
        self.scores.append(score)
        if not self.hold.is_set():
            self.held.set()
            self.hold.wait()
        return Answer(200)


class _Handler(BaseHTTPRequestHandler):
    platform: Platform

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, body: str) -> None:
        try:
            told = self.platform.answer(self.command, urlsplit(self.path).path, self.headers, body)
        except Answer as answer:
            told = answer
        except (AssertionError, KeyError, ValueError) as error:
            told = Answer(400, {"error": re.sub(r"\s+", " ", repr(error))})
        content = b"" if told.body is None else json.dumps(told.body, ensure_ascii=False).encode()
        try:
            self.send_response(told.status)
            for name, value in {"Content-Type": told.kind, "Content-Length": str(len(content)), **told.headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(content)
        except OSError:  # whoever asked has been killed
            pass

    def log_message(self, *_: object) -> None:
        pass

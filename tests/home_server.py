"""The home page's server as `make lab` starts it, on loopback and under a base path, for tests."""
from __future__ import annotations

import http.cookiejar
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.start import lab_command, lab_environment

PATIENCE_S = 600  # for what takes seconds, on however busy a machine
TOKEN = "open-sesame"


class StayHere(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer like any other."""

    def redirect_request(self, *_: object) -> None:
        return None


class Visitor:
    """Somebody with a browser's cookies, and what the server answers them: status, headers, text."""

    def __init__(self, address: str) -> None:
        self.address, self.cookies = address, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), StayHere)

    def ask(self, path: str, message: object = None, **headers: str) -> tuple[int, dict[str, str], str]:
        body = None if message is None else json.dumps(message).encode()
        request = urllib.request.Request(f"{self.address}{path}", body, {
            name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with self.opener.open(request, timeout=PATIENCE_S) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read().decode()

    def log_in(self) -> str:
        """Come by the address that the server prints, and return the page."""
        self.ask(f"course?token={TOKEN}")
        status, _, page = self.ask("course")
        assert status == 200, page
        return page

    @property
    def xsrf(self) -> str:
        return next(cookie.value for cookie in self.cookies if cookie.name == "_xsrf")

    def post(self, path: str, message: object) -> tuple[int, dict]:
        """Send what the page would send."""
        status, _, text = self.ask(path, message, Content_Type="application/json", X_XSRFToken=self.xsrf)
        return status, json.loads(text)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(work: Path, base: str = "/ada/", token: str = TOKEN) -> Iterator[str]:
    """Serve a folder as `make lab` does, with its login and its XSRF checks, and yield the address of its base."""
    port, address = free_port(), work.parent
    options = ["--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
               f"--ServerApp.base_url={base}", f"--IdentityProvider.token={token}",
               "--LabApp.expose_app_in_browser=True"]
    own = {f"JUPYTERLAB_{name}_DIR": str(address / name.lower()) for name in ("SETTINGS", "WORKSPACES")} | {
        "JUPYTER_CONFIG_DIR": str(address / "config"), "JUPYTER_RUNTIME_DIR": str(address / "runtime"),
        "JUPYTER_DATA_DIR": str(address / "data")}
    with (address / "lab.log").open("w") as log:
        server = subprocess.Popen(lab_command(work, options), stdout=log, stderr=log, cwd=work,
                                  env=lab_environment() | own)
        try:
            ends = time.monotonic() + PATIENCE_S
            while not _answers(port) and server.poll() is None and time.monotonic() < ends:
                time.sleep(0.1)
            assert server.poll() is None, (address / "lab.log").read_text()
            yield f"http://127.0.0.1:{port}{base}"
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_S)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

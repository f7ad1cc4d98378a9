"""The recipe for JupyterHub, run: three Unix users log in; a lesson goes out, comes in and comes back as a letter."""
from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

import pytest
from home_server import PATIENCE_S, free_port
from lab_session import QUIET
from plain_user import command_as, run_as
from playwright.sync_api import expect, sync_playwright
from sample_class import LEARNERS, LESSON, fill

from grader.kernels import sandbox

pytest.importorskip("jupyterhub", reason="needs JupyterHub: pip install -e '.[hub]'")
ROOT = Path(__file__).resolve().parents[1]
RECIPE = ROOT / "packaging" / "jupyterhub"
BESIDE = Path(sys.executable).parent
COURSE, DUE = "ml", "2026-11-20 23:59 UTC"
pytestmark = [
    pytest.mark.prove, pytest.mark.browser, pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root makes users"),
    pytest.mark.skipif(not shutil.which("useradd"), reason="no useradd here"),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium"),
    pytest.mark.skipif(not shutil.which("configurable-http-proxy", path=f"{BESIDE}{os.pathsep}{os.environ['PATH']}"),
                       reason="needs configurable-http-proxy"),
    pytest.mark.skipif(not sandbox.could_work() or not sandbox.is_real_root(), reason="no sandbox, or no real root"),
]


@dataclass
class Hub:
    """A class on JupyterHub: its folder, its people, and the address once it runs."""

    folder: Path
    instructor: str
    learners: list[str]
    address: str = ""
    contexts: dict = field(default_factory=dict)

    @property
    def exchange(self) -> Path:
        return self.folder / "exchange" / COURSE

    @property
    def password(self) -> str:
        return (self.folder / "private" / "password").read_text().strip()

    def work(self, name: str) -> Path:
        return Path(pwd.getpwnam(name).pw_dir, "work")

    def run(self, name: str, *command: str, place: Path | None = None) -> subprocess.CompletedProcess:
        """Run Python as one of them, with the settings that the hub gives to their server."""
        user = pwd.getpwnam(name)
        return run_as(user.pw_uid, user.pw_gid, user.pw_dir, *command, place=place or user.pw_dir, shown=[self.folder],
                      JUPYTER_CONFIG_PATH=str(self.folder / "jupyter"))

    def teach(self, program: str, *arguments: str) -> str:
        """Type one of the instructor's commands in the class folder."""
        done = self.run(self.instructor, str(BESIDE / program), *arguments, place=self.class_folder)
        assert done.returncode == 0, f"{program} {arguments}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    @property
    def class_folder(self) -> Path:
        return Path(pwd.getpwnam(self.instructor).pw_dir, COURSE)


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    tail = token_hex(3)
    people = [f"{name}-{tail}" for name in ("grace", "ada", "alan")]
    with tempfile.TemporaryDirectory(prefix="hub-", dir="/tmp", ignore_cleanup_errors=True) as place:
        made = Hub(Path(place), people[0], people[1:])
        try:
            for _ in range(2):  # a second time changes nothing
                done = subprocess.run([sys.executable, RECIPE / "set_up.py", place, "--course", COURSE, "--instructor",
                                       people[0], "--learners", *people[1:]], capture_output=True, text=True)
                if done.returncode and "useradd" in done.stderr:
                    pytest.skip(f"no new user here: {done.stderr[-300:]}")
                assert done.returncode == 0, done.stderr
            with running(made):
                yield made
        finally:
            for name in people:
                subprocess.run(["userdel", name], capture_output=True)


@contextmanager
def running(hub: Hub) -> Iterator[None]:
    """Start the hub as the recipe says, on ports that are free."""
    ports = [free_port() for _ in range(3)]
    hub.address = f"http://127.0.0.1:{ports[0]}"
    command, environment = command_as(
        0, 0, hub.folder / "private", "-m", "jupyterhub", "--config", str(RECIPE / "jupyterhub_config.py"),
        f"--JupyterHub.bind_url={hub.address}", f"--JupyterHub.hub_bind_url=http://127.0.0.1:{ports[1]}",
        f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{ports[2]}",
        "--Spawner.args=['--LabApp.expose_app_in_browser=True']", place=hub.folder / "private",
        shown=[hub.folder], COURSE_HUB=str(hub.folder))
    with (hub.folder / "private" / "hub.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=ROOT)
        try:
            ends = time.monotonic() + PATIENCE_S
            while not _answers(ports[0]) and process.poll() is None and time.monotonic() < ends:
                time.sleep(0.2)
            assert process.poll() is None, (hub.folder / "private" / "hub.log").read_text()
            yield
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_S)
            if keep := os.environ.get("KEEP_HUB_LOG"):
                shutil.copy(hub.folder / "private" / "hub.log", keep)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def pages(hub):
    """The page of each user after login; whatever it asks of another host fails the test."""
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        found = {}
        for name in (hub.instructor, *hub.learners):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(PATIENCE_S * 1000)
            context.on("request", lambda asked: None if asked.url.startswith(
                (hub.address, "data:", "blob:", "about:")) else wrong.append(asked.url))
            found[name] = page = context.new_page()
            page.goto(f"{hub.address}/hub/login")
            page.fill("[name=username]", name)
            page.fill("[name=password]", hub.password)
            page.click("[type=submit]")
            page.wait_for_url(f"**/user/{name}/**")
        yield found
        browser.close()
    assert wrong == []


SAID = re.compile("^(?!One moment).+", re.DOTALL)


def press(page, name: str) -> str:
    """Press a button of the home page, and return what the dialog says came of it."""
    page.bring_to_front()
    page.get_by_role("button", name=name).first.press("Enter")
    expect(page.locator("#desk-will")).to_have_text(SAID, timeout=PATIENCE_S * 1000)
    said = page.locator("#desk-will").inner_text()
    page.get_by_role("button", name="Close").press("Enter")
    page.locator("#desk").wait_for(state="hidden")
    return said


def answer(hub: Hub, name: str, as_whom: str) -> None:
    """Write what somebody of the sample class answers into the learner's own file."""
    path = hub.work(name) / f"{LESSON}.ipynb"
    path.write_bytes(fill(path, LEARNERS[as_whom]))


SET_CELL = """text => { const cell = [...window.jupyterapp.shell.currentWidget.content.widgets].find(
    each => each.model.sharedModel.getSource().includes('Write your answer here'));
    cell.model.sharedModel.setSource(text); }"""
WORDS = "It lets 88 of 100 frauds pass. This sentence was never saved."


def edit_in_jupyterlab(page, hub: Hub, name: str) -> None:
    """Open the lesson beside the home page, and change a cell without saving it."""
    with page.context.expect_page() as opened:
        page.locator(f"a[data-path='{LESSON}.ipynb']").first.press("Enter")
    lab = opened.value
    lab.wait_for_function("window.jupyterapp?.shell?.currentWidget?.content?.widgets?.some("
                          "each => each.model.sharedModel.getSource().includes('Write your answer here'))")
    lab.evaluate(SET_CELL, WORDS)
    lab.wait_for_function("window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert WORDS not in (hub.work(name) / f"{LESSON}.ipynb").read_text()
    page.bring_to_front()


@pytest.fixture(scope="module")
def fetched(hub, pages):
    """Lesson 1 is released, and both learners have fetched and answered it."""
    ada, alan = hub.learners
    assert pages[hub.instructor].url.startswith(f"{hub.address}/user/{hub.instructor}/lab")
    pages[hub.instructor].goto("about:blank")
    assert "You have all the lessons that are released" in press(pages[ada], "Fetch lessons")
    hub.run(hub.instructor, str(BESIDE / "grader"), "init", COURSE)
    hub.teach("grader", "release", LESSON, "--due", DUE)
    hub.teach("nbgrader", "release_assignment", LESSON)
    for name, as_whom in ((ada, "ada"), (alan, "chen")):
        assert f"New in your folder: {LESSON}.ipynb" in press(pages[name], "Fetch lessons")
        answer(hub, name, as_whom)
        pages[name].reload()


def test_a_lesson_comes_in_by_one_click_and_comes_back_as_a_letter(hub, pages, fetched):
    ada, alan = hub.learners
    edit_in_jupyterlab(pages[ada], hub, ada)
    hub.work(alan).joinpath(".course.json").write_text(json.dumps({"version": 1, "tries": {"gradient": {"checks": 4}}}))
    pages[alan].check("#effort")
    for name in (ada, alan):
        said = press(pages[name], "Hand in lesson 1")
        assert f"{LESSON}.ipynb as you saved it" in said and ("effort.json" in said) == (name == alan), said
        pages[name].get_by_text("✓ Handed in").first.wait_for()
    assert WORDS in (hub.work(ada) / f"{LESSON}.ipynb").read_text()
    assert "exactly this" in press(pages[alan], "Hand in lesson 1")

    hub.teach("nbgrader", "collect", LESSON)
    hand_ins = hub.class_folder / "submitted"
    assert WORDS in (hand_ins / ada / LESSON / f"{LESSON}.ipynb").read_text()
    assert json.loads((hand_ins / alan / LESSON / "effort.json").read_text())["questions"] == {
        "gradient": {"tries": 4, "hints": 0}}
    assert "passed over" not in hub.teach("grader", "grade", LESSON)
    hub.teach("grader", "feedback", LESSON)
    hub.teach("nbgrader", "release_feedback", LESSON)

    for name, as_whom in ((ada, "ada"), (alan, "chen")):
        page = pages[name]
        assert "your letter about what you handed in" in press(page, "Fetch feedback")
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Your letter is here").press("Enter")
        letter = opened.value
        letter.wait_for_load_state()
        total = letter.locator(".total strong").first.inner_text()
        assert float(total.split()[0]) == LEARNERS[as_whom].points, total
        assert "late" in letter.locator("body").inner_text().lower()
        assert letter.evaluate("document.readyState") == "complete"


def test_what_one_hands_in_is_closed_to_the_others(hub, fetched):
    ada, alan = hub.learners
    looking = f"import os; os.listdir({str(hub.exchange / 'inbound')!r})"
    assert "PermissionError" in hub.run(alan, "-c", looking).stderr
    assert "PermissionError" in hub.run(alan, "-c", f"import os; os.listdir({str(hub.work(ada))!r})").stderr
    moving = f"import os; os.rename({str(hub.exchange)!r}, {str(hub.exchange) + '-mine'!r})"
    assert "Error" in hub.run(alan, "-c", moving).stderr and hub.exchange.exists()


def test_an_exchange_that_may_not_be_written_is_told(hub, pages, fetched):
    page = pages[hub.learners[0]]
    (hub.exchange / "inbound").chmod(0o755)
    try:
        page.reload()
        assert "You may not write to the exchange" in page.locator("main").inner_text()
        assert "You may not write to the exchange" in press(page, "Hand in lesson 1")
    finally:
        (hub.exchange / "inbound").chmod(0o733)

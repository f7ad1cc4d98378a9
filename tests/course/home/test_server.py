"""The home page from a real server: its login, its XSRF, its policy, and what it leaves alone."""
import json
import subprocess
import sys

import pytest
from home_server import TOKEN, Visitor, served
from small_lessons import hand_out

OTHERS = "http://evil.example"


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    return hand_out(tmp_path_factory.mktemp("home") / "work")


@pytest.fixture(scope="module")
def address(work):
    with served(work) as address:
        yield address


@pytest.fixture
def visitor(address):
    visitor = Visitor(address)
    visitor.page = visitor.log_in()
    return visitor


@pytest.mark.parametrize("path", ["course", "course/", "course/static/home.js", "course/read/glossary"])
def test_without_the_token_there_is_a_login_and_nothing_else(address, path):
    status, headers, text = Visitor(address).ask(path)
    assert status == 302 and "/ada/login" in headers["Location"] and "Title 1" not in text


@pytest.mark.parametrize("deed", ["reset", "update"])
def test_without_the_token_nothing_is_done(address, deed):
    assert Visitor(address).ask(f"course/{deed}", {"preview": True})[0] in (302, 403)


@pytest.mark.parametrize("deed", ["reset", "update"])
@pytest.mark.parametrize("headers", [
    pytest.param({}, id="no XSRF"), pytest.param({"X_XSRFToken": "2|0|0|0"}, id="another XSRF"),
    pytest.param({"Content_Type": "text/plain"}, id="as a form may send it")])
def test_with_a_login_and_without_xsrf_nothing_is_done(visitor, deed, headers):
    assert visitor.ask(f"course/{deed}", {"preview": False, "lesson": "01_lesson"}, **headers)[0] == 403


@pytest.mark.parametrize("deed", ["reset", "update"])
def test_nothing_is_done_by_looking(visitor, deed):
    assert visitor.ask(f"course/{deed}")[0] == 405


def test_with_the_token_the_page_is_there_with_links_under_the_base(visitor):
    assert "Title 1" in visitor.page and 'href="/ada/lab/tree/01_lesson.ipynb"' in visitor.page
    assert visitor.ask("course", Authorization=f"token {TOKEN}")[0] == 200


def test_a_browser_is_sent_to_the_home_page(visitor):
    status, headers, _ = visitor.ask("")
    assert status == 302 and headers["Location"].rstrip("?") == "/ada/course"


@pytest.mark.parametrize("path", ["course", "course/read/errors", "course/static/home.css"])
def test_the_policy_lets_nothing_run_that_is_not_ours(visitor, path):
    status, headers, _ = visitor.ask(path)
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert status == 200 and policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == "'none'" and "unsafe" not in str(policy)


@pytest.mark.parametrize("path", ["course/static/../page.py", "course/static/home.html", "course/read/capstone",
                                  "course/read/../errors", "course/read/nothing"])
def test_what_is_not_named_is_not_there(visitor, path):
    assert visitor.ask(path)[0] == 404


@pytest.mark.parametrize("message", [pytest.param(b"{", id="cut off"), pytest.param(b"[]", id="a list"),
                                     pytest.param(b"\xff", id="not UTF-8"), pytest.param(b"[" * 100_000, id="deep")])
def test_what_is_no_json_object_is_refused(visitor, message):
    import urllib.error
    import urllib.request

    request = urllib.request.Request(f"{visitor.address}course/reset", message, {
        "X-XSRFToken": visitor.xsrf, "Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        visitor.opener.open(request)
    assert refused.value.code == 400 and "JSON" in json.loads(refused.value.read())["message"]


def test_the_page_starts_no_kernel(visitor):
    visitor.ask("course")
    assert json.loads(visitor.ask("api/kernels")[2]) == []


def test_the_extension_never_loads_pytorch():
    code = "import sys, course.home.handlers as h; h.routes('/'); print([n for n in sys.modules if n[:5] == 'torch'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_learner_gets_the_way_home_and_nothing_of_nbgrader(visitor):
    page = json.loads(visitor.ask("lab")[2].split('type="application/json">')[1].split("</script>")[0])
    assert {"course-home"} <= {each["name"] for each in page["federated_extensions"]}
    assert "@jupyter/nbgrader" in page["disabledExtensions"]
    status, _, script = visitor.ask("lab/extensions/course-home/static/course-home.js")
    assert status == 200 and "course:home" in script
    assert visitor.ask("formgrader")[0] == visitor.ask("formgrader/api/assignments")[0] == 404


def test_a_damaged_lesson_and_damaged_notes_are_told_on_the_page(visitor, work):
    (work / "02_lesson.ipynb").write_bytes(b"\xff{")
    (work / ".course.json").write_text("{")
    page = visitor.ask("course")[2]
    assert "02_lesson.ipynb is damaged" in page and ".course.json is damaged" in page

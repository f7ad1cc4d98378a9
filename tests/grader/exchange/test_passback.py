"""Marks sent by LTI 1.3, to a platform of the test's own: what arrived there is compared to the gradebook."""
import json
import os
import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from exchange_files import give
from lti_platform import CLIENT, Answer, Platform
from sample_class import LESSON

FINAL = {"u-ada": 22.0, "u-jose": 8.5, "u-eve": 0.0}


@pytest.fixture
def platform():
    platform = Platform()
    yield platform
    platform.close()


@cache
def make_key(bits: int, name: str = "ours") -> bytes:
    return rsa.generate_private_key(65537, bits).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@pytest.fixture
def ready(marked, platform, grader):
    """A graded class whose key the platform knows, and a roster with the ids that it has for learners."""
    (marked / "lti.pem").touch(0o600)
    (marked / "lti.pem").write_bytes(make_key(2048))
    (marked / "lti.toml").write_text(f'''\
issuer = "{platform.address}"
client_id = "{CLIENT}"
token_url = "{platform.address}/token"
key = "lti.pem"
line_items = "{platform.address}/items?type_id=7"
[lessons.{LESSON}]
label = "Lesson 1"
[learners]
eve = "u-eve"
''')
    (marked / "roster.csv").write_text("learner,name,lti_id\nada,,u-ada\njose,,u-jose\neve,,\nzoe,,u-zoe\n")
    platform.jwk = json.loads(grader("passback", "--show-key").stdout.splitlines()[-1])
    return marked


def taken(platform: Platform) -> dict[str, float | None]:
    return {one["userId"]: one.get("scoreGiven") for one in platform.scores}


def test_everybody_s_score_arrives_once_in_a_column_that_is_made(grader, ready, platform):
    done = grader("passback", LESSON)
    assert done.returncode == 0 and "3 sent, 0 unchanged" in done.stdout, done.stdout + done.stderr
    assert taken(platform) == FINAL and len(platform.scores) == 3  # zoe has handed in nothing
    assert {(one["scoreMaximum"], one["activityProgress"], one["gradingProgress"]) for one in platform.scores} == {
        (23, "Completed", "FullyGraded")}
    assert {one["submission"]["submittedAt"] for one in platform.scores} == {"2026-11-22T09:30:00+00:00"}
    (item,) = platform.items.values()
    assert (item["label"], item["resourceId"], item["scoreMaximum"]) == ("Lesson 1", LESSON, 23)
    assert platform.seen.count(("POST", "/token")) == 2  # one for each scope, not for each score

    done = grader("passback", LESSON)
    assert "0 sent, 3 unchanged" in done.stdout and len(platform.scores) == 3 and len(platform.items) == 1


def test_only_what_has_changed_is_sent_and_later_than_before(grader, ready, platform):
    assert grader("passback", LESSON).returncode == 0
    give(ready, "jose", 12.0, 1.0)
    assert "would send: jose: 13 of 23" in grader("passback", LESSON, "--dry-run").stdout
    assert len(platform.scores) == 3
    assert "1 sent, 2 unchanged" in grader("passback", LESSON).stdout
    first, second = [one for one in platform.scores if one["userId"] == "u-jose"]
    assert second["scoreGiven"] == 13
    assert datetime.fromisoformat(second["timestamp"]) > datetime.fromisoformat(first["timestamp"])


def test_a_clock_that_went_back_loses_no_score(grader, ready, platform):
    assert grader("passback", LESSON).returncode == 0
    ledger = ready / "passback" / f"{LESSON}.jsonl"
    ahead = "2099-01-01T00:00:00.000+00:00"
    entries = [json.loads(line) | {"timestamp": ahead} for line in ledger.read_text().splitlines()]
    ledger.write_text("".join(json.dumps(one) + "\n" for one in entries))
    for one in platform.scores:
        one["timestamp"] = ahead
    give(ready, "jose", 12.0, 1.0)
    done = grader("passback", LESSON)
    assert done.returncode == 0 and taken(platform)["u-jose"] == 13, done.stdout


def test_what_waits_for_a_person_is_pending(grader, ready, platform):
    give(ready, "eve", 5.0, None)
    done = grader("passback", LESSON)
    assert done.returncode == 0 and "sent: eve: waits for a person" in done.stdout
    (eve,) = [one for one in platform.scores if one["userId"] == "u-eve"]
    assert (eve["activityProgress"], eve["gradingProgress"]) == ("Submitted", "PendingManual")
    assert "scoreGiven" not in eve
    give(ready, "eve", 5.0, 1.0)
    assert "1 sent, 2 unchanged" in grader("passback", LESSON).stdout and taken(platform)["u-eve"] == 6


def test_a_busy_platform_is_asked_again(grader, ready, platform):
    platform.busy = [Answer(429, Retry_After="1"), Answer(503, Retry_After="0")]
    done = grader("passback", LESSON)
    assert done.returncode == 0 and taken(platform) == FINAL and not platform.busy, done.stdout + done.stderr


def test_a_platform_that_stays_away_stops_the_run_and_nothing_is_lost(grader, ready, platform):
    give(ready, "zoe", 3.0)
    platform.users.add("u-zoe")
    platform.busy = [Answer(503, Retry_After="0")] * 15
    done = grader("passback", LESSON)
    assert done.returncode == 1 and "0 sent, 0 unchanged since they were sent, 4 not sent" in done.stdout
    assert "not sent: ada: status 503, 5 times" in done.stdout and "zoe: not tried" in done.stdout
    assert not platform.busy and not platform.scores
    assert grader("passback", LESSON).returncode == 0 and taken(platform) == FINAL | {"u-zoe": 4}


def test_a_learner_unknown_to_the_platform_or_to_us_stops_nobody_else(grader, ready, platform):
    platform.users.remove("u-ada")
    (ready / "lti.toml").write_text((ready / "lti.toml").read_text().replace('eve = "u-eve"', ""))
    done = grader("passback", LESSON)
    assert done.returncode == 1 and taken(platform) == {"u-jose": 8.5}
    assert 'not sent: ada: status 404 ({"error": "no \\' in done.stdout and "\x1b" not in done.stdout
    assert "not sent: eve: no lti_id in roster.csv" in done.stdout
    platform.users.add("u-ada")
    assert "1 sent, 1 unchanged" in grader("passback", LESSON).stdout and taken(platform)["u-ada"] == 22


def test_a_key_that_the_platform_does_not_know_ends_the_run_and_is_not_shown(grader, ready, platform):
    (ready / "lti.pem").write_bytes(make_key(2048, "another"))
    done = grader("passback", LESSON)
    assert done.returncode == 2 and "expected an access token, got status 401. Check client_id" in done.stderr
    assert platform.assertions[0][:40] not in done.stderr and not platform.scores
    assert platform.assertions and ("GET", "/items") not in platform.seen


@pytest.mark.parametrize(("old", "new"), [(f'"{CLIENT}"', '"other"'),
                                          ("key =", 'audience = "https://else.edu"\nkey =')])
def test_the_platform_is_told_who_asks_and_whom(grader, ready, platform, old, new):
    (ready / "lti.toml").write_text((ready / "lti.toml").read_text().replace(old, new))
    done = grader("passback", LESSON)
    assert done.returncode == 2 and "got status 401" in done.stderr, done.stderr


def test_a_killed_run_is_resumed(ready, platform, grader):
    """The first score is on the disk, the second has arrived unheard, the third was never sent."""
    (ready / "passback").mkdir()
    (ready / "passback" / f"{LESSON}.jsonl").write_bytes(b'{"learner": "ada", "sco')  # as one killed before left it
    first_then_hold = platform._take

    def take(score: dict) -> Answer:
        if platform.scores:
            platform.hold.clear()
        return first_then_hold(score)

    platform._take = take
    running = subprocess.Popen([str(Path(sys.executable).with_name("grader")), "passback", LESSON], cwd=ready,
                               stdout=subprocess.DEVNULL, env=os.environ)
    assert platform.held.wait(600)
    running.kill()
    running.wait()
    platform._take = first_then_hold
    platform.hold.set()
    assert taken(platform) == {"u-ada": 22, "u-eve": 0}
    done = grader("passback", LESSON)
    assert done.returncode == 0 and "2 sent, 1 unchanged" in done.stdout, done.stdout + done.stderr
    assert taken(platform) == FINAL and [one["userId"] for one in platform.scores].count("u-ada") == 1


def test_a_full_disk_ends_the_run_by_name_and_the_score_is_sent_again(ready, platform, grader):
    command = f"ulimit -f 0; exec '{Path(sys.executable).with_name('grader')}' passback {LESSON}"
    done = subprocess.run(["bash", "-c", command], cwd=ready, capture_output=True, text=True)
    assert done.returncode == 2 and f"passback/{LESSON}.jsonl: expected a file" in done.stderr, done.stderr
    assert len(platform.scores) == 1
    assert "3 sent" in grader("passback", LESSON).stdout and taken(platform) == FINAL


def test_a_column_that_is_there_is_found_and_two_are_refused(grader, ready, platform):
    platform.items["/items/9"] = {"id": f"{platform.address}/items/9", "label": "Lesson 1", "scoreMaximum": 100}
    assert grader("passback", LESSON).returncode == 0 and len(platform.items) == 1
    platform.items["/items/8"] = platform.items["/items/9"] | {"id": f"{platform.address}/items/8"}
    done = grader("passback", LESSON)
    assert done.returncode == 2 and "expected one column" in done.stderr and len(platform.scores) == 3
    text = (ready / "lti.toml").read_text()
    (ready / "lti.toml").write_text(text.replace('label = "Lesson 1"', f'line_item = "{platform.address}/items/8"'))
    assert "3 sent, 0 unchanged" in grader("passback", LESSON).stdout  # another column has none of them yet


def test_a_platform_that_names_another_server_gets_no_token_sent_there(grader, ready, platform):
    other = Platform()
    platform.items["/items/9"] = {"id": f"{other.address}/items/9", "label": "Lesson 1", "scoreMaximum": 100}
    done = grader("passback", LESSON)
    other.close()
    assert done.returncode == 1 and "another server than lti.toml names" in done.stdout and not other.seen


@pytest.mark.parametrize(("old", "new", "told"), [
    ("http://127.0.0.1", "http://lms.example.edu", "begins with https://"),
    ('key = "lti.pem"', 'key = "none.pem"', "expected the file of a private key, got FileNotFoundError"),
    ('key = "lti.pem"', 'key = "roster.csv"', "expected a file that only you can read"),
    ("line_items =", "line_itmes =", "line_itmes"),
    ('eve = "u-eve"', 'eve = "u-ada"', "got that of ada"),
])
def test_wrong_settings_are_named_before_anything_is_sent(grader, ready, platform, old, new, told):
    (ready / "roster.csv").chmod(0o644)
    (ready / "lti.toml").write_text((ready / "lti.toml").read_text().replace(old, new))
    done = grader("passback", LESSON)
    assert done.returncode == 2 and told in done.stderr and not platform.seen, done.stderr


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n",
                                     make_key(1024)], ids=["empty", "torn", "short"])
def test_what_is_no_sound_key_is_refused_and_not_shown(grader, ready, platform, content):
    (ready / "lti.pem").write_bytes(content)
    done = grader("passback", LESSON)
    assert done.returncode == 2 and "expected an RSA private key of 2048 bits" in done.stderr
    assert "secret" not in done.stderr and not platform.seen

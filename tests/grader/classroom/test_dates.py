"""Due dates as an instructor types them, and the times that stand beside hand-ins."""
import json
import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.utils import parse_utc
from sample_class import LESSON, hand_in

from grader.classroom.folder import make_api
from grader.dates import parse_due
from grader.errors import WrongCall
from grader.kernels import sandbox
from grader.stamps import read_stamp

needs_sandbox = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
EVENING = "2026-12-01 23:59:00"


@pytest.fixture
def folder(released_class, tmp_path) -> Path:
    return shutil.copytree(released_class, tmp_path / "class")


def due_in(folder: Path) -> str:
    with sqlite3.connect(folder / "gradebook.db") as database:
        return database.execute("select duedate from assignment where name = ?", [LESSON]).fetchone()[0][:19]


def utc(text: str, zone: str = "") -> str:
    moment = parse_due(text, zone)
    return f"{(moment - moment.utcoffset()):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-12-01T23:59+01:00", "2026-12-01 22:59:00"), ("2026-12-01 23:59 UTC", EVENING),
    ("2026-12-01 23:59 -0500", "2026-12-02 04:59:00"), ("2026-12-01 23:59 +01:00", "2026-12-01 22:59:00"),
    ("2026-12-01 23:59 \u221205:00", "2026-12-02 04:59:00"), ("2026-12-01T23:59Z", EVENING),
    ("2026-12-01T23:59:30.5Z", "2026-12-01 23:59:30"), ("20261201T235900Z", EVENING),
    ("20261201T2359-05", "2026-12-02 04:59:00"), ("2026-12-01 23:59 Europe/Berlin", "2026-12-01 22:59:00"),
    ("2026-07-01 23:59 Europe/Berlin", "2026-07-01 21:59:00"),
    ("2026-12-01 23:59 America/New_York", "2026-12-02 04:59:00"),
    ("2026-12-01 23:59 Asia/Kathmandu", "2026-12-01 18:14:00"),
    ("2026-12-01 24:00 UTC", "2026-12-02 00:00:00"), ("2026-12-01 23:59 UTC+01:00", "2026-12-01 22:59:00"),
    ("2028-02-29 00:00 gmt", "2028-02-29 00:00:00"), ("2026-10-25 02:30 +02:00", "2026-10-25 00:30:00"),
])
def test_every_iso_form_with_a_zone_is_read_rightly(text, expected):
    assert utc(text) == utc(f"  {text}\n") == expected


NO_ZONE, ABBREVIATION = "names no time zone", "can be several places or none"
REFUSED = [
    ("2026-12-01 23:59", NO_ZONE), ("2026-12-01T23:59:00", NO_ZONE), ("2026-12-01 23:59 PST", ABBREVIATION),
    ("2026-12-01 23:59 CET", ABBREVIATION), ("2026-12-01 23:59 EST", ABBREVIATION),
    ("2026-12-01 23:59 IST", ABBREVIATION),
    ("2026-12-01", 'a date without a time of day. Add one, such as "2026-12-01 23:59 UTC"'),
    ("2026-12-01 +01:00", 'such as "2026-12-01 23:59 +01:00"'), ("20261201", "a date without a time of day"),
    ("23:59 +01:00", 'a time without a date in front of it. Add one, such as "2026-12-01 23:59 +01:00"'),
    ("5/12/2026", "day and month could be either way around"), ("1.12.2026", "day and month could be either way"),
    ("1.12.2026 23:59 UTC", "either way around"), ("5-12-26", "either way around"), ("soon", "in one of these forms"),
    ("", "in one of these forms"), ("2026", "in one of these forms"), ("12", "in one of these forms"),
    ("2026-12-01 11:59 PM", "12-hour clock"), ("2026-02-30 23:59 UTC", "a day or time that does not exist"),
    ("2026-12-01 25:00 UTC", "does not exist"), ("2026-12-01 23:60 UTC", "does not exist"),
    ("2026-12-01 23:59 +15:00", "an offset that no place has"), ("2026-12-01 23:59 Europe/Belrin", "Europe/Berlin"),
    ("2026-12-01 23:59 Z Europe/Berlin", "is unknown"),
    ("0026-12-01 23:59 UTC", "in the year 26. Check the year"),
    ("2026-10-25 02:30 Europe/Berlin", 'twice that night, when they change. Write the offset: "2026-10-25 '
                                       '02:30 +02:00" or "2026-10-25 02:30 +01:00"'),
    ("2026-03-29 02:30 Europe/Berlin", "not at all that night"), ("2026-12-01 23:59 ../../etc/passwd", "is unknown"),
    ("2026-12-01 23:59 /etc/localtime", "is unknown"), ("\u0662026-12-01 23:59 UTC", "in one of these forms"),
    ("2026-12-01 23:59 \x1b[2J", "zone"), ("x" * 10_000, "in one of these forms"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED, ids=[ascii(text)[:40] for text, _ in REFUSED])
def test_what_could_be_several_moments_or_none_is_refused_with_what_to_write(text, words):
    with pytest.raises(WrongCall) as refusal:
        parse_due(text)
    said = str(refusal.value)
    assert said.startswith("--due: expected a date, a time and a time zone, such as ") and words in said
    assert said.isprintable() and len(said) < 500


@pytest.mark.parametrize("text", ["5/12/2026", "2026-12-01 23:59", "2026-12-01 23:59 PST", ""])
def test_the_command_refuses_it_in_one_line_and_releases_nothing(run, folder, text):
    shutil.rmtree(folder / "release")
    before = due_in(folder)
    done = run("grader", "release", LESSON, "--folder", str(folder), "--due", text)
    assert done.returncode == 2 and not (folder / "release").exists() and due_in(folder) == before
    assert done.stderr.startswith("grader: --due: expected") and len(done.stderr.splitlines()) == 1


def test_what_was_understood_is_said_here_and_in_utc_and_kept_in_utc(run, folder, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    done = run("grader", "release", LESSON, "--folder", str(folder), "--due", "2199-12-01 23:59 +01:00")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == ["Due Sun 2199-12-01 23:59 +01:00, which is Sun 2199-12-01 22:59 UTC and "
                                            "Sun 2199-12-01 17:59 -05:00 (EST) on this machine."]
    assert due_in(folder) == "2199-12-01 22:59:00"


def test_a_due_date_in_the_past_is_taken_and_said_to_be_past(run, folder):
    done = run("grader", "release", LESSON, "--folder", str(folder), "--due", "2020-12-01 23:59 UTC")
    assert done.returncode == 0 and due_in(folder) == "2020-12-01 23:59:00"
    assert done.stdout.splitlines()[-1] == "That is in the past: what was handed in since then counts as late."


def configure(folder: Path, line: str) -> None:
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write(line + "\n")


@pytest.mark.parametrize("section", ["NbGraderAPI", "Exchange"])
def test_a_date_without_a_zone_is_in_the_classs_own(run, folder, section):
    configure(folder, f'c.{section}.timezone = "Europe/Berlin"')
    done = run("grader", "release", LESSON, "--folder", str(folder), "--due", "2199-07-01 23:59")
    assert done.returncode == 0, done.stderr
    assert "Due Mon 2199-07-01 23:59 +02:00" in done.stdout and due_in(folder) == "2199-07-01 21:59:00"


def test_a_classs_zone_that_is_none_is_named(run, folder):
    configure(folder, 'c.NbGraderAPI.timezone = "Europe/Belrin"')
    done = run("grader", "release", LESSON, "--folder", str(folder), "--due", "2199-07-01 23:59")
    assert done.returncode == 2 and "as c.NbGraderAPI.timezone, got 'Europe/Belrin'" in done.stderr


@pytest.mark.parametrize("text", [
    f"{EVENING}.123456 UTC", f"{EVENING} UTC", f"{EVENING}.000000 CET", f"{EVENING} EST", "2026-12-01 23:59:00",
    f"{EVENING}.5 Europe/Berlin", "2026-12-01T23:59:00+01:00", "2026-12-01 23:59:00+0100", f" {EVENING} UTC\r\n",
    "Tue Dec  1 23:59:00 2026", "23 Dec 2026 10:00 UTC", "2026-12-01T23:59:00Z",
], ids=ascii)
def test_a_timestamp_is_read_as_nbgrader_reads_it(text):
    assert read_stamp(text.encode()) == (parse_utc(text.strip()), "")


@pytest.mark.parametrize(("text", "expected"), [(f"{EVENING} +0100", "22:59"), (f"{EVENING} -05:00", "04:59")])
def test_an_offset_after_a_space_is_no_number_of_seconds(text, expected):
    moment, fault = read_stamp(text.encode())
    assert f"{moment:%H:%M}" == expected and not fault


@pytest.mark.parametrize("zone", ["CEST", "PST", "XYZ"])
def test_a_zone_that_nbgrader_does_not_know_is_read_as_utc_and_named(zone):
    moment, fault = read_stamp(f"{EVENING} {zone}".encode())
    assert moment == datetime(2026, 12, 1, 23, 59) and f'"{EVENING} {zone}", with a zone that nbgrader' in fault


@pytest.mark.parametrize("content", [
    b"", b" \n", b"yesterday", b"12", b"2026-12-01", b"1.12.2026 10:00", b"5/12/2026 10:00", b"\xff\xfe2\x000\x00",
    b"2026-12-01 11:59 PM", b"2026-02-30 10:00 UTC", b"10:00 UTC", b"\x1b[2J", b"2026-12-01 23:59 /etc/localtime",
    b"2026-12-01 23:59 ../../submitted/eve/zone", b"0001-01-01 00:00 +01:00", b"9" * 99, b"2026-12-01 23:59 +9900",
], ids=ascii)
def test_a_broken_timestamp_is_no_time_and_named(content):
    moment, fault = read_stamp(content)
    assert moment is None and fault.startswith("timestamp.txt: expected when it was handed in, got ")
    assert fault.isprintable() and fault.endswith('such as "2026-12-01 23:59:00 UTC".')


def grade(run, folder: Path) -> tuple[dict[str, dict], str]:
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return {one["learner"]: one for one in json.loads(done.stdout.splitlines()[-1])["graded"]}, done.stdout


@needs_sandbox
def test_times_due_dates_and_extensions_that_change_count_without_another_run(run, folder):
    """From 20 November, 23:59: a learner with a broken time, one 33.5 hours late, and what happens to them."""
    hand_in(folder, ("gus", "hana"))
    configure(folder, 'c.LateSubmissionPlugin.penalty_method = "zero"')
    stamp = folder / "submitted" / "gus" / LESSON / "timestamp.txt"
    stamp.write_text("1.12.2026")
    graded, said = grade(run, folder)
    assert 'gus: timestamp.txt: expected when it was handed in, got "1.12.2026"' in said
    assert graded["gus"]["late_s"] == 0 and graded["hana"]["late_s"] == 33.5 * 3600 + 60
    page = run("grader", "report", LESSON, "--folder", str(folder)).stdout.splitlines()[0]
    assert "got &#34;1.12.2026&#34;" in Path(page).read_text()
    notebooks = [folder / "autograded" / name / LESSON / f"{LESSON}.ipynb" for name in ("gus", "hana")]
    made = [path.stat().st_mtime_ns for path in notebooks]

    stamp.write_text("2026-11-21 23:59:00 UTC")
    with make_api(folder).gradebook as gradebook:
        gradebook.grant_extension(LESSON, "hana", hours=24)
        assert gradebook.find_submission(LESSON, "hana").late_submission_penalty == graded["hana"]["points"] > 0
    graded, said = grade(run, folder)
    assert "timestamp.txt" not in said and (folder / "autograded" / "gus" / LESSON / "timestamp.txt").read_text() == \
        stamp.read_text()
    assert graded["gus"]["late_s"] == 24 * 3600 and graded["hana"]["late_s"] == 9.5 * 3600 + 60

    assert run("grader", "release", LESSON, "--folder", str(folder), "--due", "2026-11-30 12:00 UTC").returncode == 0
    graded, _ = grade(run, folder)
    assert graded["gus"]["late_s"] == graded["hana"]["late_s"] == 0
    assert made == [path.stat().st_mtime_ns for path in notebooks] and os.path.exists(page)
    with make_api(folder).gradebook as gradebook:
        assert not gradebook.find_submission(LESSON, "hana").late_submission_penalty

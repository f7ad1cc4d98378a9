"""`grader doctor` climbs at each wall of the sandbox; here also where there is none, to see that the climbers climb."""
from __future__ import annotations

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from grader.cli import app
from grader.desk.doctor import examine
from grader.kernels import sandbox
from grader.kernels.ordinary import open_ordinary_kernel
from grader.kernels.walls import LIMITS, WALLS, Climb, climb_all
from grader.kernels.warm import open_kernel

needs_sandbox = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")


@pytest.fixture(scope="module")
def climbed_in_the_open(tmp_path_factory) -> dict[str, str]:
    """What the climbers reach in an ordinary kernel, with more time than they need."""
    folder = tmp_path_factory.mktemp("class")
    climbs = climb_all(folder, lambda: open_ordinary_kernel({}), replace(LIMITS, cell_s=30))
    return {climb.wall: climb.what for climb in climbs}


def only(monkeypatch, **climbers: str) -> None:
    """Let no other climbers climb."""
    for name in list(WALLS):
        monkeypatch.delitem(WALLS, name)
    for name, climber in climbers.items():
        monkeypatch.setitem(WALLS, name, climber)


@pytest.mark.prove
@pytest.mark.parametrize("wall", WALLS)
def test_every_climber_comes_through_where_there_is_no_wall(climbed_in_the_open, wall):
    assert climbed_in_the_open[wall], "this climber proves nothing"


@needs_sandbox
def test_one_wall_with_a_hole_is_found_among_the_others(tmp_path, monkeypatch):
    """A kernel that may write larger files than the climbers know of, as if that one limit were not kept."""
    only(monkeypatch, **{name: WALLS[name] for name in ("signals", "size of a file", "size of all files")})
    wide = replace(LIMITS.kernel, file_mb=64)
    climbs = climb_all(tmp_path, lambda: open_kernel({}, wide, modules=()))
    assert [climb for climb in climbs if climb.what] == [
        Climb("size of a file", "wrote 8 MB into a file, where 4 are allowed")]


@needs_sandbox
def test_the_doctor_ends_with_status_1_where_a_wall_is_climbed(tmp_path, monkeypatch):
    only(monkeypatch, **{"a low wall": "print('CLIMBED: easily')"})
    done = CliRunner().invoke(app, ["doctor", "--folder", str(tmp_path)])
    assert done.exit_code == 1 and "CLIMBED: easily" in done.output and "do not grade here" in done.output


@needs_sandbox
def test_a_climber_that_takes_its_kernel_down_is_followed_by_the_others(tmp_path, monkeypatch):
    only(monkeypatch, first="import os\nos._exit(0)", second="", third="print('CLIMBED: easily')")
    assert climb_all(tmp_path) == [Climb("first", ""), Climb("second", ""), Climb("third", "easily")]


@needs_sandbox
def test_the_doctor_shows_every_wall_and_ends_well_where_all_hold(run, released_class):
    done = run("grader", "doctor", "--folder", str(released_class))
    assert done.returncode == 0, done.stdout
    assert all(f"wall: {wall}" in done.stdout for wall in WALLS) and "CLIMBED" not in done.stdout
    assert all(what in done.stdout for what in ("Python", "torch", "accelerator", "sandbox", "class folder"))


def test_where_there_is_no_sandbox_the_doctor_says_that_nothing_was_tried(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "available", lambda: "bubblewrap is not installed")
    found = {finding.what: finding for finding in examine(tmp_path)}
    assert "not tried" in found["walls"].found and not any(finding.alarming for finding in found.values())

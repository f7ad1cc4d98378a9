"""Grading on a Dask cluster: a real scheduler and real workers on loopback, one of which is killed in the middle."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_class import LEARNERS, LESSON, hand_in

from grader.kernels import sandbox

pytest.importorskip("distributed")
pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.prove,
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
READABLE = {name: learner for name, learner in LEARNERS.items() if learner.raw is None}
LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")


def start(*command: str, log: Path) -> subprocess.Popen:
    environment = os.environ | {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    with log.open("w") as out:
        return subprocess.Popen([sys.executable, "-m", "distributed.cli." + command[0], *command[1:]], env=environment,
                                stdout=out, stderr=subprocess.STDOUT, cwd=log.parent)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler's address and its two worker processes."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    scheduler = start("dask_scheduler", *LOOPBACK, "--port", "0", "--scheduler-file", str(file),
                      log=folder / "scheduler.log")
    ends = time.monotonic() + 600
    while not (file.exists() and file.read_text().strip()) and time.monotonic() < ends:
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    workers = [start("dask_worker", address, *LOOPBACK, "--nthreads", "1", "--no-nanny", log=folder / f"worker{i}.log")
               for i in range(2)]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@pytest.fixture
def class_folder(released_class, tmp_path) -> Path:
    folder = tmp_path / "class"
    shutil.copytree(released_class, folder)
    hand_in(folder)
    return folder


def test_a_worker_that_dies_in_the_middle_loses_nothing(cluster, class_folder):
    address, workers = cluster
    command = [str(Path(sys.executable).parent / "grader"), "grade", LESSON, "--folder", str(class_folder),
               "--scheduler", address, "--json"]
    grading = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    results, ends = class_folder / "results" / LESSON, time.monotonic() + 1800
    while len(list(results.glob("*.json"))) < 4 and time.monotonic() < ends and grading.poll() is None:
        time.sleep(0.05)
    workers[0].kill()
    out, err = grading.communicate()
    assert grading.returncode == 1, err  # two hand-ins cannot be read
    graded = {one["learner"]: one for one in json.loads(out.splitlines()[-1])["graded"]}
    assert {name: graded[name]["points"] for name in READABLE} == {n: one.points for n, one in READABLE.items()}
    assert not any(one["fault"] for one in graded.values())


@pytest.mark.parametrize(("address", "words"), [
    pytest.param("tcp://127.0.0.1:9", "expected a Dask scheduler at tcp://127.0.0.1:9", id="nobody"),
    pytest.param("nonsense", "expected a Dask scheduler at nonsense", id="no-address"),
])
def test_a_scheduler_that_is_not_there_is_one_line(run, class_folder, monkeypatch, address, words):
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "2s")  # there will be nobody however long it waits
    done = run("grader", "grade", LESSON, "--folder", str(class_folder), "--scheduler", address)
    assert done.returncode == 2 and words in done.stderr.splitlines()[-1], done.stderr
    assert not list((class_folder / "results").rglob("*.json"))

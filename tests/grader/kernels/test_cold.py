"""Kernels of other languages: found as Jupyter finds them, and shut in behind the same walls as ours."""
from __future__ import annotations

import os
import shutil
import sys
import venv
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat import from_dict
from nbformat.v4 import new_notebook
from other_kernels import install_calc, kernel_metadata

from grader.errors import WrongCall
from grader.kernels import sandbox
from grader.kernels.cold import choose_kernels, find_spec, open_cold_kernel
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.limits import Limits
from grader.kernels.ordinary import open_ordinary_kernel
from grader.kernels.runner import Cell, Runner
from grader.kernels.walls import LIMITS, WALLS, climb_all
from grader.kernels.zygote import ZygoteDied

needs_sandbox = pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
SMALL = KernelLimits(memory_mb=512, processes=40, scratch_mb=32, scratch_files=300, file_mb=16, cpu_s=60)


@pytest.fixture
def jupyter(tmp_path, monkeypatch) -> Path:
    """A folder of JUPYTER_PATH with calc's kernel."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    return install_calc(tmp_path / "jupyter")


def run(name: str, *sources: str, limits: Limits = Limits(kernel=SMALL), files: Path | None = None):
    """Run cells in a kernel; return why the run ended, the cells, and the kernel."""
    cells = [Cell(source) for source in sources]
    with open_cold_kernel(find_spec(name), {}, limits.kernel, files) as (kernel, client):
        ended = Runner(kernel, client, limits).run(cells)
    return ended, cells, kernel


def text(cell: Cell) -> str:
    return "".join(output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)


def errors(cell: Cell) -> list[str]:
    return [output["ename"] for output in cell.outputs if output["output_type"] == "error"]


@needs_sandbox
def test_cells_of_another_language_run_with_files_values_and_errors(jupyter, tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "number.txt").write_text("21")
    ended, cells, _ = run("calc", "print(open('number.txt').read())", "x = 2\n= x * 3", "1 / 0", "= x", files=files)
    assert ended == "" and [text(cell) for cell in cells] == ["21\n", "6", "", "2"]
    assert errors(cells[2]) == ["ZeroDivisionError"] and [cell.count for cell in cells] == [1, 2, 3, 4]


@needs_sandbox
def test_an_error_that_a_kernel_tells_of_in_its_reply_alone_is_an_error(jupyter):
    _, (cell,), _ = run("calc", "raise ValueError('quietly')")
    assert len(errors(cell)) == 1


@needs_sandbox
def test_an_error_after_more_output_than_is_kept_is_an_error(jupyter):
    _, (cell,), _ = run("calc", "print('x' * 5000)\n1 / 0", limits=Limits(output_chars=1000, kernel=SMALL))
    assert len(errors(cell)) == 1


@needs_sandbox
@pytest.mark.parametrize("mode", ["signal", "message"])
def test_an_endless_cell_is_interrupted_as_the_kernelspec_says(jupyter, mode):
    install_calc(jupyter, interrupt_mode=mode)
    ended, (endless, after), _ = run("calc", "import time\nwhile True: time.sleep(0.01)", "= 1 + 1",
                                     limits=Limits(cell_s=3, kernel=SMALL))
    assert "TimeLimit" in errors(endless) and ended == "" and text(after) == "2"


@needs_sandbox
def test_a_program_starts_with_interrupts_as_linux_has_them(jupyter):
    code = ("import os, runpy, signal, sys; os.environ['BORN'] = str(signal.getsignal(signal.SIGINT)); "
            "runpy.run_path(sys.argv.pop(1))")
    install_calc(jupyter, argv=[sys.executable, "-c", code, "{resource_dir}/calc.py", "-f", "{connection_file}"])
    assert "default_int_handler" in text(run("calc", "import os\n= os.environ['BORN']")[1][0])


@needs_sandbox
@pytest.mark.slow
def test_no_wall_is_climbed_from_a_cold_kernel(jupyter, tmp_path):
    spec, limits = find_spec("calc"), replace(LIMITS.kernel, processes=60, open_files=200)  # it has some of its own
    climbs = climb_all(tmp_path, lambda: open_cold_kernel(spec, {}, limits))
    assert {climb.wall: climb.what for climb in climbs} == dict.fromkeys(WALLS, "")


@pytest.mark.slow
@pytest.mark.prove
def test_without_the_sandbox_the_same_kernel_climbs_nearly_all(jupyter, tmp_path):
    climbs = climb_all(tmp_path, lambda: open_ordinary_kernel({}, name="calc"), replace(LIMITS, cell_s=30))
    assert sum(bool(climb.what) for climb in climbs) > len(WALLS) * 2 / 3


@needs_sandbox
def test_environment_home_and_descriptors_hold_nothing_of_the_machine(jupyter, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")
    install_calc(jupyter, env={"SHOWN": "${PATH}:1", "HOME": str(Path.home()), "TOKEN": "${SECRET_TOKEN}"})
    links = ("import os\nlinks = set()\nfor pid in filter(str.isdigit, os.listdir('/proc')):\n"
             "    for n in os.listdir(f'/proc/{pid}/fd'):\n"
             "        try: links.add(os.readlink(f'/proc/{pid}/fd/{n}').split(':')[0])\n        except OSError: pass\n"
             "= sorted(link for link in links if link[0] == '/' and not link.startswith(('/proc', '/dev/null')))")
    _, (environment, descriptors), _ = run("calc", "import os\n= dict(os.environ)", links)
    said = eval(text(environment))
    assert said.pop("SHOWN") == said["PATH"] + ":1" and said.pop("TOKEN") == "${SECRET_TOKEN}"
    assert set(said) <= {*sandbox.ENVIRONMENT, "LC_CTYPE", "PYDEVD_USE_FRAME_EVAL"} and said["HOME"] == sandbox.HOME
    assert eval(text(descriptors)) == []


@needs_sandbox
def test_what_a_kernel_started_ends_with_it_and_a_neighbour_goes_on(jupyter):
    spec = find_spec("calc")
    with open_cold_kernel(spec, {}, SMALL) as (neighbour, client):
        run("calc", "import subprocess\nsubprocess.Popen(['sleep', '987654'], start_new_session=True)")
        sleepers = [path for path in Path("/proc").glob("[0-9]*/cmdline") if b"987654" in read(path)]
        cell = Cell("= 1 + 1")
        Runner(neighbour, client, Limits()).run([cell])
    assert sleepers == [] and text(cell) == "2"


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@needs_sandbox
@pytest.mark.parametrize(("code", "limits", "why"), [
    pytest.param("import os\nfor _ in range(3): os.fork()\nwhile True: pass", KernelLimits(cpu_s=3, processes=40),
                 "processor time", id="time"),
    pytest.param("import os, time\nfor _ in range(8):\n    if os.fork() == 0: x = b'x' * (150 << 20); time.sleep(600)\n"
                 "time.sleep(600)", KernelLimits(memory_mb=400), "of memory", id="memory"),
    pytest.param("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", SMALL, "kernel ended", id="itself"),
])
def test_a_kernel_that_breaks_a_limit_or_itself_ends_the_run_and_keeps_what_it_said(jupyter, code, limits, why):
    ended, (before, _, after), _ = run("calc", "= 1 + 1", code, "= 2", limits=Limits(kernel=limits))
    assert why in ended and text(before) == "2" and after.outputs == []


@needs_sandbox
def test_a_learners_files_cannot_keep_a_kernel_from_starting(jupyter, tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    for name in ("ipykernel", "json", "bash_kernel", "sitecustomize"):
        (files / f"{name}.py").write_text("raise SystemExit('planted')")
    install_calc(jupyter, argv=[sys.executable, "-c", "import runpy, sys; sys.path.insert(0, ''); "
                                "runpy.run_path(sys.argv.pop(1))", "{resource_dir}/calc.py", "-f", "{connection_file}"])
    ended, (cell,), _ = run("calc", "import os\n= sorted(os.listdir('.'))", files=files)
    assert "json.py" in text(cell), ended


@needs_sandbox
def test_a_kernel_that_does_not_start_is_our_fault_and_says_why(jupyter):
    install_calc(jupyter, argv=[sys.executable, "-c", "raise SystemExit('Error: no package called calc')"])
    with pytest.raises(ZygoteDied, match="kernel 'calc': expected it to start.*no package called calc"):
        run("calc", "1")


@needs_sandbox
def test_a_kernelspec_can_name_what_else_it_needs(jupyter, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table").write_text("7")
    code = f"print(open({str(tmp_path / 'data' / 'table')!r}).read())"
    assert errors(run("calc", code)[1][0]) == ["FileNotFoundError"]
    install_calc(jupyter, metadata={"grader": {"readable": [str(tmp_path / "data")]}})
    assert text(run("calc", code)[1][0]) == "7\n"


@needs_sandbox
@pytest.mark.slow
def test_python_of_another_environment_runs_in_that_environment(jupyter, tmp_path):
    venv.create(tmp_path / "theirs", symlinks=True)
    library = next((tmp_path / "theirs" / "lib").glob("python*/site-packages"))
    for path in Path(os.__file__).parent, *map(Path, sys.path):  # what runs a kernel is lent to it
        if path.name == "site-packages":
            (library / "ours.pth").write_text(f"{path}\n")
    (library / "theirs.py").write_text("x = 5")
    (library / "course").mkdir()
    (library / "course" / "keys.py").write_text("")
    program = str(tmp_path / "theirs" / "bin" / "python")
    install_calc(jupyter, "theirs", language="python",
                 argv=[program, "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    _, (where, theirs, keys), _ = run("theirs", "import sys; sys.prefix", "import theirs; theirs.x",
                                      "import course.keys")
    assert str(tmp_path / "theirs") in text(where) and text(theirs) == "5" and errors(keys) == ["ModuleNotFoundError"]


@pytest.mark.parametrize("argv", [
    pytest.param(["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"], id="python"),
    pytest.param([sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel", "-f", "{connection_file}"], id="path"),
])
def test_python_of_this_environment_gets_a_warm_kernel(jupyter, argv):
    install_calc(jupyter, "python3", language="python", argv=argv)
    assert [find_spec(name) for name in ("python3", "python", "")] == [None] * 3


@pytest.mark.parametrize("changes", [
    pytest.param({"env": {"PYTHONHASHSEED": "1"}}, id="environment"),
    pytest.param({"argv": [sys.executable, "-m", "ipykernel_launcher", "--pylab=inline", "-f", "{connection_file}"]},
                 id="option"),
    pytest.param({"argv": [sys.executable, "-m", "other_kernel", "-f", "{connection_file}"]}, id="program"),
])
def test_python_that_is_started_in_another_way_is_not_ours(jupyter, changes):
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    install_calc(jupyter, "mine", **{"language": "python", "argv": argv} | changes)
    assert find_spec("mine").is_python


@pytest.mark.parametrize(("metadata", "words"), [
    pytest.param(kernel_metadata("missing", "calc"), "kernel 'missing' to be installed", id="missing"),
    pytest.param(kernel_metadata("missing-r", "R"), "r-cran-irkernel", id="r"),
    pytest.param(kernel_metadata("conda-env-x-py", "python"), "ipykernel install --user --name conda-env-x-py",
                 id="conda"),
    pytest.param({"kernelspec": "calc", "language_info": {"name": "julia"}}, "got only its language, julia",
                 id="language-alone"),
    pytest.param(kernel_metadata("damaged", "calc"), "a kernelspec 'damaged' that can be read", id="damaged"),
    pytest.param(kernel_metadata("gone", "calc"), "no program '/nowhere/calc'", id="program-gone"),
    pytest.param(kernel_metadata("../../kernels/calc", "calc"), "to be installed", id="path"),
])
def test_a_kernel_that_cannot_be_had_is_refused_by_name(jupyter, tmp_path, metadata, words):
    install_calc(jupyter, "damaged")
    (jupyter / "kernels" / "damaged" / "kernel.json").write_text("{")
    install_calc(jupyter, "gone", argv=["/nowhere/calc"])
    with pytest.raises(WrongCall, match="^homework/a.ipynb: expected") as refused:
        choose_kernels("homework", {"a": from_dict({"cells": [], "metadata": metadata})}, tmp_path)
    assert words in str(refused.value)


def test_a_kernel_that_would_see_the_class_folder_is_refused(jupyter, tmp_path):
    install_calc(jupyter, metadata={"grader": {"readable": [str(tmp_path)]}})
    with pytest.raises(WrongCall, match="expected the class folder out of sight of kernel 'calc'"):
        choose_kernels("homework", {"a": new_notebook(metadata=kernel_metadata("calc", "calc"))}, tmp_path / "class")


@needs_sandbox
@pytest.mark.filterwarnings("ignore:Passing unrecognized arguments")  # bash's kernel.json has one of its own
@pytest.mark.parametrize(("name", "sources", "said"), [
    pytest.param("ir", ["x <- 2\nx * 3", "stop('no')"], "[1] 6", id="r"),
    pytest.param("bash", ["echo $((2 * 3))", "false"], "6\n", id="bash"),
])
def test_real_kernels_run(name, sources, said):
    try:
        find_spec(name)
    except WrongCall as missing:
        pytest.skip(str(missing))
    ended, (value, failed), _ = run(name, *sources, limits=Limits())
    assert ended == "" and text(value) == said and len(errors(failed)) == 1


@needs_sandbox
@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_orphans_are_buried_and_signals_from_inside_do_not_end_the_sandbox(jupyter):
    code = ("import subprocess, time\nfor _ in range(30): subprocess.run(['bash', '-c', 'true &'])\ntime.sleep(0.5)\n"
            "subprocess.run(['bash', '-c', 'kill -TERM 1; kill -INT 1; kill -KILL 1'])\nimport os\n"
            "= len([pid for pid in os.listdir('/proc') if pid.isdigit()])")
    ended, (cell,), _ = run("calc", code)
    assert ended == "" and int(text(cell)) <= 3

"""Warm kernels: real ones, forked by a real zygote, driven by nbclient."""
from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from grader.kernels import sandbox, zygote
from grader.kernels.inside.limits import KernelLimits
from grader.kernels.warm import KERNEL, write_kernelspec

needs_sandbox = pytest.mark.skipif(sys.platform != "linux" or bool(sandbox.available()), reason="no sandbox here")


@pytest.fixture(autouse=True)
def kernelspecs(tmp_path, monkeypatch):
    """Kernels by name, as an instructor's Jupyter knows them: any, few, and one that must be sandboxed."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    write_kernelspec(tmp_path / "jupyter")
    write_kernelspec(tmp_path / "jupyter", "few", limits=KernelLimits(processes=50))
    write_kernelspec(tmp_path / "jupyter", "sandboxed", sandboxed=True)


def new_client(*sources: str, kernel: str = KERNEL, timeout: int = 300, **options) -> NotebookClient:
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    return NotebookClient(notebook, kernel_name=kernel, allow_errors=True, timeout=timeout, interrupt_on_timeout=True,
                          shutdown_kernel="immediate", **options)


def run_cells(*sources: str, cwd: Path | None = None, env: dict | None = None, **options) -> list[str]:
    """Run cells in a kernel of their own and return what each said."""
    client = new_client(*sources, **options)
    client.execute(env=env or {}, cwd=cwd and str(cwd))
    return [text_of(cell) for cell in client.nb.cells]


def text_of(cell: NotebookNode) -> str:
    return "".join(output.get("text", output.get("evalue", "")) for output in cell.outputs)


@needs_sandbox
def test_kernel_runs_cells_and_is_killed_at_the_end():
    client = new_client("x = 6", "print(x * 7)")
    with client.setup_kernel():
        kernel = client.km.provisioner.kernel
        for index, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, index)
    assert text_of(client.nb.cells[1]) == "42\n"
    assert kernel.status == -signal.SIGKILL and kernel.why == ""


@needs_sandbox
def test_zygote_has_one_thread_for_a_fork_would_lose_the_others():
    shared = zygote.shared()
    shared.wait()
    assert shared.threads == 1


@needs_sandbox
@pytest.mark.parametrize("code", [
    pytest.param("torch.set_num_threads(2); print(float((torch.ones(900, 900) @ torch.ones(900, 900)).mean()))",
                 id="product-on-two-threads"),
    pytest.param("w = torch.ones(9, requires_grad=True); (w * 100).sum().backward(); print(float(w.grad.mean()) * 9)",
                 id="backward"),
])
def test_torch_computes_after_the_fork(code):
    assert run_cells(f"import torch; {code}") == ["900.0\n"]


@needs_sandbox
def test_threads_are_those_that_the_environment_asks_for():
    assert run_cells("import torch; print(torch.get_num_threads())", env={"OMP_NUM_THREADS": "2"}) == ["2\n"]


@needs_sandbox
def test_preloaded_modules_are_there_and_numbers_drawn_differ_between_kernels():
    code = "import sys, numpy; print('torch' in sys.modules, 'course' in sys.modules, numpy.random.rand())"
    (first,), (second,) = run_cells(code), run_cells(code)
    assert first.startswith("True True") and first != second


@needs_sandbox
def test_pictures_are_shown_as_by_an_ordinary_kernel():
    client = new_client("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    client.execute(env={})
    assert "image/png" in client.nb.cells[0].outputs[0].data


@needs_sandbox
def test_three_kernels_at_once_keep_their_variables_apart():
    async def remember(number: int) -> str:
        client = new_client(f"x = {number}", "import time; time.sleep(0.5)", "print(x)")
        await client.async_execute()
        return text_of(client.nb.cells[2])

    async def remember_three() -> list[str]:
        return await asyncio.gather(*map(remember, range(3)))

    assert asyncio.run(remember_three()) == ["0\n", "1\n", "2\n"]


@needs_sandbox
def test_files_of_the_working_folder_are_there_but_no_notebook_and_no_link(tmp_path):
    folder = tmp_path / "handed-in"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "flowers.csv").write_text("1,2")
    (folder / "solution.ipynb").write_text("{}")
    (folder / "link").symlink_to("/etc/passwd")
    code = "import os; print(sorted(os.listdir())); print(open('data/flowers.csv').read())"
    assert run_cells(code, cwd=folder) == ["['data']\n1,2\n"]


@needs_sandbox
def test_cell_that_is_stopped_keeps_what_it_printed_and_the_next_one_runs():
    first, second = run_cells("import time\nfor i in range(99): print(i); time.sleep(0.1)", "print('next')", timeout=5)
    assert first.startswith("0\n1\n2\n") and second == "next\n"


@needs_sandbox
def test_print_of_a_child_process_is_shown():
    code = "import os\nif os.fork() == 0: print('child'); os._exit(0)\nos.wait(); import time; time.sleep(2)"
    assert run_cells(code) == ["child\n"]


@needs_sandbox
@pytest.mark.parametrize("code, status", [
    pytest.param("import os; os._exit(3)", 3, id="os._exit"),
    pytest.param("exit()", 0, id="exit"),
    pytest.param("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV, id="segmentation-fault"),
])
def test_kernel_that_ends_itself_is_reported_with_its_status(code, status):
    client = new_client(code, "import asyncio; await asyncio.sleep(9)")
    with pytest.raises(DeadKernelError), client.setup_kernel():
        kernel = client.km.provisioner.kernel
        for index, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, index)
    assert kernel.status == status


@needs_sandbox
def test_sys_exit_ends_the_cell_only():
    assert run_cells("import sys; sys.exit(1)", "print('still here')")[1] == "still here\n"


@needs_sandbox
def test_double_forked_daemon_ends_with_its_kernel():
    mark = f"7{time.time_ns()}"
    daemon = f"import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork(): os._exit(0)\n" \
             f"    os.execvp('sleep', ['sleep', '{mark}'])"
    seen = "import os, time\nwhile max(int(pid) for pid in os.listdir('/proc') if pid.isdigit()) < 2: " \
           "time.sleep(0.1)\nprint(True)"
    assert run_cells(daemon, seen) == ["", "True\n"]
    assert not running(mark)


@needs_sandbox
def test_small_networks_of_checks_are_built_in_idle_moments_and_no_thread_is_started():
    code = "from course.backbones import shared_small_model; print(shared_small_model.cache_info().currsize)"
    wait_until(lambda: int(run_cells(code)[0]) >= 54)
    assert zygote.shared().threads == 1
    again = "torch.rand(3, generator=torch.Generator().manual_seed(torch.initial_seed()))"
    assert run_cells(f"import torch; print(torch.equal(torch.rand(3), {again}))") == ["True\n"]


@needs_sandbox
def test_zygote_that_was_killed_is_replaced():
    before = zygote.shared()
    before.wait()
    os.kill(before._process.pid, signal.SIGKILL)
    before._thread.join(120)
    assert run_cells("print('alive')") == ["alive\n"]
    assert zygote.shared() is not before and not before.folder.exists()


@needs_sandbox
def test_zygote_and_kernels_end_when_the_grader_is_killed():
    mark = f"8{time.time_ns()}"
    code = "from grader.kernels.warm import open_kernel\n" \
           "with open_kernel({}, modules=('json',)) as (kernel, client):\n" \
           "    print(kernel.zygote.folder, flush=True)\n" \
           f"    client.execute('import os; os.execvp(\"sleep\", [\"sleep\", \"{mark}\"])'); kernel.ended.wait()"
    with subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3], stdout=subprocess.PIPE,
                          text=True) as grader:
        left = Path(grader.stdout.readline().strip())
        wait_until(lambda: running(mark))
        assert left.exists()
        grader.kill()
    wait_until(lambda: not running(mark))
    zygote.Zygote(modules=()).close()  # the next one clears up
    assert not left.exists()


@needs_sandbox
def test_zygote_that_cannot_start_says_why():
    broken = zygote.Zygote(modules=("sys:exit",))
    with pytest.raises(zygote.ZygoteDied, match="expected it to start"):
        broken.wait()
    broken.close()


@needs_sandbox
def test_limits_are_those_of_the_kernelspec():
    code = "import os, resource; print(os.getpid(), resource.getrlimit(resource.RLIMIT_NPROC))"
    assert run_cells(code, kernel="few") == ["1 (50, 50)\n"]


@needs_sandbox
def test_graceful_shutdown_does_not_wait():
    client = new_client("import time\nget_ipython().kernel.do_shutdown = lambda restart: time.sleep(3600)")
    client.shutdown_kernel = "graceful"
    client.create_kernel_manager().shutdown_wait_time = 600
    started = time.monotonic()
    client.execute()
    assert time.monotonic() - started < 300  # it takes a second, and ten minutes if the kernel is waited for


@needs_sandbox
def test_endless_printing_is_cut_and_the_next_cell_runs():
    first, second = run_cells("while True: print('x' * 1000)", "print('next')", timeout=5)
    assert len(first) < 1_100_000 and second == "next\n"


def test_environment_is_what_was_added_and_nothing_of_the_machine(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")
    given = os.environ | {"COURSE_GRADING_SEED": "7", "HOME": "/elsewhere", "OMP_NUM_THREADS": "1"}
    seen = sandbox.kernel_environment(given)
    assert seen["COURSE_GRADING_SEED"] == "7" and seen["HOME"] == "/learner/home"
    assert set(seen) - set(sandbox.ENVIRONMENT) <= {"COURSE_GRADING_SEED", *sandbox.PASSED_ON}


def test_without_a_sandbox_the_kernel_is_an_ordinary_one_and_that_is_said_once(monkeypatch, caplog):
    monkeypatch.setattr(sandbox, "available", lambda: "no bubblewrap")
    code = "import os; print(os.getpid() > 1)"
    assert [run_cells(code, env=dict(os.environ)) for _ in range(2)] == [["True\n"]] * 2
    assert [record.message for record in caplog.records if "no bubblewrap" in record.message] == [
        "kernels start slowly, and learners' code runs with your rights: the sandbox is missing (no bubblewrap)."]


def test_without_a_sandbox_a_kernel_that_must_have_one_is_refused(monkeypatch):
    monkeypatch.setattr(sandbox, "available", lambda: "no bubblewrap")
    with pytest.raises(RuntimeError, match="expected a sandbox, got none: no bubblewrap"):
        run_cells("1", kernel="sandboxed")


def running(mark: str) -> bool:
    """Tell whether `sleep MARK` runs on this machine."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_bytes() == f"sleep\0{mark}\0".encode():
                return True
        except OSError:
            continue
    return False


def wait_until(condition, timeout_s: float = 300) -> None:
    ends = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.1)

"""Cells sent to a warm, sandboxed kernel: what comes back, and what stops a run."""

import pytest

from course.exchange import FACTS_MIME
from grader.kernels import sandbox
from grader.kernels.limits import Limits
from grader.kernels.runner import Cell, Runner
from grader.kernels.warm import open_kernel

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
MODULES = ("numpy",)


def run(*sources: str, limits: Limits = Limits(), is_check: bool = False):
    cells = [Cell(source, is_check) for source in sources]
    with open_kernel({}, modules=MODULES) as (kernel, client):
        ended = Runner(kernel, client, limits).run(cells)
    return ended, cells


def test_outputs_of_every_kind_come_back_in_order():
    ended, (first, second) = run("print('a'); print('b')\n1 + 1", "1 / 0")
    assert ended == "" and [output["output_type"] for output in first.outputs] == ["stream", "execute_result"]
    assert first.outputs[0]["text"] == "a\nb\n" and first.outputs[1]["data"] == {"text/plain": "2"}
    assert second.outputs[0]["ename"] == "ZeroDivisionError" and second.count == 2


def test_an_endless_cell_is_interrupted_and_the_next_one_runs():
    ended, (endless, after) = run("while True: pass", "'on'", limits=Limits(cell_s=3))
    assert ended == "" and after.outputs[0]["data"]["text/plain"] == "'on'"
    assert "TimeLimit" in [output.get("ename") for output in endless.outputs]


def test_a_cell_that_swallows_interrupts_ends_the_run_in_bounded_time():
    deaf = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ended, (stopped, after) = run(deaf, "1", limits=Limits(cell_s=3))
    assert "TimeLimit" in [output.get("ename") for output in stopped.outputs]
    assert ("did not give way" in ended) == (after.outputs == [])  # an interrupt may strike between its two loops


def test_a_kernel_that_ends_itself_ends_the_run():
    ended, (before, _, _) = run("1", "import os; os._exit(3)", "2")
    assert "kernel ended" in ended and before.outputs[0]["data"]["text/plain"] == "1"


def test_output_is_cut_but_published_facts_are_whole():
    show = ("from IPython.display import display\nprint('x' * 5000)\n"
            f"display({{'{FACTS_MIME}': list(range(9999))}}, raw=True)")
    _, (cell,) = run(show, limits=Limits(output_chars=6000), is_check=True)
    assert cell.outputs[-1]["data"][FACTS_MIME][-1] == 9998
    _, (cell,) = run("print('x' * 5000)", limits=Limits(output_chars=1000))
    assert len(cell.outputs[0]["text"]) < 1100 and "cut here" in cell.outputs[0]["text"]


def test_facts_come_from_checks_alone():
    show = f"from IPython.display import display\ndisplay({{'{FACTS_MIME}': [1], 'text/plain': 'p'}}, raw=True)"
    _, (cell,) = run(show)
    assert cell.outputs[0]["data"] == {"text/plain": "p"}


def test_markup_scripts_and_pictures_that_are_none_are_left_out():
    _, (cell,) = run("from IPython.display import display\n"
                     "display({'application/javascript': 'x()', 'text/html': '<b>', 'image/png': 'x\" onload=\"x()',"
                     " 'image/jpeg': 'aGk=', 'text/plain': 'p'}, raw=True)")
    assert cell.outputs[0]["data"] == {"text/plain": "p", "image/jpeg": "aGk="}


FRAMES = """
import os, socket, threading
frame = b"\\x03" + (8_000_000).to_bytes(8, "big") + bytes(8_000_000)  # more to come
def flood(connection):
    connection.setblocking(True)
    while True:
        connection.sendall(frame)
for number in map(int, os.listdir("/proc/self/fd")):
    try:
        threading.Thread(target=flood, args=[socket.socket(fileno=os.dup(number))]).start()
    except OSError:
        pass
"""


def test_a_message_of_endless_frames_ends_the_run():
    ended, _ = run(FRAMES, limits=Limits(cell_s=60))
    assert "too large" in ended


@pytest.mark.parametrize("frames", [
    pytest.param([b"x"], id="no-message"), pytest.param([b"<IDS|MSG>", b"", b"{", b"{", b"{", b"{"], id="no-json"),
    pytest.param([b"<IDS|MSG>", b"", *[b"[" * 100_000 + b"]" * 100_000] * 4], id="deep"),
    pytest.param([b"<IDS|MSG>", b"", b'{"msg_type": "execute_input"}', b"3", b"{}", b'{"execution_count": Infinity}'],
                 id="infinite-count"),
    pytest.param([b""] * 40, id="many-frames"),
])
def test_what_is_not_of_the_protocols_form_is_passed_over(frames):
    forge = (f"frames = {frames!r}\n"
             "get_ipython().kernel.iopub_socket.io_thread.socket.send_multipart(frames)")
    ended, (_, after) = run(forge, "'on'")
    assert after.outputs[0]["data"]["text/plain"] == "'on'" if len(frames) < 32 else "too large" in ended

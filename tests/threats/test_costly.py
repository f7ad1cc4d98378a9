"""Threat 29 and what is told of a run: messages that are small to send and huge to read, seeds, facts out of place."""
from __future__ import annotations

import json
import tracemalloc

import pytest

from course.exchange import FACTS_MIME
from grader.kernels import sandbox
from grader.kernels.channel import TooCostly, refuse_costly
from grader.kernels.limits import Limits
from grader.kernels.runner import MAX_NOTICES, Cell, Runner
from grader.kernels.warm import open_kernel
from grader.running.execute import execute
from grader.running.work import Work, pack_work, run_work, unpack_ran

NEEDS_SANDBOX = pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")
SEED = "0123456789abcdef" * 4
SHOW = f"from IPython.display import display\nfacts = lambda value: display({{'{FACTS_MIME}': value}}, raw=True)"
PUBLISH = """
kernel, session = get_ipython().kernel, get_ipython().kernel.session
def publish(text):
    parts = [session.pack(session.msg_header('display_data')), session.pack(kernel.get_parent()['header']), b'{}',
             b'{"data": {"MIME": ' + text + b', "text/plain": "facts"}, "metadata": {}}']
    kernel.iopub_socket.send_multipart([b'any', b'<IDS|MSG>', session.sign(parts), *parts])
""".replace("MIME", FACTS_MIME)
COSTLY = {
    "empty-lists": "b'[[]' + b',[]' * 4_000_000 + b']'", "empty-objects": "b'[{}' + b',{}' * 3_000_000 + b']'",
    "numbers": "b'[1' + b',1' * 6_000_000 + b']'", "texts": "b'[\"\"' + b',\"\"' * 400_000 + b']'",
    "after-a-text": r"""b'{"a\\\\\\"[":[' + b'[],' * 300_000 + b'[]]}'""",
    "deep": "b'[' * 600 + b']' * 600", "deep-objects": "b'{\"a\":' * 150 + b'1' + b'}' * 150",
}


def run(*sources: str, is_check: bool = False, secret: str = "", limits: Limits = Limits()):
    """Run cells; return why the run ended, the cells and what is told."""
    cells = [Cell(source, is_check) for source in sources]
    with open_kernel({}, modules=("numpy",)) as (kernel, client):
        runner = Runner(kernel, client, limits, secret)
        ended = runner.run(cells)
    return ended, cells, runner.notices


@NEEDS_SANDBOX
@pytest.mark.parametrize("text", COSTLY.values(), ids=COSTLY)
def test_facts_that_would_cost_much_to_read_are_dropped_and_that_is_told(text):
    """Row 29; the next cell is run, and this process does not grow."""
    tracemalloc.start()
    try:
        ended, cells, notices = run(PUBLISH, f"publish({text})", "print('on')", is_check=True)
        peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
    assert ended == "" and cells[2].outputs[0]["text"] == "on\n" and cells[1].outputs == []
    assert len(notices) == 1 and notices[0].startswith("A message from code cell 2 was dropped: it ")
    assert peak_mb < 100


@NEEDS_SANDBOX
def test_many_messages_of_facts_together_are_bounded_too():
    many = "for _ in range(30): facts([[0]] * 60_000)"
    ended, (_, cell), notices = run(SHOW, many, is_check=True)
    kept = sum(len(output["data"][FACTS_MIME]) for output in cell.outputs)
    assert 0 < kept <= 1_000_000 and any("the run published too many" in notice for notice in notices)


@NEEDS_SANDBOX
def test_messages_that_are_not_read_count_as_output():
    ended, _, _ = run(PUBLISH, f"while True: publish({COSTLY['empty-lists']})")
    assert ended == "the cells sent more than 50,000,000 characters of output"


HONEST = {
    "figure": {"data": {"image/png": "iVBORw0KGgo" + "A" * 3_000_000}},
    "printed": {"text": "[(1, 2), {3: 4}], " * 6000},
    "quotes": {"text": 'He said "[": \\ and \\"[{,' * 4000}, "numbers": {"data": [n / 7 for n in range(50_000)]},
    "rows": {"data": [[n / 7, n / 3] for n in range(25_000)]},
}


@pytest.mark.parametrize("content", HONEST.values(), ids=HONEST)
def test_what_honest_cells_send_is_read(content):
    refuse_costly([b"{}", b"{}", b"{}", json.dumps(content).encode()])


@pytest.mark.parametrize("part", [0, 1, 2])
def test_what_is_no_content_is_small(part):
    parts = [b"{}"] * 4
    parts[part] = b'{"a": "%s"}' % (b"x" * 100_000)
    with pytest.raises(TooCostly):
        refuse_costly(parts)


@NEEDS_SANDBOX
def test_facts_of_the_right_size_arrive():
    _, (_, cell), notices = run(SHOW, "facts([n / 7 for n in range(50_000)])", is_check=True)
    assert len(cell.outputs[0]["data"][FACTS_MIME]) == 50_000 and notices == []


@NEEDS_SANDBOX
def test_facts_out_of_place_are_told():
    assert run(SHOW, "facts([1])")[2] == [
        "Code cell 2 published facts, but isn't one of the lesson's checks; a copy of a check does that, too."]


@NEEDS_SANDBOX
def test_facts_that_come_twice_are_kept_and_told():
    _, (_, cell), notices = run(SHOW, "facts([1])\nfacts([2])", is_check=True)
    assert [output["data"][FACTS_MIME] for output in cell.outputs] == [[1], [2]]
    assert notices == ["Code cell 2 published facts 2 times; a check does it once."]


@NEEDS_SANDBOX
def test_a_cell_that_is_stopped_and_a_run_that_ends_are_told():
    _, _, notices = run("while True: pass", "import os; os._exit(0)", limits=Limits(cell_s=1))
    assert notices == ["Code cell 1 was stopped after 1 s.",
                       "The run ended early: the kernel ended before the last cell."]


LEAKS = {
    "printed": f"print('{SEED}')", "in-two": f"print('{SEED[:30]}', end='', flush=True); print('{SEED[30:]}')",
    "value": f"'{SEED}'", "raised": f"raise ValueError('{SEED}')", "facts": f"facts({{'{SEED}': ['{SEED}']}})",
    "named": f"type('A' + '{SEED}', (Exception,), {{}})('x')",
}


@NEEDS_SANDBOX
@pytest.mark.parametrize("code", LEAKS.values(), ids=LEAKS)
def test_the_seed_is_taken_out_of_outputs_and_that_is_told(code):
    _, (_, cell), notices = run(SHOW, code, is_check=True, secret=SEED)
    assert cell.outputs and SEED not in json.dumps(cell.outputs) and "…" in json.dumps(cell.outputs, ensure_ascii=False)
    assert notices == ["The grading seed was in the output of code cell 2; it was removed."]


@NEEDS_SANDBOX
def test_there_are_only_so_many_sentences():
    _, _, notices = run(SHOW, *["facts([1])"] * 30)
    assert len(notices) == MAX_NOTICES


@NEEDS_SANDBOX
def test_what_is_told_comes_with_the_run():
    """By the seed that is in the environment, in a cell counted among all code cells, skipped ones too."""
    cells = [Cell("half = 0.5", is_shown=True), Cell("import os; print(os.environ['COURSE_GRADING_SEED'])")]
    assert execute(cells, SEED).notices == ["The grading seed was in the output of code cell 2; it was removed."]
    ran = unpack_ran(run_work(pack_work(Work([[Cell(cells[1].source)]], SEED))))
    assert ran.notices == ["The grading seed was in the output of code cell 1; it was removed."]
    assert ran.outputs[0][0][0]["text"] == "…\n" and not ran.starved

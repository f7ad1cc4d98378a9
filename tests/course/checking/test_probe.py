"""A learner's answer runs on fresh inputs; what it returns, raises, prints and changes becomes a fact."""
import json
import logging
import os
import sys

import pytest
import torch

from course.checking.facts import describe
from course.checking.probe import captured_output, probe, run_cases
from course.checking.question import Answer, Question

DOUBLE = Answer("double", "twice `x`", inputs=lambda seed: [(torch.ones(2) + seed,)])
VALUE = Answer("value", "a number")


def only_case(answer, given, seed=0):
    (case,) = probe(Question("q", "Section", (answer,)), (given,), seed)["answers"][0]
    return case


def test_facts_name_the_question_and_hold_one_list_per_answer():
    facts = probe(Question("q", "Section", (VALUE, DOUBLE)), (3, lambda x: 2 * x), 5)
    assert facts["question"] == "q"
    returned = [case["returned"] for cases in facts["answers"] for case in cases]
    assert returned == [describe(3), describe(torch.ones(2) * 12)]
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts


@pytest.mark.parametrize(("error", "types"), [
    pytest.param(ValueError("no"), ["ValueError"], id="exception"),
    pytest.param(SystemExit(3), ["SystemExit"], id="sys_exit"),
    pytest.param(type("Away", (BaseException,), {})(), ["Away"], id="base_exception"),
    pytest.param(type("Mute", (Exception,), {"__str__": lambda self: 1 / 0})(), ["Mute"], id="cannot_be_printed"),
])
def test_what_an_answer_raises_becomes_a_fact(error, types):
    def double(x):
        raise error
    returned = only_case(DOUBLE, double)["returned"]
    assert (returned["kind"], returned["types"]) == ("error", types)


def test_an_interrupt_is_not_swallowed():
    def double(x):
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        only_case(DOUBLE, double)


@pytest.mark.parametrize("change", [
    pytest.param(lambda x: x.add_(1), id="in_place"), pytest.param(lambda x: x.requires_grad_(), id="requires_grad"),
    pytest.param(lambda x: x.resize_(5), id="resized"), pytest.param(lambda x: x.unsqueeze_(0), id="reshaped"),
])
def test_a_changed_argument_is_noted(change):
    assert only_case(DOUBLE, change)["changed"] == [0]


def test_an_argument_put_back_as_it_was_counts_as_unchanged():
    assert only_case(DOUBLE, lambda x: x.add_(1).sub_(1).mul(2))["changed"] == []


def test_what_an_answer_prints_is_kept_in_short():
    printed = only_case(DOUBLE, lambda x: print("abc" * 1000))["printed"]
    assert printed.startswith("abcabc")
    assert len(printed) == 300


@pytest.mark.parametrize("given", [pytest.param(7, id="number"), pytest.param(None, id="none")])
def test_a_value_where_a_function_is_due_is_one_case(given):
    assert only_case(DOUBLE, given)["returned"] == describe(given)


def test_a_function_where_a_value_is_due_is_not_called():
    assert only_case(VALUE, lambda: 1 / 0)["returned"]["kind"] == "function"


def test_inputs_do_not_depend_on_what_the_learner_has_set():
    expected = list(run_cases(DOUBLE, lambda x: x, 0))
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    try:
        assert list(run_cases(DOUBLE, lambda x: x, 0)) == expected
        assert torch.get_default_dtype() == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)


@pytest.mark.parametrize("speak", [
    pytest.param(lambda: print("out"), id="print"), pytest.param(lambda: print("err", file=sys.stderr), id="stderr"),
    pytest.param(lambda: print("out", file=sys.__stdout__), id="original_stdout"),
    pytest.param(lambda: sys.__stderr__.write("half a line"), id="original_stderr"),
    pytest.param(lambda: os.write(2, b"below Python"), id="descriptor"),
    pytest.param(lambda: os.system("echo child >&2"), id="child_process"),
    pytest.param(lambda: logging.getLogger("mine").error("log"), id="log"),
])
def test_nothing_an_answer_says_reaches_the_screen(speak, capfd):
    with captured_output():
        speak()
    sys.__stdout__.flush()
    sys.__stderr__.flush()
    assert capfd.readouterr() == ("", "")


def test_a_stream_held_from_before_is_captured_and_then_works_again(capsys):
    handler = logging.StreamHandler(sys.stderr)
    log = logging.Logger("held")
    log.addHandler(handler)
    with captured_output() as output:
        log.warning("inside")
    log.warning("outside")
    assert output.getvalue() == "inside\n"
    assert capsys.readouterr().err == "outside\n"


def test_output_works_again_after_an_error(capfd):
    with pytest.raises(RuntimeError), captured_output():
        raise RuntimeError
    print("still here")
    os.write(2, b"and here")
    assert capfd.readouterr() == ("still here\n", "and here")


def test_a_closed_stdout_is_the_answers_own_affair():
    case = only_case(DOUBLE, lambda x: (sys.stdout.close(), x * 2)[1])
    assert case["returned"] == describe(torch.ones(2) * 2)

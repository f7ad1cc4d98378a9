"""What an author's own code does wrong is told in a line, with the place; whatever it is, `grader verify` goes on."""
import random
from dataclasses import replace
from itertools import count

import pytest
import torch

from course.checking.key import Key, Misconception, Score, Solution
from course.checking.question import Answer, Question
from course.keys import keys
from grader.errors import WrongCall
from grader.proof.authors import tell, until_broken, verify_inputs
from grader.proof.row import Row
from grader.proof.verify import verify_key

OTHERS = "are others each time. Make them from `seed` alone: no other random numbers, no clock."
COUNT = count()
HINT = "You doubled the number twice. Double it once."


def key_of(inputs, right=lambda number: 2 * number, **more) -> Key:
    answer = Answer("doubled", "twice the number", inputs)
    question = Question("own-doubled", "A heading", (answer,))
    wrong = Misconception("four-times", HINT, (lambda number: 4 * number,))
    return Key(question, (Solution(answer, right, (wrong,), **more),))


def seeded(seed: int) -> list[tuple]:
    return [(torch.rand(3, generator=torch.Generator().manual_seed(seed)),)]


def test_inputs_of_a_seed_are_left_alone():
    assert [*verify_inputs(key_of(seeded))] == []


@pytest.mark.parametrize(("inputs", "fault"), [
    pytest.param(lambda seed: [seed], "expected a tuple of arguments for each call, got int. Write `(table,)`, say.",
                 id="no_tuples"),
    pytest.param(lambda seed: [(random.random(),)], OTHERS, id="random"),
    pytest.param(lambda seed: [(1,)] * (1 + next(COUNT)), OTHERS, id="others_in_number"),
    pytest.param(lambda seed: [(1,), (2,)], "give the same right results with every seed, which can be copied. Make "
                 "them from `seed`.", id="same"),
])
def test_inputs_that_prove_nothing_are_named(inputs, fault):
    (told,) = verify_inputs(key_of(inputs))
    assert told.startswith("own-doubled: the inputs of `doubled`") and told.endswith(fault)


def test_where_inputs_prove_nothing_nothing_else_is_tried(tmp_path):
    faults = [*verify_key(key_of(lambda seed: [(1,)]), tmp_path, [], Row("own-doubled"))]
    assert len(faults) == 1 and "the same right results with every seed" in faults[0]


def test_values_and_what_is_judged_by_how_it_behaves_may_have_the_same_results():
    key = key_of(lambda seed: [(1,)], score=lambda fact, seed: Score(1.0, "fine"))
    assert [*verify_inputs(key)] == []
    assert [*verify_inputs(key_of(lambda seed: [(1,)], reading=lambda fact, inputs, case: fact))] == []
    value = key.solutions[0].answer
    number = Solution(Answer(value.name, value.expected), 2, key.solutions[0].misconceptions)
    assert [*verify_inputs(replace(key, solutions=(number,)))] == []


def test_our_own_questions_have_inputs_that_prove_something():
    assert [fault for name in ("row-softmax", "fraud", "first-rates") for fault in verify_inputs(keys()[name])] == []


def test_an_error_is_told_in_a_line_with_the_place_in_the_authors_file(tmp_path):
    path = tmp_path / "means.py"
    path.write_text("def inputs(seed):\n    return [\n        {}['a\\nb'],\n    ]\n")
    names = {}
    exec(compile(path.read_text(), str(path), "exec"), names)
    assert [*until_broken("own", verify_inputs(key_of(names["inputs"])))] == [
        r"own: could not be verified. KeyError: 'a\nb' (means.py, line 3)"]
    assert tell(ValueError("two\n  lines")) == "ValueError: two lines"  # raised nowhere: no place


def test_whatever_ends_a_search_is_its_last_fault():
    def searching(error):
        yield "first"
        raise error

    assert [*until_broken("own", searching(WrongCall("own: expected so, got else. Do this.")))] == [
        "first", "own: expected so, got else. Do this."]
    first, told = until_broken("own", searching(TypeError("no")))
    assert first == "first" and told.startswith("own: could not be verified. TypeError: no (test_authors.py, line ")
    with pytest.raises(KeyboardInterrupt):
        [*until_broken("own", searching(KeyboardInterrupt()))]

"""Fresh inputs: others for each learner, lesson, class and hand-in, and the same again on a regrade."""
from __future__ import annotations

import itertools

from course.exchange import question_seed
from course.questions import find
from grader.classroom.seeds import digest, shared_seed, submission_seed

ADA = {"secret": b"s", "learner": "ada", "lesson": "01", "handed_in": digest({"01": b"{}"}, {})}
OTHERS = {"learner": "bo", "lesson": "02", "secret": b"t", "handed_in": digest({"01": b"{ }"}, {})}


def test_every_learner_lesson_class_and_hand_in_has_inputs_of_its_own():
    seeds = [submission_seed(**ADA), *(submission_seed(**ADA | {name: value}) for name, value in OTHERS.items())]
    draw = find("row-softmax").answers[0].inputs
    drawn = [str(draw(question_seed(seed, "row-softmax"))) for seed in seeds]
    assert all(one != two for one, two in itertools.combinations(drawn, 2))
    assert submission_seed(**ADA) == seeds[0] and shared_seed(b"s", "01") not in seeds


def test_a_file_beside_the_notebook_its_name_and_where_one_ends_change_the_inputs():
    hand_ins = [({"01": b"ab"}, {}), ({"01": b"a"}, {"b": b""}), ({"01": b"a"}, {"b": b"c"}),
                ({"01": b"a"}, {"bc": b""}), ({"01": b""}, {"a": b"bc"}), ({}, {"01": b"ab"})]
    digests = [digest(*hand_in) for hand_in in hand_ins]
    assert len(set(digests)) == len(digests)

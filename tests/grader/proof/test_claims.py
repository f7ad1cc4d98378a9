"""What a hint says must be so of every way that it is given for, and not of the right answer."""
import pytest

from course.keys import find_key
from grader.proof.claims import read_claims, verify_claims

KEY = find_key("row-softmax")
NAME = "softmax-over-columns"
CLAIMS = {
    "true": ("assert not cases[0].came.isnan().any() and abs(float(cases[0].came.sum(dim=0)[0]) - 1) < 1e-4\n"
             "    assert abs(float(cases[0].came.sum(dim=1)[0]) - 1) > 1e-4"),
    "false": "assert cases[0].came.min() < 0, 'some numbers are negative'",
    "empty": "assert len(cases) == 4",
    "broken": "assert cases[0].nothing",
}
SAID = {"true": {""}, "false": {"what its hint says isn't so: some numbers are negative"},
        "empty": {"its claim holds for the right answer too, so it says nothing"},
        "broken": {"its claim raised AttributeError: 'Tried' object has no attribute 'nothing' "
                  "(line 2: `assert cases[0].nothing`)"}}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_is_tried_on_every_way_and_on_the_right_answer(tmp_path, name):
    path = tmp_path / "row-softmax.py"
    path.write_text(f"def {NAME.replace('-', '_')}(cases):\n    {CLAIMS[name]}\n")
    found = [fault for misconception, fault in verify_claims(KEY, read_claims(path)) if misconception == NAME]
    (known,) = (known for known in KEY.solutions[0].misconceptions if known.name == NAME)
    assert len(found) == len(known.ways) and set(found) == SAID[name]


def test_a_hint_without_a_claim_is_named():
    assert {fault for _, fault in verify_claims(KEY, {})} == {"its hint has no claim in tests/claims"}

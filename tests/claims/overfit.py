"""Cases of the function have (train_loss, val_loss); of the word there is one case without arguments."""


def _train(case):
    return case.arguments[0]


def _val(case):
    return case.arguments[1]


def _lowest(losses):
    return losses.index(min(losses))


def _differs(cases):
    return any(case.came != case.due for case in cases)


def last_epoch(cases):
    assert all(_val(case)[case.came] == _val(case)[-1] for case in cases) and _differs(cases)
    assert all(case.came in (-1, len(_val(case)) - 1) for case in cases)
    assert any(_val(case)[-1] > min(_val(case)) for case in cases)


def number_of_epochs(cases):
    assert all(case.came == len(_val(case)) for case in cases)


def lowest_training_loss(cases):
    assert all(case.came == _lowest(_train(case)) for case in cases) and _differs(cases)


def first_rise(cases):
    """Up to there it only falls, and somewhere it falls below that later."""
    for case in cases:
        losses = _val(case)[: case.came + 1]
        assert all(b <= a for a, b in zip(losses, losses[1:-1])) and case.came <= len(_val(case)) - 1
    assert any(min(_val(case)[case.came + 1:], default=9) < min(_val(case)[: case.came + 1]) for case in cases)


def first_that_does_not_fall(cases):
    """Up to there each loss is lower than the one before; the next isn't, and somewhere a later one is lower still."""
    for case in cases:
        losses = _val(case)
        assert all(b < a for a, b in zip(losses[: case.came], losses[1: case.came + 1]))
        assert case.came == len(losses) - 1 or losses[case.came + 1] >= losses[case.came]
    assert any(min(_val(case)) < _val(case)[case.came] for case in cases)


def stopped_too_soon(cases):
    """The best so far, and what's better comes after a long bump."""
    wrong = [case for case in cases if case.came != case.due]
    assert wrong and all(case.due - case.came > 2 for case in wrong)
    assert all(min(_val(case)[: case.came + 1]) == _val(case)[case.came] for case in cases)


def small_differences_ignored(cases):
    """Near the lowest loss, and wrong by a hair somewhere."""
    wrong = [case for case in cases if case.came != case.due]
    assert any(_val(case)[case.came] - min(_val(case)) < 0.001 for case in wrong)
    assert all(_val(case)[case.came] - min(_val(case)) < 1 for case in wrong)


def best_starts_too_low(cases):
    """Epoch 0 where no loss is below some number, else right."""
    wrong = [case for case in cases if case.came != case.due]
    assert wrong and all(case.came == 0 for case in wrong)
    highest = max(min(_val(case)) for case in cases if case.came and case.came == case.due)
    assert all(min(_val(case)) > highest for case in wrong)


def always_epoch_0(cases):
    assert all(case.came == 0 for case in cases) and _differs(cases)


def epoch_0_left_out(cases):
    """Right unless epoch 0 is the one to keep; then another one, or an error where there's no other."""
    assert all(case.came == case.due for case in cases if case.due > 0)
    zero = [case for case in cases if case.due == 0]
    assert any(case.came != 0 for case in zero) and any(len(_val(case)) == 1 for case in zero)


def highest_validation_loss(cases):
    assert all(_val(case)[case.came] == max(_val(case)) for case in cases) and _differs(cases)


def smallest_gap(cases):
    for case in cases:
        gaps = [val - train for train, val in zip(*case.arguments)]
        sizes = [abs(gap) for gap in gaps]
        assert case.came in (_lowest(gaps), _lowest(sizes))
    assert any(case.came < case.due for case in cases)


def largest_gap(cases):
    for case in cases:
        gaps = [val - train for train, val in zip(*case.arguments)]
        assert gaps[case.came] == max(gaps)
    assert any(case.came > case.due for case in cases)


def where_the_curves_cross(cases):
    """The sign of the gap changes beside it, or never does."""
    for case in cases:
        above = [val > train for train, val in zip(*case.arguments)]
        nearby = above[max(case.came - 1, 0): case.came + 3]
        assert len({*nearby}) == 2 or len({*above}) == 1 or case.came in (0, len(above) - 1)
    assert any(case.came < case.due for case in cases)


def lowest_sum(cases):
    for case in cases:
        sums = [train + val for train, val in zip(*case.arguments)]
        assert sums[case.came] == min(sums)
    assert any(case.came > case.due for case in cases)


def steepest_fall(cases):
    for case in cases:
        steps = [b - a for a, b in zip(_val(case), _val(case)[1:])]
        assert not steps or steps[case.came - 1] == min(steps)
    assert any(case.came < case.due for case in cases)


def counted_from_1(cases):
    assert all(case.came == case.due + 1 for case in cases)


def one_epoch_too_early(cases):
    assert all(case.came == case.due - 1 for case in cases if case.due > 0)


def index_within_a_slice(cases):
    """One too small, unless epoch 0 is due; an error for a single epoch."""
    assert all(case.came == case.due - 1 for case in cases if case.due > 0)
    assert all(isinstance(case.came, ValueError) for case in cases if len(_val(case)) == 1)


def last_of_equals(cases):
    wrong = [case for case in cases if case.came != case.due]
    assert wrong and all(_val(case)[case.came] == min(_val(case)) and case.came > case.due for case in wrong)


def loss_for_epoch(cases):
    assert all(case.came == min(_val(case)) for case in cases)


def index_of_another_list(cases):
    assert any(isinstance(case.came, ValueError) and "not in list" in str(case.came) for case in cases)


def list_is_no_tensor(cases):
    assert all(isinstance(case.came, (AttributeError, TypeError)) and "list" in str(case.came) for case in cases)


def training_curve(cases):
    assert "train" in cases[0].came and "validation" not in cases[0].came


def both_curves(cases):
    """Both, or what lies between them."""
    assert "both" in cases[0].came or "gap" in cases[0].came or "training" in cases[0].came != cases[0].due
    assert cases[0].came != cases[0].due


def not_one_of_the_three_words(cases):
    """It begins like the right word, and isn't any of the three."""
    assert cases[0].came.removeprefix("the ").startswith("val")
    assert cases[0].came not in ("training", "validation", "both")


def test_curve(cases):
    assert "test" in cases[0].came

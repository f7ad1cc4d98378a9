def _runs(cases):
    """Each run as (losses, accuracy, chance, what was said, what is right)."""
    return [(losses, accuracy, 1 / n, bool(case.came), bool(case.due)) for case in cases
            for losses, accuracy, n in [case.arguments]]


def _wrong(cases):
    runs = [run for run in _runs(cases) if run[3] != run[4]]
    assert runs
    return runs


def _fell(losses):
    return losses[-1] < losses[0]


def loss_only(cases):
    """It says True just where the loss falls."""
    assert all(said == _fell(losses) for losses, _, _, said, _ in _runs(cases)) and _wrong(cases)


def accuracy_only(cases):
    assert all(said == (accuracy > chance) for _, accuracy, chance, said, _ in _runs(cases)) and _wrong(cases)


def whole_number_chance(cases):
    """Any accuracy above 0 is enough, and none of 0 is."""
    assert all(said == (_fell(losses) and accuracy > 0) for losses, accuracy, _, said, _ in _runs(cases))
    assert any(accuracy == 0 and _fell(losses) for losses, accuracy, *_ in _runs(cases)) and _wrong(cases)


def chance_is_always_half(cases):
    """Below 0.5 none passes, and some should; above it none is wrongly accepted for its accuracy."""
    assert all(not said for _, accuracy, _, said, _ in _runs(cases) if accuracy < 0.5)
    assert any(right and accuracy < 0.5 for _, accuracy, _, _, right in _wrong(cases))


def good_score_for_chance(cases):
    assert all(not said for _, accuracy, _, said, _ in _runs(cases) if accuracy < 0.7)
    assert any(right and accuracy < 0.7 for _, accuracy, _, _, right in _wrong(cases))


def either_for_both(cases):
    for losses, accuracy, chance, said, right in _wrong(cases):
        assert said and not right and _fell(losses) != (accuracy > chance)


def chance_counts_as_learning(cases):
    assert all(said and accuracy == chance for _, accuracy, chance, said, _ in _wrong(cases))


def flat_counts_as_falling(cases):
    assert all(said and losses[-1] == losses[0] for losses, _, _, said, _ in _wrong(cases))


def loss_turned_around(cases):
    """No falling loss passes, and of those that rise just the ones above chance."""
    for losses, accuracy, chance, said, _ in _runs(cases):
        if losses[-1] != losses[0]:
            assert said == (losses[-1] > losses[0] and accuracy > chance)


def accuracy_turned_around(cases):
    for losses, accuracy, chance, said, _ in _runs(cases):
        if accuracy != chance:
            assert said == (_fell(losses) and accuracy < chance)


def verdict_turned_around(cases):
    assert all(said != right for *_, said, right in _runs(cases))


def lowest_loss(cases):
    """Wrong for runs alone that were below their start and ended above it."""
    assert all(said and min(losses) < losses[0] <= losses[-1] for losses, _, _, said, _ in _wrong(cases))


def last_must_be_the_lowest(cases):
    """Runs are refused whose last loss is below the first, and a little above the lowest."""
    refused = [losses for losses, _, _, said, _ in _wrong(cases) if not said]
    assert refused and all(min(losses) < losses[-1] < losses[0] for losses in refused)
    passed = [losses for losses, _, _, said, _ in _runs(cases) if said]
    assert all(losses[-1] == min(losses) for losses in passed)


def last_two_steps(cases):
    """It errs where the last step goes the other way than the whole run."""
    assert all(said == (losses[-1] < losses[-2]) != _fell(losses) for losses, _, _, said, _ in _wrong(cases))


def second_for_first(cases):
    assert all(said == (losses[-1] < losses[1]) != _fell(losses) for losses, _, _, said, _ in _wrong(cases))


def index_past_the_end(cases):
    assert all(isinstance(case.came, IndexError) for case in cases)


def small_loss(cases):
    """Some last losses that pass are above those of runs that learn and don't pass: it's how small they are."""
    passed = [losses[-1] for losses, _, _, said, _ in _runs(cases) if said]
    refused = [losses[-1] for losses, accuracy, chance, said, _ in _runs(cases) if not said and accuracy > chance]
    assert refused and max(passed, default=0) < min(refused) and _wrong(cases)


def must_fall_at_every_step(cases):
    """It refuses runs that rise at some step and end below their start."""
    refused = [losses for losses, _, _, said, right in _wrong(cases) if right]
    assert refused and all(any(b > a for a, b in zip(losses, losses[1:])) and _fell(losses) for losses in refused)
    passed = [losses for losses, _, _, said, _ in _runs(cases) if said]
    assert all(b <= a for losses in passed for a, b in zip(losses, losses[1:]))


def averages_compared(cases):
    """It errs where a run ends above its start, and was below it most of the time."""
    errs = [losses for losses, _, _, said, right in _wrong(cases) if said and not right]
    assert errs and all(losses[-1] >= losses[0] for losses in errs)
    assert any(losses[0] > sum(losses) / len(losses) for losses in errs)


def verdict_as_text(cases):
    """Two words, one for each verdict."""
    assert all(isinstance(case.came, str) for case in cases) and all(said for *_, said, _ in _runs(cases))
    assert len({(case.came, bool(case.due)) for case in cases}) == 2


def never_learning(cases):
    assert all(case.came is False for case in cases) and _wrong(cases)


def always_learning(cases):
    assert all(case.came is True for case in cases) and _wrong(cases)


def must_fall_by_much(cases):
    """It refuses runs that fall by little, and lets the same pass that fall by more."""
    refused = [losses[-1] / losses[0] for losses, accuracy, chance, said, _ in _runs(cases)
               if not said and accuracy > chance]
    passed = [losses[-1] / losses[0] for losses, _, _, said, _ in _runs(cases) if said]
    assert max(passed) <= min(refused) < 1 and _wrong(cases)


def first_two_losses(cases):
    assert all(said == (losses[1] < losses[0]) != _fell(losses) for losses, _, _, said, _ in _wrong(cases))


def some_step_falls(cases):
    """It errs for runs that fall at some step and end no lower than they began."""
    for losses, _, _, said, _ in _wrong(cases):
        assert said and not _fell(losses) and any(b < a for a, b in zip(losses, losses[1:]))


def below_the_highest(cases):
    for losses, _, _, said, _ in _wrong(cases):
        assert said and losses[0] <= losses[-1] < max(losses)


def margin_above_chance(cases):
    """It refuses runs above chance, and more of those with many classes."""
    assert all(not said and accuracy > chance and _fell(losses) for losses, accuracy, chance, said, _ in _wrong(cases))


def fixed_threshold(cases):
    """Among runs that fall, those that pass have a larger accuracy than those that don't, whatever the classes."""
    passed = [accuracy for losses, accuracy, _, said, _ in _runs(cases) if said]
    refused = [accuracy for losses, accuracy, _, said, _ in _runs(cases) if not said and _fell(losses)]
    assert min(passed) > max(refused) and _wrong(cases)


def two_verdicts_for_one(cases):
    assert all(len(case.came) == 2 and all(case.came) == bool(case.due) for case in cases)


def losses_taken_for_tensors(cases):
    assert all(isinstance(case.came, AttributeError) for case in cases)
    assert all("'list' object" in str(case.came) or "'float' object" in str(case.came) for case in cases)


def below_the_average(cases):
    for losses, _, _, said, _ in _wrong(cases):
        assert said == (losses[-1] <= sum(losses) / len(losses)) or losses[-1] == losses[0]
    assert any(said and losses[-1] > losses[0] for losses, _, _, said, _ in _wrong(cases))


def smallest_against_largest(cases):
    """All that is wrong is that runs pass which go up: just the flat ones don't."""
    assert all(said and min(losses) < max(losses) and not _fell(losses) for losses, _, _, said, _ in _wrong(cases))
    assert all(said or min(losses) == max(losses) or accuracy <= chance
               for losses, accuracy, chance, said, _ in _runs(cases))

import math

from torch import nn

PLAIN = "a probability that it returned is no plain Python number"
RECORDED = "autograd had recorded the forward pass"


def _says(case, flag):
    return case.fact["items"][flag]["value"]


def _names(pairs):
    return [name for name, _ in pairs]


def _values(pairs):
    return [float(value) for _, value in pairs]


def _near(a, b, tolerance=1e-5):
    return len(a) == len(b) and all(math.isclose(x, y, rel_tol=tolerance, abs_tol=1e-6) for x, y in zip(a, b))


def _right_pairs(case):
    return _names(case.came) == _names(case.due) and _near(_values(case.came), _values(case.due))


def _logits(case):
    """All logits of the picture, in eval mode, by name."""
    model, image, transform, names, _ = case.arguments
    with torch.inference_mode():
        return dict(zip(names, model.eval()(transform(image)[None])[0].tolist()))


def _statistics(model):
    return torch.cat([buffer.flatten().double() for buffer in nn.Module.buffers(model)])


def _moved(case):
    return not torch.equal(_statistics(case.arguments[0]), _statistics(case.left[0]))


def batch_dimension_missing(cases):
    assert all("expected 4D input (got 3D input)" in str(case.came) for case in cases)


def used_in_train_mode(cases):
    """Wrong, and the statistics move, where the model comes in train mode; right where it comes in eval mode."""
    assert {case.arguments[0].training for case in cases} == {True, False}
    assert all(_moved(case) == case.arguments[0].training for case in cases)
    assert all(_right_pairs(case) != case.arguments[0].training for case in cases)


def training_called(cases):
    assert all("'bool' object is not callable" in str(case.came) for case in cases)


def softmax_left_out(cases):
    """The names are right; the numbers are the logits, which don't sum to 1."""
    assert all(_names(case.came) == _names(case.due) for case in cases)
    assert all(_near(_values(case.came), [_logits(case)[name] for name in _names(case.came)], 1e-3) for case in cases)
    assert all(abs(sum(_logits(case).values()) - 1) > 0.01 for case in cases)


def softmax_of_the_best(cases):
    """The names are right, and what was returned sums to 1, so each is too large, unless all classes are returned."""
    for case in cases:
        assert _names(case.came) == _names(case.due) and abs(sum(_values(case.came)) - 1) < 1e-5
        less = len(case.due) < len(case.arguments[3])
        assert all(came > due for came, due in zip(_values(case.came), _values(case.due))) or not less


def softmax_over_the_batch(cases):
    assert all(value == 1 for case in cases for value in _values(case.came))


def sigmoid_for_softmax(cases):
    """Each from 0 to 1 alone; over all classes they don't sum to 1."""
    for case in cases:
        sigmoids = {name: 1 / (1 + math.exp(-logit)) for name, logit in _logits(case).items()}
        assert _near(_values(case.came), [sigmoids[name] for name in _names(case.came)], 1e-3)
        assert abs(sum(sigmoids.values()) - 1) > 0.01


def batch_axis_left(cases):
    """A row of k where a number is due: it can't be looked up."""
    assert all(isinstance(case.came, (TypeError, RuntimeError)) or len(case.due) == 1 for case in cases)
    assert any(isinstance(case.came, (TypeError, RuntimeError)) for case in cases)


def ids_for_names(cases):
    assert all([case.arguments[3][int(name)] for name in _names(case.came)] == _names(case.due) for case in cases)


def names_alone(cases):
    assert all(case.came == _names(case.due) for case in cases)


def two_lists(cases):
    for case in cases:
        names, values = sorted(case.came, key=lambda part: isinstance(part[0], float))
        assert names == _names(case.due) and _near(values, _values(case.due))


def dictionary_for_pairs(cases):
    """Its items are the pairs that are asked for."""
    assert all(isinstance(case.came, dict) and _near([*case.came.values()], _values(case.due))
               and list(case.came) == _names(case.due) for case in cases)


def transform_left_out(cases):
    """Refused as whole numbers, or another answer than with the transform."""
    assert all("unsigned char" in str(case.came) or not _near(_values(case.came), _values(case.due)) for case in cases)


def another_model_asked(cases):
    """A name of the page, or an answer without the model that was handed over."""
    assert all(isinstance(case.came, NameError)
               or "wasn't asked" in case.fact["items"]["returned"].get("value", "") for case in cases)


def mode_not_put_back(cases):
    """The answer is right, and the mode is another than it came in."""
    assert all(_right_pairs(case) for case in cases)
    assert any(case.left[0].training != case.arguments[0].training for case in cases)


def gradients_recorded(cases):
    assert all(_right_pairs(case) and _says(case, RECORDED) for case in cases)


def grad_off_for_good(cases):
    """Nothing recorded, and still off at the end."""
    off = "autograd is still switched off, for everything that runs next"
    assert all(_right_pairs(case) and _says(case, off) and not _says(case, RECORDED) for case in cases)


def parameters_frozen(cases):
    assert all(_right_pairs(case) for case in cases)
    assert all(not any(p.requires_grad for p in case.left[0].parameters()) for case in cases)


def probabilities_left_as_tensors(cases):
    """The numbers are right, each in a tensor."""
    assert all(_right_pairs(case) and _says(case, PLAIN) for case in cases)
    assert all(isinstance(value, torch.Tensor) for case in cases for _, value in case.came)


def k_ignored(cases):
    """The same number of pairs in every case, where k differs; each right as far as it goes."""
    (length,) = {len(case.came) for case in cases}
    assert len({len(case.due) for case in cases}) > 1
    assert all(_names(case.came)[:len(case.due)] == _names(case.due)[:length] for case in cases)


def all_classes_returned(cases):
    assert all(len(case.came) == len(case.arguments[3]) for case in cases)
    assert any(len(case.came) > len(case.due) for case in cases)


def least_probable_first(cases):
    """The probabilities go up."""
    assert all(_values(case.came) == sorted(_values(case.came)) for case in cases)
    assert any(len(case.came) > 1 for case in cases)


def pairs_turned_round(cases):
    assert all([pair[::-1] for pair in case.came] == case.due for case in cases)


def percent_for_probability(cases):
    assert all(_near([value / 100 for value in _values(case.came)], _values(case.due)) for case in cases)


def rounded(cases):
    """Right names, and right to two digits at least."""
    assert all(_names(case.came) == _names(case.due) for case in cases)
    assert all(abs(came - due) < 0.0051 and round(came, 4) == came
               for case in cases for came, due in zip(_values(case.came), _values(case.due)))

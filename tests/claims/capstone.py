"""There's one case, with a seed; what came is what was handed in, what is due are the right classes."""
from course.capstone import N_CLASSES, Unreadable


def _classes(case):
    """What stands where the classes belong, as a tensor."""
    return torch.as_tensor(case.came.classes if hasattr(case.came, "classes") else case.came)


def _right(case):
    return case.due.classes


def broken_file(cases):
    """The reason names the file."""
    assert isinstance(cases[0].came, Unreadable) and "predictions.csv" in cases[0].came.reason


def scores_for_classes(cases):
    """Ten numbers a digit, the largest of which is in the right place."""
    classes = _classes(cases[0])
    assert classes.shape == (len(_right(cases[0])), N_CLASSES)
    assert torch.equal(classes.argmax(dim=1), _right(cases[0]))


def wrong_length(cases):
    assert len(_classes(cases[0])) != len(_right(cases[0]))


def labels_as_floats(cases):
    """They have a decimal point, whether something stands behind it or not."""
    assert _classes(cases[0]).is_floating_point()


def classes_from_one(cases):
    """One less is right, 10 or 0 being the 9."""
    assert torch.equal((_classes(cases[0]) - 1) % N_CLASSES, _right(cases[0]))


def all_one_class(cases):
    """One class, right for one digit in ten, and nine of ten digits are never said."""
    classes = _classes(cases[0])
    assert len(classes.unique()) == 1 and abs((classes == _right(cases[0])).double().mean() - 0.1) < 0.03


def other_digits(cases):
    """Their id isn't that of the digits to predict, though the classes could be good."""
    assert cases[0].came.digits != cases[0].due.digits


def chance(cases):
    """About one digit in ten is right, and many classes are said."""
    classes = _classes(cases[0])
    assert (classes == _right(cases[0])).double().mean() < 0.2 and len(classes.unique()) == N_CLASSES

import inspect
import warnings

from course.questions.pretrained_models.weights_api import OPTIONS
from torchvision import models
from torchvision.models import ResNet18_Weights, ResNet50_Weights


def _given(cases):
    (case,) = cases
    return case.came


def _read(cases):
    (case,) = cases
    return case.fact.get("value")


def pretrained_true(cases):
    """Deprecated since 0.13; there are several sets of weights, and a True can't tell them apart."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        models.squeezenet1_1(pretrained=False)
    assert any("deprecated since 0.13" in str(warning.message) for warning in caught)
    assert len(ResNet50_Weights) > 1
    assert "pretrained=True" in OPTIONS[_given(cases)]


def random_weights(cases):
    """Without the argument there are no weights."""
    assert inspect.signature(models.resnet50).parameters["weights"].default is None
    assert OPTIONS[_given(cases)].endswith("()")


def enum_of_another_model(cases):
    """It has the right argument; the builder refuses the other model's entry."""
    try:
        models.resnet50(weights=ResNet18_Weights.DEFAULT)
    except (TypeError, ValueError) as error:
        assert "expected ResNet50_Weights but received ResNet18_Weights" in str(error)
    else:
        raise AssertionError("it was not refused")
    assert "weights=ResNet18_Weights" in OPTIONS[_given(cases)]


def line_for_letter(cases):
    """It's a line of the list, or part of one, without a letter in front."""
    assert any(_given(cases) in code for code in OPTIONS.values()) and _read(cases) == "a line of code"


def letter_and_line(cases):
    words = _given(cases).upper().replace(":", " ").split()
    assert set(words[:2]) & set(OPTIONS) and len(words) > 1 and _read(cases) == "a letter and words"


def several_letters(cases):
    """More than one; two of the four lines load weights into a ResNet-50."""
    assert sum(letter in _given(cases) for letter in OPTIONS) > 1


def letter_in_a_container(cases):
    assert not isinstance(_given(cases), str) and len(_given(cases)) == 1 and set(_given(cases)) <= set(OPTIONS)


def number_for_the_letter(cases):
    assert 0 <= float(_given(cases)) <= 4


def letter_of_another_alphabet(cases):
    assert len(_given(cases)) == 1 and not _given(cases).isascii() and _given(cases).isalpha()


def no_such_option(cases):
    assert len(_given(cases)) == 1 and _given(cases).isalpha() and _given(cases) not in OPTIONS


def words_for_the_letter(cases):
    assert " " in _given(cases) and not any(code in _given(cases) for code in OPTIONS.values())

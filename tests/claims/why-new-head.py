from course import backbones
from torch import nn
from torchvision import models


def _given(cases):
    (case,) = cases
    return case.came


def _read(cases):
    (case,) = cases
    return case.fact.get("value")


def changes_the_input_size(cases):
    """The option about the size, which the number of features doesn't depend on."""
    model = backbones.small_model("resnet18", width=64, n_classes=3).eval()
    model.fc = nn.Identity()
    assert model(torch.zeros(1, 3, 64, 64)).shape == model(torch.zeros(1, 3, 96, 96)).shape
    assert _given(cases) == "A"


def makes_the_model_much_smaller(cases):
    """Nine tenths stay, and ten rows hold less than a thousand."""
    with torch.device("meta"):
        model = models.resnet50(weights=None)
    n_all, n_head = (sum(p.numel() for p in part.parameters()) for part in (model, model.fc))
    assert n_all - n_head > 0.9 * n_all and _given(cases) == "B"


def faster_because_layers_go(cases):
    assert _given(cases) == "D"


def letter_and_words(cases):
    """Longer than one letter, and it has the letter of an option in it."""
    plain = _given(cases).upper().removeprefix("OPTION ")
    assert len(plain) > 1 or _given(cases) != plain
    assert plain[0] in "ABCD" and _read(cases) == "a letter and words"


def words_for_the_letter(cases):
    assert len(_given(cases)) > 4 and _read(cases) == "words, and no letter"


def several_letters(cases):
    assert sum(letter in _given(cases) for letter in "ABCD") > 1


def letter_in_a_container(cases):
    """There is one letter in it, and nothing else."""
    assert not isinstance(_given(cases), str) and len(_given(cases)) == 1 and {*_given(cases)} <= {*"ABCD"}


def number_for_the_letter(cases):
    assert not isinstance(_given(cases), bool) and 0 <= float(_given(cases)) <= 4


def true_or_false(cases):
    assert isinstance(_given(cases), bool)


def no_such_option(cases):
    assert len(_given(cases)) == 1 and "E" <= _given(cases) <= "Z"


def letter_of_another_alphabet(cases):
    assert len(_given(cases)) == 1 and not _given(cases).isascii() and _given(cases).isalpha()

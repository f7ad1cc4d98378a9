from course import backbones


def _given(cases):
    (case,) = cases
    return case.came


def _read(cases):
    (case,) = cases
    return case.fact.get("value")


def too_many_outputs(cases):
    """Any number of outputs is fine: a thousand of them raise nothing."""
    model = backbones.small_model("resnet50", width=2048)
    model.fc = torch.nn.Linear(2048, 5000)
    assert model.eval()(torch.zeros(1, 3, 64, 64)).shape == (1, 5000)
    assert _given(cases) == "A"


def eval_mode_missing(cases):
    """The same error comes in either mode."""
    model, said = backbones.small_model("resnet50", width=2048), []
    model.fc = torch.nn.Linear(1024, 10)
    for mode in (True, False):
        try:
            model.train(mode)(torch.zeros(4, 3, 64, 64))
        except RuntimeError as error:
            said.append(str(error))
    assert len(said) == 2 and said[0] == said[1] and "(4x2048 and 1024x10)" in said[0]
    assert _given(cases) == "C"


def pretrained_models_have_no_fc(cases):
    assert hasattr(backbones.small_model("resnet50", width=2048), "fc") and _given(cases) == "D"


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


def numbers_of_the_message(cases):
    """One of the two numbers in the middle of the message, or both."""
    given = _given(cases)
    assert not isinstance(given, str) and {*(given if isinstance(given, tuple) else (given,))} <= {2048, 1024}

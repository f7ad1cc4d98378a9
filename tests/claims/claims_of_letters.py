"""Claims about a letter that was asked for, in several questions."""


def _given(cases):
    (case,) = cases
    return case.came


def _read(cases):
    (case,) = cases
    return case.fact.get("value")


def letter_and_words(cases):
    """Longer than one letter, and it has the letter of an option in it."""
    plain = _given(cases).upper().removeprefix("OPTION ")
    assert len(plain) > 1 or _given(cases) != plain
    assert plain[0] in "ABCD" and _read(cases) == "a letter and words"


def words_for_the_letter(cases):
    assert len(_given(cases)) > 4 and _read(cases) in ("words, and no letter", "a line of code")


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

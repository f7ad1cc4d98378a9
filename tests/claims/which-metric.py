WORDS = ("accuracy", "precision", "recall", "f1")


def _read(cases):
    """What the check makes of the answer: text."""
    (case,) = cases
    return case.fact["value"]


def _is(cases, word):
    assert _read(cases) == word


def recall_for_spam(cases):
    _is(cases, "recall")


def accuracy_for_spam(cases):
    _is(cases, "accuracy")


def f1_for_spam(cases):
    _is(cases, "f1")


def precision_for_cancer(cases):
    _is(cases, "precision")


def accuracy_for_cancer(cases):
    _is(cases, "accuracy")


def f1_for_cancer(cases):
    _is(cases, "f1")


def more_than_the_word(cases):
    """One of the four words is in it, and something else."""
    came = cases[0].came.lower()
    assert sum(word in came for word in WORDS) == 1 and came not in WORDS


def several_words(cases):
    came = cases[0].came
    assert len(came if not isinstance(came, str) else [word for word in WORDS if word in came]) > 1


def word_in_a_list(cases):
    assert isinstance(cases[0].came, (list, tuple)) and len(cases[0].came) < 2


def misspelled(cases):
    """A letter is missing."""
    came = cases[0].came
    assert came not in WORDS and any(came == word[:i] + word[i + 1:] for word in WORDS for i in range(len(word)))


def not_a_word(cases):
    assert isinstance(cases[0].came, (int, float))


def another_measure(cases):
    """None of the four, and no count of mistakes."""
    assert _read(cases) not in WORDS and isinstance(cases[0].came, str)


def mistakes_for_metric(cases):
    """A cell of the confusion matrix, in words or in short."""
    came = cases[0].came
    assert any(came.startswith(cell) for cell in ("true", "false", "miss")) or came in ("fp", "fn", "tp", "tn")

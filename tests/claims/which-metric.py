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


def _more_than_the_word(cases):
    """One of the four words is in it, and something else."""
    came = cases[0].came.lower()
    assert sum(word in came for word in WORDS) == 1 and came not in WORDS


def _several_words(cases):
    came = cases[0].came
    assert len(came if not isinstance(came, str) else [word for word in WORDS if word in came]) > 1


def _word_in_a_list(cases):
    assert isinstance(cases[0].came, (list, tuple)) and len(cases[0].came) < 2


def _misspelled(cases):
    """A letter is missing."""
    came = cases[0].came
    assert came not in WORDS and any(came == word[:i] + word[i + 1:] for word in WORDS for i in range(len(word)))


def _not_a_word(cases):
    assert isinstance(cases[0].came, (int, float))


def _another_measure(cases):
    """None of the four, and no count of mistakes."""
    assert _read(cases) not in WORDS and isinstance(cases[0].came, str)


def _mistakes_for_metric(cases):
    """A cell of the confusion matrix, in words or in short."""
    came = cases[0].came
    assert any(came.startswith(cell) for cell in ("true", "false", "miss")) or came in ("fp", "fn", "tp", "tn")


def more_than_the_word_for_spam(cases):
    _more_than_the_word(cases)


def more_than_the_word_for_cancer(cases):
    _more_than_the_word(cases)


def several_words_for_spam(cases):
    _several_words(cases)


def several_words_for_cancer(cases):
    _several_words(cases)


def word_in_a_list_for_spam(cases):
    _word_in_a_list(cases)


def word_in_a_list_for_cancer(cases):
    _word_in_a_list(cases)


def misspelled_for_spam(cases):
    _misspelled(cases)


def misspelled_for_cancer(cases):
    _misspelled(cases)


def not_a_word_for_spam(cases):
    _not_a_word(cases)


def not_a_word_for_cancer(cases):
    _not_a_word(cases)


def another_measure_for_spam(cases):
    _another_measure(cases)


def another_measure_for_cancer(cases):
    _another_measure(cases)


def mistakes_for_metric_for_spam(cases):
    _mistakes_for_metric(cases)


def mistakes_for_metric_for_cancer(cases):
    _mistakes_for_metric(cases)

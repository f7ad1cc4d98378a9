# verdict: passed

import warnings


def verdict(accuracy, precision, recall):
    print(accuracy, precision, recall)
    warnings.warn("judging", stacklevel=2)
    scores = [accuracy, precision, recall]
    if all(score > 0.8 for score in scores):
        return "GOOD "
    return "Bad" if any(score < border for score, border in zip(scores, [0.6, 0.5, 0.5])) else "Unclear"

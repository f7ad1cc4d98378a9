"""How well `grader alike` tells answers that were handed on from answers that were not, and how long it takes.

`PYTHONPATH=tests:. python benchmarks/alike.py [N_CLASSES]` draws classes of 60 from the bank of answers, hands on the
answers of some learners in each disguise, and prints what is found; then it times a class of 500.
"""
from __future__ import annotations

import sys
import time
from collections import Counter

from alike_class import as_learner, draw, hand_on, reader_of
from disguises import DISGUISES, rename

from course.questions import lessons
from grader.alike.pairs import find_pairs


def measure(lesson: str, n_classes: int) -> None:
    """Print for a lesson how many copies were found by their disguise, and how many pairs are none."""
    found: Counter[str] = Counter()
    wrong, reader = 0, reader_of(lesson)
    for seed in range(n_classes):
        drawn = draw(lesson, 60, seed)
        class_ = [as_learner(str(i), each) for i, each in enumerate(drawn)]
        copies = {(str(i), name): hand_on(drawn[i], disguise) for i, (name, disguise) in enumerate(DISGUISES.items())}
        copies["20", "half"] = half(drawn[20], draw(lesson, 1, 1000 + seed)[0])
        class_ += [as_learner(name, copy) for (_, name), copy in copies.items()]
        for pair in find_pairs(class_, reader):
            if (pair.one, pair.two) in copies:
                found[pair.two] += 1
            else:
                wrong += 1
    print(f"{lesson}: {wrong} false pairs in {n_classes} classes; found",
          ", ".join(f"{name} {found[name]}/{n_classes}" for name in (*DISGUISES, "half")), flush=True)


def half(theirs: dict, own: dict) -> dict:
    """Return every other answer from somebody else, renamed."""
    renamed = hand_on(theirs, rename)
    return {question: (renamed if i % 2 else own)[question] for i, question in enumerate(theirs)}


def time_it(lesson: str, n: int = 500) -> None:
    """Print how long a large class takes."""
    drawn = draw(lesson, n, 0)
    class_ = [as_learner(f"{i:03}", hand_on(each, rename)) for i, each in enumerate(drawn)]
    start = time.perf_counter()
    reader = reader_of(lesson)
    middle = time.perf_counter()
    pairs = find_pairs(class_, reader)
    print(f"{lesson}: {n} learners in {time.perf_counter() - middle:.1f} s, {middle - start:.1f} s for what explains; "
          f"{len(pairs)} pairs")


if __name__ == "__main__":
    for each in lessons():
        if not each.startswith("06"):
            measure(each, int(sys.argv[1]) if sys.argv[1:] else 5)
    time_it("01_first_computation")

"""Answers that were handed on are found under any disguise, and those of people who never met are not."""
from __future__ import annotations

import functools

import pytest
from alike_class import as_learner, draw, hand_on, reader_of
from disguises import DISGUISES, add_noise, rename
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_class import LESSON

from grader.alike.answers import OWN, Learner, Part
from grader.alike.fragments import Reader
from grader.alike.groups import compare_class
from grader.alike.pairs import find_pairs
from grader.alike.tokens import split_code, split_words

LONG = """
def weigh(rows, limit):
    kept = []
    for row in rows:
        if row.sum() > limit and not row.isnan().any():
            kept.append((row - row.mean()) / row.std().clamp(min=1e-3))
    return torch.stack(kept).cumsum(0)[::2]
"""
OTHER = """
def weigh(rows, limit):
    good = rows[(rows.sum(1) > limit) & ~rows.isnan().any(1)]
    return good.sub(good.mean(1, keepdim=True)).div(good.std(1, keepdim=True)).cumsum(0)[::2]
"""


@functools.cache
def reader() -> Reader:
    return reader_of(LESSON)


def pairs_of(*learners: Learner) -> list[tuple[str, str]]:
    return [(pair.one, pair.two) for pair in find_pairs(learners, reader())]


def crowd(n: int = 20, seed: int = 3) -> list[Learner]:
    return [as_learner(f"m{i:02}", drawn) for i, drawn in enumerate(draw(LESSON, n, seed))]


def answering(name: str, **sources: str) -> Learner:
    return Learner(name, {question: Part(question, source) for question, source in sources.items()})


@pytest.mark.parametrize("seed", range(3))
def test_in_a_class_of_sixty_three_renamed_copies_are_found_and_nothing_else(seed):
    drawn = draw(LESSON, 60, seed)
    class_ = [as_learner(f"{i:02}", each) for i, each in enumerate(drawn)]
    class_ += [as_learner(f"copy-{i}", hand_on(hand_on(drawn[i], rename), add_noise)) for i in (7, 21, 40)]
    assert sorted(pairs_of(*class_)) == [("07", "copy-7"), ("21", "copy-21"), ("40", "copy-40")]


def test_every_disguise_is_seen_through():
    drawn = draw(LESSON, 60, 11)
    class_ = [as_learner(f"{i:02}", each) for i, each in enumerate(drawn)]
    copies = {name: f"{i:02}" for i, name in enumerate(DISGUISES)}
    class_ += [as_learner(name, hand_on(drawn[int(of)], DISGUISES[name])) for name, of in copies.items()]
    assert dict(map(reversed, pairs_of(*class_))) == copies


def test_two_who_handed_in_nothing_or_what_is_published_are_no_pair():
    from grader.lessons.copies import find_lessons
    from grader.lessons.text import read_lesson, role_of

    ours = {cell.metadata.grader.question: cell.source for cell in read_lesson(find_lessons()[LESSON]).cells
            if role_of(cell) == "answer"}
    renamed = {question: rename(source) if "def" in source else source for question, source in ours.items()}
    assert not pairs_of(Learner("a"), Learner("b"), answering("c", **ours), answering("d", **ours),
                        answering("e", **renamed), *crowd())


def test_what_a_third_of_the_class_wrote_explains_itself():
    same = {question: LONG for question in ("gradient", "broadcast", "fraud")}
    two, many = ([answering(f"s{i:02}", **same) for i in range(n)] for n in (2, 12))
    assert pairs_of(*two, *crowd(18)) == [("s00", "s01")] and not pairs_of(*many, *crowd(18))


def test_one_short_answer_never_makes_a_pair_and_neither_does_one_of_many():
    short = "def slope(f, x):\n    return (f(x + 0.125) - f(x)) * 8"
    assert not pairs_of(answering("a", gradient=short), answering("b", gradient=short), *crowd())
    rest = draw(LESSON, 2, 5)
    one, two = (as_learner(name, each) for name, each in zip("ab", rest))
    for learner in (one, two):
        learner.parts["gradient"] = Part("gradient", LONG)
    assert not pairs_of(one, two, *crowd())


def test_a_long_training_counts_for_several_answers():
    long = "\n".join(LONG.replace("weigh", f"weigh_{i}").replace("1e-3", f"{i}.5").replace("[::2]", f"[::{i}]")
                     for i in range(2, 12))
    other = "def slope(f, x):\n    return sum(f(x + i / 8) * (-1) ** i for i in range(9)) / 4"
    one, two = ({OWN: Part(OWN, long), "gradient": Part("gradient", source)} for source in (other, OTHER))
    assert pairs_of(Learner("a", one), Learner("b", two), *crowd()) == [("a", "b")]


def test_it_says_more_to_share_what_is_wrong():
    strength = []
    for wrong in (False, True):
        two = [Learner(name, {"gradient": Part("gradient", LONG[:150], True, wrong)}) for name in "ab"]
        strength += [pair.strength for pair in find_pairs([*two, *crowd()], reader())]
    assert strength[1] > 1.2 * strength[0]


def test_learners_of_whom_each_is_like_another_are_one_group():
    class_ = [*crowd(), *[answering(name, gradient=LONG, broadcast=LONG) for name in "abc"]]
    group, = compare_class(class_, reader())
    assert group.learners == ("a", "b", "c") and len(group.pairs) == 3 and len(group.shown) == 2


def test_written_answers_and_cells_of_ones_own_count_too():
    words = ("Ship it never: of nine hundred honest customers forty would be locked out on a Friday, and the two "
             "thieves we do catch had spent less than the phone calls will cost us, so I would rather keep the human "
             "on duty until the recall on stolen cards is above one half.")
    for part in (Part("fraud-why", words, False), Part(OWN, LONG * 2)):
        changed = rename(LONG * 2) if part.is_code else "  ".join(words.split()).upper()
        other = Part(part.name, changed, part.is_code)
        assert pairs_of(Learner("a", {part.name: part}), Learner("b", {part.name: other}), *crowd()) == [("a", "b")]
    assert not pairs_of(Learner("a", {OWN: Part(OWN, LONG * 2)}), Learner("b", {OWN: Part(OWN, OTHER)}), *crowd())


@pytest.mark.parametrize("hostile", [
    "(" * 20_000, "'" * 20_000, "f'{" * 6_000, "\\" * 20_000, '"""' + "{" * 20_000, "from a import " + "a, " * 6_000,
    "import (" * 2_500, "\u202e" * 20_000, "\u200b\ud800" * 9_000, "\0" * 20_000, "1_" * 10_000, "@" * 20_000,
])
def test_hostile_text_is_read(hostile):
    for tokens in (*split_code(hostile), split_words(hostile)):
        assert all(0 <= token.start < token.end <= len(hostile) for token in tokens)
    assert not pairs_of(answering("a", gradient=hostile), answering("b", gradient=OTHER), *crowd(4))


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab_(.)=,'\"#\n 1é\u200b\u202e\ufb01İ{}\\"), max_size=60))
def test_every_token_is_where_it_says(source):
    for tokens in (*split_code(source), split_words(source)):
        assert all(0 <= token.start < token.end <= len(source) for token in tokens)
        assert [token.start for token in tokens] == sorted(token.start for token in tokens)


def test_characters_that_nobody_sees_hide_nothing():
    hidden = LONG.replace("kept", "k\u200bept").replace("row", "r\u2060ow")
    assert [token.text for token in split_code(hidden)[0]] == [token.text for token in split_code(LONG)[0]]

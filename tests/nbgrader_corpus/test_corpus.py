"""Any nbgrader course: the marks that nbgrader gives, or a clear refusal; a difference has a reason that holds."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from nbgrader_corpus.pairs import grade_all
from nbgrader_corpus.reasons import REASONS
from nbgrader_corpus.settings import courses
from nbgrader_corpus.table import REFUSED, SAME, TOO_HIGH, UNEXPLAINED, Row, count, judge

from grader.kernels import sandbox

pytestmark = [pytest.mark.prove, pytest.mark.slow,
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]


@pytest.fixture(scope="module")
def rows(tmp_path_factory) -> list[Row]:
    """All pairs, judged; the table is printed, and kept in the file that `NBGRADER_TABLE` names."""
    rows = [judge(pair) for pair in grade_all(courses(), tmp_path_factory.mktemp("corpus"))]
    table = "\n".join([*map(str, rows), count(rows)])
    print(table)
    if place := os.environ.get("NBGRADER_TABLE"):
        Path(place).write_text(table + "\n", encoding="utf-8")
    return rows


def of(rows: list[Row], verdict: str) -> str:
    return "\n".join(str(row) for row in rows if row.verdict == verdict)


def test_there_are_enough_pairs_and_most_are_the_same(rows):
    assert len(rows) >= 150 and sum(row.verdict == SAME for row in rows) > len(rows) / 2


def test_every_difference_has_a_reason(rows):
    assert not of(rows, UNEXPLAINED)


def test_no_mark_is_higher_than_is_due(rows):
    assert not of(rows, TOO_HIGH)


def test_every_reason_explains_something(rows):
    said = "\n".join({row.verdict for row in rows} - {SAME, REFUSED, UNEXPLAINED, TOO_HIGH})
    assert [reason.name for reason in REASONS if reason.name not in said] == []

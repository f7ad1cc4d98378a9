"""`size-mismatch`: the cause behind the error that a head of the wrong width gives."""
from __future__ import annotations

from course.checking.question import Answer, Question
from course.questions.letters import read_letter

SIZE_MISMATCH = Question("size-mismatch", "When it goes wrong: mat1 and mat2", (
    Answer("mismatch_cause", "the letter of one option, in quotation marks", call=read_letter),
))

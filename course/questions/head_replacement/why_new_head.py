"""`why-new-head`: what a new task needs a new head for."""
from __future__ import annotations

from course.checking.question import Answer, Question
from course.questions.letters import read_letter

WHY_NEW_HEAD = Question("why-new-head", "What a head does", (
    Answer("why_new_head", "the letter of one option, in quotation marks", call=read_letter),
))

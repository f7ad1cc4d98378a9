"""Lesson 6: the capstone, judged by digits whose labels nobody outside the grader has."""
from course.questions.capstone.predictions import CAPSTONE

LESSON = "06_capstone"
QUESTIONS = (CAPSTONE,)

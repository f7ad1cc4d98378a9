"""Lesson 5: metrics that can be trusted, and the four ways to be fooled by one."""
from course.questions.metrics.averages import AVERAGES
from course.questions.metrics.confusion import CONFUSION
from course.questions.metrics.leak import LEAK
from course.questions.metrics.overfit import OVERFIT
from course.questions.metrics.paradox import PARADOX
from course.questions.metrics.pick_threshold import PICK_THRESHOLD
from course.questions.metrics.rebuild import REBUILD
from course.questions.metrics.verdict import VERDICT

LESSON = "05_metrics"
QUESTIONS = (PARADOX, CONFUSION, AVERAGES, PICK_THRESHOLD, LEAK, OVERFIT, VERDICT, REBUILD)

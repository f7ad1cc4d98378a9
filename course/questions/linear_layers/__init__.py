"""Lesson 2: linear layers, errors of numbers, one scale, losses for logits, F1, thresholds, a network that bends."""
from course.questions.linear_layers.f1 import F1
from course.questions.linear_layers.fit_classifier import FIT_CLASSIFIER
from course.questions.linear_layers.linear_by_hand import LINEAR_BY_HAND
from course.questions.linear_layers.linear_shapes import LINEAR_SHAPES
from course.questions.linear_layers.mse_mae import MSE_MAE
from course.questions.linear_layers.nonlinear import NONLINEAR
from course.questions.linear_layers.standardise import STANDARDISE
from course.questions.linear_layers.threshold import THRESHOLD
from course.questions.linear_layers.which_metric import WHICH_METRIC

LESSON = "02_linear_layers"
QUESTIONS = (LINEAR_SHAPES, LINEAR_BY_HAND, MSE_MAE, STANDARDISE, FIT_CLASSIFIER, F1, THRESHOLD, WHICH_METRIC,
             NONLINEAR)

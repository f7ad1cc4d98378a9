"""Lesson 1: shapes and types, broadcasting, softmax, gradients, one training step, the four counts."""
from course.questions.first_computation.broadcast import BROADCAST
from course.questions.first_computation.first_rates import FIRST_RATES
from course.questions.first_computation.fraud import FRAUD
from course.questions.first_computation.gradient import GRADIENT
from course.questions.first_computation.is_it_learning import IS_IT_LEARNING
from course.questions.first_computation.row_softmax import ROW_SOFTMAX
from course.questions.first_computation.tensor_shape import TENSOR_SHAPE
from course.questions.first_computation.train_step import TRAIN_STEP

LESSON = "01_first_computation"
QUESTIONS = (TENSOR_SHAPE, BROADCAST, ROW_SOFTMAX, GRADIENT, TRAIN_STEP, IS_IT_LEARNING, FIRST_RATES, FRAUD)

"""The keys of `course.questions.first_computation`."""
from course.keys.first_computation.broadcast import BROADCAST_KEY
from course.keys.first_computation.first_rates import FIRST_RATES_KEY
from course.keys.first_computation.fraud import FRAUD_KEY
from course.keys.first_computation.gradient import GRADIENT_KEY
from course.keys.first_computation.is_it_learning import IS_IT_LEARNING_KEY
from course.keys.first_computation.row_softmax import ROW_SOFTMAX_KEY
from course.keys.first_computation.tensor_shape import TENSOR_SHAPE_KEY
from course.keys.first_computation.train_step import TRAIN_STEP_KEY

KEYS = (BROADCAST_KEY, FIRST_RATES_KEY, FRAUD_KEY, GRADIENT_KEY, IS_IT_LEARNING_KEY, ROW_SOFTMAX_KEY,
        TENSOR_SHAPE_KEY, TRAIN_STEP_KEY)

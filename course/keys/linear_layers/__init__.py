"""The keys of `course.questions.linear_layers`."""
from course.keys.linear_layers.f1 import F1_KEY
from course.keys.linear_layers.fit_classifier import FIT_CLASSIFIER_KEY
from course.keys.linear_layers.linear_by_hand import LINEAR_BY_HAND_KEY
from course.keys.linear_layers.linear_shapes import LINEAR_SHAPES_KEY
from course.keys.linear_layers.mse_mae import MSE_MAE_KEY
from course.keys.linear_layers.nonlinear import NONLINEAR_KEY
from course.keys.linear_layers.standardise import STANDARDISE_KEY
from course.keys.linear_layers.threshold import THRESHOLD_KEY
from course.keys.linear_layers.which_metric import WHICH_METRIC_KEY

KEYS = (F1_KEY, FIT_CLASSIFIER_KEY, LINEAR_BY_HAND_KEY, LINEAR_SHAPES_KEY, MSE_MAE_KEY, NONLINEAR_KEY, STANDARDISE_KEY,
        THRESHOLD_KEY, WHICH_METRIC_KEY)

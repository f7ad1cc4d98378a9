"""Lesson 3: pretrained models: load them, feed them, ask them; their head; rates of a class, boxes, detectors."""
from course.questions.pretrained_models.average_precision import AVERAGE_PRECISION
from course.questions.pretrained_models.batch_and_mode import BATCH_AND_MODE
from course.questions.pretrained_models.cat_dog import CAT_DOG
from course.questions.pretrained_models.head_width import HEAD_WIDTH
from course.questions.pretrained_models.iou import IOU
from course.questions.pretrained_models.transforms import TRANSFORMS
from course.questions.pretrained_models.weights_api import WEIGHTS_API

LESSON = "03_pretrained_models"
QUESTIONS = (WEIGHTS_API, TRANSFORMS, BATCH_AND_MODE, HEAD_WIDTH, CAT_DOG, IOU, AVERAGE_PRECISION)

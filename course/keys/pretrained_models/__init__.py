"""The keys of `course.questions.pretrained_models`."""
from course.keys.pretrained_models.average_precision import AVERAGE_PRECISION_KEY
from course.keys.pretrained_models.batch_and_mode import BATCH_AND_MODE_KEY
from course.keys.pretrained_models.cat_dog import CAT_DOG_KEY
from course.keys.pretrained_models.head_width import HEAD_WIDTH_KEY
from course.keys.pretrained_models.iou import IOU_KEY
from course.keys.pretrained_models.transforms import TRANSFORMS_KEY
from course.keys.pretrained_models.weights_api import WEIGHTS_API_KEY

KEYS = (AVERAGE_PRECISION_KEY, BATCH_AND_MODE_KEY, CAT_DOG_KEY, HEAD_WIDTH_KEY, IOU_KEY, TRANSFORMS_KEY,
        WEIGHTS_API_KEY)

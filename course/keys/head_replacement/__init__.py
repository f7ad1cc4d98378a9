"""The keys of `course.questions.head_replacement`."""
from course.keys.head_replacement.any_head import ANY_HEAD_KEY
from course.keys.head_replacement.batchnorm import BATCHNORM_KEY
from course.keys.head_replacement.freeze_then_replace import FREEZE_THEN_REPLACE_KEY
from course.keys.head_replacement.resnet18_output_shape import RESNET18_OUTPUT_SHAPE_KEY
from course.keys.head_replacement.resnet50_ten_classes import RESNET50_TEN_CLASSES_KEY
from course.keys.head_replacement.size_mismatch import SIZE_MISMATCH_KEY
from course.keys.head_replacement.trainable import TRAINABLE_KEY
from course.keys.head_replacement.why_new_head import WHY_NEW_HEAD_KEY

KEYS = (ANY_HEAD_KEY, BATCHNORM_KEY, FREEZE_THEN_REPLACE_KEY, RESNET18_OUTPUT_SHAPE_KEY,
        RESNET50_TEN_CLASSES_KEY, SIZE_MISMATCH_KEY, TRAINABLE_KEY, WHY_NEW_HEAD_KEY)

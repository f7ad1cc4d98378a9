"""The keys of `course.questions.metrics`."""
from course.keys.metrics.averages import AVERAGES_KEY
from course.keys.metrics.confusion import CONFUSION_KEY
from course.keys.metrics.leak import LEAK_KEY
from course.keys.metrics.overfit import OVERFIT_KEY
from course.keys.metrics.paradox import PARADOX_KEY
from course.keys.metrics.pick_threshold import PICK_THRESHOLD_KEY
from course.keys.metrics.rebuild import REBUILD_KEY
from course.keys.metrics.verdict import VERDICT_KEY

KEYS = (AVERAGES_KEY, CONFUSION_KEY, LEAK_KEY, OVERFIT_KEY, PARADOX_KEY, PICK_THRESHOLD_KEY, REBUILD_KEY,
        VERDICT_KEY)

"""Things to move in the lessons: each answers at once, and shows its starting picture where nothing can be moved."""
from course.play.capstone import scanner
from course.play.first_computation import descent, line
from course.play.head_replacement import freeze_map
from course.play.linear_layers import one_outlier, threshold
from course.play.metrics import costs, two_curves
from course.play.pretrained_models import spoiled, two_boxes

__all__ = ["costs", "descent", "freeze_map", "line", "one_outlier", "scanner", "spoiled", "threshold", "two_boxes",
           "two_curves"]

"""Pictures of the lessons. Each says in words what it shows, and no meaning hangs on color alone.

Every function returns a `Picture`: the last expression of a cell, shown by the notebook. A module holds what is
drawn alike; `picture` holds what all of them share.
"""
from course.plots.counts import bars, confusion_matrices, scores
from course.plots.fits import lines_through
from course.plots.heads import Live, class_report, freeze_map, gallery, mistakes, side_by_side
from course.plots.learning import learning_curves
from course.plots.lines import beside, curves, history, slopes
from course.plots.photographs import boxes, detections, guesses
from course.plots.picture import (
    BASELINE,
    BLUE,
    GREEN,
    GREY,
    INK,
    MARKS,
    NEGATIVE,
    ORANGE,
    OURS,
    POSITIVE,
    PURPLE,
    RIGHT,
    STROKES,
    WRONG,
    Picture,
)
from course.plots.points import moving_line, regions, scatter
from course.plots.ranking import ranking_curves, reliability
from course.plots.tensors import grids
from course.plots.thresholds import threshold_sweep

__all__ = ["BASELINE", "BLUE", "GREEN", "GREY", "INK", "MARKS", "NEGATIVE", "ORANGE", "OURS", "POSITIVE", "PURPLE",
           "RIGHT", "STROKES", "WRONG", "Live", "Picture", "bars", "beside", "boxes", "class_report",
           "confusion_matrices", "curves", "detections", "freeze_map", "gallery", "grids", "guesses", "history",
           "learning_curves", "lines_through", "mistakes", "moving_line", "ranking_curves", "regions", "reliability",
           "scatter", "scores", "side_by_side", "slopes", "threshold_sweep"]

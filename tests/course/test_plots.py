import re
import subprocess
import sys

import pytest
import torch
from matplotlib.colors import to_hex

from course import plots
from course.play.sliders import Sliders
from course.training import History

X = torch.tensor([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [3.0, 3.0]])
Y = torch.tensor([0.0, 0.0, 1.0, 1.0])
LINE = (torch.tensor([1.0, 0.0]), torch.tensor(-1.5))  # right on all four
RUN = History(loss=[0.9, 0.2], score=[0.5, 0.8], held_out_loss=[0.8, 0.3], held_out_score=[0.4, 0.7])

PICTURES = [
    pytest.param(lambda: plots.scatter(X, Y, ["a", "b"], ["no", "yes"]), "no lies around (0.5, 1.0)", id="scatter"),
    pytest.param(lambda: plots.moving_line(X, Y, {"end": LINE}, ["a", "b"], ["no", "yes"]), "1.00 right", id="line"),
    pytest.param(lambda: plots.moving_line(X, Y, {"end": (torch.tensor([1.0, -0.5]), torch.tensor(1.0))}, "ab", "nu"),
                 "the line rises by 2.0 per 1 across, through (0, 2.0), with u below it", id="rising line"),
    pytest.param(lambda: plots.moving_line(X, Y, {"end": (torch.tensor([1.0, 2.0]), torch.tensor(1.0))}, "ab", "nu"),
                 "the line falls by 0.5 per 1 across, through (0, -0.5), with u above it", id="falling line"),
    pytest.param(lambda: plots.moving_line(X, Y, {"end": LINE}, "ab", "nu"), "stands upright", id="upright line"),
    pytest.param(lambda: plots.grids(("t", X[:2]), "+", ("u", Y)), "t (2, 2) holds 0 0 / 1 2; +; u (4,)", id="grids"),
    pytest.param(lambda: plots.grids(("t", Y.expand(2, 4))), "all but the first row are repeats.", id="repeated row"),
    pytest.param(lambda: plots.grids(("t", Y[:1].expand(2, 3))), "first row and first column are", id="one number"),
    pytest.param(lambda: plots.slopes(torch.square, [-1.0, 2.0], (-3, 3)), "at 2 the slope is 4", id="slopes"),
    pytest.param(lambda: plots.curves({"mine": [3.0, 1.0]}), "mine from 3.00 to 1.00", id="curves"),
    pytest.param(lambda: plots.history(RUN, chance=0.5), "held out from 0.40 to 0.70", id="history"),
    pytest.param(lambda: plots.beside([2.0, 1.0], {"bad": [2.0, 9.0]}), "bad from 2.00 to 9.00.", id="beside"),
    pytest.param(lambda: plots.beside([2.0, 1.0], {"bad": [2.0, 0.5, 1.0]}), "1.00, lowest 0.50 at step 1.", id="dip"),
    pytest.param(lambda: plots.curves({"c": [2.0, 0.5, 1.0]}, x=[-1, 0.5, 1], xlabel="logit"),
                 "lowest 0.50 at logit 0.5.", id="dip on an axis"),
    pytest.param(lambda: plots.bars({"of\nall": {"right": 0.98}}), "of all: right 0.98.", id="bars"),
    pytest.param(lambda: plots.bars({"a": {"flattered": 0.9, "true": 0.5}}, misleading=["flattered"]),
                 "a: flattered 0.90 (misleading), true 0.50.", id="a bar that misleads"),
    pytest.param(lambda: plots.class_report(torch.tensor([[2, 0], [1, 0]]), "ab"),
                 "a: precision 0.67, recall 1.00; b: precision –, recall 0.00.", id="a class never named"),
    pytest.param(lambda: plots.regions(X, Y, {"a\nnet": lambda x: x[:, 0] - 1.5}, "ab", ["no", "yes"]),
                 "a net, 1.00 right", id="regions"),
    pytest.param(lambda: plots.lines_through(Y, {"typo": (100 * Y, {"mine": (3.0, 1.0)})}, "a", "b", top=9),
                 "typo: mine rises by 3 per 1 across; 2 points above the edge", id="lines through points"),
    pytest.param(lambda: plots.scores({"of\nmine": {"F1": 0.4}}), "good from 0.8, bad below 0.5. of mine: F1 0.40.",
                 id="scores"),
    pytest.param(lambda: plots.threshold_sweep(torch.tensor([0.9, 0.4, 0.6, 0.1]), Y, 0.5, ["no", "yes"]),
                 "At 0.5: precision 0.50, recall 0.50, F1 0.50; TP, FN, FP, TN are 1, 1, 1, 1.", id="sweep"),
    pytest.param(lambda: plots.learning_curves({"cats": {"net": {5: [0.5, 0.75], 20: [0.875, 0.875]}}}),
                 "per class. Cats: net 0.62 (0.50 to 0.75) at 5, 0.88 at 20.", id="learning curves"),
    pytest.param(lambda: plots.learning_curves({"a": {"n": {5: [0.5]}, "g": {5: [0.1]}}, "b": {"n": {5: [0.25]},
                                                "g": {5: [0.1]}}}, baseline="g"),
                 "A: n 0.50 at 5; g 0.10 at 5. B: n 0.25 at 5; g 0.10 at 5.", id="learning curves with a baseline"),
    pytest.param(lambda: plots.confusion_matrices({"m": torch.eye(3)}, "abc"), "in the order a, b, c: m", id="matrix"),
]


@pytest.mark.parametrize(("draw", "said"), PICTURES)
def test_picture_says_what_it_shows(draw, said):
    picture = draw()
    assert said in picture.alt
    assert picture.html().startswith('<img src="data:image/png;base64,iVBOR')


@pytest.mark.parametrize("color", [pytest.param(getattr(plots, name), id=name) for name in
                                   ("BLUE", "ORANGE", "GREEN", "PURPLE", "GREY", "INK")])
def test_text_colours_meet_wcag_aa_on_white(color):
    channels = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear))
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_strokes_and_marks_tell_apart_what_has_one_color():
    assert len(set(plots.STROKES)) == len(plots.STROKES) == len(set(plots.MARKS)) == len(plots.MARKS)


@pytest.mark.parametrize(("draw", "colors"), [
    pytest.param(lambda: plots.curves({"mine": [3.0, 1.0], "yours": [2.0, 1.0]}), {plots.OURS}, id="curves"),
    pytest.param(lambda: plots.curves({"no": [1.0, 2.0], "yes": [2.0, 1.0]}, colors=(plots.NEGATIVE, plots.POSITIVE)),
                 {plots.NEGATIVE, plots.POSITIVE}, id="curves of two classes"),
    pytest.param(lambda: plots.history(RUN), {plots.OURS}, id="history"),
    pytest.param(lambda: plots.beside([2.0, 1.0], {"bad": [2.0, 9.0]}), {plots.RIGHT, plots.WRONG}, id="beside"),
    pytest.param(lambda: plots.slopes(torch.square, [-1.0, 2.0], (-3, 3)), {plots.INK, plots.GREY}, id="slopes"),
    pytest.param(lambda: plots.lines_through(Y, {"": (Y, {"a": (3.0, 1.0), "b": (1.0, 1.0)})}, "a", "b", top=9),
                 {plots.OURS}, id="lines through points"),
    pytest.param(lambda: plots.threshold_sweep(torch.tensor([0.9, 0.4, 0.6, 0.1]), Y, 0.5, ["no", "yes"]),
                 {plots.OURS, plots.GREY}, id="sweep"),
])
def test_lines_wear_the_colors_of_what_they_mean(draw, colors):
    axes = draw().figure.axes
    assert {line.get_color() for ax in axes for line in ax.lines} == colors
    styles = [(line.get_color(), line.get_linestyle(), line.get_marker()) for line in axes[0].lines]
    assert len({*styles}) == len(styles) or len(axes[0].lines) > 4  # lines of one color differ in stroke or mark


def test_a_bar_that_flatters_wears_the_color_of_what_is_wrong():
    first, second = plots.bars({"a": {"x": 0.9, "y": 0.5}}, misleading=["x"]).figure.axes[0].patches
    assert first.get_hatch() and not second.get_hatch()
    assert [to_hex(bar.get_facecolor()).upper() for bar in (first, second)] == [plots.WRONG, plots.OURS.upper()]


@pytest.mark.parametrize(("positive", "marks"), [
    pytest.param(0, ["TP 8", "FN 2", "FP 1", "TN 9"], id="positive first"),
    pytest.param(1, ["TN 8", "FP 2", "FN 1", "TP 9"], id="positive second"),
    pytest.param(None, ["8", "2", "1", "9"], id="no positive class"),
])
def test_cells_of_a_confusion_matrix_are_named_after_the_positive_class(positive, marks):
    picture = plots.confusion_matrices({"": torch.tensor([[8, 2], [1, 9]])}, ["spam", "good"], positive)
    assert [text.get_text() for text in picture.figure.axes[0].texts] == marks


def test_learning_curves_refuse_more_models_than_can_be_told_apart():
    models = {name: {5: [0.5]} for name in "abcde"}
    with pytest.raises(ValueError, match="learning_curves: expected at most 4 models beside the baseline, got 5"):
        plots.learning_curves({"digits": models})
    plots.learning_curves({"digits": models}, baseline="c")


def test_no_title_of_a_gallery_is_cut_off():
    picture = plots.gallery(torch.rand(10, 3, 8, 8), ["one"] * 9 + ["four\nlines\nof\ntitle"])
    picture.figure.draw_without_rendering()
    (*_, ax), top = picture.figure.axes, picture.figure.bbox.height
    assert ax.title.get_window_extent().y1 <= top


def test_curves_wear_the_colors_they_are_given_and_one_alone_is_ours():
    pair = plots.curves({"good": [2.0, 1.0], "bad": [2.0, 2.0]}, colors=(plots.GREEN, plots.PURPLE))
    alone = plots.curves({"mine": [0.5, 0.75]}, x=range(1, 3), xlabel="epoch", top=1)
    colors = [[line.get_color() for line in picture.figure.axes[0].lines] for picture in (pair, alone)]
    assert colors == [[plots.GREEN, plots.PURPLE], [plots.INK]]
    (ax,) = alone.figure.axes
    assert ax.get_ylim()[0] == 0 and all(tick == round(tick) for tick in ax.get_xticks())


def test_no_border_of_a_table_is_cut_off():
    (ax,) = plots.grids(("wide enough", torch.ones(2, 20))).figure.axes
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    boxes = [patch.get_bbox() for patch in ax.patches]
    assert left < min(box.x0 for box in boxes) and max(box.x1 for box in boxes) < right
    assert top < min(box.y0 for box in boxes) and max(box.y1 for box in boxes) < bottom


def test_numbers_that_broadcasting_repeats_are_marked():
    picture = plots.grids(("column", torch.tensor([[1], [2]]).expand(2, 3)))
    styles = [text.get_fontstyle() for text in picture.figure.axes[0].texts]
    assert styles == ["normal", "italic", "italic"] * 2


def test_description_is_escaped():
    picture = plots.curves({'<b>"x"': [1.0, 2.0]})
    assert not re.search(r"<b>", picture.html())


def test_sliders_leave_the_picture_of_their_starts_where_nothing_slides(capsys):
    sliders = Sliders(lambda step: plots.curves({f"step {step}": [1.0, step]}), {"step": ([1, 2, 3], 2)})
    sliders._ipython_display_()
    assert "step 2 from 1.00 to 2.00" in capsys.readouterr().out


@pytest.mark.parametrize(("value", "shown"), [
    pytest.param(0.8, "0.80 ✓", id="on the good border"),
    pytest.param(0.6, "0.60 ", id="between"),
    pytest.param(0.49, "0.49 ✗", id="bad"),
])
def test_scores_are_marked_by_more_than_colour(value, shown):
    assert plots.scores({"m": {"F1": value}}).figure.axes[0].texts[0].get_text() == shown


def test_sweep_counts_what_scikit_learn_counts():
    from sklearn.metrics import confusion_matrix

    from course.plots.thresholds import count_at

    generator = torch.Generator().manual_seed(0)
    probabilities, actual = torch.rand(50, generator=generator), torch.rand(50, generator=generator) > 0.6
    for threshold in (0.1, 0.5, 0.9):
        expected = confusion_matrix(actual, probabilities > threshold, labels=[True, False]).flatten().tolist()
        assert count_at(probabilities, actual, torch.tensor([threshold])).flatten().tolist() == expected


def test_lesson_imports_need_neither_matplotlib_nor_scikit_learn():
    code = ("import sys; from course import check, data, device, plots, training; "
            "sys.exit(str({'matplotlib', 'sklearn', 'ipywidgets'} & {*sys.modules}) if "
            "{'matplotlib', 'sklearn', 'ipywidgets'} & {*sys.modules} else 0)")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""

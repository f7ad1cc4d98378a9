"""Lesson 3 keeps what it says: its scores land in the bands that it names, its questions agree with the libraries."""
import warnings

import pytest
import torch
from sklearn.metrics import precision_recall_fscore_support
from torch import nn

from course import backbones
from course.checking.judge import judge
from course.checking.probe import probe
from course.keys import find_key
from course.keys.pretrained_models import drawings
from course.keys.pretrained_models.batch_and_mode import classifier
from course.keys.pretrained_models.head_width import width_of_head
from course.plots import photographs
from course.questions import letters
from course.questions.pretrained_models import average_precision, batch_and_mode, cat_dog, head_width, iou, weights_api
from grader.lessons.copies import find_lessons

LESSON = "03_pretrained_models"


def test_pieces_of_photographs_are_told_apart_in_the_good_band(lesson):
    says, actual = lesson["says_cat"](lesson["lite0"], lesson["inputs"]), lesson["shows_cat"]
    precision, recall, f1, _ = precision_recall_fscore_support(actual, says, average="binary")
    accuracy = (says == actual).float().mean().item()
    assert lesson["judged"]["Lite0"].to_dict() == pytest.approx(
        {"accuracy": accuracy, "precision": precision, "recall": recall, "F1": f1})
    assert accuracy > 0.85 and min(precision, recall, f1) > 0.80
    assert actual.float().mean() == 0.5


@pytest.mark.parametrize("name", ["from 0 to 255", "train mode"])
def test_each_model_broken_on_purpose_lands_in_the_bad_band(lesson, name):
    scores = lesson["judged"][name]
    assert scores["accuracy"] < 0.60 and max(scores["recall"], scores["F1"]) < 0.50


def test_pieces_cut_with_another_seed_are_good_too(lesson):
    torch.manual_seed(7)
    pieces = torch.stack([lesson["cut"](lesson["photographs"][name]) for name in lesson["photographs"]
                          for _ in range(20 if name == "chelsea" else 4)])
    prepare, actual = lesson["prepare"], torch.arange(40) < 20
    inputs = lesson["normalize"](pieces / 255, prepare.mean, prepare.std).to(lesson["device"])
    says = lesson["says_cat"](lesson["lite0"], inputs)
    rates = precision_recall_fscore_support(actual, says, average="binary")[:3]
    assert (says == actual).float().mean() > 0.85 and min(rates) > 0.80


def test_the_lesson_leaves_its_network_as_it_was(lesson):
    stored = lesson["weights"].get_state_dict()
    assert not lesson["lite0"].training
    assert all(torch.equal(tensor.cpu(), stored[name]) for name, tensor in lesson["lite0"].state_dict().items())


@pytest.mark.parametrize(("at_least", "expected"), [(0.5, [1, 0, 1, 0]), (0.6, [1, 0, 1, 0]), (0.65, [1, 0, 0, 0])])
def test_each_true_box_is_found_once_and_by_the_surest(lesson, at_least, expected):
    assert lesson["hits"](lesson["overlaps"], at_least) == [bool(hit) for hit in expected]
    assert lesson["overlaps"][3, 0] > 0.65  # what is sure of an eye that is taken is no hit


def test_probabilities_of_cat_give_the_worked_matrix(lesson):
    says, is_cat = lesson["cat_probability"] > 0.5, lesson["is_cat"]
    counts = [[(is_cat & says).sum(), (is_cat & ~says).sum()], [(~is_cat & says).sum(), (~is_cat & ~says).sum()]]
    assert torch.tensor(counts).tolist() == cat_dog.CAT_AND_DOG == lesson["cat_dog"].tolist()


@pytest.mark.parametrize("name", backbones.NAMES)
def test_reference_finds_the_width_of_every_real_family(lesson, name):
    with torch.device("meta"):
        model = backbones.get_model(name)
    table = {family.name: family.width for family in backbones.families()}
    assert lesson["head_width"](model) == width_of_head(model) == table[name]


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
@pytest.mark.parametrize("name", backbones.NAMES)
def test_reference_finds_the_width_on_a_gpu(lesson, name):
    assert lesson["head_width"](backbones.small_model(name, 1280).cuda()) == 1280


def test_options_are_those_of_the_lesson():
    text = find_lessons()[LESSON].read_text(encoding="utf-8")
    assert all(f"# - {letter}: `{code}`" in text for letter, code in weights_api.OPTIONS.items())


@pytest.mark.parametrize(("given", "read"), [
    pytest.param(" (c) ", "C", id="in brackets"), pytest.param("'C'.", "C", id="in quotes twice"),
    pytest.param("resnet50( )", "a line of code", id="the line, with spaces"),
    pytest.param("C: resnet50()", "a letter and words", id="copied whole"),
    pytest.param("A or C", "several letters", id="two"), pytest.param("Z", "Z", id="no option"),
    pytest.param(3, "a number", id="no text"), pytest.param(7.5, 7.5, id="another number"),
])
def test_letters_are_read_as_people_write_them(given, read):
    assert letters.read_letter(given) == read


def test_public_models_have_the_widths_of_the_table():
    models = [model for (model,) in head_width.models_of_all_families(0)]
    table = {family.name: family.width for family in backbones.families()}
    assert {name: table[name] for name in head_width.WIDTHS} == head_width.WIDTHS
    assert sorted(map(width_of_head, models)) == sorted([*head_width.WIDTHS.values(), *head_width.OTHERS.values()])


def carded(question_id, way, seed=0):
    """The message and the hint that a learner reads about this answer."""
    key = find_key(question_id)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = judge(key, probe(key.question, (way,), seed), seed, 1.0)
    assert result.outcome == "failed"
    return f"{result.message} {result.returned} {result.hint}"


def right_but(change):
    """The right classification, after which `change` is done to model and image."""
    def classify(model, image, *rest):
        pairs = classifier()(model, image, *rest)
        change(model, image)
        return pairs
    return classify


def width_but(change):
    """The right width, after which `change` is done to the model."""
    def head_width(model):
        change(model)
        return width_of_head(model)
    return head_width


def first_linear_met(model):
    for layer in model.modules():
        if isinstance(layer, nn.Linear):
            return layer.in_features


CARDS = [
    pytest.param("head-width", lambda model: "512", "text '512'", id="wrong type"),
    pytest.param("head-width", lambda model: float(width_of_head(model)), "no whole number", id="float"),
    pytest.param("head-width", lambda model: 1 // 0, "raised ZeroDivisionError", id="raises"),
    pytest.param("head-width", lambda model: print(512), "Replace the `print`", id="prints"),
    pytest.param("head-width", lambda model: warnings.warn("512", stacklevel=2), "Return the result", id="warns"),
    pytest.param("head-width", lambda model: width_of_head(model.eval()), "the mode in which it was",
                 id="leaves eval mode"),
    pytest.param("head-width", first_linear_met, "others before it", id="first Linear, None without one"),
    pytest.param("head-width", width_but(lambda model: nn.init.zeros_(list(model.parameters())[-2])),
                 "weights hold other numbers", id="weights of the head"),
    pytest.param("head-width", width_but(lambda model: model.requires_grad_(False)), "`requires_grad` is off now",
                 id="flags"),
    pytest.param("head-width", width_but(lambda model: [
        one.running_mean.add_(1) for one in model.modules() if isinstance(one, nn.BatchNorm2d)]),
                 "moves the running statistics", id="statistics"),
    pytest.param("head-width", width_but(lambda model: model.register_forward_hook(lambda *seen: None)),
                 "Remove it when", id="a hook"),
    pytest.param("batch-and-mode", right_but(lambda model, image: torch.set_grad_enabled(False)),
                 "stays on when your function ends", id="autograd left off"),
    pytest.param("batch-and-mode", right_but(lambda model, image: model.requires_grad_(False)),
                 "can't be trained anymore", id="parameters left frozen"),
    pytest.param("batch-and-mode", right_but(lambda model, image: model.train()), "model.train(noted)",
                 id="leaves train mode"),
    pytest.param("batch-and-mode", right_but(lambda model, image: image.zero_()), "Compute into a new tensor",
                 id="changes the picture"),
    pytest.param("batch-and-mode", right_but(lambda model, image: model.layers[1].bias.data.zero_()),
                 "parameters are not what they were", id="parameters"),
    pytest.param("batch-and-mode", right_but(lambda model, image: model.layers[1].to("meta")),
                 "parameters are not what they were", id="another device"),
]


@pytest.mark.parametrize(("question_id", "way", "said"), CARDS)
def test_card_says_which_fault_it_is(question_id, way, said):
    assert said in carded(question_id, way)


class OnTheGpu(torch.Tensor):
    """A result that says it lies on a GPU, where there is none."""

    device = torch.device("cuda")


@pytest.mark.parametrize(("result", "is_elsewhere"), [
    pytest.param(torch.empty((), device="meta"), True, id="another device"),
    pytest.param(torch.tensor(0.5), False, id="the same"),
    pytest.param(torch.tensor(0.5).as_subclass(OnTheGpu), False, id="a class that lies about it"),
])
def test_result_left_on_another_device_is_told(result, is_elsewhere):
    seen = iou.observe_iou(lambda a, b: result, *iou.box_pairs(0)[0])
    assert seen["its result is on another device than the boxes"] == is_elsewhere


@pytest.mark.parametrize(("pair", "said"), [
    pytest.param(0, "the overlap from (30, 30) to (50, 50)", id="overlapping"),
    pytest.param(4, "they don&#x27;t overlap", id="touching"),
])
def test_boxes_are_drawn_with_their_overlap(pair, said):
    drawn = drawings.draw_boxes(iou.box_pairs(0)[pair], {})
    assert said in drawn and drawn.count("<rect") == 2 + ("the overlap" in said)


@pytest.mark.parametrize(("case", "said"), [
    pytest.param(0, "2 of 2 objects are hit; precision 1.00 at place 1, 0.67 at place 3", id="the lesson's own"),
    pytest.param(1, "2 of 3 objects are hit", id="one missed"), pytest.param(5, "no hit, so no area", id="none"),
])
def test_steps_are_drawn_as_a_bar_for_each_hit(case, said):
    arguments = average_precision.detections(0)[case]
    drawn = drawings.draw_steps(arguments, {})
    assert said in drawn and drawn.count("<rect") == 1 + int(arguments[1].sum())


def test_every_box_has_an_area():
    boxes = torch.stack([box for seed in range(50) for pair in iou.box_pairs(seed) for box in pair])
    assert (boxes[:, 2:] > boxes[:, :2]).all()


def test_pictures_say_what_they_show():
    grey = torch.full((3, 40, 60), 0.5)
    seen = photographs.guesses({"a": (grey, [("cat", 0.9), ("dog", 0.004), ("eel", 4e-4)]),
                                "b": (grey, [("fox", 0.5)])})
    assert "a: cat 0.90, dog 0.004, eel < 0.001; b: fox 0.50." in seen.alt
    assert seen.html().startswith('<img src="data:image/png;base64,iVBOR')
    boxed = photographs.boxes(grey, {"one": {"true": torch.tensor([1.0, 2.0, 30.0, 20.0])}})
    assert "one: true from (1, 2) to (30, 20)." in boxed.alt and boxed.html()
    box = torch.tensor([1.0, 2.0, 30.0, 20.0])
    found = photographs.detections(grey, {"eye": (box[None], {"0.9": (box, True), "0.2": (box + 3, False)})})
    assert "eye: 1 true; 0.9 is a hit, 0.2 is a false alarm." in found.alt and found.html()
    assert "; the proposed one is a hit" in photographs.detections(grey, {"eye": (box[None], {"": (box, True)})}).alt


def test_no_white_rim_covers_the_line_of_another_box():
    box = torch.tensor([1.0, 2.0, 30.0, 20.0])
    found = photographs.detections(torch.zeros(3, 40, 60), {"": (box[None], {"0.9": (box + 1, True)})})
    order = {patch.get_edgecolor()[:3] == (1, 1, 1): patch.get_zorder() for patch in found.figure.axes[0].patches}
    assert order[True] < order[False]


def test_an_overexposed_photograph_keeps_a_frame():
    picture = photographs.guesses({"white": (torch.ones(3, 8, 8), [])})
    assert all(spine.get_visible() for spine in picture.figure.axes[0].spines.values())


def test_witness_refuses_what_a_real_network_refuses():
    witness, real = batch_and_mode.Witness(), nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)).eval()
    for wrong in (torch.zeros(3, 8, 8), torch.zeros(1, 3, 8, 8, dtype=torch.uint8)):
        for network in (witness, real):
            with pytest.raises((ValueError, RuntimeError)):
                network(wrong)

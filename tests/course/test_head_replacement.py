"""Lesson 4 keeps what it says: its head is good on digits it has not seen, what it breaks on purpose is bad."""
import os

import nbformat
import pytest
import torch
from nbclient import NotebookClient
from sklearn.metrics import precision_recall_fscore_support
from torch import nn

from course import backbones, features, plots
from course.checking.facts import describe
from course.keys import find_key
from course.keys.heads import find_head
from course.questions.head_replacement import any_head
from course.training import History

LESSON = "04_head_replacement"


def test_new_head_lands_in_the_good_band_on_held_out_digits(lesson):
    actual, says = lesson["actual"].numpy(), lesson["says"].numpy()
    precision, recall, f1, _ = precision_recall_fscore_support(actual, says, average="macro", zero_division=0)
    assert (actual == says).mean() > 0.80 and precision > 0.75 and recall > 0.75
    assert lesson["macro"] == pytest.approx(
        {"accuracy": (actual == says).mean(), "precision": precision, "recall": recall, "F1": f1})
    assert not set(lesson["train_rows"].tolist()) & set(lesson["held_rows"].tolist())


def test_head_on_photographs_beats_a_network_from_scratch_and_chance(lesson):
    assert lesson["test_accuracy"] > lesson["cnn_accuracy"] + 0.05 > 0.5
    pieces = [loader.dataset.crops.x.flatten(1) for loader in (
        lesson["train_loader"], lesson["val_loader"], lesson["test_loader"])]
    assert [len(x) for x in pieces] == [50, 100, 250] and len(torch.cat(pieces).unique(dim=0)) > 390  # blank corners


def test_unfreezing_blocks_helps_on_digits(lesson):
    assert lesson["tuned_accuracy"] > lesson["small_accuracy"] + 0.03


def test_heads_broken_on_purpose_land_in_the_bad_band(lesson):
    bands = lesson["bands"]
    for name in bands.columns.drop("ours"):
        assert bands[name]["accuracy"] < 0.60 and bands[name][["precision", "recall"]].min() < 0.30


def test_wrong_order_raises_and_a_wrong_optimizer_gives_a_flat_loss(lesson):
    assert "does not require grad" in lesson["attempt"](lesson["replace_then_freeze"])
    for losses in (lesson["early_losses"], lesson["half_frozen_losses"]):
        assert max(losses) - min(losses) < 1e-3
    assert lesson["late_losses"][-1] < 0.5 * lesson["late_losses"][0]


def test_batchnorm_drifts_in_train_mode_and_keeps_still_otherwise(lesson):
    assert lesson["drifted"] > 0.1 and lesson["accuracy_after"] < lesson["test_accuracy"]
    model = lesson["train_mode"](lesson["model"])
    before = model.features[0][1].running_mean.clone()
    model(torch.rand(4, 3, 64, 64))
    assert model.training and torch.equal(model.features[0][1].running_mean, before)


def test_freeze_map_of_the_lesson_says_what_trains(lesson):
    assert lesson["trained"] == 30_735
    assert "fc 30,735 trained" in plots.freeze_map(lesson["resnet50"]).alt


def test_worked_matrix_has_the_scores_of_the_text(lesson):
    assert [round(score, 2) for score in lesson["worked_scores"].values()] == [0.89, 0.80, 0.85, 0.84]


@pytest.mark.parametrize("name", [name for name in backbones.NAMES if name != "mobilenet_v2"])
def test_reference_replaces_the_head_of_every_family_of_the_table(lesson, name):
    model = lesson["replace_head"](backbones.small_model(name, 128), 7)
    assert find_head(model)[2:] == (128, 7)
    assert model.eval()(torch.zeros(1, 3, 224, 224)).shape == (1, 7)


def test_any_head_is_asked_of_every_class_of_the_table():
    kinds = {type(model) for model, _ in any_head.models_of_all_families(0)}
    assert kinds == {type(backbones.shared_small_model(name, 1280 if name == "mobilenet_v2" else 128))
                     for name in backbones.NAMES}


@pytest.mark.parametrize("seed", [0, 5])
def test_right_answers_see_no_fault(seed):
    right = find_key("freeze-then-replace").solutions[0].right
    for faults, (logits, text) in faults_of("freeze-then-replace", right, seed):
        assert faults and not any(faults.values())
        assert logits["kind"] == "tensor" and text["value"].startswith("ResNet, ")


def faults_of(question, way, seed=0):
    """Yield for each case what is true or false of it, and the other two facts."""
    (solution,) = find_key(question).solutions
    inputs = solution.answer.inputs(seed)
    for case, (arguments, _) in enumerate(zip(inputs, range(3))):
        read = solution.reading(describe(solution.answer.call(way, *arguments)), inputs, case)["items"]
        *faults, logits, text = read
        yield {name: read[name]["value"] for name in faults}, (read[logits], read[text])


def test_a_hidden_layer_as_large_as_the_old_head_is_not_taken_for_it():
    def two_layers(model):
        n_old = model.fc.out_features
        model.fc = nn.Sequential(nn.Linear(2048, n_old), nn.ReLU(), nn.Linear(n_old, 10))
        return model
    found = faults_of("resnet50-ten-classes", two_layers)
    assert all(faults["its head has several layers that learn"] for faults, _ in found)


def test_a_model_without_a_head_of_its_own_is_described_not_raised():
    faults, (logits, text) = next(faults_of("resnet50-ten-classes", lambda model: nn.Flatten()))
    assert faults["what came back is another class of model"] and logits["value"] is False


def test_features_are_computed_once(tmp_path, monkeypatch):
    monkeypatch.setenv(features.FOLDER, str(tmp_path))
    passes = []
    backbone = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten())
    backbone[0].register_forward_hook(lambda *call: passes.append(1))
    x = torch.rand(5, 3, 8, 8)
    first, again = features.extract(backbone, x, batch_size=5), features.extract(backbone, x, batch_size=5)
    assert torch.equal(first, again) and len(passes) == 1 and backbone.training and not first.requires_grad
    assert len(list(tmp_path.iterdir())) == 1
    with torch.no_grad():
        backbone[1].running_mean.add_(1)
    assert not torch.equal(features.extract(backbone, x), first)


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root writes anywhere")
def test_features_need_no_folder_to_write_to(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    monkeypatch.setenv(features.FOLDER, str(tmp_path))
    assert features.extract(nn.Flatten(), torch.ones(2, 1, 2, 2)).shape == (2, 4)


@pytest.mark.parametrize("place", ["/proc/nowhere", "/dev/null"])
def test_features_come_where_nothing_can_be_written(place, monkeypatch):
    monkeypatch.setenv(features.FOLDER, place)
    assert features.extract(nn.Flatten(), torch.ones(2, 1, 2, 2)).sum() == 8


def test_a_broken_file_of_features_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv(features.FOLDER, str(tmp_path))
    x = torch.rand(2, 1, 2, 2)
    expected = features.extract(nn.Flatten(), x)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"half a file")
    assert torch.equal(features.extract(nn.Flatten(), x), expected)
    assert torch.equal(torch.load(kept, weights_only=True), expected)


def test_pictures_say_what_they_show(capsys):
    model = nn.Sequential(nn.Linear(2, 2).requires_grad_(False), nn.Linear(2, 1))
    assert "0 6 frozen, 1 3 trained" in plots.freeze_map(model).alt
    report = plots.class_report(torch.tensor([[3, 1], [0, 4]]), ["a", "b"])
    assert "a: precision 1.00, recall 0.75; b: precision 0.80, recall 1.00" in report.alt
    assert "1 digits: 4, says 9." in plots.mistakes(torch.zeros(1, 1, 4, 4), ["4, says 9"]).alt
    assert "mine: accuracy 0.50, 2.0 s" in plots.side_by_side({"mine": (0.5, 2.0)}).alt
    pieces = plots.gallery(torch.rand(2, 3, 4, 4), ["gravel,\nsays grass", "page"])
    assert "2 pictures: gravel, says grass; page." in pieces.alt
    live = plots.Live(n_epochs=3, every=2)
    for n in (1, 2, 3):
        live(History(loss=[1.0] * n, score=[0.5] * n))
    assert capsys.readouterr().out.count("Loss") == 2


@pytest.mark.prove
@pytest.mark.filterwarnings("ignore")  # the kernel's own
def test_curves_stand_above_the_whole_progress_bar(tmp_path):
    cell = nbformat.v4.new_code_cell("""
import torch
from course import plots, training
model = torch.nn.Linear(1, 2)
sgd = torch.optim.SGD(model.parameters(), lr=0.1)
live = plots.Live(n_epochs=4, every=2)
history = training.fit(model, torch.ones(4, 1), torch.ones(4).long(), sgd, n_epochs=4, on_epoch=live)""")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    first, *others = notebook.cells[0].outputs
    assert first.output_type == "display_data" and "Loss" in first.data["text/plain"]
    assert {output.output_type for output in others} == {"stream"} and any("100%" in output.text for output in others)

# %% [markdown]
# # Lesson 5 · Metrics you can trust
#
# You can train a classifier. Can you tell whether it is any good? In this lesson one model scores 0.90 without looking
# at a single picture, another recognises photographs although a coin chose their classes, and a third gets worse while
# its training loss falls to nothing. Each time a number looked good. You learn which number to ask for instead.
#
# **Afterwards you can**
#
# - begin with a baseline that has learned nothing;
# - build a confusion matrix for any number of classes, and average its scores in three ways;
# - read precision–recall and ROC curves, and balanced accuracy;
# - choose a threshold for a stated cost, on validation data and never on test data;
# - handle a rare class;
# - split before anything else, and find a leak;
# - read overfitting from the gap between two curves;
# - say whether a model may ship.
#
# | question | section | you write | points | minutes | difficulty |
# |---|---|---|---|---|---|
# | `paradox` | The baseline comes first | two functions | 3 | 6 | easy |
# | `confusion` | One table for every class | a function | 3 | 6 | medium |
# | `averages` | Three ways to average | three functions | 3 | 8 | medium |
# | `pick-threshold` | Choose the threshold on validation data | a function | 4 | 10 | hard |
# | `leak` | Split before anything else | a function | 4 | 12 | hard |
# | `overfit` | Overfitting: read the gap | a function and a word | 2 | 4 | easy |
# | `verdict` | Good, bad, unclear | a function | 2 | 5 | easy |
# | `rebuild` | 98 % accuracy, 12 % recall: settled | four counts | 2 | 6 | medium |
#
# Plan about 60 minutes for the questions and 45 for the rest.

# %% role="setup"
import itertools
import warnings

import torch
from sklearn.dummy import DummyClassifier
from sklearn.metrics import (average_precision_score, balanced_accuracy_score, confusion_matrix, f1_score,
                             precision_score, recall_score, roc_auc_score)
from torch import Tensor, nn
from torch.nn import functional

from course import check, data, plots, progress, training
from course.device import best_device, set_seed

set_seed(0)
torch.set_num_threads(1)  # tensors as small as ours are fastest on one core
device = best_device()  # cuda, mps or cpu: this lesson runs unchanged on each
print(f"PyTorch {torch.__version__} on {device}")

# %% [markdown]
# ## The baseline comes first
#
# 5,000 digits, and one question: **is it a 9?** We split them three ways at once. The model learns from the *training*
# digits. We choose with the *validation* digits: a threshold, an epoch, a model. The *test* digits are for one last
# look, so they go behind a seal that counts the looks.

# %%
digits = data.digits()                                                # x: (5000, 1, 28, 28), y: (5000,)
pixels, is_nine = digits.x.flatten(1).to(device), digits.y == 9       # (5000, 784) and (5000,) bool
rest, test_rows = data.split(digits.y, held_out=0.2, seed=1)          # 4000 and 1000, the same mix in each
train_rows, val_rows = (rest[part] for part in data.split(digits.y[rest], held_out=0.25, seed=2))
val_rows = val_rows[torch.randperm(1000, generator=torch.Generator().manual_seed(0))]   # they came sorted
sealed = data.Sealed("lesson 5: is it a 9?", pixels[test_rows], is_nine[test_rows])
print(sealed)

# %% role="proof"
assert (len(train_rows), len(val_rows), len(sealed)) == (3000, 1000, 1000)

# %% [markdown]
# Here is a model that never says 9. It does not look at the picture. What are its accuracy and its recall? Decide,
# then run.

# %%
val_nine = is_nine[val_rows]                                          # (1000,) bool
never = torch.zeros(1000, dtype=torch.bool)
never_accuracy = (never == val_nine).float().mean().item()
never_recall = never[val_nine].float().mean().item()
plots.bars({"never a 9": {"accuracy": never_accuracy, "recall": never_recall}})

# %% role="proof"
assert round(never_accuracy, 2) == 0.90 and never_recall == 0

# %% [markdown]
# Accuracy 0.90, recall 0: the **accuracy paradox**. Nine of ten digits are no 9, so saying no is right nine times out
# of ten. An accuracy means nothing until you know this number, the **baseline**: what you get by always naming the
# largest class. scikit-learn has such models ready, as `DummyClassifier`:

# %%
dummy = DummyClassifier(strategy="most_frequent").fit(digits.x[train_rows].flatten(1), is_nine[train_rows])
print(f"dummy: {dummy.score(digits.x[val_rows].flatten(1), val_nine):.2f}")

# %% role="proof"
assert round(dummy.score(digits.x[val_rows].flatten(1), val_nine), 2) == 0.90

# %% [markdown]
# ### Question `paradox`
# *about 6 minutes · easy · 3 points*
#
# - `baseline_accuracy(labels)`: the accuracy of always naming the most common class. `labels` is an int64 tensor,
#   (n,), with any number of classes.
# - `beats_baseline(predictions, labels)`: True if the accuracy of the predictions, (n,), is **above** that baseline,
#   otherwise False.

# %% answer="paradox"
def baseline_accuracy(labels: Tensor) -> float:
    """Return the accuracy of always naming the most common class."""
    ### BEGIN SOLUTION
    _, counts = labels.unique(return_counts=True)
    return counts.max().item() / len(labels)
    ### END SOLUTION


def beats_baseline(predictions: Tensor, labels: Tensor) -> bool:
    """Return whether predictions are right more often than the most common class is."""
    ### BEGIN SOLUTION
    return (predictions == labels).sum().item() / len(labels) > baseline_accuracy(labels)
    ### END SOLUTION

# %% check="paradox" points=3
check("paradox", baseline_accuracy, beats_baseline)

# %% [markdown]
# Now two real models, each a single linear layer on the 784 pixels: one with a logit for "9", one with a logit for
# each of the ten digits.

# %%
def fit_linear(rows, targets, n_outputs, n_epochs=10, learning_rate=1e-3, loss_fn=functional.cross_entropy):
    """Return one linear layer trained on some rows; with one output it gives (n,) logits, else (n, n_outputs)."""
    set_seed(0)
    layer = nn.Linear(784, n_outputs)
    model = (nn.Sequential(layer, nn.Flatten(0)) if n_outputs == 1 else layer).to(device)
    adam = torch.optim.Adam(model.parameters(), lr=learning_rate)
    training.fit(model, pixels[rows], targets[rows].to(device), adam, n_epochs=n_epochs, batch_size=100,
                 loss_fn=loss_fn, progress=False)
    return model


def says_of(model, rows):
    """Return a model's logits for some rows, on the CPU."""
    with torch.no_grad():
        return model(pixels[rows]).cpu()


bce = functional.binary_cross_entropy_with_logits
nine_model = fit_linear(train_rows, is_nine.float(), 1, n_epochs=20, loss_fn=bce)
digit_model = fit_linear(train_rows, digits.y, 10)
nine_scores = torch.sigmoid(says_of(nine_model, val_rows))            # (1000,)
digit_says, val_digits = says_of(digit_model, val_rows).argmax(dim=1), digits.y[val_rows]
nine_accuracy = training.accuracy(torch.logit(nine_scores), val_nine)
digit_accuracy = (digit_says == val_digits).float().mean().item()
print(f"9 or not: {nine_accuracy:.3f} (baseline 0.90)    ten digits: {digit_accuracy:.3f} (baseline 0.10)")

# %% role="proof"
assert nine_accuracy > 0.93 and digit_accuracy > 0.85 and digit_accuracy < nine_accuracy

# %% [markdown]
# The first number is larger, the second model has learned more: it is far further above its baseline.
#
# ## One table for every class
#
# All the scores of this lesson come from one table. Rows are what a case **is**, columns what the model **says**. For
# C classes it has C rows and C columns, class k in row k and column k.

# %%
ten_table = torch.from_numpy(confusion_matrix(val_digits, digit_says, labels=range(10)))  # (10, 10)
plots.class_report(ten_table, [str(k) for k in range(10)])

# %% role="proof"
assert ten_table.sum() == 1000 and ten_table.sum(dim=1).tolist() == [100] * 10

# %% [markdown]
# For two classes this course puts the positive one first, as in lesson 1. `confusion_matrix` counts class 0 first, so
# the order must be said: `labels=[True, False]`.

# %%
def four_cells(actual, says):
    """Return [[TP, FN], [FP, TN]]: the positive class comes first."""
    return torch.from_numpy(confusion_matrix(actual, says, labels=[True, False]))


plots.confusion_matrices({"never a 9": four_cells(val_nine, never),
                          "linear layer": four_cells(val_nine, nine_scores > 0.5)}, ["9", "other"], positive=0)

# %% [markdown]
# ### A class that does not occur
#
# What if the data at hand hold no case of a class, and the model never names it? Its row and its column are all zeros.
# They must stay all the same: without them class 3 may stand in row 2, and two tables can no longer be added up. Here
# are eight cases of four classes; class 3 does not occur.

# %%
targets = torch.tensor([0, 0, 0, 1, 1, 1, 1, 2])                      # (8,)
predictions = torch.tensor([0, 0, 1, 1, 1, 1, 0, 1])                  # (8,)
kept = torch.from_numpy(confusion_matrix(targets, predictions, labels=range(4)))
plots.confusion_matrices({"class 3 kept": kept}, ["0", "1", "2", "3"])

# %% role="proof"
collapsed = torch.from_numpy(confusion_matrix(targets, predictions))  # without `labels`
assert kept.tolist() == [[2, 1, 0, 0], [1, 3, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]] and collapsed.shape == (3, 3)

# %% [markdown]
# ### 0/0
#
# Classes 2 and 3 are never predicted. Their precision is 0/0: of no predictions, how many are right? PyTorch says
# `nan`, and one `nan` makes every mean `nan`. The convention, scikit-learn's too, is **0**: what finds nothing earns
# nothing.

# %%
plain = kept.diag() / kept.sum(dim=0)                                 # (4,) precision of each class
print("divided:", [round(value, 2) for value in plain.tolist()], " mean:", plain.mean().item())
as_zero = precision_score(targets, predictions, average=None, labels=range(4), zero_division=0)
print("scikit-learn:", as_zero.round(2).tolist())

# %% role="proof"
assert plain[2:].isnan().all() and plain.mean().isnan() and as_zero[2] == as_zero[3] == 0

# %% [markdown]
# ### Question `confusion`
# *about 6 minutes · medium · 3 points*
#
# Write `confusion(targets, predictions, n_classes)`. Both tensors are int64, (n,), with classes from 0 to
# `n_classes` − 1. Return counts, (`n_classes`, `n_classes`): row = target, column = prediction, absent classes kept.

# %% answer="confusion"
def confusion(targets: Tensor, predictions: Tensor, n_classes: int) -> Tensor:
    """Return counts, (n_classes, n_classes): rows actual, columns predicted."""
    ### BEGIN SOLUTION
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for target, prediction in zip(targets, predictions):
        matrix[target, prediction] += 1
    return matrix
    ### END SOLUTION

# %% check="confusion" points=3
check("confusion", confusion)

# %% [markdown]
# ## Three ways to average
#
# Ten classes have ten F1 scores. A report wants one. There are three ways:
#
# | average | what counts | formula |
# |---|---|---|
# | **macro** | every class the same | mean of the classes' F1 |
# | **weighted** | every class by its size | mean of the classes' F1, weighed by actual cases |
# | **micro** | every case the same | TP, FP and FN added up over the classes, then one F1 |
#
# If each case has one class and gets one prediction, micro F1 is the accuracy. Where do the three part? Let the
# validation digits keep all their 0s, and only five of each other digit. A model that always says 0: which average
# falls for it?

# %%
few = torch.cat([(val_digits == k).nonzero().flatten()[: 100 if k == 0 else 5] for k in range(10)])   # (145,)
averages = {
    name: {kind: f1_score(val_digits[few], says, average=kind, zero_division=0)
           for kind in ("macro", "weighted", "micro")}
    for name, says in {"linear layer": digit_says[few], "always 0": torch.zeros(145, dtype=torch.int64)}.items()
}
plots.bars(averages)

# %% role="proof"
always = averages["always 0"]
assert always["macro"] < 0.10 < 0.5 < always["weighted"] < always["micro"] and round(always["micro"], 2) == 0.69

# %% [markdown]
# Always 0 has a micro F1 of 0.69, and a macro F1 below 0.1: nine of ten classes are never found, and each of them
# counts. **Rare classes matter to you? Look at macro.** (If a class neither occurs nor is predicted, scikit-learn
# leaves it out of the macro mean. Pass `labels=` to keep it, with F1 0.)
#
# ### Not the mean of batches
#
# An evaluation runs in batches. Why not compute the score of each batch, and average those? Here is macro F1 over the
# 1,000 validation digits, and as the mean over batches of 17, the last of which has 14. Will it come out too high, too
# low, or the same?

# %%
batches = list(zip(val_digits.split(17), digit_says.split(17)))
of_all = f1_score(val_digits, digit_says, average="macro")
of_batches = sum(f1_score(*batch, average="macro", zero_division=0) for batch in batches) / len(batches)
uneven = [(val_digits[:999], digit_says[:999]), (torch.tensor([9]), torch.tensor([4]))]   # 999 cases, then one
mean_accuracy = sum((t == s).float().mean().item() for t, s in uneven) / 2
print(f"macro F1: all {of_all:.3f}, mean of {len(batches)} batches {of_batches:.3f}")
print(f"accuracy: {digit_accuracy:.3f}; mean of a batch of 999 and a batch of one mistake: {mean_accuracy:.3f}")

# %% role="proof"
assert len(batches[-1][0]) == 14 and of_batches < of_all - 0.02 and mean_accuracy < 0.5

# %% [markdown]
# Too low here: in a batch of 17 a digit that is missing, but named once by mistake, counts with an F1 of 0. In other
# data it may be too high. The F1 of all is no mean of the batches' F1, so no weighing mends it. For accuracy you can
# trust the mean only if all batches are of one size: a last batch of a single mistake pulls 0.88 down to 0.44. **Add up
# counts, or join the batches; then score once.**

# %% role="proof"
assert abs(digit_accuracy - 0.88) < 0.02 and abs(mean_accuracy - 0.44) < 0.02

# %% [markdown]
# ### Question `averages`
# *about 8 minutes · medium · 3 points*
#
# Write `macro_f1(batches, n_classes)`, `micro_f1(…)` and `weighted_f1(…)` for a **whole data set that comes in
# batches**: `batches` is a list of pairs `(targets, predictions)`, int64 tensors; the last pair may be shorter. A class
# that is never predicted, or never found, has F1 0. Every class occurs or is predicted somewhere. scikit-learn is
# allowed.

# %% answer="averages"
def macro_f1(batches: list[tuple[Tensor, Tensor]], n_classes: int) -> float:
    """Return the mean of the classes' F1."""
    ### BEGIN SOLUTION
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return f1_score(targets, predictions, average="macro", zero_division=0)
    ### END SOLUTION


def micro_f1(batches: list[tuple[Tensor, Tensor]], n_classes: int) -> float:
    """Return the F1 of all classes' counts together."""
    ### BEGIN SOLUTION
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return f1_score(targets, predictions, average="micro", zero_division=0)
    ### END SOLUTION


def weighted_f1(batches: list[tuple[Tensor, Tensor]], n_classes: int) -> float:
    """Return the mean of the classes' F1, weighed by their actual cases."""
    ### BEGIN SOLUTION
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return f1_score(targets, predictions, average="weighted", zero_division=0)
    ### END SOLUTION

# %% check="averages" points=3
check("averages", macro_f1, micro_f1, weighted_f1)

# %% [markdown]
# ## All thresholds at once
#
# Back to "is it a 9?". The model gives each digit a score; the threshold turns scores into a yes or no. Each threshold
# has its own precision and recall. Two pictures show all of them together: **precision by recall**, and the **ROC
# curve**, recall by the share of false alarms among the negatives. Ours, and a model that tosses coins:

# %%
coins = torch.rand(1000, generator=torch.Generator().manual_seed(0))
areas = {"precision-recall": average_precision_score(val_nine, nine_scores),
         "ROC": roc_auc_score(val_nine, nine_scores)}
print({name: round(area, 2) for name, area in areas.items()})
plots.ranking_curves({"linear layer": nine_scores, "coins": coins}, val_nine)

# %% role="proof"
assert 0.75 < areas["precision-recall"] < 0.9 and areas["ROC"] > 0.93

# %% [markdown]
# - The **area under the ROC curve** is a chance: that a 9, drawn at random, gets a higher score than another digit,
#   drawn at random. Coins: 0.50.
# - The **average precision** is the area on the left. Coins: the share of 9s, 0.10.
#
# Two areas, one model: 0.96 and 0.83. With a rare class the ROC curve flatters. A false alarm rate of 0.05 sounds
# small, but among 900 negatives that is 45 false alarms, against 100 nines. **Rare positives? Look at precision by
# recall.**

# %% role="proof"
assert abs(areas["ROC"] - 0.96) < 0.01 and abs(areas["precision-recall"] - 0.83) < 0.02
assert round(0.05 * (~val_nine).sum().item()) == 45 and val_nine.sum() == 100

# %% [markdown]
# ### Balanced accuracy
#
# **Balanced accuracy** is the mean of the classes' recalls. Never saying 9 has recall 0 for the 9s and 1 for the
# others: balanced accuracy 0.50, which is chance. So it takes the paradox out of the accuracy. But it is blind on the
# other side: it does not see precision.

# %%
eager = nine_scores > 0.1
eager_scores = {"balanced\naccuracy": balanced_accuracy_score(val_nine, eager),
                "precision": precision_score(val_nine, eager)}
silent_balanced = balanced_accuracy_score(val_nine, never)
plots.bars({"never a 9": {"accuracy": never_accuracy, "balanced\naccuracy": silent_balanced},
            "threshold 0.1": eager_scores})

# %% role="proof"
assert silent_balanced == 0.5 and eager_scores["balanced\naccuracy"] > 0.85 and eager_scores["precision"] < 0.45

# %% [markdown]
# At a threshold of 0.1 the balanced accuracy is good, and more than half of the alarms are false.
#
# ## Choose the threshold on validation data
#
# Say what a mistake costs, and the threshold follows. Suppose each missed 9 costs **10**, and each false alarm costs
# **1**. Will the best threshold be above or below 0.5? Decide, and move the slider. (Without a running kernel there is
# only the picture for 0.5.)

# %%
MISS, ALARM = 10, 1
plots.Slider(lambda threshold: plots.explorer(nine_scores, val_nine, threshold, ["other", "9"], (MISS, ALARM)),
             values=[0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], label="threshold", start=0.5)

# %% [markdown]
# Left: how the scores of the two classes lie, each class on a scale of its own. Middle: the cost of each threshold.
# Right: the table at this one. Now the choice itself:

# %%
def cost_at(scores, actual, threshold):
    """Return what the mistakes at a threshold cost; a score at the threshold counts as yes."""
    says = scores >= threshold
    return MISS * (~says & actual).sum().item() + ALARM * (says & ~actual).sum().item()


steps = [i / 100 for i in range(1, 100)]
costs = [cost_at(nine_scores, val_nine, step) for step in steps]
chosen = steps[costs.index(min(costs))]
print(f"threshold 0.5 costs {cost_at(nine_scores, val_nine, 0.5)}, threshold {chosen} costs {min(costs)}")
plots.curves({"cost": costs}, x=steps, xlabel="threshold", ylabel="cost on validation digits",
             marks={f"chosen: {chosen}": chosen})

# %% role="proof"
assert chosen < 0.3 and min(costs) < 0.7 * cost_at(nine_scores, val_nine, 0.5)

# %% [markdown]
# Below 0.5, since a miss is dearer. If the scores were exact probabilities, the best threshold would be
# ALARM / (ALARM + MISS) = 1/11, about 0.09: from there on, a no costs more on average than a yes. Scores seldom are
# exact, so one looks.

# %% role="proof"
assert round(ALARM / (ALARM + MISS), 2) == 0.09

# %% [markdown]
# Why not look on the **test** digits? Because a choice fits the cases that it was made on, their luck included. Here is
# how far that goes. 500 models toss coins: "is the digit odd?" The best on 50 digits is chosen. Then it meets 950
# others.

# %%
is_odd = val_digits % 2 == 1
tosses = torch.rand(500, 1000, generator=torch.Generator().manual_seed(0)) > 0.5      # (500, 1000): models, digits
on_fifty = (tosses[:, :50] == is_odd[:50]).float().mean(dim=1)                        # (500,)
winner = on_fifty.argmax()
lucky, honest_coin = on_fifty[winner].item(), (tosses[winner, 50:] == is_odd[50:]).float().mean().item()
plots.bars({"best of 500 coins": {"the 50 digits\nit was chosen on": lucky, "950 others": honest_coin}})

# %% role="proof"
assert lucky > 0.63 and abs(honest_coin - 0.5) < 0.05

# %% [markdown]
# Nobody can foresee a coin, and yet the winner scores well above 0.6. Each look at the test set that changes a
# decision is such a choice. So: **choose on validation, look at test once.**
#
# ### Question `pick-threshold`
# *about 10 minutes · hard · 4 points*
#
# Another way to state a goal: "find at least 90 % of them". Many thresholds do; the **highest** one has the fewest
# false alarms. Write `pick_threshold(scores, labels, min_recall)`.
#
# `scores` and `labels` are dictionaries with the keys `"validation"` and `"test"`, a tensor (n,) each; label 1 is
# positive. A case counts as positive if its score is the threshold **or above**, as in scikit-learn's curves. Return
# the highest score, of the split that choices are made on, at which the recall is at least `min_recall`.

# %% answer="pick-threshold"
def pick_threshold(scores: dict[str, Tensor], labels: dict[str, Tensor], min_recall: float) -> float:
    """Return the highest threshold whose recall is at least `min_recall`."""
    ### BEGIN SOLUTION
    given, is_positive = scores["validation"], labels["validation"] == 1
    for threshold in given.sort(descending=True).values:
        recall = (given[is_positive] >= threshold).sum().item() / is_positive.sum().item()
        if recall >= min_recall:
            return threshold.item()
    ### END SOLUTION

# %% check="pick-threshold" points=4
check("pick-threshold", pick_threshold)

# %% [markdown]
# ## A rare class
#
# Now 9s get really rare: 24 among 1,200 digits, **2 %**, in each of three splits of the digits that are not sealed. The
# baseline has 0.98. We train a linear layer as before. What will its accuracy be, and its recall?

# %%
generator = torch.Generator().manual_seed(0)
others, nines = (rows[torch.randperm(len(rows), generator=generator)]
                 for rows in (rest[~is_nine[rest]], rest[is_nine[rest]]))
rare_train, rare_val, rare_test = (torch.cat([others[1176 * i: 1176 * (i + 1)], nines[24 * i: 24 * (i + 1)]])
                                   for i in range(3))                                     # (1200,) each


def rare_scores(says):
    """Return accuracy, precision and recall of "it is a 9" on the third split."""
    actual = is_nine[rare_test]
    hits = (says & actual).sum().item()
    return {"accuracy": (says == actual).float().mean().item(), "precision": hits / max(says.sum().item(), 1),
            "recall": hits / 24}


plain_model = fit_linear(rare_train, is_nine.float(), 1, n_epochs=20, learning_rate=1e-2, loss_fn=bce)
before = rare_scores(says_of(plain_model, rare_test) > 0)
print({name: round(score, 3) for name, score in before.items()})

# %% role="proof"
assert all(len(rows) == 1200 and is_nine[rows].sum() == 24 for rows in (rare_train, rare_val, rare_test))
assert abs(before["accuracy"] - 0.98) < 0.01 and before["recall"] < 0.5

# %% [markdown]
# About the baseline's accuracy, and most of the 9s are missed. Two cures:
#
# - a **class weight**: in the loss, each 9 counts as much as 49 others (`pos_weight`);
# - a **moved threshold**: the same model, with the threshold that finds at least 75 % of the 9s of the *second* split.
#
# Guess for each: what happens to the accuracy? To the precision?

# %%
heavy = torch.tensor(1176 / 24, device=device)                        # 49 others for each 9


def heavier(logits, targets):
    return bce(logits, targets, pos_weight=heavy)


weighted_model = fit_linear(rare_train, is_nine.float(), 1, n_epochs=20, learning_rate=1e-2, loss_fn=heavier)
weighted_after = rare_scores(says_of(weighted_model, rare_test) > 0)

positive_scores = torch.sigmoid(says_of(plain_model, rare_val))[is_nine[rare_val]].sort(descending=True).values
moved = positive_scores[int(0.75 * 24) - 1].item()                    # the 18th of 24: 75 % of them are found
moved_after = rare_scores(torch.sigmoid(says_of(plain_model, rare_test)) >= moved)
print(f"moved threshold: {moved:.3f}")
plots.bars({"before": before, "class weight 49": weighted_after, "threshold moved": moved_after})

# %% role="proof"
assert heavy.item() == 49 and moved < 0.5
assert min(weighted_after["recall"], moved_after["recall"]) > 2 * before["recall"]
assert max(weighted_after["precision"], moved_after["precision"]) < before["precision"]
assert max(weighted_after["accuracy"], moved_after["accuracy"]) < before["accuracy"]

# %% [markdown]
# Both find more than twice as many 9s. Both lose accuracy and precision: they stand at another point of the same trade.
# Behind the moved threshold about six of seven alarms are false, which is what a high recall costs this model at 2 %.
# Neither cure makes the model know more, nor does showing it the same rare cases more often; new examples of the rare
# class do. And after a class weight the scores are no probabilities any more.
#
# The threshold found 75 % on the split that it was chosen on, and 0.88 here. That is no riddle: with 24 nines, a recall
# of 0.8 is known to about ± 0.16. **Count the positives before you believe a recall.**

# %% role="proof"
margin = 2 * (0.8 * 0.2 / 24) ** 0.5
assert round(margin, 2) == 0.16 and abs(moved_after["recall"] - 0.88) < 0.05
assert abs(moved_after["precision"] - 1 / 7) < 0.03

# %% [markdown]
# ## Split before anything else
#
# Six photographs. For each, a **coin** decides: class A or class B. We cut each into 96 crops that overlap by half, and
# ask of a crop: is its photograph A or B? There is nothing to learn but the coin's whim, so on photographs that it has
# not seen, no model can beat 0.5 on average. The model is the simplest there is: the class of the most similar
# training crop.

# %%
PIXELS, STRIDE = 64, 32
crops, photograph = [], []
for number, name in enumerate(data.PHOTOGRAPHS):
    part = data.photograph(name)[:, :288, :416].float() / 255                         # (3, 288, 416)
    cut = part.unfold(1, PIXELS, STRIDE).unfold(2, PIXELS, STRIDE)                    # (3, 8, 12, 64, 64)
    crops.append(cut.permute(1, 2, 0, 3, 4).reshape(-1, 3, PIXELS, PIXELS))
    photograph += [number] * len(crops[-1])
crops, photograph = torch.cat(crops), torch.tensor(photograph)                        # (576, 3, 64, 64), (576,)
colours = functional.avg_pool2d(crops, 8).flatten(1)                                  # (576, 192): coarse colours
distance = torch.cdist(colours, colours)                                              # (576, 576)

left, top = 100, 60
plots.boxes(data.photograph("chelsea"), {"two crops of one photograph": {
    "for training": torch.tensor([left, top, left + PIXELS, top + PIXELS]),
    "held out": torch.tensor([left + STRIDE, top, left + STRIDE + PIXELS, top + PIXELS])}})

# %% role="proof"
assert len(crops) == 6 * 96

# %% [markdown]
# First we split the **crops** at random, then the **photographs**: two are held out, with all their crops. Both times
# over all the ways in which a coin can fall three times on each side. What will the two scores be?

# %%
def nearest_accuracy(is_a, train, held):
    """Return how often the class of the nearest training crop is right."""
    nearest = train[distance[held][:, train].argmin(dim=1)]
    return (is_a[nearest] == is_a[held]).float().mean().item()


leaked, honest = [], []
for chosen_a in itertools.combinations(range(6), 3):                                  # 20 ways
    is_a = torch.isin(photograph, torch.tensor(chosen_a))
    leaked.append(nearest_accuracy(is_a, *data.split(is_a, held_out=1 / 3, seed=0)))
    for pair in itertools.product(chosen_a, set(range(6)) - set(chosen_a)):           # one of each class held out
        is_held = torch.isin(photograph, torch.tensor(pair))
        honest.append(nearest_accuracy(is_a, (~is_held).nonzero().flatten(), is_held.nonzero().flatten()))
leaked, honest = (sum(scores) / len(scores) for scores in (leaked, honest))
plots.bars({"a coin's side": {"crops split": leaked, "photographs\nsplit": honest}})

# %% role="proof"
assert leaked > 0.75 and abs(honest - 0.5) < 0.01

# %% [markdown]
# Split by crops: far above chance. Split by photographs: exactly a coin. The first model recognised *photographs*,
# since beside nearly every held-out crop lay a training crop that shows half of it. That is **data leakage**: something
# of the held-out cases reaches the training. Crops of one photograph, visits of one patient, frames of one film, posts
# of one author: what belongs together is a **group**, and a group goes to one side.
#
# ### What is computed from all rows
#
# Another leak is quieter: preparing *before* splitting. 100 digits, and again a coin for each. We keep the 20 pixels
# that go best with the coin, then train and test, 50 against 50. Chosen from all 100 digits, or from the 50 training
# digits only. Guess both scores, as the mean of 100 repetitions.

# %%
def best_pixels(x, heads):
    """Return the 20 columns whose values differ most between heads and tails, in units of their spread."""
    gap = x[heads].mean(dim=0) - x[~heads].mean(dim=0)
    return (gap / (x.std(dim=0) + 1e-6)).abs().topk(20).indices


def nearer_mean(x, heads, train, held):
    """Return the accuracy of naming the class whose training mean is nearer."""
    means = torch.stack([x[train][~heads[train]].mean(dim=0), x[train][heads[train]].mean(dim=0)])
    return (torch.cdist(x[held], means).argmin(dim=1).bool() == heads[held]).float().mean().item()


generator = torch.Generator().manual_seed(0)
scores_of = {"chosen from\nall 100": [], "chosen from\nthe 50": []}
for seed in range(100):
    x = digits.x[rest[torch.randperm(4000, generator=generator)[:100]]].flatten(1)          # (100, 784)
    heads = torch.arange(100) % 2 == 0                                                # a fair coin, for random digits
    train, held = data.split(heads, held_out=0.5, seed=seed)
    for name, rows in zip(scores_of, (torch.arange(100), train)):
        scores_of[name].append(nearer_mean(x[:, best_pixels(x[rows], heads[rows])], heads, train, held))
prepared_scores = {name: sum(scores) / len(scores) for name, scores in scores_of.items()}
plots.bars({"a coin's side": prepared_scores})

# %% role="proof"
by_all, by_half = prepared_scores.values()
assert by_all > 0.58 and abs(by_half - 0.5) < 0.03

# %% [markdown]
# A scaler that is fitted on everything is the same fault in small. How much does it move the score? Lesson 2's breast
# masses again, judged by the nearest training mass; 20 splits each, with half of the masses to train on, and with 20.

# %%
masses = data.breast_cancer()                                                         # x: (569, 30)


def scaled_by(rows, train, held):
    """Return the accuracy of the nearest training mass, with the mean and spread of some rows."""
    mean, std = data.statistics(masses.x[rows])
    x = (masses.x - mean) / std
    nearest = train[torch.cdist(x[held], x[train]).argmin(dim=1)]
    return (masses.y[nearest] == masses.y[held]).float().mean().item()


moved_by = {}
for n_train in (284, 20):
    splits = [data.split(masses.y, held_out=1 - n_train / 569, seed=seed) for seed in range(20)]
    moved_by[n_train] = [scaled_by(torch.arange(569), *parts) - scaled_by(parts[0], *parts) for parts in splits]
print({f"{n} to train on": f"by {min(changes):+.3f} to {max(changes):+.3f}" for n, changes in moved_by.items()})

# %% role="proof"
assert max(map(abs, moved_by[284])) < 0.02 and min(moved_by[20]) < -0.04 < 0 < max(moved_by[20])

# %% [markdown]
# With hundreds of rows it hardly matters, with twenty it does, up or down. You cannot know beforehand. So, always in
# this order: **split, then compute from the training rows alone**, whatever it is: means, spreads, chosen columns,
# thresholds. Copies belong here too: whoever copies rare cases first and splits after has the same case on both sides.
#
# ### Question `leak`
# *about 12 minutes · hard · 4 points*
#
# Write `split(groups, x, held_out, seed)`, which returns three parts:
#
# 1. the row numbers for training,
# 2. the row numbers held out,
# 3. all of `x`, standardised: column by column, minus the mean, divided by the standard deviation.
#
# `groups`, (n,), holds each row's group, numbers without order; `x` is (n, columns), float. Hold out the share
# `held_out` **of the groups** (here always a whole number of them), drawn at random: the same seed gives the same
# split, another seed another. No group lies on both sides, every row on one. Leave `x` as it is.

# %% answer="leak"
def split(groups: Tensor, x: Tensor, held_out: float, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return row numbers for training, row numbers held out, and all of `x`, standardised."""
    ### BEGIN SOLUTION
    names = groups.unique()
    order = torch.randperm(len(names), generator=torch.Generator().manual_seed(seed))
    is_held = torch.isin(groups, names[order[: round(held_out * len(names))]])
    train, held = (~is_held).nonzero().flatten(), is_held.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
    ### END SOLUTION

# %% check="leak" points=4
check("leak", split)

# %% [markdown]
# scikit-learn has `GroupShuffleSplit` and `GroupKFold` for this. Signs of a leak: a score that is too good to be true;
# a score that falls as soon as new data come; a column that is known only after the answer is.
#
# ## Overfitting: read the gap
#
# A wide network, 784 → 512 → 10, and only 100 digits to learn from. Two losses are measured in each epoch: on those
# 100, and on the validation digits. Draw both curves in your mind, then run.

# %%
hundred = train_rows[torch.randperm(3000, generator=torch.Generator().manual_seed(0))[:100]]
set_seed(0)
wide = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 10)).to(device)
seen = training.fit(wide, pixels[hundred], digits.y[hundred].to(device), torch.optim.Adam(wide.parameters(), lr=1e-3),
                    n_epochs=40, batch_size=20, held_out=(pixels[val_rows], val_digits.to(device)), progress=False)
turn = seen.held_out_loss.index(min(seen.held_out_loss))
print(f"lowest validation loss {min(seen.held_out_loss):.2f} at epoch {turn}, {seen.held_out_loss[-1]:.2f} at the end; "
      f"accuracy {seen.score[-1]:.2f} and {seen.held_out_score[-1]:.2f}")
plots.curves({"training": seen.loss, "validation": seen.held_out_loss}, xlabel="epoch",
             marks={"lowest\nvalidation loss": turn})

# %% role="proof"
assert 2 < turn < 20 and seen.held_out_loss[-1] > min(seen.held_out_loss) + 0.08 and seen.loss[-1] < 0.02
assert seen.score[-1] == 1.0 and 0.70 < seen.held_out_score[-1] < 0.80

# %% [markdown]
# Up to the dotted line both fall: the network learns digits. After it the training loss goes on falling, to almost
# nothing, while the validation loss rises: the network learns *these 100* by heart, and grows more and more certain of
# its mistakes. The curves part, and the **gap** between them is the sign of overfitting. It knows all 100 (accuracy
# 1.00), and of the others only three in four.
#
# What helps: more examples, a smaller network, Dropout, weight decay (each step pulls the parameters a little towards
# 0), augmentation (changed copies of the training cases, of them only), or stopping at the dotted line.
#
# ### Question `overfit`
# *about 4 minutes · easy · 2 points*
#
# - `best_epoch(train_loss, val_loss)`: two lists of floats, one number for each epoch. Return the epoch whose model you
#   would keep, counted from 0. Where two are equally good, the earlier one.
# - `which_curve`: which curve says so? `"training"`, `"validation"` or `"both"`.

# %% answer="overfit"
def best_epoch(train_loss: list[float], val_loss: list[float]) -> int:
    """Return the epoch whose model to keep, counted from 0."""
    ### BEGIN SOLUTION
    return val_loss.index(min(val_loss))
    ### END SOLUTION


### BEGIN SOLUTION
which_curve = "validation"
### END SOLUTION

# %% check="overfit" points=2
check("overfit", best_epoch, which_curve)

# %% [markdown]
# ## One look at the test set
#
# Everything is chosen: the model, and with validation digits its threshold. Now the seal may be broken. Run this cell
# **once**; it counts.

# %%
test_pixels, test_nine = sealed.open()
with torch.no_grad():
    test_scores = torch.sigmoid(nine_model(test_pixels)).cpu()
test_nine = test_nine.cpu()
bill = {threshold: cost_at(test_scores, test_nine, threshold) for threshold in (0.5, chosen)}
print({f"threshold {threshold}": f"cost {cost}" for threshold, cost in bill.items()})
plots.confusion_matrices({f"threshold {threshold}": four_cells(test_nine, test_scores >= threshold)
                          for threshold in bill}, ["9", "other"], positive=0)

# %% role="proof"
assert bill[chosen] < 0.75 * bill[0.5]

# %% [markdown]
# The threshold that was chosen on validation digits saves money on digits that took no part in the choice. That is what
# "it works" means.
#
# ## Good, bad, unclear
#
# A figure becomes a decision by **bands** that are fixed beforehand. For a task with two classes, this lesson takes:
#
# | verdict | accuracy | precision and recall |
# |---|---|---|
# | **good** | above 0.80 | *and* both above 0.80 |
# | **bad** | below 0.60 | *or* one of them below 0.50 |
# | **unclear** | everything else | |
#
# Earlier lessons drew them a little differently: bands depend on data and task. What does not change: **all** must be
# good, **one** bad number is enough. Four from this lesson:

# %%
def three_scores(actual, says):
    """Return accuracy, precision and recall of two bool tensors; 0 for 0/0."""
    (tp, fn), (fp, tn) = four_cells(actual, says).tolist()
    return {"accuracy": (tp + tn) / len(actual), "precision": tp / max(tp + fp, 1), "recall": tp / max(tp + fn, 1)}


judged = {"never a 9": three_scores(val_nine, never), "threshold 0.5": three_scores(val_nine, nine_scores >= 0.5),
          f"threshold {chosen}": three_scores(val_nine, nine_scores >= chosen), "rare 9s": before}
plots.scores(judged)

# %% role="proof"
cheapest = judged[f"threshold {chosen}"]
assert cheapest["precision"] < 0.5 and cheapest["accuracy"] < judged["threshold 0.5"]["accuracy"]
assert all(min(scores.values()) <= 0.80 for scores in judged.values())

# %% [markdown]
# None is good. And the threshold that costs least is *bad* by these bands, for its precision is below 0.50: bands do
# not know your prices. Where a price is known, take the cost; where it is not, take bands, and fix them before you
# look.
#
# ### Question `verdict`
# *about 5 minutes · easy · 2 points*
#
# Write `verdict(accuracy, precision, recall)`: three numbers from 0 to 1. Return `"good"`, `"bad"` or `"unclear"` by
# the table above. A number on a border is neither above nor below it.

# %% answer="verdict"
def verdict(accuracy: float, precision: float, recall: float) -> str:
    """Return "good", "bad" or "unclear"."""
    ### BEGIN SOLUTION
    if accuracy > 0.80 and precision > 0.80 and recall > 0.80:
        return "good"
    if accuracy < 0.60 or precision < 0.50 or recall < 0.50:
        return "bad"
    return "unclear"
    ### END SOLUTION

# %% check="verdict" points=2
check("verdict", verdict)

# %% [markdown]
# ## 98% accuracy, 12% recall: settled
#
# Since lesson 1 the fraud detector has been with us: accuracy 98 %, recall 12 %. What lies behind these two figures?
# Let a share of all payments be frauds. Recall fixes the first row of the table, and accuracy fixes how many mistakes
# there are in all. So one number is open: how many frauds there are. Try some:

# %%
def rebuilt(frauds, n=100_000):
    """Return [[TP, FN], [FP, TN]] with accuracy 0.98 and recall 0.12 for so many frauds among n payments."""
    tp = round(0.12 * frauds)
    fn = frauds - tp
    fp = round(0.02 * n) - fn
    return torch.tensor([[tp, fn], [fp, n - frauds - fp]])


print("frauds   precision   never saying fraud   balanced accuracy")
table = {}
for frauds in (500, 1000, 2000, 2200, 2272):
    (tp, fn), (fp, tn) = rebuilt(frauds).tolist()
    table[frauds] = (tp / (tp + fp), 1 - frauds / 100_000, (tp / (tp + fn) + tn / (tn + fp)) / 2)
    print(f"{frauds / 1000:4.2f} %  {table[frauds][0]:9.2f}  {table[frauds][1]:18.3f}  {table[frauds][2]:18.2f}")

# %% role="proof"
for frauds in table:
    (tp, fn), (fp, tn) = rebuilt(frauds).tolist()
    assert tp + tn == 98_000 and abs(tp / (tp + fn) - 0.12) < 0.001 and fp >= 0
assert 0.88 * 2272 < 2000 < 0.88 * 2273                               # more frauds: more misses than mistakes
assert round(table[1000][0], 2) == 0.10 and all(0.54 < balanced < 0.57 for *_, balanced in table.values())

# %% [markdown]
# Read the table:
#
# - More than 2.27 % frauds are impossible: the missed ones alone would be more than 2 % of all payments.
# - With 1 % frauds, nine of ten alarms are false (precision 0.10), and a model that **never says fraud** has the higher
#   accuracy: 0.99.
# - Only with more than 2 % frauds, and at most 2.27 %, does it beat that baseline, and by a hair.
# - Balanced accuracy is near 0.55 throughout: little better than a coin.
#
# Accuracy beside its baseline would have told at once. The verdict by the bands is *bad*: the recall alone decides.
# **88 of 100 frauds pass: not fit for production.** What would be? That the bank must say: what does a missed fraud
# cost, what a false alarm? Then choose the threshold on validation data, and look at the test set once.

# %%
plots.confusion_matrices({"1 % frauds among\n100,000 payments": rebuilt(1000)}, ["fraud", "honest"], positive=0)

# %% role="proof"
assert abs(table[1000][1] - 0.99) < 1e-9 and abs(table[2000][1] - 0.98) < 1e-9 and 0.977 < table[2272][1] < 0.98
assert round(100 * (1 - 0.12)) == 88

# %% [markdown]
# ### Question `rebuild`
# *about 6 minutes · medium · 2 points*
#
# Rebuild such a table for another bank, with numbers of your own. `matrix` holds two rows of two **whole counts**:
# rows actual, columns predicted, fraud first. Its accuracy is 0.98 and its recall 0.12, each to within 0.001. Many
# tables are right.

# %% answer="rebuild"
### BEGIN SOLUTION
matrix = [[3, 22], [0, 1075]]
### END SOLUTION

# %% check="rebuild" points=2
check("rebuild", matrix)

# %% [markdown]
# ## Four traps, four cures
#
# Each figure comes from the cells above.

# %%
plots.bars({
    "accuracy paradox:\nnever a 9": {"accuracy": never_accuracy, "recall": never_recall},
    "data leakage:\na coin's side": {"crops\nsplit": leaked, "photographs\nsplit": honest},
    "overfitting:\n100 digits": {"training": seen.score[-1], "validation": seen.held_out_score[-1]},
    "class imbalance:\nrecall of 2 %": {"plain": before["recall"], "class\nweight": weighted_after["recall"],
                                        "threshold\nmoved": moved_after["recall"]},
})

# %% [markdown]
# | trap | sign | cure |
# |---|---|---|
# | accuracy paradox | the accuracy is near the largest class's share | baseline first; recall and precision per class |
# | data leakage | too good to be true | split first, by groups; compute from training rows alone |
# | overfitting | training and validation part | more data, a smaller model, stop at the lowest validation loss |
# | class imbalance | high accuracy, low recall of the rare class | weight, threshold, more examples of it |
#
# ## Which metric fits which goal?
#
# | your goal | look at |
# |---|---|
# | classes of one size, mistakes equally bad | accuracy, beside the baseline |
# | a false alarm is dear | precision |
# | a miss is dear | recall |
# | both matter, positives are rare | F1; precision by recall over all thresholds |
# | every class counts, rare ones too | macro F1, balanced accuracy |
# | a price is known for each mistake | the cost itself, threshold chosen on validation data |
# | only the order of the scores counts | area under the ROC curve; average precision where positives are rare |
# | stop training | validation loss |
#
# ## When it goes wrong
#
# Seven errors and warnings that metrics bring, in the libraries' own words.

# %%
def show_error(action):
    """Run `action`; print its error or warning, in one line."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            action()
        except Exception as error:
            print(f"   {type(error).__name__}: {' '.join(str(error).split())[:150]}")
            return
    raise AssertionError("expected an error")


logits = torch.randn(4, 3, generator=torch.Generator().manual_seed(0))
classes = torch.tensor([0, 2, 1, 2])
mistakes = {
    "1 logits for classes": lambda: f1_score(classes, logits, average="macro"),
    "2 one missing": lambda: f1_score(classes, classes[:3], average="macro"),
    "3 which average?": lambda: f1_score(classes, classes),
    "4 nothing predicted": lambda: precision_score([1, 0], [0, 0]),
    "5 one class only": lambda: roc_auc_score([1, 1], [0.2, 0.7]),
    "6 a class beyond the table": lambda: torch.zeros(2, 2)[classes, classes],
    "7 class numbers as floats": lambda: torch.bincount(torch.tensor([0.0, 1.0])),
}
for name, mistake in mistakes.items():
    print(name)
    show_error(mistake)

# %% [markdown]
# | | what happened | cure |
# |---|---|---|
# | 1 | scores where classes are due | `logits.argmax(dim=1)` |
# | 2 | a batch is missing on one side, often the last | append targets and predictions in the same loop |
# | 3 | several classes have several F1 | `average="macro"`, or another one, on purpose |
# | 4 | 0/0: no prediction is positive | `zero_division=0`, and find out why the model is silent |
# | 5 | no negative case: there is nothing to rank against | split class by class, so that each split has both |
# | 6 | `n_classes` is too small, or the classes count from 1 | count the classes of the whole data set, from 0 |
# | 7 | counting needs whole numbers | `.long()` |
#
# No error at all, but a false figure: `precision_score(predictions, targets)`. scikit-learn wants the **targets
# first**, torchmetrics the **predictions first**. Swapped, precision and recall change places. F1 stays as it is, so it
# does not warn you.

# %% role="proof"
assert precision_score(val_nine, nine_scores > 0.5) == recall_score(nine_scores > 0.5, val_nine)
assert f1_score(val_nine, nine_scores > 0.5) == f1_score(nine_scores > 0.5, val_nine)

# %% [markdown]
# ## Recap
#
# - The baseline comes first. An accuracy alone says nothing.
# - One table, rows actual, columns predicted, no class lost; 0/0 is 0.
# - Macro counts classes, micro counts cases. Join the batches, then score once.
# - Precision by recall for rare positives; ROC flatters there.
# - Threshold, epoch, model: chosen on validation data. The test set is looked at once.
# - Split first, by groups. Compute means, spreads and choices from the training rows alone.
# - The validation curve says when to stop.
# - A weight or a moved threshold trades precision for recall. Neither adds knowledge.
# - 98 % accuracy with 12 % recall: bad, whatever the rest.

# %%
progress.show()

# %% [markdown]
# **Next: [lesson 6, your own classifier](06_capstone.ipynb)**, judged on digits whose labels you cannot see.

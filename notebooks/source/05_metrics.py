# %% [markdown]
# # Lesson 5 · Metrics you can trust
#
# Somebody offers you a model. "It tells whether a handwritten digit is a **9**," they say, "and it's right **90%** of
# the time." Below, it answers "Is it a 9?" for twenty digits. Would you buy this model?

# %% role="setup"
import pandas as pd
import torch
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_score, recall_score
from torch import Tensor, nn
from torch.nn import functional

from course import case, check, data, hint, play, plots, predictions, progress, training
from course.device import best_device, set_seed
from course.yours import yours

torch.set_num_threads(1)  # tensors as small as ours are fastest on one core
device = best_device()    # cuda, mps or cpu

# %%
digits = data.digits()  # x: (5000, 1, 28, 28), y: (5000,)
order = torch.randperm(20, generator=torch.Generator().manual_seed(4))
twenty = torch.arange(0, 5000, 250)[order]
plots.mistakes(digits.x[twenty], ["no"] * 20, columns=10)

# %% role="proof"
assert digits.y[twenty].bincount().tolist() == [2] * 10 and (digits.y[twenty] != 9).float().mean() == 0.9

# %% [markdown]
# Find the two 9s: it says *no* to them, too. It says *no* to everything, and has never looked at a picture. The 90%
# was no lie, though: nine digits in ten aren't a 9.
#
# In this lesson many numbers look good. You'll learn which ones to ask for instead.
#
# <details><summary><b>What you'll be able to do, and the eight questions</b></summary>
#
# - Begin with a baseline, and build one table for any number of classes.
# - Average its scores in three ways, and read precision-recall and ROC curves.
# - Choose a threshold for a stated cost or recall, on validation data.
# - Find a leak, say when to stop training, and whether a model may ship.
#
# question|you write|points|minutes|difficulty
# ---|---|---|---|---
# `paradox`|two functions|3|4|easy
# `confusion`|a function|3|4|medium
# `averages`|three functions|3|6|medium
# `pick-threshold`|a function|4|10|hard
# `leak`|a function|4|10|hard
# `overfit`|a function and a word|2|3|easy
# `verdict`|a function|2|3|easy
# `rebuild`|four counts|2|5|medium
#
# Plan 45 minutes for the questions and 45 for the rest. *Going deeper* is extra.
#
# </details>
#
# **Two quick ones from [lesson 4](04_head_replacement.ipynb):**
#
# <details><summary>1. You want to train only a new head. Do you freeze or replace first?</summary>
#
# Freeze first. Otherwise the new head is frozen, too.
#
# </details>
#
# <details><summary>2. TP 40, FN 10, FP 5, TN 45. What are precision and recall?</summary>
#
# Precision 40 / 45 = 0.89, recall 40 / 50 = 0.80.
#
# </details>
#
# ## The baseline comes first
#
# Before anything else, we split 5,000 digits three ways. The model learns from the **training** digits. With the
# **validation** digits we choose: a threshold, an epoch, a model. The **test set** is for one last look, so it goes
# behind a **seal** that counts the looks.

# %%
pixels, is_nine = digits.x.flatten(1), digits.y == 9  # (5000, 784) and (5000,) bool
rest, test_rows = data.split(digits.y, held_out=0.2, seed=1)
train_rows, val_rows = (rest[part] for part in data.split(digits.y[rest], held_out=0.25, seed=2))
order = torch.randperm(1000, generator=torch.Generator().manual_seed(0))
val_rows = val_rows[order]  # they came sorted by digit
val_digits, val_nine = digits.y[val_rows], is_nine[val_rows]  # (1000,) each
sealed = data.Sealed("lesson 5: is it a 9?", pixels[test_rows], is_nine[test_rows])
len(train_rows), len(val_rows), len(sealed)

# %% role="proof"
assert (len(train_rows), len(val_rows), len(sealed)) == (3000, 1000, 1000)
assert not set(train_rows.tolist()) & set(val_rows.tolist()) and not set(rest.tolist()) & set(test_rows.tolist())

# %% role="proof"
from sklearn.dummy import DummyClassifier as ProofClassifier

proof_dummy = ProofClassifier(strategy="most_frequent").fit(pixels[train_rows], is_nine[train_rows])
assert round(proof_dummy.score(pixels[val_rows], val_nine), 2) == 0.90
assert recall_score(val_nine, proof_dummy.predict(pixels[val_rows])) == 0

# %% [markdown]
# The model at the top of this page is a **baseline**: it has learned nothing. On our validation digits, its accuracy
# is 0.90, but its recall is 0. That's lesson 2's **accuracy paradox**. An accuracy means nothing until you know what
# you'd get by always naming the largest class, as scikit-learn's `DummyClassifier` does.
#
# ### Question `paradox`: what can you get for nothing?
# *about 4 minutes · easy · 3 points*
#
# - `baseline_accuracy(labels)`: the accuracy of always naming the most common class. `labels` is an int64 tensor,
#   (n,), with any number of classes. (`labels.bincount()` counts each.)
# - `beats_baseline(predictions, labels)`: True if the accuracy of the predictions, (n,), is **above** that baseline.

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
# Now two real models, each a linear layer on the 784 pixels. The first has a single logit, for "9". The second has
# ten, one for each digit.

# %%
def train(model, rows, targets, loss_fn, n_epochs, learning_rate=1e-3):
    x, y = pixels[rows].to(device), targets[rows].to(device)
    adam = torch.optim.Adam(model.to(device).parameters(), lr=learning_rate)
    training.fit(model, x, y, adam, n_epochs=n_epochs, batch_size=100, loss_fn=loss_fn, progress=False)
    return model.cpu().eval()

bce = functional.binary_cross_entropy_with_logits
set_seed(0)
nine_model = nn.Sequential(nn.Linear(784, 1), nn.Flatten(0))  # (n, 784) → (n, 1) → (n,)
train(nine_model, train_rows, is_nine.float(), bce, n_epochs=20)
set_seed(0)
digit_model = train(nn.Linear(784, 10), train_rows, digits.y, functional.cross_entropy, n_epochs=10)

# %%
my_baseline, my_beats = yours("paradox")
with torch.inference_mode():
    nine_scores = torch.sigmoid(nine_model(pixels[val_rows]))  # (1000,)
    digit_says = digit_model(pixels[val_rows]).argmax(dim=1)   # (1000,)

def compare(says, truth):
    return accuracy_score(truth, says), my_baseline(truth), my_beats(says, truth)

pd.DataFrame({"is it a 9?": compare((nine_scores > 0.5).long(), val_nine.long()),
              "which digit?": compare(digit_says, val_digits)}, ["accuracy", "baseline", "beats it"])

# %% role="proof"
nine_accuracy = accuracy_score(val_nine, nine_scores > 0.5)
digit_accuracy = accuracy_score(val_digits, digit_says)
assert nine_accuracy > 0.93 and abs(digit_accuracy - 0.88) < 0.02 and digit_accuracy < nine_accuracy

# %% [markdown]
# The first number is larger, but the second model has learned far more: it got from 0.10 to 0.88.
#
# ## One table for every class
#
# For C classes, the confusion matrix is (C, C): row k holds the cases that **are** k, column k those **called** k.
# Below are eight cases. The classes are 0 to 3, but none of the eight is a 3 or called one. What shape will
# scikit-learn's table have?

# %%
predictions.predict("table-without-a-class", ["(3, 3)", "(4, 4)", "(2, 2)", "an error"])

# %%
targets = torch.tensor([0, 0, 0, 1, 1, 1, 1, 2])  # (8,)
says = torch.tensor([0, 0, 1, 1, 1, 1, 0, 1])     # (8,)
confusion_matrix(targets, says)

# %% role="proof"
assert str(confusion_matrix(targets, says).shape) == predictions.right_choice("table-without-a-class")
proof_kept = torch.from_numpy(confusion_matrix(targets, says, labels=range(4)))
assert proof_kept.tolist() == [[2, 1, 0, 0], [1, 3, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
proof_plain = proof_kept.diag() / proof_kept.sum(dim=0)
assert proof_plain[2:].isnan().all() and proof_plain.mean().isnan()
proof_as_zero = precision_score(targets, says, average=None, labels=range(4), zero_division=0)
assert proof_as_zero[2] == proof_as_zero[3] == 0

# %% [markdown]
# Now imagine class 1 missing instead: class 2 would sit in row 1, and two tables could no longer be added up. So
# always say which classes there are: `confusion_matrix(targets, says, labels=range(4))` has a row and a column for
# each. (And `labels=[True, False]` puts the positive class first, as this course does.)
#
# Class 2 is never predicted, so its precision is **0/0**. PyTorch makes that `nan`, and one `nan` turns every mean
# into `nan`. The usual convention is 0: `zero_division=0` in scikit-learn.
#
# ### Question `confusion`: count every pair
# *about 4 minutes · medium · 3 points*
#
# Write `confusion(targets, predictions, n_classes)`. Both tensors are int64, (n,), with classes from 0 to `n_classes`
# − 1. Return counts, (`n_classes`, `n_classes`): row = target, column = prediction, absent classes kept. You may use
# `confusion_matrix` and return its array.

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
# Your function at work on 1,000 validation digits:

# %%
my_confusion = yours("confusion")
plots.class_report(torch.as_tensor(my_confusion(val_digits, digit_says, 10)), list("0123456789"))

# %% role="proof"
ten_table = torch.from_numpy(confusion_matrix(val_digits, digit_says, labels=range(10)))
assert ten_table.sum() == 1000 and ten_table.sum(dim=1).tolist() == [100] * 10

# %% [markdown]
# Each row has a recall, and each column a precision. `classification_report(val_digits, digit_says)` adds F1. That
# makes thirty numbers, and people want one.
#
# ## Three ways to average
#
# A case small enough to check by hand: ten animals, and a model that likes cats.
#
# animal|actual|predicted|correct|F1 = 2 × correct / (actual + predicted)
# ---|---|---|---|---
# cat|6|9|6|12 / 15 = 0.80
# dog|3|1|1|2 / 4 = 0.50
# bird|1|0|0|0 / 1 = 0
#
# (It's the F1 of lesson 2, since precision is correct / predicted, and recall is correct / actual.)
#
# average|what counts|here
# ---|---|---
# **macro**|every class the same|(0.80 + 0.50 + 0) / 3 = 0.43
# **weighted**|every class by its actual cases|(6 × 0.80 + 3 × 0.50 + 1 × 0) / 10 = 0.63
# **micro**|every case the same: counts added up, then one F1|2 × 7 / (10 + 10) = 0.70
#
# If each case has one class and gets one prediction, micro F1 *is* the accuracy. scikit-learn has all three:
# `f1_score(targets, says, average="macro")`.

# %% role="proof"
proof_animals = [0] * 6 + [1] * 3 + [2], [0] * 6 + [0, 0, 1] + [0]
assert confusion_matrix(*proof_animals).sum(axis=0).tolist() == [9, 1, 0]
assert [round(f1_score(*proof_animals, average=kind, zero_division=0), 2) for kind in
        ("macro", "weighted", "micro")] == [0.43, 0.63, 0.70]
assert f1_score(*proof_animals, average=None, zero_division=0).round(2).tolist() == [0.8, 0.5, 0]

# %% [markdown]
# One warning: **don't average scores over batches.** If 999 cases have an accuracy of 0.88, and the last batch is a
# single mistake, the mean of the two is 0.44. For F1, not even weighting by size repairs it, since F1 is no mean over
# cases. Join the batches, then score once.

# %% role="proof"
assert abs((digit_accuracy + 0) / 2 - 0.44) < 0.02

# %% [markdown]
# ### Question `averages`: one score for many batches
# *about 6 minutes · medium · 3 points*
#
# Write `macro_f1(batches, n_classes)`, `micro_f1(…)` and `weighted_f1(…)` for a **whole data set that comes in
# batches**: `batches` is a list of pairs `(targets, predictions)`, int64 tensors; the last pair may be shorter. A
# class that is never predicted, or never found, has F1 0. (Each occurs as a target or a prediction, so `f1_score` needs
# no `labels`.)
#
# `f1_score` may do the averaging. The batches are your part: `zip(*batches)` takes the pairs apart, and `torch.cat`
# joins tensors.

# %% answer="averages"
def macro_f1(batches: list[tuple[Tensor, Tensor]], n_classes: int) -> float:
    """Return the mean of the classes' F1."""
    ### BEGIN SOLUTION
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return f1_score(targets, predictions, average="macro", zero_division=0)
    ### END SOLUTION

def micro_f1(batches: list[tuple[Tensor, Tensor]], n_classes: int) -> float:
    """Return the F1 of all classes' counts added up."""
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
# Now keep all 100 zeros of the validation digits, but only five of each other digit, and let a lazy model say 0 every
# time. Which average likes it best?

# %%
predictions.predict("always-zero-by-average", ["Macro", "Weighted", "Micro"])

# %%
my_macro, my_micro, my_weighted = yours("averages")
rows_of = [(val_digits == digit).nonzero().flatten() for digit in range(10)]
few = torch.cat([rows_of[0], *(rows[:5] for rows in rows_of[1:])])  # (145,)
answers = {"linear layer": digit_says[few], "always 0": torch.zeros(145, dtype=torch.int64)}

def all_three(given):
    return [float(score([(val_digits[few], given)], 10)) for score in (my_macro, my_weighted, my_micro)]

averages = pd.DataFrame({name: all_three(given) for name, given in answers.items()},
                        ["macro", "weighted", "micro"])
averages.round(2)

# %% role="proof"
always = averages["always 0"]
assert always["macro"] < 0.10 < 0.5 < always["weighted"] < always["micro"] and round(always["micro"], 2) == 0.69
assert always.idxmax() == predictions.right_choice("always-zero-by-average").lower()

# %% [markdown]
# The model on the right has never looked at a digit. One average still gives it 0.69, and another less than 0.1, since
# nine of ten digits are never found and each of them counts. **If rare classes matter to you, look at macro.**
#
# ## All thresholds at once
#
# Back to "is it a 9?". Each threshold has a precision and a recall of its own. Draw them all, and you have the
# **precision-recall curve**. The **ROC** curve (receiver operating characteristic, a name from radar) has recall
# upward and the **false positive rate** to the right: of the other digits, the share called a 9. Recall is also the
# **true positive rate** or **sensitivity**, and 1 minus the false positive rate is the **specificity**.
#
# Move the threshold. Which curve warns you sooner that the alarms get worse?

# %%
play.two_curves(nine_scores, val_nine, ["other", "9"])

# %% [markdown]
# The dashed lines are guessing. The area under a curve sums it up in one number:
#
# - The **area under the ROC curve** (`roc_auc_score`) is the probability that a random 9 scores higher than a random
#   other digit: 0.96; guessing has 0.50.
# - The **average precision** is the area under the left curve (`average_precision_score`): 0.83; guessing has
#   0.10.
#
# At some threshold, the false positive rate is just under 0.05. Of the alarms there, how many are false?

# %%
predictions.predict("alarms-at-five-percent", ["About 1 in 100", "About 1 in 20",
                                               "About 1 in 3", "About 2 in 3"])

# %%
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

false_positive_rate, true_positive_rate, thresholds = roc_curve(val_nine, nine_scores)
last = (false_positive_rate <= 0.05).nonzero()[0][-1]
pd.Series({"false positive rate": false_positive_rate[last], "true positive rate": true_positive_rate[last],
           "precision": precision_score(val_nine, nine_scores >= thresholds[last])}).round(3)

# %% role="proof"
assert abs(roc_auc_score(val_nine, nine_scores) - 0.96) < 0.01 and val_nine.sum() == 100
assert abs(average_precision_score(val_nine, nine_scores) - 0.83) < 0.02
proof_false = 1 - precision_score(val_nine, nine_scores >= thresholds[last])
assert 0.28 < proof_false < 0.40 and predictions.right_choice("alarms-at-five-percent") == "About 1 in 3"
assert 38 <= round(900 * false_positive_rate[last]) <= 45 and 78 <= round(100 * true_positive_rate[last]) <= 88

# %% [markdown]
# Even a small share of 900 other digits is over 40 false alarms, and there are only 100 nines to find. So the curve on
# the left warned you sooner, and the ROC curve flatters. **Rare positives? Look at precision and recall.**

# %% [markdown]
# ## Choose the threshold on validation data
#
# Suppose a missed 9 costs **10** and a false alarm costs **1**. Where will the cheapest threshold be?

# %%
predictions.predict("threshold-of-costly-misses", ["Well below 0.5", "At 0.5", "Well above 0.5"])

# %% [markdown]
# The bars show where the scores lie: 9s upward, other digits downward, each on a scale of their own. The curve shows
# what each threshold costs. Find the cheapest one while both mistakes cost 1. Then make misses expensive.

# %%
play.costs(nine_scores, val_nine, ["other", "9"])

# %% [markdown]
# Now let the computer choose, and try every hundredth:

# %%
def cost_at(scores, actual, threshold, miss=10, alarm=1):
    says = scores >= threshold
    return miss * (~says & actual).sum().item() + alarm * (says & ~actual).sum().item()

steps = [i / 100 for i in range(1, 100)]
chosen = min(steps, key=lambda step: cost_at(nine_scores, val_nine, step))
pd.Series({step: cost_at(nine_scores, val_nine, step) for step in (0.5, chosen)}, name="cost")

# %% role="proof"
assert chosen < 0.3 and cost_at(nine_scores, val_nine, chosen) < 0.7 * cost_at(nine_scores, val_nine, 0.5)
assert predictions.right_choice("threshold-of-costly-misses") == "Well below 0.5"
assert round(1 / (1 + 10), 2) == 0.09

# %% [markdown]
# You've just cut the cost to about half, without any training: the more a miss costs, the sooner the alarm should ring.
#
# Why not choose on the test digits? A choice fits the cases it was made on, luck included, and looks better there than
# it is. **Choose on validation, look at test once.**
#
# ### Question `pick-threshold`: find at least 90% of them
# *about 10 minutes · hard · 4 points*
#
# Another goal: "find at least 90% of the 9s". Of all thresholds that do, the **highest** has the fewest false alarms.
# Write `pick_threshold(scores, labels, min_recall)`.
#
# `scores` and `labels` are dictionaries with the keys `"validation"` and `"test"`, a tensor (n,) each; label 1 is
# positive. A case counts as positive if its score is the threshold **or above**, as in scikit-learn's curves. Return
# one of the scores of the split that choices are made on: the highest at which the recall is at least `min_recall`.
#
# You may use scikit-learn's `precision_recall_curve(labels, scores)`. It returns precisions, recalls and thresholds, in
# this order. Entries i of all three belong together; the first two have one more at the end, without a threshold.

# %% answer="pick-threshold"
from sklearn.metrics import precision_recall_curve  # if you'd like to use it


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

# %%
my_pick = yours("pick-threshold")
wanted = float(my_pick({"validation": nine_scores}, {"validation": val_nine.long()}, 0.90))
plots.ranking_curves({"linear layer": nine_scores}, val_nine, threshold=wanted)

# %% role="proof"
assert 0.1 < wanted < 0.3 and abs(recall_score(val_nine, nine_scores >= wanted) - 0.90) < 0.011
assert 0.45 < precision_score(val_nine, nine_scores >= wanted) < 0.6

# %% [markdown]
# There's your threshold: it finds 90 of 100 nines, and about half of its alarms are false.
#
# > **Pitfall: class imbalance.** With 24 nines among 1,200 digits, a linear layer has an accuracy of 0.98 and finds
# > fewer than half of them. You can set a **class weight** in the loss (`pos_weight`) or move the threshold. *Going
# > deeper* tries both. Neither adds knowledge, as new examples would.
#
# ---
# **A good place to stop.** You have a baseline, a matrix, three averages, and a threshold with a reason. When you're
# back, run everything above once (*Run → Run All Above Selected Cell*).
#
# ---
#
# ## Split before anything else
#
# For each of six photographs we toss a **coin**: heads means class A, tails class B. Then we cut each into 96 crops,
# and a model has to tell from a crop whether its photograph is A or B. Nobody can predict a coin. These are two of the
# crops (skip how they're cut):

# %%
photograph = torch.arange(6).repeat_interleave(96)              # (576,): which one a crop is from
crops = []
for name in data.PHOTOGRAPHS:
    part = data.photograph(name)[:, :288, :416].float() / 255   # (3, 288, 416)
    cut = part.unfold(1, 64, 32).unfold(2, 64, 32)              # (3, 8, 12, 64, 64), overlapping
    crops.append(cut.permute(1, 2, 0, 3, 4).reshape(96, 3, 64, 64))
colors = functional.avg_pool2d(torch.cat(crops), 8).flatten(1)  # (576, 192): coarse colors
two = {"for training": torch.tensor([100, 60, 164, 124]), "held out": torch.tensor([132, 60, 196, 124])}
plots.boxes(data.photograph("chelsea"), {"two crops of one photograph": two})

# %% role="proof"
assert len(data.PHOTOGRAPHS) == 6 and colors.shape == (576, 192)

# %% [markdown]
# The model gives each held-out crop the class of the most similar training crop. We hold out a third, first of the
# **crops**, then of the **photographs**, and average over all 64 ways the six coins can fall. What are the two
# accuracies?

# %%
predictions.predict("coins-for-photographs", [
    "Crops: above 0.8; photographs: 0.5", "Crops: 0.5; photographs: above 0.8",
    "Both: 0.5", "Both: above 0.8"])

# %%
from sklearn.model_selection import GroupShuffleSplit, ShuffleSplit
from sklearn.neighbors import KNeighborsClassifier
coins = torch.cartesian_prod(*[torch.tensor([0, 1])] * 6)  # (64, 6): a coin for each photograph

def coin_accuracy(train, held):
    nearest = KNeighborsClassifier(1).fit(colors[train], photograph[train]).predict(colors[held])
    return (coins[:, nearest] == coins[:, photograph[held]]).float().mean().item()  # of (64, held)

by_crops = next(ShuffleSplit(1, test_size=1 / 3, random_state=0).split(colors))
grouped = GroupShuffleSplit(1, test_size=1 / 3, random_state=0)
by_photographs = next(grouped.split(colors, groups=photograph))
pd.Series({"crops": coin_accuracy(*by_crops), "photographs": coin_accuracy(*by_photographs)}).round(2)

# %% role="proof"
assert 0.82 < coin_accuracy(*by_crops) < 0.92 and coin_accuracy(*by_photographs) == 0.5
assert predictions.right_choice("coins-for-photographs") == "Crops: above 0.8; photographs: 0.5"

# %% [markdown]
# What this model can recognize is *photographs*. Split by crops, nearly every held-out crop has a training crop beside
# it that shows half of it. That's **data leakage**: something of the held-out cases reaches the training.
#
# Crops of one photograph, visits of one patient, frames of one film form a **group**, and a group goes to one side.
# For that, scikit-learn has `GroupShuffleSplit` and `GroupKFold`.
#
# A quieter leak is *preparing before splitting*. Means, spreads, chosen columns, copies of rare cases: compute them
# after the split, from the **training rows alone**. (*Going deeper* measures two such leaks.)
#
# ### Question `leak`: a split that doesn't
# *about 10 minutes · hard · 4 points*
#
# Write `split(groups, x, held_out, seed)`, which returns three parts:
#
# 1. the row numbers for training,
# 2. the row numbers held out,
# 3. all of `x`, standardized: column by column, minus the mean, divided by the standard deviation.
#
# `groups`, (n,), holds each row's group, any whole number, such as 712; `x` is (n, columns), float. Hold out the share
# `held_out` **of the groups** (here always a whole number of them), drawn at random: the same seed gives the same
# split, another seed another. No group lies on both sides, and every row on one. Leave `x` as it is.
# `GroupShuffleSplit` may do the drawing, as above.

# %% answer="leak"
from sklearn.model_selection import GroupShuffleSplit  # if you'd like to use it


def split(groups: Tensor, x: Tensor, held_out: float, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return row numbers for training, row numbers held out, and all of `x`, standardized."""
    ### BEGIN SOLUTION
    names = groups.unique()
    order = torch.randperm(len(names), generator=torch.Generator().manual_seed(seed))
    is_held = torch.isin(groups, names[order[: round(held_out * len(names))]])
    train, held = (~is_held).nonzero().flatten(), is_held.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
    ### END SOLUTION

# %% check="leak" points=4
check("leak", split)

# %%
my_split = yours("leak")
my_train, my_held, _ = my_split(photograph, colors, 1 / 3, 0)
coin_accuracy(my_train, my_held)

# %% role="proof"
assert coin_accuracy(my_train, my_held) == 0.5 and len(my_held) == 192

# %% [markdown]
# With your split, a coin is a coin again: exactly 0.5. That's no success, but it's the truth.
#
# ## How long to train?
#
# Let's train a wide network, 784 → 512 → 10, on only 100 digits. Its loss on those falls to almost nothing. What does
# its loss on the validation digits do?

# %%
predictions.predict("wide-net-on-few-digits", [
    "It falls to almost nothing", "It rises from the start", "It stays where it was", "It falls, then rises"])

# %%
hundred = train_rows[torch.randperm(3000, generator=torch.Generator().manual_seed(0))[:100]]
set_seed(0)
wide = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 10)).to(device)
adam = torch.optim.Adam(wide.parameters(), lr=1e-3)
validation = pixels[val_rows].to(device), val_digits.to(device)
seen = training.fit(wide, pixels[hundred].to(device), digits.y[hundred].to(device), adam, n_epochs=40,
                    batch_size=20, held_out=validation, progress=False)
plots.curves({"training": seen.loss, "validation": seen.held_out_loss}, xlabel="epoch")

# %% role="proof"
turn = seen.held_out_loss.index(min(seen.held_out_loss))
assert 2 < turn < 20 and seen.held_out_loss[-1] > min(seen.held_out_loss) + 0.08 and seen.loss[-1] < 0.02
assert seen.score[-1] == 1.0 and 0.70 < seen.held_out_score[-1] < 0.80
assert predictions.right_choice("wide-net-on-few-digits") == "It falls, then rises"

# %% [markdown]
# The **gap** between the two curves is the sign of **overfitting**. In the end the network knows all of its 100
# (`seen.score[-1]`), but only three in four of the others (`seen.held_out_score[-1]`). At first it learned digits; later
# it memorized *these 100*, and grew ever surer of its mistakes.
#
# What helps: more examples, a smaller network, Dropout, weight decay (each step pulls the weights toward 0),
# augmentation, or stopping in time.
#
# ### Question `overfit`: when to stop
# *about 3 minutes · easy · 2 points*
#
# - `best_epoch(train_loss, val_loss)`: two lists of floats, one number per epoch. Return the epoch whose model you
#   would keep, counted from 0. If two are equally good, the earlier one.
# - `which_curve`: which curve tells you that epoch? `"training"`, `"validation"` or `"both"`.

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
# If there's nothing left that you'd like to change, set `ready` to True and run on from here. The seal counts this look!
# Until then, the cells below rehearse with the validation digits.

# %%
ready = False  # True opens the seal

# %%
if ready:
    last_pixels, last_nine = sealed.open()
else:
    last_pixels, last_nine = pixels[val_rows], val_nine
with torch.inference_mode():
    last_scores = torch.sigmoid(nine_model(last_pixels))  # (1000,)
tables = {}
for at in (0.5, chosen):
    title = f"{'test' if ready else 'rehearsal'}, at {at:.2f}\ncost {cost_at(last_scores, last_nine, at)}"
    tables[title] = torch.from_numpy(confusion_matrix(last_nine, last_scores >= at, labels=[True, False]))
plots.confusion_matrices(tables, ["9", "other"], positive=0)

# %% role="proof"
with torch.inference_mode():
    proof_scores = torch.sigmoid(nine_model(pixels[test_rows]))
proof_bill = [cost_at(proof_scores, is_nine[test_rows], threshold) for threshold in (0.5, chosen)]
assert proof_bill[1] < 0.75 * proof_bill[0]
assert not ready and sealed.looks == 0

# %% [markdown]
# On the digits it was chosen on, the second threshold is bound to cost less. On others? Only the last look can tell:
# compare the costs.
#
# ## Good, bad, unclear
#
# To turn numbers into a decision, fix **bands** before you look. Ours:
#
# verdict|accuracy|precision and recall
# ---|---|---
# **good**|above 0.80|*and* both above 0.80
# **bad**|below 0.60|*or* one of them below 0.50
# **unclear**|everything else| 
#
# Other data and tasks have other bands. But always, **all** numbers must be good, and **one** bad number is enough.
#
# ### Question `verdict`: by the table
# *about 3 minutes · easy · 2 points*
#
# Write `verdict(accuracy, precision, recall)`: three numbers from 0 to 1. Return `"good"`, `"bad"` or `"unclear"` by
# the table above. A number exactly at a limit is neither above nor below it.

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

# %%
my_verdict = yours("verdict")

def judged(actual, says):
    scores = {"accuracy": accuracy_score(actual, says), "precision": precision_score(actual, says, zero_division=0),
              "recall": recall_score(actual, says)}
    return scores | {"verdict": my_verdict(*scores.values())}

shown = {"never a 9": torch.zeros(1000).bool(), "threshold 0.5": last_scores >= 0.5,
         "cheapest": last_scores >= chosen, "finds 90%": last_scores >= wanted}
pd.DataFrame([judged(last_nine, says) for says in shown.values()], index=shown).round(2)

# %% role="proof"
assert [judged(last_nine, says)["verdict"] for says in shown.values()][:3] == ["bad", "unclear", "bad"]
assert judged(last_nine, shown["cheapest"])["precision"] < 0.5

# %% [markdown]
# None is good. The threshold that costs least is *bad*, because of its precision: bands don't know your prices.
# Where a price is known, trust the cost.
#
# ## 98% accuracy, 12% recall: settled
#
# Back to lesson 1's fraud detector: accuracy 98%, recall 12%. Among 100,000 payments, how many frauds can there be at
# most? (Every missed fraud is a mistake.)

# %%
predictions.predict("most-frauds-possible", [
    "About 120", "About 12,000", "Any number", "About 2,270"])

# %% [markdown]
# ### Question `rebuild`: the table behind the two numbers
# *about 5 minutes · medium · 2 points*
#
# Rebuild the detector's confusion matrix, for a bank of your own. `matrix` holds two rows of two **whole counts**:
# rows actual, columns predicted, fraud first. Accuracy 0.98, recall 0.12, each to within 0.001. Many tables are
# right. Begin with the frauds.

# %% answer="rebuild"
### BEGIN SOLUTION
matrix = [[3, 22], [0, 1075]]
### END SOLUTION

# %% check="rebuild" points=2
check("rebuild", matrix)

# %% [markdown]
# One number is open, the share of frauds:
#
# - More than 2.27% is impossible: the misses alone would exceed 2% of all payments.
# - With 1% frauds, nine in ten alarms are false, and **never saying fraud** has the higher accuracy: 0.99. Only above
#   2% does the detector beat that baseline, and barely. (*Going deeper* has five banks.)
#
# The verdict is *bad*, whatever the precision. **88 of 100 frauds pass: not fit for production.** What would be? Ask the
# bank what a missed fraud costs, and what a false alarm.
#
# ## Which metric fits which goal?
#
# your goal|look at
# ---|---
# classes of similar size, all mistakes equally bad|accuracy, beside the baseline
# a false alarm is costly|precision
# a miss is costly|recall
# both matter, positives are rare|F1; the precision-recall curve
# every class counts, rare ones too|macro F1; balanced accuracy (*Going deeper*)
# each mistake has a known price|the cost itself
# only the order of the scores counts|area under the ROC curve; average precision if positives are rare

# %% [markdown]
# ## Going deeper: eight experiments
#
# Everything here is extra. Nothing later needs it.
#
# ### Four traps, four cures
#
# trap|here|cure
# ---|---|---
# accuracy paradox|accuracy 0.90, recall 0|baseline first; recall and precision per class
# data leakage|a coin "predicted" with 0.85|split first, by groups; prepare with training rows alone
# overfitting|1.00 on 100 digits, about 0.75 on others|more data, a smaller model, stop in time
# class imbalance|accuracy 0.98, under half of the 9s found|class weight, threshold, more examples

# %% role="proof"
assert abs(coin_accuracy(*by_crops) - 0.85) < 0.01 and abs(seen.held_out_score[-1] - 0.75) < 0.05

# %% [markdown]
# ### What balanced accuracy doesn't see
#
# **Balanced accuracy** is the mean of the classes' recalls. "Never a 9" gets (0 + 1) / 2 = 0.50, no better than a
# coin. Now lower the threshold to 0.1. Balanced accuracy is good. Precision isn't:

# %%
from sklearn.metrics import balanced_accuracy_score

eager = nine_scores > 0.1
pd.Series({"balanced accuracy": balanced_accuracy_score(val_nine, eager),
           "precision": precision_score(val_nine, eager)}).round(2)

# %% role="proof"
assert balanced_accuracy_score(val_nine, torch.zeros(1000).bool()) == 0.5
assert balanced_accuracy_score(val_nine, eager) > 0.85 and precision_score(val_nine, eager) < 0.45

# %% [markdown]
# More than half of the alarms are false.
#
# ### Five banks, one detector
#
# Accuracy 0.98 and recall 0.12 leave the share of frauds open. Here's what follows from it, for five banks:

# %%
frauds = pd.Series([0.005, 0.01, 0.02, 0.022, 0.0227])  # share of all payments
false_alarms = 0.02 - 0.88 * frauds                     # 2% mistakes, less the missed frauds
banks = pd.DataFrame({
    "frauds": frauds, "precision": 0.12 * frauds / (0.12 * frauds + false_alarms),
    "accuracy of never saying fraud": 1 - frauds,
    "balanced accuracy": (0.12 + 1 - false_alarms / (1 - frauds)) / 2})
banks.round(4)

# %% role="proof"
proof_fraud = banks.set_index("frauds")
assert (false_alarms >= 0).all() and 0.88 * 2272 < 2000 < 0.88 * 2273  # more frauds: more misses than mistakes
assert predictions.right_choice("most-frauds-possible") == "About 2,270"
assert round(proof_fraud["precision"][0.01], 2) == 0.10 and proof_fraud["accuracy of never saying fraud"][0.01] == 0.99
assert proof_fraud["balanced accuracy"].between(0.54, 0.57).all() and round(100 * (1 - 0.12)) == 88
assert proof_fraud["accuracy of never saying fraud"][0.022] < 0.98 and my_verdict(0.98, 1.0, 0.12) == "bad"

# %% [markdown]
# The same detector goes from hopeless to nearly perfect precision, and only the banks differ. Balanced accuracy stays
# near 0.55, little better than a coin.
#
# ### Are the scores probabilities?
#
# If three in ten cases with score 0.3 are positive, and so on for every score, the scores are **calibrated**. Then you
# needn't try thresholds: an alarm pays once 10 × score is more than 1 × (1 − score), so above 1 / (1 + 10) = 0.09.
#
# Put the validation digits into five bins by score, from 0 to 0.2, from 0.2 to 0.4 and so on. In each, how high is
# the mean score, and how many really are 9s? For a calibrated model, the two agree.

# %%
from sklearn.calibration import calibration_curve

happened, said = calibration_curve(val_nine, nine_scores, n_bins=5)
plots.reliability(said.tolist(), happened.tolist())

# %% role="proof"
assert len(said) == 5 and abs(said[3] - 0.69) < 0.02 and abs(happened[3] - 0.86) < 0.03 and said[1] > happened[1]

# %% [markdown]
# This is a **reliability diagram**. Where our model says about 0.7, in fact 86% are 9s, and where it says about 0.3,
# only 19%: after a short training it isn't sure enough either way. Large networks are often too sure. And after
# training with a class weight, no score is a probability anymore.
#
# ### Five hundred coins
#
# 500 models toss coins: "is this digit odd?" We choose the best of them on 50 digits. What's its accuracy on those
# 50?

# %%
predictions.predict("best-of-500-coins", ["About 0.50", "About 0.55", "About 0.74", "About 0.95"])

# %%
is_odd = val_digits % 2 == 1
generator = torch.Generator().manual_seed(0)
tosses = torch.rand(500, 1000, generator=generator) > 0.5       # (500, 1000): models, digits
on_fifty = (tosses[:, :50] == is_odd[:50]).float().mean(dim=1)  # (500,)
winner = on_fifty.argmax()
on_others = (tosses[winner, 50:] == is_odd[50:]).float().mean()
pd.Series({"the 50": on_fifty[winner].item(), "950 others": on_others.item()}).round(2)

# %% role="proof"
assert abs(on_fifty[winner].item() - 0.74) < 0.001 and abs(on_others.item() - 0.5) < 0.05
assert predictions.right_choice("best-of-500-coins") == "About 0.74"

# %% [markdown]
# Nobody can predict a coin, and yet the winner looks skilled. Each look at the test set that changes a decision is
# such a choice.
#
# ### The mean of batches
#
# You've read not to average scores over batches. How does the mean of macro F1 over 59 batches of 17
# digits compare with macro F1 of all 1,000?

# %%
predictions.predict("mean-over-batches", ["Above it", "The same", "Below it"])

# %%
batches = list(zip(val_digits.split(17), digit_says.split(17)))
of_batches = [float(my_macro([batch], 10)) for batch in batches]
pd.Series({"all at once": float(my_macro(batches, 10)), "mean of batches": sum(of_batches) / 59}).round(2)

# %% role="proof"
assert len(batches) == 59 and len(batches[-1][0]) == 14
assert sum(of_batches) / 59 < float(my_macro(batches, 10)) - 0.02
assert predictions.right_choice("mean-over-batches") == "Below it"

# %% [markdown]
# In a batch of 17 some digits are missing, and F1 is no mean of its parts, so no weighting by size repairs it.
#
# (If a class neither occurs nor is predicted, scikit-learn leaves it out of the macro mean. Pass `labels=` to keep
# it, with F1 0.)
#
# ### A rare class
#
# Now 9s get really rare: 24 among 1,200 digits, 2%, in each of three splits of the digits that aren't sealed. A
# baseline has 0.98. We train a linear layer as before.

# %%
generator = torch.Generator().manual_seed(0)
others, nines = (rows[torch.randperm(len(rows), generator=generator)]
                 for rows in (rest[~is_nine[rest]], rest[is_nine[rest]]))
rare_train, rare_val, rare_test = (
    torch.cat(parts) for parts in zip(others.split(1176)[:3], nines.split(24)[:3]))  # (1200,) each

def rare_model(loss_fn):
    set_seed(0)
    model = nn.Sequential(nn.Linear(784, 1), nn.Flatten(0))
    return train(model, rare_train, is_nine.float(), loss_fn, n_epochs=20, learning_rate=1e-2)

# %%
plain_model = rare_model(bce)
with torch.inference_mode():
    before = judged(is_nine[rare_test], plain_model(pixels[rare_test]) > 0)
pd.DataFrame([before], ["before"]).round(2)

# %% role="proof"
assert all(len(rows) == 1200 and is_nine[rows].sum() == 24 for rows in (rare_train, rare_val, rare_test))
assert abs(before["accuracy"] - 0.98) < 0.01 and before["recall"] < 0.5

# %% [markdown]
# About the baseline's accuracy, and most of the 9s are missed. There are two cures:
#
# - a **class weight**: in the loss, each 9 counts 49 times (`pos_weight`), since there are 49 others for each;
# - a **moved threshold**: the same model, with the threshold that finds at least 75% of the 9s of the *second* split.
#
# What will they do?

# %%
predictions.predict("weight-for-a-rare-class", [
    "Recall and accuracy rise", "Recall falls, accuracy rises",
    "Recall rises, accuracy falls", "Precision and recall rise"])

# %%
def heavier(logits, targets):
    return bce(logits, targets, pos_weight=logits.new_tensor(1176 / 24))  # 49

weighted_model = rare_model(heavier)
with torch.inference_mode():
    on_val, on_test = (torch.sigmoid(plain_model(pixels[rows])) for rows in (rare_val, rare_test))
    weighted_after = judged(is_nine[rare_test], weighted_model(pixels[rare_test]) > 0)
moved = float(my_pick({"validation": on_val}, {"validation": is_nine[rare_val].long()}, 0.75))
moved_after = judged(is_nine[rare_test], on_test >= moved)
rows = ["before", "class weight 49", "threshold moved"]
pd.DataFrame([before, weighted_after, moved_after], rows).round(2)

# %% role="proof"
assert 1176 / 24 == 49 and moved < 0.5
assert min(weighted_after["recall"], moved_after["recall"]) > 2 * before["recall"]
assert max(weighted_after["precision"], moved_after["precision"]) < before["precision"]
assert max(weighted_after["accuracy"], moved_after["accuracy"]) < before["accuracy"]
assert predictions.right_choice("weight-for-a-rare-class") == "Recall rises, accuracy falls"
margin = 2 * (0.8 * 0.2 / 24) ** 0.5
assert round(margin, 2) == 0.16 and abs(moved_after["recall"] - 0.88) < 0.05
assert abs(moved_after["precision"] - 1 / 7) < 0.03

# %% [markdown]
# Neither model knows more than before: both stand at another point of the same trade-off, and find more than twice as
# many 9s. Behind the moved threshold, about six in seven alarms are false. Showing the same rare cases more often
# wouldn't help either; new ones would.
#
# The threshold found 75% on the split it was chosen on, and 0.88 here. Why? With 24 nines, a recall of 0.8 is known
# to about ± 0.16 only. **Count the positives before you believe a recall.**
#
# ### Columns chosen before the split
#
# Again a coin, this time one for each of 100 digits. We keep the 20 pixels that go best with the coin, train on 50
# digits and test on the other 50. But we choose those pixels from **all** 100 digits. What's the accuracy, as a mean
# over 100 repetitions?

# %%
predictions.predict("pixels-chosen-by-all", ["About 0.9", "0.5 as before", "About 0.66"])

# %%
def best_pixels(x, heads):  # the 20 whose means differ most, in units of their spread
    gap = x[heads].mean(dim=0) - x[~heads].mean(dim=0)
    return (gap / (x.std(dim=0) + 1e-6)).abs().topk(20).indices

def nearer_mean(x, heads, seen, held):  # accuracy of the class whose mean is nearer
    means = torch.stack([x[seen][~heads[seen]].mean(dim=0), x[seen][heads[seen]].mean(dim=0)])
    return (torch.cdist(x[held], means).argmin(dim=1).bool() == heads[held]).float().mean().item()

# %%
generator, scores_of = torch.Generator().manual_seed(0), {"from all 100": [], "from the 50": []}
heads = torch.arange(100) % 2 == 0  # a fair coin, for digits in random order
for seed in range(100):
    x = pixels[rest[torch.randperm(4000, generator=generator)[:100]]]  # (100, 784)
    half, other_half = data.split(heads, held_out=0.5, seed=seed)
    for name, rows in zip(scores_of, (torch.arange(100), half)):
        best = best_pixels(x[rows], heads[rows])
        scores_of[name].append(nearer_mean(x[:, best], heads, half, other_half))
pd.DataFrame(scores_of).mean().round(2)

# %% role="proof"
by_all, by_half = pd.DataFrame(scores_of).mean()
assert abs(by_all - 0.66) < 0.02 and abs(by_half - 0.5) < 0.03
assert predictions.right_choice("pixels-chosen-by-all") == "About 0.66"

# %% [markdown]
# The choice had seen the coins of the held-out digits. From the 50 training digits alone, it's 0.5, as it should be.
#
# ### A scaler fitted on everything
#
# The same bug, on a smaller scale: lesson 2's breast masses, standardized with the mean and spread of *all* rows, and
# then of the training rows. We look at the difference in accuracy, over 20 splits, with 284 masses to train on and
# with 20. (A held-out mass gets the class of the most similar training mass.)

# %%
masses = data.breast_cancer()  # x: (569, 30)

def scaled_by(rows, seen, held):
    mean, std = data.statistics(masses.x[rows])
    x = (masses.x - mean) / std
    return KNeighborsClassifier(1).fit(x[seen], masses.y[seen]).score(x[held], masses.y[held])

# %%
differences = {}
for n_train in (284, 20):
    splits = [data.split(masses.y, held_out=1 - n_train / 569, seed=seed) for seed in range(20)]
    differences[n_train] = [scaled_by(torch.arange(569), *both) - scaled_by(both[0], *both)
                            for both in splits]
pd.DataFrame(differences).describe().loc[["min", "mean", "max"]].round(3)

# %% role="proof"
assert max(map(abs, differences[284])) < 0.02 and min(differences[20]) < -0.04 < 0 < max(differences[20])

# %% [markdown]
# With hundreds of rows it hardly matters. With twenty it does, up or down, and you can't know beforehand.

# %% [markdown]
# ## Going deeper: seven errors, in the libraries' own words
#
# Nothing to memorize. When a metric raises an error or a warning, look it up here by its message.
#
# your code|it says|what happened, and the cure
# ---|---|---
# `f1_score(classes, logits, average="macro")`|`Classification metrics can't handle a mix of multiclass and continuous-multioutput targets`|scores where classes are due: `logits.argmax(dim=1)`
# `f1_score(classes, classes[:3], average="macro")`|`inconsistent numbers of samples`|a batch is missing on one side, often the last: append targets and predictions in the same loop
# `f1_score(classes, classes)`|`Target is multiclass but average='binary'`|several classes have several F1: say `average="macro"`, or another one, on purpose
# `precision_score([1, 0], [0, 0])`|`Precision is ill-defined`|0/0, no prediction is positive: `zero_division=0`, and find out why the model is silent
# `roc_auc_score([1, 1], [0.2, 0.7])`|`Only one class`|no negative case, so there is nothing to rank against: split class by class
# `torch.zeros(2, 2)[classes, classes]`|`out of bounds`|`n_classes` is too small, or the classes count from 1: they count from 0
# `torch.bincount(torch.tensor([0.0, 1.0]))`|`not implemented for 'Float'`|counting needs whole numbers: `.long()`

# %% role="proof"
import warnings

proof_logits = torch.randn(4, 3, generator=torch.Generator().manual_seed(0))
proof_classes = torch.tensor([0, 2, 1, 2])
proof_mistakes = {
    "mix of multiclass and continuous-multioutput": lambda: f1_score(proof_classes, proof_logits, average="macro"),
    "inconsistent numbers of samples": lambda: f1_score(proof_classes, proof_classes[:3], average="macro"),
    "Target is multiclass but average='binary'": lambda: f1_score(proof_classes, proof_classes),
    "Precision is ill-defined": lambda: precision_score([1, 0], [0, 0]),
    "Only one class": lambda: roc_auc_score([1, 1], [0.2, 0.7]),
    "out of bounds": lambda: torch.zeros(2, 2)[proof_classes, proof_classes],
    "not implemented for 'Float'": lambda: torch.bincount(torch.tensor([0.0, 1.0])),
}
for proof_said, proof_mistake in proof_mistakes.items():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            proof_mistake()
        except (RuntimeError, ValueError, IndexError, Warning) as proof_error:
            assert proof_said in str(proof_error), str(proof_error)
        else:
            raise AssertionError(f"no error: {proof_said}")

# %% [markdown]
# ## When it goes wrong
#
# The worst bug raises no error: `precision_score(predictions, targets)`. scikit-learn wants the **targets first**,
# torchmetrics the **predictions first**. Swapped, precision and recall change places, and F1 stays as it is.

# %% role="proof"
assert precision_score(val_nine, nine_scores > 0.5) == recall_score(nine_scores > 0.5, val_nine)
assert f1_score(val_nine, nine_scores > 0.5) == f1_score(nine_scores > 0.5, val_nine)

# %% [markdown]
# ## Without the course
#
# The whole road from a baseline to one look at the test set, with nothing of ours in it. Paste it into an empty file,
# run it, and make it yours.

# %% role="program"
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from sklearn.dummy import DummyClassifier
from sklearn.metrics import ConfusionMatrixDisplay, classification_report, precision_recall_curve
from sklearn.model_selection import GroupShuffleSplit
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)

# Is it a 9? Each digit comes with two copies, moved by a pixel: a group that stays together.
table = load_digits()
images = torch.tensor(table.images, dtype=torch.float32) / 16                        # (1797, 8, 8)
inputs = torch.cat([images.roll(shift, dims=2) for shift in (-1, 0, 1)]).flatten(1)  # (5391, 64)
labels = torch.tensor(table.target == 9).float().repeat(3)
groups = torch.arange(len(images)).repeat(3)


def split_groups(rows, share):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=0)
    kept, held = next(splitter.split(rows, groups=groups[rows]))
    return rows[kept], rows[held]


# Split before anything else; then standardize by the training rows alone.
others, test = split_groups(torch.arange(len(inputs)), 0.2)
train, val = split_groups(others, 0.25)
mean, std = inputs[train].mean(dim=0), inputs[train].std(dim=0).clamp(min=0.01)
inputs = (inputs - mean) / std

dummy = DummyClassifier(strategy="most_frequent").fit(inputs[train], labels[train])
print(f"baseline accuracy: {dummy.score(inputs[val], labels[val]):.2f}")

net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1), nn.Flatten(0))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
loss_fn = nn.BCEWithLogitsLoss()
loader = DataLoader(TensorDataset(inputs[train], labels[train]), batch_size=64, shuffle=True)
for epoch in range(20):
    for batch_x, batch_y in loader:
        optimizer.zero_grad()
        loss_fn(net(batch_x), batch_y).backward()
        optimizer.step()

# On validation rows: the highest threshold that finds at least 95% of the 9s.
with torch.inference_mode():
    scores = torch.sigmoid(net(inputs))
_, recall, thresholds = precision_recall_curve(labels[val], scores[val])
threshold = thresholds[recall[:-1] >= 0.95].max()

# One look at the test rows.
says = (scores[test] >= threshold).float()
print(f"threshold: {threshold:.2f}")
print(classification_report(labels[test], says, target_names=["other", "9"]))
ConfusionMatrixDisplay.from_predictions(labels[test], says, display_labels=["other", "9"],
                                        cmap="Blues")
plt.show()

# %% [markdown]
# ## What you can do now
#
# - You ask for the baseline first, and you lose no class and no batch.
# - You know that macro counts classes, micro counts cases, and ROC flatters when positives are rare.
# - You split first, by groups, choose on validation data, and look at the test set once.
# - You know when to stop, and can defend a *no* to 98% accuracy.
#
# And this is what you made: a model, a baseline it beats, and a threshold with a reason.

# %%
plots.ranking_curves({"your model": nine_scores}, val_nine, threshold=chosen)

# %% [markdown]
# How well did you guess, and what's solved?

# %%
from IPython.display import display

display(predictions.my_guesses("05_metrics"))
progress.show("05_metrics")

# %% role="proof"
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import KFold, cross_val_score

proof_in_order, proof_shuffled = (
    cross_val_score(RidgeClassifier(), table.data, table.target, cv=cv).mean()
    for cv in (KFold(5), KFold(5, shuffle=True, random_state=0)))
assert abs(proof_in_order - 0.89) < 0.005 and abs(proof_shuffled - 0.93) < 0.005

# %% [markdown]
# **A stretch, with no hints.** `sklearn.datasets.load_digits` holds 1,797 digits, in the order in which people wrote
# them. In an empty notebook, let `cross_val_score` judge a `RidgeClassifier` twice: with `KFold(5)`, and with
# `KFold(5, shuffle=True)`. One says 0.89, the other 0.93. Which one do you believe, and why?
#
# **Next: [lesson 6, your own classifier](06_capstone.ipynb)**, judged on digits whose labels you can't see.

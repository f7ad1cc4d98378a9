# %% [markdown]
# # Lesson 6 · The capstone: your own classifier
#
# Five lessons gave you the parts. Now you build one classifier yourself, for digits that nobody has labelled for you:
# they were turned, bent, blurred and covered with noise. You hand in one class for each of 1,000, and your macro-F1 on
# them earns 16 of the 20 points. Only whoever grades can tell their labels.
#
# **Afterwards you can**
#
# - take a task from data to a handed-in prediction on your own;
# - see that the data you will get differ from those you have, and measure what that costs;
# - pick a backbone that has weights here, decide where to cut it, and give it a new head;
# - choose a checkpoint on validation data that look like the task, and leave the test set sealed until the end;
# - hand in predictions in a form that a machine can read;
# - write a model card: purpose, data, metrics per class, limits.
#
# | question | section | you write | points | minutes | difficulty |
# |---|---|---|---|---|---|
# | `capstone` | Hand in | a classifier, and the file of what it says | 16 | 90 | hard |
# | `model-card` | The model card | a page of text | 4 | 20 | medium |
#
# The rest takes about 30 minutes to read and run.

# %% role="setup"
import copy

import torch
from torch import nn
from torch.nn import functional

from course import backbones, capstone, check, features, plots, progress, training
from course.device import best_device, set_seed

set_seed(0)
torch.set_num_threads(1)  # small batches are fast enough on one core
device = best_device()  # cuda, mps or cpu: this lesson runs unchanged on each
print(f"PyTorch {torch.__version__} on {device}")

# %% [markdown]
# ## The task
#
# A reading machine gets digits from a worn scanner. Nobody has time to label them. What you have is clean digits, with
# labels. Here are eight clean ones, and below them the same after the scanner:

# %%
splits = capstone.given()
eight = splits.train.x[120::240][:8]
worn = capstone.shift(eight, seed=5)
names = [str(k) for k in splits.train.y[120::240][:8].tolist()]
plots.mistakes(torch.cat([eight, worn]), [*names, *(f"{name}, worn" for name in names)])

# %% [markdown]
# `capstone.shift(x, seed)` does to your digits what the scanner does: it turns, shears, stretches, moves, bends, fades
# and blurs each one, and adds noise. In life you would have to find out for yourself what happens to your data. Here
# you may use it wherever you like.
#
# ## What you have
#
# | split | digits | what for |
# |---|---|---|
# | `splits.train` | 2,400 clean | learn from them |
# | `splits.validation` | 800 clean | choose: backbone, cut, head, epochs |
# | `splits.test` | 800 shifted, **sealed** | one look, at the very end |
# | `capstone.unlabelled()` | 1,000 shifted, without labels | predict and hand in |
#
# No digit is in two of them. The seal counts: `splits.test.open()` says how often the test set has been looked at.

# %%
print({name: len(part.y) for name, part in (("train", splits.train), ("validation", splits.validation))}, splits.test)

# %% role="proof"
assert (len(splits.train.y), len(splits.validation.y), len(splits.test)) == (2400, 800, 800)
assert splits.train.y.bincount().tolist() == [240] * 10

# %% [markdown]
# The digits to predict come in a file, `digits.npz`, which you get together with this notebook. Is it missing, then you
# are given **practice digits**. They are made in the same way, but their labels are public, so they earn nothing.

# %% role="work"
digits = capstone.unlabelled()
plots.mistakes(digits.x[:8], ["?"] * 8)

# %% [markdown]
# ## What the shift does
#
# Take lesson 4's recipe: frozen Lite0, pooled features, a new linear head, trained on clean digits. To be quick: on 400
# of them, at 48 × 48 pixels. On clean validation digits its macro-F1 is 0.80. How much of that is left on shifted ones?
# Guess a number, then run.

# %%
lite0 = backbones.efficientnet_lite0(weights=backbones.EfficientNet_Lite0_Weights.DEFAULT).to(device).eval()
early = lite0.features[:5]                                          # the first half of the network
late = nn.Sequential(lite0.features[5:], lite0.avgpool, nn.Flatten())


def prepared(x, side=48):
    """Return digits, (n, 1, 28, 28) from 0 to 1, as Lite0 wants them: (n, 3, side, side)."""
    larger = functional.interpolate(x, (side, side), mode="bilinear", align_corners=False)
    return larger.expand(-1, 3, -1, -1).sub(127 / 255).div(128 / 255).to(device)


def two_views(x):
    """Return what Lite0 makes of digits: pooled at its end, (n, 1280), and halfway with its places, (n, 720)."""
    maps = features.extract(early, prepared(x))                     # (n, 80, 3, 3)
    return features.extract(late, maps), maps.flatten(1)


def small_head(f, y, n_epochs=20):
    """Return a linear head trained on features, with what was measured."""
    set_seed(0)
    head = nn.Sequential(nn.BatchNorm1d(f.shape[1], affine=False), nn.Linear(f.shape[1], 10)).to(device)
    adam = torch.optim.Adam(head.parameters(), lr=1e-3)
    return head, training.fit(head, f, y.to(device), adam, n_epochs=n_epochs, batch_size=100, progress=False)


def score(head, f, y):
    """Return the macro-F1 of a head on features."""
    head.eval()
    with torch.no_grad():
        return capstone.macro_f1(y, head(f).argmax(dim=1).cpu())


some, held = slice(None, None, 6), slice(None, None, 4)             # 400 to train, 200 to validate
x_some, y_some, y_held = splits.train.x[some], splits.train.y[some], splits.validation.y[held]
x_clean, x_worn = splits.validation.x[held], capstone.shift(splits.validation.x[held], seed=21)
views = {name: two_views(x) for name, x in (("train", x_some), ("clean", x_clean), ("shifted", x_worn))}
shift_cost, measured = {}, {}
for place, name in enumerate(("pooled at the end,\nas in lesson 4", "halfway, with\nthe places kept")):
    head, measured[name] = small_head(views["train"][place], y_some)
    shift_cost[name] = {kind: score(head, views[kind][place], y_held) for kind in ("clean", "shifted")}
plots.scores(shift_cost, good=capstone.GOOD, bad=capstone.BAD)

# %% role="proof"
pooled, placed = shift_cost.values()
assert abs(pooled["clean"] - 0.80) < 0.03 and pooled["shifted"] < 0.30 and placed["clean"] > 0.90
assert pooled["shifted"] + 0.2 < placed["shifted"] < capstone.GOOD - 0.1
assert all(history.loss[-1] < 0.4 * history.loss[0] for history in measured.values())

# %% [markdown]
# The head knows most clean digits, yet on shifted ones little is left of it. Nothing warned us: the loss fell to a
# fraction, and the clean score was far above chance, because those **validation digits were clean too**. Validation
# data must look like what will come.
#
# Two things show in the picture:
#
# - Cut halfway, and keep the 3 × 3 places: the clean score rises, and far more of it survives. Pooling forgets *where*
#   a stroke is, and the late layers were trained for photographs, not for strokes.
# - It does not survive well enough. A head that has only seen clean digits is not ready for worn ones.
#
# ## Good and bad
#
# - **Good**: macro-F1 of 0.85 or more on shifted digits. It earns all points.
# - **Bad**: 0.60 or less. It earns none. Between the two, points rise in proportion.
# - **The dummy**: always the same digit. Accuracy 0.10, macro-F1 0.02. Beat that first.
#
# These bands belong to this task and this shift. On clean digits 0.85 would be poor.

# %% role="proof"
always_one = torch.ones_like(splits.validation.y)
dummy = {"accuracy": (always_one == splits.validation.y).float().mean().item(),
         "macro-F1": capstone.macro_f1(splits.validation.y, always_one)}
assert (capstone.BAD, capstone.GOOD) == (0.60, 0.85)
assert round(dummy["accuracy"], 2) == 0.10 and round(dummy["macro-F1"], 2) == 0.02

# %% [markdown]
# Which metric? The goal chooses:
#
# | your goal | look at |
# |---|---|
# | every digit matters the same (this task) | **macro-F1**: a digit that is never found costs its whole tenth |
# | a wrong digit is dear, an unread one is not (amounts on cheques) | **precision** of each digit; refuse below a threshold |
# | a miss is dear (find every 9) | **recall** of that digit |
# | every mistake costs the same, and the mix of digits stays | accuracy, beside the dummy's |
#
# ## Pick a backbone
#
# Lesson 3's table, with a look at your disk. Lite0 is always there; torchvision's own weights are where you have once
# downloaded them (`backbones.pretrained(name, download=True)` does it, if you are online and want to wait).

# %%
from course.backbones.hub import cached_path

for row in backbones.families():
    here = row.name == "efficientnet_lite0" or cached_path(backbones.get_model_weights(row.name).DEFAULT).exists()
    print(f"{row.name:20}{row.n_parameters / 1e6:7.1f} million{row.width:6} features   {'here' if here else '-'}")

# %% [markdown]
# ## Your work
#
# The cells from here to *Hand in* are yours: change them, add others, throw them away. **Grading never runs them.** What
# counts is the file that you hand in. So train as long as you like, on whatever machine you have.
#
# As they stand, they run and earn a few points. Work in this order, and note each result:
#
# 1. **Validate on shifted digits.** This is done for you, with seed 21. It is what the recipe above lacked.
# 2. **Train on shifted digits** too. Shift *after* the split. More than one copy of each digit?
# 3. **Prepare** the pictures: noise is softened already. What about faint ink, and paper that is not white?
# 4. **Where to cut, which size, which head**: linear, or with a hidden layer and Dropout? Another backbone?
# 5. **Choose the checkpoint**: keep the epoch with the best macro-F1 on validation digits, not the last one.
# 6. **Look at mistakes** in the confusion matrix. Which pair of digits would help most?
#
# ### See

# %% role="work"
def cleaned(x):
    """Return digits, (n, 1, 28, 28), with less noise: each pixel is mixed with its neighbours."""
    bell = torch.tensor([1.0, 2.0, 1.0])
    soft = functional.conv2d(x, (bell[:, None] * bell / 16)[None, None], padding=1)
    ### BEGIN SOLUTION
    paper, ink = (soft.flatten(1).quantile(q, dim=1)[:, None, None, None] for q in (0.5, 0.98))
    return ((soft - paper) / (ink - paper + 1e-3)).clamp(0, 1)  # paper to 0, ink to 1
    ### END SOLUTION
    return soft


side, backbone = 48, nn.Sequential(lite0.features[:5], nn.Flatten())  # frozen: halfway, with the places kept
### BEGIN SOLUTION
side, backbone = 32, nn.Sequential(lite0.features[:4], nn.Flatten())  # small pictures, cut early: 4 × 4 places
### END SOLUTION


def see(x):
    """Return the features of digits, (n, width)."""
    return features.extract(backbone, prepared(cleaned(x), side))

# %% [markdown]
# ### Learn

# %% role="work"
x_train, y_train = splits.train
### BEGIN SOLUTION
x_train = torch.cat([capstone.shift(splits.train.x, seed) for seed in (11, 12)])  # other seeds than the validation's
y_train = splits.train.y.repeat(2)
### END SOLUTION
x_valid, y_valid = capstone.shift(splits.validation.x, seed=21), splits.validation.y
f_train, f_valid = see(x_train), see(x_valid)
y_train, y_valid = y_train.to(device), y_valid.to(device)
print(tuple(f_train.shape), tuple(f_valid.shape))

# %% role="work"
set_seed(0)
head = nn.Sequential(nn.BatchNorm1d(f_train.shape[1], affine=False), nn.Linear(f_train.shape[1], 10)).to(device)
### BEGIN SOLUTION
head = nn.Sequential(nn.BatchNorm1d(f_train.shape[1], affine=False), nn.Linear(f_train.shape[1], 128), nn.ReLU(),
                     nn.Dropout(0.5), nn.Linear(128, 10)).to(device)
### END SOLUTION
best = {"score": 0.0}


def keep_the_best(history):
    """Keep the head of the epoch with the best validation score."""
    if history.held_out_score[-1] > best["score"]:
        best.update(score=history.held_out_score[-1], epoch=len(history.loss), state=copy.deepcopy(head.state_dict()))


history = training.fit(head, f_train, y_train, torch.optim.AdamW(head.parameters(), lr=2e-3), n_epochs=16,
                       batch_size=100, held_out=(f_valid, y_valid), on_epoch=keep_the_best,
                       score=lambda logits, y: capstone.macro_f1(y, logits.argmax(dim=1)))
head.load_state_dict(best["state"])
print(f"best epoch {best['epoch']}: macro-F1 {best['score']:.3f} on shifted validation digits")
plots.history(history, score="macro-F1", chance=0.1)

# %% [markdown]
# ### Judge
#
# Class by class, on validation digits. Rows are what is there, columns what the head says; recall stands beside each
# row, precision below each column.

# %% role="work"
@torch.no_grad()
def classes_of(f):
    """Return the classes that the head gives to features, (n,), on the CPU."""
    head.eval()
    return head(f).argmax(dim=1).cpu()


def count(targets, says):
    """Return a confusion matrix, (10, 10): rows actual, columns predicted."""
    return torch.bincount(10 * targets.cpu() + says, minlength=100).reshape(10, 10)


plots.class_report(count(y_valid, classes_of(f_valid)), [str(k) for k in range(10)])

# %% [markdown]
# ### One look at the test set
#
# Only when you have chosen everything: set `all_is_chosen` to True then, and run this cell once. The figure goes into
# your model card, together with the number of looks.

# %% role="work"
all_is_chosen = False  # True breaks the seal
### BEGIN SOLUTION
all_is_chosen = True
### END SOLUTION
if all_is_chosen:
    x_test, y_test = splits.test.open()
    test_says = classes_of(see(x_test))
    test_f1 = capstone.macro_f1(y_test, test_says)
    print(f"test: macro-F1 {test_f1:.3f}, validation {best['score']:.3f}")
### BEGIN SOLUTION
hits, (there, said) = count(y_test, test_says).diag(), (count(y_test, test_says).sum(dim=k) for k in (1, 0))
test_f1_of = 2 * hits / (there + said)
print("F1 of each digit:", [round(f1, 2) for f1 in test_f1_of.tolist()])
assert test_f1 > 0.82 and test_f1_of.argmax() == 1 and test_f1_of.argmin() == 8
assert test_f1_of[1] > 0.90 and 0.70 < test_f1_of[8] < 0.85
### END SOLUTION

# %% [markdown]
# The validation figure is a little flattering, since you chose by it. How far can chance alone move a figure on 1,000
# digits? If 0.88 of them are right, by about ± 0.02.

# %% role="proof"
assert round(2 * (0.88 * 0.12 / 1000) ** 0.5, 2) == 0.02

# %% [markdown]
# ## Hand in

# %% role="work"
classes = classes_of(see(digits.x))
capstone.hand_in(classes, digits)

# %% [markdown]
# `hand_in` checks the form and writes `predictions.csv` beside this notebook. **Hand in these two files**, and no others.
# The next cell reads the file again, as grading does:

# %% role="setup"
predictions = capstone.read_predictions()

# %% [markdown]
# ### Question `capstone`
# *about 90 minutes · hard · 16 points, by macro-F1*
#
# Practice digits are scored here and now, with their public labels. Of your class's digits only the form is looked at:
# how many are right is found when your instructor grades.

# %% check="capstone" points=16
check("capstone", predictions)

# %% [markdown]
# ## The model card
#
# Somebody will use your classifier without having seen you train it. A model card tells them what it is for, and when
# not to trust it.
#
# ### Question `model-card`
# *about 20 minutes · medium · 4 points, graded by a person*
#
# | points | what is looked for |
# |---|---|
# | 1 | **Purpose**: what it is for, and one use that it is *not* for |
# | 1 | **Data**: what it learned from, how that was split and shifted, what was never trained on |
# | 1 | **Metrics**: macro-F1 on the test set beside the dummy's, the best and the worst digit with its F1, number of looks |
# | 1 | **Limits**: two that follow from your data or your confusion matrix, and what they would cost somebody |
#
# Half a page will do. Double-click the text below, write, then Shift+Enter.

# %% [markdown] answer="model-card" points=4
# <!-- BEGIN SOLUTION -->
# **Purpose.** Reads single handwritten digits from one worn scanner, as a first guess that a person checks. Not for
# amounts on cheques or anything else where nobody looks at the result, and not for letters: it names a digit for
# whatever it is shown.
#
# **Data.** 2,400 clean MNIST digits, 240 of each, each shifted twice with seeds of my own, after the split. Frozen
# EfficientNet-Lite0, cut after its fourth part, at 32 × 32 pixels, with a hidden layer of 128. 800 other digits, shifted,
# to choose the epoch; 800 sealed ones to judge. The digits handed in were never trained on.
#
# **Metrics.** Macro-F1 on the test set above 0.82 after one look (the dummy: 0.02). Best is 1, with an F1 above 0.90;
# worst is 8, between 0.70 and 0.85: its loops fill up.
#
# **Limits.** Digits turned by more than about 30 degrees are outside what it learned: a 6 upside down becomes a 9, and
# a wrong account is booked. It gives no sign that it is unsure. MNIST was written in one country decades ago: a crossed 7
# or a 1 with an upstroke is rare in it, so those who write so get more mistakes than others.
# <!-- END SOLUTION -->

# %% [markdown]
# ## Four traps, a last time
#
# Each belongs to this task, each with its figure from the cells around it.

# %%
never_nine = (splits.validation.y != 9).float().mean().item()         # "is it a 9?", and never saying yes

f_worn = two_views(capstone.shift(x_some, seed=11))[1]                # the 400 training digits, shifted
worn_head, worn_history = small_head(f_worn, y_some)
learned, new = worn_history.score[-1], score(worn_head, views["shifted"][1], y_held)


def four_copies(x):
    """Return the features of digits that were shifted in four ways, the first way first, (4n, 720)."""
    copies = (capstone.shift(x, seed) for seed in (22, 23, 24, 25))
    return torch.cat([features.extract(early, prepared(copy_)).flatten(1) for copy_ in copies])


x_others, y_others = splits.train.x[3::12], splits.train.y[3::12]     # 200, as many as we validate on
honest_head, leaky_head = (small_head(four_copies(x), y.repeat(4))[0]
                           for x, y in ((x_others, y_others), (x_clean, y_held)))
honest, leaked = (score(head_, views["shifted"][1], y_held) for head_ in (honest_head, leaky_head))
x_new, y_new = capstone.shift(splits.validation.x[1::4], seed=21), splits.validation.y[1::4]
in_truth = score(leaky_head, features.extract(early, prepared(x_new)).flatten(1), y_new)

few = torch.cat([(y_some != 9).nonzero().flatten(), (y_some == 9).nonzero().flatten()[:2]])   # 2 nines, not 40
rare_head, _ = small_head(f_worn[few], y_some[few])


def recall_of_nine(head_):
    with torch.no_grad():
        says_nine = head_.eval()(views["shifted"][1]).argmax(dim=1).cpu() == 9
    return (says_nine & (y_held == 9)).sum().item() / (y_held == 9).sum().item()


all_nines, two_nines = recall_of_nine(worn_head), recall_of_nine(rare_head)
plots.bars({
    "accuracy paradox:\nnever a 9": {"accuracy": never_nine, "recall": 0.0},
    "overfitting:\n400 digits": {"training": learned, "validation": new},
    "leakage: shifted\nbefore the split": {"other\ndigits": honest, "same\ndigits": leaked,
                                           "new ones,\nin truth": in_truth},
    "imbalance:\nrecall of 9": {"40 nines": all_nines, "2 nines": two_nines},
})

# %% role="proof"
without_nines = score(rare_head, views["shifted"][1], y_held)
assert round(never_nine, 2) == 0.90 and learned > 0.98 and new < learned - 0.15
assert leaked > max(honest, in_truth) + 0.02
assert two_nines < 0.3 < all_nines and new - 0.15 < without_nines < new and len(x_others) == len(x_clean)

# %% [markdown]
# - **Accuracy paradox.** Never saying 9 is right for 0.90 of the digits, with recall 0. Macro-F1 does not fall for it.
# - **Overfitting.** A head knows the 400 shifted digits that it learned from by heart, and others, shifted alike, far
#   less well. Watch that gap. (The fall from clean to shifted digits is another thing: there the data changed.)
# - **Data leakage.** Shift first and split later, and copies of one digit lie on both sides. Two heads learned from 800
#   digits each: four copies of 200 other digits, or of the very digits that judge it, each shifted in other ways. The
#   second scores higher, until new digits judge it. Split first.
# - **Class imbalance.** With 2 nines instead of 40, most 9s are missed. The average over ten digits falls by less than
#   0.15, so look at each digit.
#
# **98 % accuracy, 12 % recall.** The fraud detector that has come along since lesson 1 would do badly here: with two
# classes, its macro-F1 is the mean of a high F1 and a low one. With 12 % recall 88 of 100 frauds pass. Whatever its
# precision, the F1 of fraud is at most 0.22, so its macro-F1 is at most 0.61. Not fit for production.

# %% role="proof"
best_f1 = 2 * 1 * 0.12 / (1 + 0.12)                                   # with a precision of 1
assert best_f1 < 0.22 and (1 + best_f1) / 2 < 0.61 and round(100 * (1 - 0.12)) == 88

# %% [markdown]
# ## When it goes wrong
#
# What `hand_in` says, in its own words:

# %%
kept = capstone.Unlabelled("00000000", torch.zeros(1000, 1, 28, 28))
for wrong in (torch.zeros(1000, 10), torch.zeros(1000), torch.zeros(960).long(), torch.full((1000,), 10)):
    try:
        capstone.hand_in(wrong, kept)
    except ValueError as error:
        print(error)

# %% [markdown]
# | what you see | what happened | cure |
# |---|---|---|
# | `got shape (1000, 10)` | logits, not classes | `logits.argmax(dim=1)` |
# | `got shape (1000,) and float32` | `max` in place of `argmax`, or a division | `argmax` gives whole numbers |
# | `got shape (960,)` | the last, smaller batch is missing | keep it: `drop_last=False` |
# | `got 10 at index 0` | counted from 1 | classes are 0 to 9 |
# | the card says *practice digits* | `digits.npz` is not beside the notebook | put it there, then run from `unlabelled()` on |
# | the card names a line of `predictions.csv` | it was written by a spreadsheet, or by hand | write it with `hand_in` |
# | validation good, practice digits at chance | the order was lost, or `cleaned` was forgotten | no `shuffle`; one function, `see`, for all |
# | `Look 2 at the test set` | you opened it again | say so in your model card |
#
# ## Recap of the course
#
# 1. **Tensors**: shape, dtype, device; `backward` gives gradients; a step of training, and how a loss curve looks.
# 2. **Linear layers**: `x @ W.T + b`; logits, not probabilities; precision, recall, F1; a threshold is a decision.
# 3. **Pretrained models**: architecture and weights are two things; their own transforms; `eval()`.
# 4. **A new head**: freeze first, replace after; the optimizer gets what trains; frozen features once.
# 5. **Metrics**: a dummy first; macro, micro, weighted; threshold on validation; no leaks; a verdict by stated bands.
# 6. **Your own**: validate on what will come, shift after the split, one look at the test set, a card that says where
#    it ends.

# %%
progress.show()

# %% [markdown]
# **Next:** your own data. Take a backbone, a hundred labelled pictures and these six habits. Back to
# [lesson 5, Metrics you can trust](05_metrics.ipynb).

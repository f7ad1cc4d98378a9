# %% [markdown]
# # Lesson 3 · Pretrained models
#
# Somebody has already trained a network on more than a million photographs, and you may have it. It names a cat in
# less time than you blink. It also calls a rocket a missile, and one wrong line of code makes it talk nonsense, without
# any error. In this lesson you load such networks, ask them properly, and measure how far to trust them.
#
# **Afterwards you can**
#
# - find a model in torchvision, load its weights with `weights=`, and read what `weights.meta` says about them;
# - prepare a picture with `weights.transforms()`, and say why another resize or normalisation spoils the answer;
# - classify a picture: batch dimension, `eval()`, `inference_mode`, softmax, top-k and names;
# - say where a family keeps its head, and read from the model how wide the features are;
# - read precision and recall of every class from one table, and move the threshold towards your goal;
# - judge boxes by IoU, and a detector by its mean average precision.
#
# | question | section | you write | points | minutes | difficulty |
# |---|---|---|---|---|---|
# | `weights-api` | Load a pretrained model | a letter | 1 | 2 | easy |
# | `batch-and-mode` | One picture from end to end | a function | 4 | 10 | medium |
# | `head-width` | Where a family keeps its head | a function | 3 | 10 | hard |
# | `cat-dog` | Cat and Dog | a function | 2 | 5 | easy |
# | `iou` | How well do two boxes agree? | a function | 3 | 8 | medium |
#
# Plan about 35 minutes for the questions and 45 for the rest.

# %% role="setup"
import copy
from functools import cache

import torch
import torchvision
from torch import Tensor, nn
from torchvision import models

from course import backbones, check, data, plots, progress, training
from course.device import best_device, set_seed

set_seed(0)
torch.set_num_threads(1)  # one picture at a time is fast enough on one core
device = best_device()  # cuda, mps or cpu: this lesson runs unchanged on each
print(f"PyTorch {torch.__version__}, torchvision {torchvision.__version__} on {device}")

# %% [markdown]
# ## Six photographs
#
# The network is **EfficientNet-Lite0**, made small enough for a phone. It learned from ImageNet: over a million
# photographs, each with one of 1000 names. Among the names are 118 breeds of dog and 5 kinds of cat, but no *person*
# and no *rocket*.
#
# On these photographs are a cat, a cup of coffee, a rocket, a man with a camera, an astronaut and a motorcycle. What
# will the network say to the last four? Guess, then run.

# %%
weights = backbones.EfficientNet_Lite0_Weights.DEFAULT
lite0 = backbones.efficientnet_lite0(weights=weights).to(device).eval()
prepare = weights.transforms()
names = weights.meta["categories"]


def best_guesses(logits, k=3):
    """Return the k most probable names with their probabilities, from logits (1, classes)."""
    best = logits.softmax(dim=1)[0].topk(k)
    return [(names[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]


photographs = {name: data.photograph(name) for name in data.PHOTOGRAPHS}  # (3, height, width) each, uint8
with torch.inference_mode():
    guesses = {name: best_guesses(lite0(prepare(pixels)[None].to(device))) for name, pixels in photographs.items()}
plots.guesses({name: (pixels, guesses[name]) for name, pixels in photographs.items()})

# %% role="proof"
first = {name: guess[0] for name, guess in guesses.items()}
quoted = {"coffee": 0.95, "camera": 0.94, "motorcycle": 0.54, "rocket": 0.29, "astronaut": 0.17}  # by the text below
assert first["chelsea"][0] in ("tiger cat", "Egyptian cat", "tabby") and first["coffee"][0] == "espresso"
assert first["rocket"][0] == "missile" and first["camera"][0] == "tripod" and first["motorcycle"][0] == "moped"
assert all(abs(first[name][1] - figure) < 0.03 for name, figure in quoted.items())
assert {"person", "rocket", "astronaut", "motorcycle"}.isdisjoint(names) and len(names) == 1000
assert names.index("Mexican hairless") - names.index("Chihuahua") == 117  # the dogs stand together: 118 breeds
assert names[281:286] == ["tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat"]

# %% [markdown]
# - **Espresso** at 0.95 and **tripod** at 0.94 are right: the tripod is there.
# - Chelsea is a cat beyond doubt; three kinds of cat share the probability.
# - **Missile** (0.29) and **moped** (0.54) are the nearest names that there are: ImageNet has no rocket and no
#   motorcycle. A classifier must choose among its classes, and it cannot say "none of these".
# - The astronaut's best name has only 0.17. A low maximum is a hint that nothing fits. But a high one does not prove
#   that something does: a picture that holds none of the classes can get one too.
#
# The rest of the lesson takes these few lines apart.
#
# ## Find a model
#
# torchvision builds each model by name. Three functions help to find one:

# %%
classifiers = models.list_models(module=torchvision.models)
print(len(classifiers), "classifiers, such as", models.list_models(include="resnet*"))

small = models.get_model("squeezenet1_1", weights=None)  # weights=None: the layers, with random numbers
entries = models.get_model_weights("resnet50")           # the enum of all weights that there are for it
print(type(small).__name__, "·", list(entries))

# %% role="proof"
assert len(classifiers) >= 80 and len(list(entries)) == 2

# %% [markdown]
# Architecture (the layers) and weights (the numbers in them) are two things. For ResNet-50 the enum, a fixed list of
# names, has two entries: the second set of weights was trained by a newer recipe. Each entry carries a `meta`, which
# tells what it is, and how well it did on ImageNet's validation pictures, which were held out:

# %%
for entry in entries:
    meta = entry.meta
    print(entry, f"{meta['num_params']:,} parameters, accuracy {meta['_metrics']['ImageNet-1K']['acc@1']} %,",
          f"{meta['_file_size']:.0f} MB, classes {meta['categories'][:2]} …")
print(weights, f"{weights.meta['num_params']:,} parameters,", weights.meta["licence"])

# %% role="proof"
accuracies = [entry.meta["_metrics"]["ImageNet-1K"]["acc@1"] for entry in entries]
assert [round(accuracy) for accuracy in accuracies] == [76, 81] and round(entries.DEFAULT.meta["_file_size"]) == 98

# %% [markdown]
# The recipe alone lifted the same architecture from 76 % to 81 %. `DEFAULT` is the entry that torchvision holds to be
# the best at present; name the entry itself, such as `IMAGENET1K_V2`, where a result must stay the same next year.
#
# ## Load a pretrained model
#
# ```python
# from torchvision.models import ResNet50_Weights, resnet50
#
# weights = ResNet50_Weights.DEFAULT
# model = resnet50(weights=weights)      # downloads 98 MB once, then takes them from the cache
# model = resnet50(weights="DEFAULT")    # the same, by name
# ```
#
# The weights of Lite0 come with the course, and its builder is called in the same way. Older pages write
# `pretrained=True`. Here is what became of the word:

# %%
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    models.squeezenet1_1(pretrained=False)
for warning in caught:
    print("·", str(warning.message).split(". ")[0])

# %% role="proof"
assert any("'pretrained' is deprecated since 0.13" in str(warning.message) for warning in caught)

# %% [markdown]
# `pretrained=True` stands for the *oldest* entry, so ResNet-50 gets the weights with 76 %.
#
# And without weights? The layers are there, the numbers in them are random, and so is what they say. Nothing warns
# you:

# %%
set_seed(0)
untrained = backbones.efficientnet_lite0().to(device).eval()
with torch.inference_mode():
    blind = best_guesses(untrained(prepare(photographs["chelsea"])[None].to(device)))
print(blind)

# %% role="proof"
assert blind[0][1] < 0.05

# %% [markdown]
# ### Question `weights-api`
# *about 2 minutes · easy · 1 point*
#
# Which line loads a ResNet-50 with pretrained weights, in the present way? Put its letter into `load_code`.
#
# - A: `resnet50(pretrained=True)`
# - B: `resnet50()`
# - C: `resnet50(weights=ResNet50_Weights.DEFAULT)`
# - D: `resnet50(weights=ResNet18_Weights.DEFAULT)`

# %% answer="weights-api"
### BEGIN SOLUTION
load_code = "C"
### END SOLUTION

# %% check="weights-api" points=1
check("weights-api", load_code)

# %% [markdown]
# If you are online and want torchvision's own ResNet-18, set `online = True`. The course's loader shows a progress
# bar, tries three times, and keeps the file only if its checksum is right.

# %%
online = False
if online:
    resnet18 = backbones.pretrained("resnet18", download=True).eval()

# %% [markdown]
# ## What the network expects
#
# A network sees numbers, and it learned from numbers of one kind. `weights.transforms()` makes them:

# %%
prepared = prepare(photographs["chelsea"])
print(prepare)
print("before", tuple(photographs["chelsea"].shape), photographs["chelsea"].dtype, "from 0 to 255")
print("after ", tuple(prepared.shape), prepared.dtype, f"from {prepared.min():.2f} to {prepared.max():.2f}")

# %% role="proof"
assert prepared.shape == (3, 224, 224) and prepared.min() >= -1 and prepared.max() <= 1.01

# %% [markdown]
# It brings the shorter side to 256 pixels, cuts 224 × 224 out of the middle, divides by 255, takes the `mean` away
# from each channel and divides by `std`. For Lite0 that gives numbers from −1 to 1. torchvision's own models want other
# means and sizes: ask each entry for its own transform.
#
# Five ways to get it wrong, none of which raises an error:
#
# - **other mean and std**: those of torchvision's ResNet;
# - **64 pixels**: resized to 64 × 64 at once, without cutting out the middle;
# - **from 0 to 255**: neither divided by 255 nor normalised;
# - **BGR**: OpenCV loads blue first, networks learned red first;
# - **train mode**: `eval()` is forgotten, so the network behaves as if it were still learning.
#
# Which of them does the most harm, which the least? Decide, then move the slider through the photographs.

# %%
from torchvision.transforms.functional import normalize, resize


def ask(x, model=lite0):
    """Return the best guesses about a prepared picture, (3, height, width)."""
    with torch.inference_mode():
        return best_guesses(model(x[None].to(device)))


def visible(x):
    """Return a prepared picture as colours from 0 to 1, as Lite0 sees them."""
    return (x * 128 / 255 + 127 / 255).clamp(0, 1)


resnet = models.ResNet50_Weights.DEFAULT.transforms()


@cache
def spoil(name):
    """Return what the network sees and says, rightly and in five wrong ways."""
    right = prepare(photographs[name])                                                       # (3, 224, 224)
    small = normalize(resize(photographs[name], [64, 64]) / 255, prepare.mean, prepare.std)  # (3, 64, 64)
    ways = {
        f"{name}, right": right,
        "other mean and std": normalize(visible(right), resnet.mean, resnet.std),
        "64 pixels": small,
        "from 0 to 255": right * 128 + 127,
        "BGR": right.flip(0),
    }
    answers = {way: (visible(x), ask(x)) for way, x in ways.items()}
    training_copy = copy.deepcopy(lite0).train()  # a copy: train mode moves BatchNorm's statistics
    return answers | {"train mode": (visible(right), ask(right, training_copy))}


plots.Slider(lambda name: plots.guesses(spoil(name)), values=list(photographs), label="photograph", start="rocket")

# %%
spoiled = {name: list(spoil(name).values()) for name in ("rocket", "chelsea", "camera")}
said = {name: [guesses[0] for _, guesses in answers] for name, answers in spoiled.items()}  # name and probability

# %% role="proof"
assert [guess for guess, _ in said["rocket"][:5]] == ["missile", "missile", "altar", "candle", "drilling platform"]
assert said["rocket"][2][1] > 0.9 and said["chelsea"][3][0] == "pillow"
assert said["chelsea"][4][0].endswith("cat") and said["camera"][4][0] == "tripod"
assert all(answers[5][1] < 0.01 for answers in said.values())

# %% [markdown]
# - **Other mean and std**: still a missile. A small shift does little harm, and so nobody notices it.
# - **64 pixels**: an *altar*, at more than 0.9. Things are smaller and squeezed, unlike all that it learned from, and
#   the network is sure and wrong.
# - **From 0 to 255**: as if the picture were overexposed. The rocket becomes a candle, Chelsea a pillow.
# - **BGR**: the rocket becomes a drilling platform, while Chelsea stays a cat and the tripod a tripod. That is the
#   danger: it looks as if it worked.
# - **Train mode**: each of the 1000 classes gets less than 0.01. The network knows nothing any more.
#
# When a pretrained network is worse than you hoped, look at the shape, `x.min()` and `x.max()` first.
#
# ## One picture from end to end
#
# Six steps, each with its shape:

# %%
model, image = lite0, photographs["chelsea"]           # image: (3, 300, 451) uint8
x = prepare(image)                                     # (3, 224, 224) float
batch = x[None].to(device)                             # (1, 3, 224, 224): a batch of one
model.eval()                                           # BatchNorm and dropout: answering, not learning
with torch.inference_mode():                           # no record for backward
    logits = model(batch)                              # (1, 1000)
probabilities = logits.softmax(dim=1)[0]               # (1000,): they sum to 1
best = probabilities.topk(3)                           # values and indices, (3,) each
print([names[i] for i in best.indices.tolist()], best.values.tolist())

# %% role="proof"
assert abs(probabilities.sum().item() - 1) < 1e-4 and not logits.requires_grad

# %% [markdown]
# - A model takes a **batch**. `x[None]` puts an axis in front: one picture becomes a batch of one.
# - **`eval()`** switches layers from learning to answering, two kinds above all. *BatchNorm* shifts and scales
#   features: in train mode by the mean and spread of the batch at hand, in eval mode by those gathered while it
#   learned. *Dropout* sets random features to 0, in train mode only. `eval()` switches no gradients off.
# - **`inference_mode()`** switches the record for `backward` off, which saves memory and time. It switches no dropout
#   off. You need both.
# - The **softmax** runs over the classes, the last axis.
#
# What does one call in train mode do? It does not only answer differently. BatchNorm also takes the picture into its
# running statistics: **the model itself has changed**, and all later answers with it.

# %%
victim = copy.deepcopy(lite0)
before = ask(x, victim)
victim.train()
with torch.inference_mode():
    differs = (victim(batch) - victim(batch)).abs().max().item()  # dropout draws anew in each call
    for _ in range(15):
        victim(batch)
after = ask(x, victim.eval())
print("two calls in train mode differ by", f"{differs:.3f}")
print("eval before:", before, "\neval after: ", after)

# %% role="proof"
assert differs > 0 and before != after

# %% [markdown]
# ### Question `batch-and-mode`: classify a picture
# *about 10 minutes · medium · 4 points*
#
# Write `classify(model, image, transform, categories, k)`. `image` is (3, height, width), uint8; `transform` prepares
# one picture; `categories` are the names of the classes, in the order of the logits. Return a list of the `k` most
# probable classes, the best first, as pairs of name and probability, the latter as a plain Python float.
#
# The model may come in train mode or in eval mode. It must answer in eval mode, and afterwards be in the mode in which
# it came. Record no gradients. The model is on the CPU.

# %% answer="batch-and-mode"
def classify(model: nn.Module, image: Tensor, transform, categories: list[str], k: int) -> list[tuple[str, float]]:
    """Return the `k` most probable classes of a picture, with their probabilities."""
    ### BEGIN SOLUTION
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        logits = model(transform(image)[None])  # (1, classes)
    model.train(was_training)
    best = logits.softmax(dim=1)[0].topk(k)     # (k,) values and indices
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]
    ### END SOLUTION

# %% check="batch-and-mode" points=4
check("batch-and-mode", classify)

# %% [markdown]
# ## Where a family keeps its head
#
# A classifier has two parts. The **backbone** turns a picture into **features**: a few hundred or thousand numbers
# that describe it. The **head**, the last layer, turns features into one logit for each class. For classes of your
# own you will keep the backbone and replace the head (lesson 4). For that you must know two things: where the head
# is, and how many features it takes.
#
# `print(model)` shows both. Here are the last lines of three families:

# %%
with torch.device("meta"):  # layers and shapes, without numbers: made in a moment, in no memory
    for name in ("resnet18", "vgg16", "squeezenet1_1"):
        print(name, "…", *str(backbones.get_model(name)).splitlines()[-10:], sep="\n")

# %% [markdown]
# A Linear's `in_features` is the width; a convolution calls it `in_channels`. The place differs from family to family.
# The table below is computed from the models; the accuracy on ImageNet comes from `meta`. (Whoever published Lite0's
# weights does not state it.)

# %%
print(f"{'family':20}{'head':16}{'kind':9}{'width':>6}{'million parameters':>21}{'accuracy':>10}")
for row in backbones.families():
    accuracy = "–" if row.accuracy is None else f"{row.accuracy:.3f}"
    print(f"{row.name:20}{row.place:16}{row.kind:9}{row.width:6}{row.n_parameters / 1e6:21.1f}{accuracy:>10}")

# %% role="proof"
table = {row.name: (row.place, row.width) for row in backbones.families()}
assert table["resnet18"] == table["resnet34"] == ("fc", 512)
assert table["resnet50"] == table["resnet101"] == table["resnet152"] == ("fc", 2048)
assert table["vgg16"] == ("classifier[6]", 4096) and table["mobilenet_v2"] == ("classifier[1]", 1280)
assert table["mobilenet_v3_small"] == ("classifier[3]", 1024) and table["efficientnet_b0"] == ("classifier[1]", 1280)
assert table["densenet121"] == ("classifier", 1024) and table["convnext_tiny"] == ("classifier[2]", 768)
assert table["vit_b_16"] == ("heads.head", 768) and table["swin_t"] == ("head", 768)
assert table["squeezenet1_1"] == ("classifier[1]", 512) and table["efficientnet_lite0"] == ("classifier[1]", 1280)
assert [row.name for row in backbones.families() if row.kind == "Conv2d"] == ["squeezenet1_1"]

# %% [markdown]
# Depth does not set the width: ResNet-152 has the width of ResNet-50. And size does not buy accuracy: VGG-16 with its
# 138 million parameters is less accurate than EfficientNet-B0 with 5 million.

# %% role="proof"
vgg, b0 = (row for row in backbones.families() if row.name in ("vgg16", "efficientnet_b0"))
assert round(vgg.n_parameters / 1e6) == 138 and round(b0.n_parameters / 1e6) == 5 and vgg.accuracy < b0.accuracy

# %% [markdown]
# ### Question `head-width`: how wide are the features?
# *about 10 minutes · hard · 3 points*
#
# Write `head_width(model)`: the number of features that the head takes, as a whole number, for a model of any family
# in the table. The check hands over small relatives of them, whose width and number of classes may be others. Leave the
# model as it is, its mode included.
#
# Useful: `model.modules()` gives all layers in the order in which `print` shows them, `isinstance(layer, nn.Linear)`
# asks for a layer's kind. Which family needs a case of its own?

# %% answer="head-width"
def head_width(model: nn.Module) -> int:
    """Return how many features the last layer of a classifier takes."""
    ### BEGIN SOLUTION
    linears = [layer for layer in model.modules() if isinstance(layer, nn.Linear)]
    if linears:
        return linears[-1].in_features
    return [layer for layer in model.modules() if isinstance(layer, nn.Conv2d)][-1].in_channels  # SqueezeNet
    ### END SOLUTION

# %% check="head-width" points=3
check("head-width", head_width)

# %% [markdown]
# ## Cat and Dog
#
# A hundred photographs, each of a cat or a dog, are shown to a classifier. It says Cat to 40 cats and to 10 dogs, and
# Dog to 5 cats and to 45 dogs. As a table, rows are what is there, columns what the model says:

# %%
cat_dog = torch.tensor([[40, 5], [10, 45]])  # rows actual, columns predicted: Cat, Dog
plots.confusion_matrices({"Cat is positive": cat_dog}, ["Cat", "Dog"], positive=0)

# %% [markdown]
# Lesson 1 read such a table for one positive class. But it holds an answer for **each** class: read it for Dog, and
# the cells change their names. What was a true negative is a hit now.

# %%
plots.confusion_matrices({"Dog is positive": cat_dog}, ["Cat", "Dog"], positive=1)

# %%
for k, name in enumerate(["Cat", "Dog"]):
    tp, said, there = cat_dog[k, k].item(), cat_dog[:, k].sum().item(), cat_dog[k].sum().item()
    print(f"{name}: precision {tp}/{said} = {tp / said:.3f}, recall {tp}/{there} = {tp / there:.3f}")
accuracy = cat_dog.diag().sum().item() / cat_dog.sum().item()
print(f"accuracy {accuracy:.2f}")

# %% role="proof"
assert cat_dog[:, 0].tolist() == [40, 10] and accuracy == 0.85
assert (40 / 50, round(40 / 45, 3)) == (0.80, 0.889) and (45 / 50, round(45 / 55, 3)) == (0.90, 0.818)

# %% [markdown]
# - **Cat**: TP 40, FP 10, FN 5, TN 45. Of what it calls Cat, 0.80 are cats (precision). Of the cats, 0.89 are found
#   (recall).
# - **Dog**: TP 45, FP 5, FN 10, TN 40. Precision 0.90, recall 0.82.
#
# A false Cat is a missed Dog: what one class loses in precision, the other loses in recall.
#
# ### Question `cat-dog`: the rates of any class
# *about 5 minutes · easy · 2 points*
#
# Write `class_rates(matrix, k)`. `matrix` is (C, C) with whole numbers, rows actual, columns predicted, for two or
# more classes; `k` is the number of a class. Return its precision and its recall.

# %% answer="cat-dog"
def class_rates(matrix: Tensor, k: int) -> tuple[float, float]:
    """Return precision and recall of class `k`."""
    ### BEGIN SOLUTION
    tp = matrix[k, k].item()
    return tp / matrix[:, k].sum().item(), tp / matrix[k].sum().item()
    ### END SOLUTION

# %% check="cat-dog" points=2
check("cat-dog", class_rates)

# %% [markdown]
# ### The threshold for Cat
#
# The classifier says Cat where its probability of Cat is above 0.5. Here are 100 such probabilities, made up so that
# 0.5 gives the table above. What happens to precision and to recall of Cat when the threshold goes up? Decide, then
# move the slider.

# %%
is_cat = torch.arange(100) < 45  # (100,): 45 cats, 55 dogs
cat_probability = torch.cat([torch.linspace(0.99, 0.52, 40), torch.linspace(0.45, 0.15, 5),   # the cats
                             torch.linspace(0.85, 0.51, 10), torch.linspace(0.48, 0.01, 45)])  # the dogs


def draw(threshold):
    return plots.threshold_sweep(cat_probability, is_cat, threshold, ["Dog", "Cat"])


plots.Slider(draw, values=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], label="threshold", start=0.5)

# %%
def rates_at(threshold):
    """Return precision and recall of Cat, rounded as in the text."""
    says_cat = cat_probability > threshold
    hits = (says_cat & is_cat).sum().item()
    return round(hits / says_cat.sum().item(), 2), round(hits / is_cat.sum().item(), 2)


print({threshold: rates_at(threshold) for threshold in (0.2, 0.5, 0.9)})

# %% role="proof"
assert (rates_at(0.2), rates_at(0.5), rates_at(0.9)) == ((0.54, 0.98), (0.80, 0.89), (1.00, 0.18))

# %% [markdown]
# | goal | example | threshold | here: precision, recall |
# |---|---|---|---|
# | a false alarm is dear: **precision** | security: a door that opens for your face alone | high, 0.9 | 1.00, 0.18 |
# | a miss is dear: **recall** | a rare disease: no ill person may be sent home | low, 0.2 | 0.54, 0.98 |
# | both mistakes cost the same, classes of one size | cat or dog for an album | 0.5 | 0.80, 0.89 |
#
# ## Good and bad
#
# On a balanced task, one with classes of equal size:
#
# - **Good**: accuracy above 0.85; precision, recall and F1 above 0.80.
# - **Bad**: accuracy below 0.60; precision, recall or F1 below 0.50.
#
# These bands depend on the data and on the task: 0.85 is poor for reading digits and excellent for telling a thousand
# kinds of things apart.
#
# Where is Lite0? We cut 50 small pieces out of Chelsea's photograph and 10 out of each other one. The task: does a
# piece show a cat? Nothing is trained, so every piece is held out. The probability of *cat* is the sum over
# ImageNet's five kinds of domestic cat.

# %%
from torchvision.transforms import RandomResizedCrop

set_seed(0)
cut = RandomResizedCrop(96, scale=(0.04, 0.3), ratio=(1, 1), antialias=True)  # 4 % to 30 % of the photograph
n_pieces = {name: 50 if name == "chelsea" else 10 for name in photographs}
pieces = torch.stack([cut(photographs[name]) for name, n in n_pieces.items() for _ in range(n)])  # (100, 3, 96, 96)
shows_cat = torch.arange(100) < 50                                                               # (100,)
cats = [names.index(name) for name in ("tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat")]
inputs = normalize(pieces / 255, prepare.mean, prepare.std).to(device)                           # (100, 3, 96, 96)


@torch.inference_mode()
def says_cat(model, inputs):
    """Return whether the five cats together have more than 0.5, (n,) bool."""
    logits = torch.cat([model(batch) for batch in inputs.split(25)])  # (n, 1000)
    return (logits.softmax(dim=1)[:, cats].sum(dim=1) > 0.5).cpu()


def four_scores(actual, says):
    """Return accuracy, precision, recall and F1 of two bool tensors, (n,); 0 where there is nothing to divide by."""
    tp, fp, fn = (pair.sum().item() for pair in (actual & says, ~actual & says, actual & ~says))
    return {"accuracy": (actual == says).float().mean().item(), "precision": tp / (tp + fp) if tp + fp else 0.0,
            "recall": tp / (tp + fn), "F1": 2 * tp / (2 * tp + fp + fn)}


lite0_says = says_cat(lite0, inputs)  # (100,)
judged = {
    "Lite0": four_scores(shows_cat, lite0_says),
    "BGR": four_scores(shows_cat, says_cat(lite0, inputs.flip(1))),
    "from 0 to 255": four_scores(shows_cat, says_cat(lite0, inputs * 128 + 127)),
    "train mode": four_scores(shows_cat, says_cat(copy.deepcopy(lite0).train(), inputs)),
}
plots.scores(judged, bad=0.6)

# %% role="proof"
ours = judged["Lite0"]
for name in ("from 0 to 255", "train mode"):
    assert judged[name]["accuracy"] < 0.60 and judged[name]["recall"] < 0.50
    assert judged[name]["accuracy"] == 0.5 and judged[name]["recall"] == 0
quoted = [(0.96, ours["accuracy"]), (0.92, ours["recall"]), (0.91, judged["BGR"]["accuracy"]),
          (0.82, judged["BGR"]["recall"])]  # the figures of the text below
assert ours["accuracy"] > 0.85 and min(ours["precision"], ours["recall"], ours["F1"]) > 0.80
assert all(abs(value - figure) < 0.05 for figure, value in quoted) and ours["precision"] == 1

# %% [markdown]
# Lite0 lands in the good band: accuracy 0.96, recall 0.92, and no false cat. Two of the three faults land in the bad
# one. Note their accuracy of 0.50: that is what guessing gets, and these two always say "no cat". **BGR** is the
# treacherous one: 0.91 still looks good, but recall has fallen from 0.92 to 0.82.
#
# And the pieces that Lite0 missed?

# %%
missed = (shows_cat & ~lite0_says).nonzero().flatten().tolist()
plots.guesses({f"missed: piece {i}": (pieces[i], ask(inputs[i])) for i in missed[:4]})

# %% role="proof"
assert any(ask(inputs[i])[0][0] == "red fox" and ask(inputs[i])[0][1] > 0.99 for i in missed)

# %% [markdown]
# Looking at mistakes pays. One of these pieces is a blurred background without any cat: there our *label* is wrong, not
# the network. Another is a **red fox**, at more than 0.99: a network can be sure and wrong.
#
# Note too that all 50 pieces show the same cat. Nothing here says how Lite0 does on others: a score speaks for
# pictures like those that it was measured on.
#
# | your goal | look at |
# |---|---|
# | classes of one size, all mistakes alike | accuracy |
# | one class matters: few false alarms, or few misses | precision or recall **of that class** |
# | both, in one number | F1 of that class |
# | boxes around things | IoU for one box, mean average precision for a detector (below) |
#
# ## Four traps
#
# The first two need no more than the table of cats and dogs.

# %%
# Accuracy paradox: 90 dogs and 10 cats, and a "classifier" that always says Dog
always_dog = torch.tensor([[0, 10], [0, 90]])
paradox = {"accuracy": always_dog.diag().sum().item() / 100, "recall\nof Cat": always_dog[0, 0].item() / 10}

# Class imbalance: the classifier of the table, with its rates, where only 10 of 100 are cats
recall_of_cat, false_cats = 40 / 45, 10 / 55
hits_of_10, alarms_of_90 = 10 * recall_of_cat, 90 * false_cats
imbalance = {"45 cats\nof 100": 40 / 50, "10 cats\nof 100": hits_of_10 / (hits_of_10 + alarms_of_90)}

# %% [markdown]
# For the other two we take the features of the 100 pieces, 1280 numbers each, and toss coins. Nobody can foretell a
# coin, so an honest score is that of guessing, about 0.5. First a new head learns ten tosses for each piece. Then a
# coin is tossed once for each *photograph*, three heads and three tails, in all 20 ways. Ten pieces of each take part,
# and every piece is given the toss of the other piece that is most like it.

# %%
backbone = nn.Sequential(lite0.features, lite0.avgpool, nn.Flatten())
with torch.inference_mode():
    features = torch.cat([backbone(batch) for batch in inputs.split(25)])  # (100, 1280)
features = features.clone()                                                # an ordinary tensor: training may use it

set_seed(0)
tosses = torch.randint(0, 2, (100, 10)).float().to(device)                 # (100, 10): ten coins even luck out
order = torch.randperm(100).to(device)
learned, others = order[:60], order[60:]


def share_right(logits, tosses):
    return ((logits > 0) == (tosses > 0)).float().mean().item()


new_head = nn.Linear(1280, 10).to(device)                                  # one logit for each coin
adam = torch.optim.Adam(new_head.parameters(), lr=0.01)                    # SGD that fits the step to each parameter
training.fit(new_head, features[learned], tosses[learned], adam, n_epochs=60, progress=False,
             loss_fn=nn.BCEWithLogitsLoss(), score=share_right)
with torch.no_grad():  # the 60 pieces that it learned, and 40 others
    by_heart, new = (share_right(new_head(features[rows]), tosses[rows]) for rows in (learned, others))

# %%
ten = torch.cat([torch.arange(10), torch.arange(50, 100)])                 # (60,): ten of each
origin = torch.arange(60) // 10                                            # (60,): its photograph
likeness = nn.functional.cosine_similarity(features[ten, None], features[None, ten], dim=2).cpu()  # (60, 60)
itself = torch.eye(60, dtype=torch.bool)
same_photograph = origin[:, None] == origin[None]                          # (60, 60)
tossed = torch.tensor([[i in heads for i in range(6)] for heads in torch.combinations(torch.arange(6), 3).tolist()])


def nearest_is_right(forbidden):
    """Return how often the nearest piece that is allowed bears the same toss, over all 20 ways to toss 3 heads."""
    nearest = likeness.masked_fill(forbidden, -1).argmax(dim=1)            # (60,)
    return (tossed[:, origin] == tossed[:, origin[nearest]]).float().mean().item()


leaked, honest = nearest_is_right(itself), nearest_is_right(same_photograph)
plots.bars({
    "accuracy paradox:\nalways Dog": paradox,
    "class imbalance:\nprecision of Cat": imbalance,
    "overfitting:\ncoin tosses": {"60 learned\npieces": by_heart, "40 other\npieces": new},
    "data leakage:\ncoin tosses": {"by\nphotograph": honest, "pieces\nmixed": leaked},
})

# %% role="proof"
quoted = [(0.90, paradox["accuracy"]), (0.80, 40 / 50), (0.35, imbalance["10 cats\nof 100"]), (1.00, by_heart),
          (0.48, new), (0.40, honest), (0.99, leaked)]  # the figures of the text below
assert all(abs(value - figure) < 0.1 for figure, value in quoted) and paradox["recall\nof Cat"] == 0
assert abs(honest - 2 / 5) < 1e-3  # two of the five other photographs, whichever of them is nearest

# %% [markdown]
# - **Accuracy paradox.** With 90 % dogs, always answering Dog scores 0.90, and finds no cat.
# - **Class imbalance.** The classifier of the table, with the same rates, meets 10 cats among 100 instead of 45. Its
#   recall stays, but its precision for Cat falls from 0.80 to 0.35: the false alarms now come from 90 dogs. Measure
#   precision on the mix that the model will meet.
# - **Overfitting.** 1280 features are enough to learn the tosses of 60 pieces by heart: 1.00. On others, 0.48.
# - **Data leakage.** Pieces of one photograph resemble each other. With pieces of every photograph on both sides, coin
#   tosses are "foretold" at 0.99. With each photograph on one side only it is 0.40, no better than guessing: of the
#   five other photographs, two bear the same toss. Split by photograph. And with pretrained networks ask one thing
#   more: were your test pictures among those it learned from?
#
# ## How well do two boxes agree?
#
# A classifier says *what*. A **detector** also says *where*: it draws boxes, each with a class and a probability. A
# box is four numbers: left, top, right, bottom, in pixels from the upper left corner. How good is a box? Compare it
# with one that a person drew, by **intersection over union**:
#
# $$\text{IoU} = \frac{\text{area that both cover}}{\text{area that at least one covers}}$$
#
# It is 1 for equal boxes and 0 for boxes that miss each other. Three boxes are proposed below for the same eye. Guess
# their IoU with the true one, then run the cell after the picture.

# %%
from torchvision.ops import box_iou

chelsea = photographs["chelsea"]
eye = torch.tensor([135.0, 84.0, 210.0, 147.0])  # left, top, right, bottom
proposed = {
    "close": torch.tensor([140.0, 80.0, 208.0, 150.0]),
    "shifted": torch.tensor([165.0, 100.0, 240.0, 163.0]),
    "too large": torch.tensor([90.0, 40.0, 250.0, 190.0]),
}
plots.boxes(chelsea, {name: {"true": eye, "proposed": box} for name, box in proposed.items()})

# %%
ious = box_iou(eye[None], torch.stack(list(proposed.values())))[0]  # (1, 4) and (3, 4) → (1, 3)
print({name: round(iou.item(), 2) for name, iou in zip(proposed, ious)})

# %% role="proof"
assert [round(iou.item(), 2) for iou in ious] == [0.82, 0.29, 0.20]

# %% [markdown]
# 0.82, 0.29, 0.20. The box that is too large holds the whole eye and still scores lowest, since the union grows with
# it.
#
# By hand, for boxes from (10, 10) to (50, 50) and from (30, 30) to (70, 70): the overlap goes from 30 to 50 both ways,
# 20 × 20 = 400. The union is 1600 + 1600 − 400 = 2800, since the overlap lies in both areas and counts once. IoU is
# 400 / 2800 = 0.14.

# %% role="proof"
assert round(box_iou(torch.tensor([[10, 10, 50, 50]]), torch.tensor([[30, 30, 70, 70]])).item(), 2) == 0.14

# %% [markdown]
# ### Question `iou`
# *about 8 minutes · medium · 3 points*
#
# Write `iou(box_a, box_b)`: the IoU of two boxes, (4,) each, float: left, top, right, bottom. Return one number. Boxes
# may also touch, or miss each other, to the side or diagonally.

# %% answer="iou"
def iou(box_a: Tensor, box_b: Tensor) -> float:
    """Return the area that both boxes cover as a share of the area that at least one covers."""
    ### BEGIN SOLUTION
    left, top = torch.maximum(box_a[:2], box_b[:2])
    right, bottom = torch.minimum(box_a[2:], box_b[2:])
    overlap = (right - left).clamp(min=0) * (bottom - top).clamp(min=0)  # () : 0 where they miss each other
    area_a, area_b = ((box[2] - box[0]) * (box[3] - box[1]) for box in (box_a, box_b))
    return (overlap / (area_a + area_b - overlap)).item()
    ### END SOLUTION

# %% check="iou" points=3
check("iou", iou)

# %% [markdown]
# **Segmentation** marks pixels instead of boxes, and is judged by the same share: pixels that both mark, over pixels
# that at least one marks. With the two boxes filled in, it is the same number:

# %%
def fill(box):
    """Return the pixels of a box with whole corners, (300, 451) bool."""
    mask = torch.zeros(300, 451, dtype=torch.bool)
    left, top, right, bottom = box.int().tolist()
    mask[top:bottom, left:right] = True
    return mask


a, b = fill(eye), fill(proposed["close"])
print("IoU of the pixels", (a & b).sum() / (a | b).sum(), "of the boxes", ious[0])

# %% role="proof"
assert abs((a & b).sum() / (a | b).sum() - ious[0]) < 1e-6

# %% [markdown]
# ### Mean average precision
#
# A whole detector proposes many boxes, with probabilities. One number for all of it, the **mean average precision**
# (mAP), is made in four steps:
#
# 1. A proposed box is a **hit** if its IoU with a true box of its class is at least 0.5, and no surer box has taken
#    that one. All others are false alarms.
# 2. Go through the boxes of a class, the surest first. After each, note precision (hits / boxes so far) and recall
#    (hits / true boxes).
# 3. **Average precision** (AP): each hit raises the recall by 1 / true boxes; add up the precision at each hit times
#    that rise. It is the area under the steps of precision against recall.
# 4. **mAP** is the mean of AP over the classes.
#
# An imaginary detector looks for *eye* and *nose* on Chelsea:

# %%
truth = {
    "eye": torch.tensor([[135.0, 84, 210, 147], [295, 109, 344, 164]]),
    "nose": torch.tensor([[230.0, 225, 292, 266]]),
}
found = {  # by class: probability and box, the surest first
    "eye": [(0.95, [140.0, 80, 208, 150]), (0.80, [238.0, 228, 272, 262]), (0.60, [285.0, 100, 340, 170]),
            (0.40, [150.0, 95, 200, 140])],
    "nose": [(0.70, [228.0, 222, 295, 270])],
}


def hits(true_boxes, proposals, at_least):
    """Return for each proposal, the surest first, whether it is a hit."""
    free, is_hit = torch.ones(len(true_boxes), dtype=torch.bool), []
    for _, box in proposals:
        overlaps = box_iou(torch.tensor([box]), true_boxes)[0] * free  # (true boxes,): taken ones count 0
        is_hit.append(overlaps.max().item() >= at_least)
        free[overlaps.argmax()] &= not is_hit[-1]
    return torch.tensor(is_hit)


def average_precision(is_hit, n_true):
    """Return the sum of the precision at each hit, over the number of true boxes."""
    precision = is_hit.cumsum(0) / torch.arange(1, len(is_hit) + 1)    # (proposals,)
    return (precision[is_hit].sum() / n_true).item()


eye_hits = hits(truth["eye"], found["eye"], at_least=0.5)
print("eye:", eye_hits.tolist())
plots.boxes(chelsea, {
    "true": {"eye": truth["eye"][0], "eye ": truth["eye"][1], "nose": truth["nose"][0]},
    "proposed: eye": {f"{p} {'hit' if hit else 'false'}": torch.tensor(box)
                      for (p, box), hit in zip(found["eye"], eye_hits)},
})

# %% [markdown]
# The eye with 0.80 is on the nose: false. The one with 0.40 lies on an eye that is taken already: false. So for *eye*
# the hits come first and third, with precision 1/1 and 2/3, and each raises the recall by ½:
#
# AP(eye) = ½ × 1 + ½ × ⅔ = 0.83. For *nose* the one box hits: AP = 1. mAP = (0.83 + 1) / 2 = 0.92.

# %%
def average_precisions(at_least):
    """Return the AP of each class, with hits from this IoU on."""
    return {name: average_precision(hits(truth[name], found[name], at_least), len(truth[name])) for name in truth}


for at_least in (0.5, 0.75):
    per_class = average_precisions(at_least)
    print(f"IoU from {at_least}: AP", {name: round(ap, 2) for name, ap in per_class.items()},
          f"mAP {sum(per_class.values()) / len(per_class):.2f}")

# %% role="proof"
assert round(average_precisions(0.5)["eye"], 2) == 0.83 and round(sum(average_precisions(0.5).values()) / 2, 2) == 0.92
assert average_precisions(0.75) == {"eye": 0.5, "nose": 1.0}

# %% [markdown]
# Asked for an IoU of 0.75, the second eye is no hit any more, and mAP falls to 0.75. COCO, the best-known benchmark,
# averages over ten such borders, from 0.50 to 0.95. So a mAP is worth little without its border.
#
# ## 98 % accuracy, 12 % recall
#
# The fraud detector of lesson 1, once more. 12 % is its recall **at one threshold**: 88 of 100 frauds pass. Before it
# is thrown away, look at the whole sweep, as for Cat: a lower threshold may find far more, at a precision that the bank
# can afford. As it stands it is not fit for production, and the 98 % cannot change that.

# %% role="proof"
assert round(100 * (1 - 0.12)) == 88

# %% [markdown]
# ## When it goes wrong
#
# Eight errors of pretrained models, in PyTorch's own words.

# %%
def show_error(action):
    """Run `action` and print the beginning of its error."""
    try:
        action()
    except (RuntimeError, ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {' '.join(str(error).split())[:150]}")


pixels = photographs["chelsea"]
ready = prepare(pixels).to(device)                                           # (3, 224, 224)
ten_classes = backbones.efficientnet_lite0(num_classes=10)
elsewhere = device if device.type != "cpu" else torch.device("meta")         # another device, for the want of a GPU
mistakes = {
    "1 no batch dimension": lambda: lite0(ready),
    "2 not prepared": lambda: lite0(pixels[None].to(device)),
    "3 height, width, channels": lambda: lite0(ready.permute(1, 2, 0)[None]),
    "4 one channel": lambda: lite0(ready[:1][None]),
    "5 two devices": lambda: copy.deepcopy(lite0).to(elsewhere)(prepare(pixels)[None]),
    "6 another model's weights": lambda: models.resnet50(weights=models.ResNet18_Weights.DEFAULT),
    "7 another number of classes": lambda: ten_classes.load_state_dict(weights.get_state_dict()),
    "8 gradients recorded": lambda: lite0(ready[None]).cpu().numpy(),
}
for name, mistake in mistakes.items():
    print(name, end="\n   ")
    show_error(mistake)

# %% [markdown]
# | | what happened | cure |
# |---|---|---|
# | 1 | one picture has three axes, a batch has four | `x[None]` |
# | 2 | whole numbers from 0 to 255 | `weights.transforms()` |
# | 3 | the channels come last, as in NumPy and matplotlib | `x.permute(2, 0, 1)` |
# | 4 | a grey picture has one channel | `x.expand(3, -1, -1)`; with Pillow, `image.convert("RGB")` |
# | 5 | the model is on one device, the picture on another | `.to(device)` for both |
# | 6 | each enum belongs to one model | take the enum that bears the builder's name |
# | 7 | the stored head has 1000 rows, yours has 10 | load first, then replace the head: lesson 4 |
# | 8 | NumPy cannot hold the record for `backward` | `with torch.inference_mode():` around the call |
#
# No error, but nonsense? Look for these four first: wrong numbers or size going in, BGR, train mode, random weights.
#
# ## Recap
#
# - Architecture and weights are two things. `weights=` names an entry; its `meta` says what it is, its `transforms()`
#   what goes in.
# - Batch dimension, `eval()`, `inference_mode()`, softmax over the classes, names from `meta["categories"]`.
# - A classifier always names one of its classes, also where none fits. It can be sure and wrong.
# - The head is the last Linear (in SqueezeNet the last convolution); its `in_features` (there `in_channels`) is the
#   width of the features.
# - One table gives precision and recall of every class. The goal moves the threshold; the mix of classes moves the
#   precision.
# - IoU judges a box or a mask, mAP a detector, at a stated border.

# %%
progress.show()

# %% [markdown]
# **Next: [lesson 4, replace the head](04_head_replacement.ipynb)**: with a new head, the network that you have met here
# reads digits.

"""What turns out to be right in lesson 4."""
from course.predictions.truth import Truth

LESSON = "04_head_replacement"
TRUTHS = (
    Truth(
        "head-under-another-name",
        right="(2, 1000)",
        because="`forward` still calls `fc`: a layer under another name is kept, but never used.",
    ),
    Truth(
        "head-of-the-wrong-width",
        right="With the first picture",
        because="A layer can't know what it will be given, so nothing is compared until numbers arrive.",
    ),
    Truth(
        "replaced-then-frozen",
        right="An error is raised",
        because="Freezing last froze the new head, too: nothing requires a gradient, so `backward()` gives up.",
    ),
    Truth(
        "taught-by-fifty-pieces",
        right="About 8 in 10",
        because="The backbone already tells textures and shapes apart; the head only has to give them names.",
    ),
    Truth(
        "optimizer-made-too-early",
        right="It stays flat",
        because="The optimizer holds the old head's parameters, so the new head never takes a step.",
    ),
    Truth(
        "frozen-in-train-mode",
        right="It falls by more than 0.05",
        because="Running statistics aren't parameters: in train mode every batch moves them, frozen or not.",
    ),
    Truth(
        "five-of-each-digit",
        right="The small CNN from scratch",
        because="Digits are simple, and thin strokes on paper are nothing like the photographs Lite0 was trained on.",
    ),
    Truth(
        "five-nines",
        right="Fewer than half",
        because="Among 900 other digits, 5 nines hardly count in the loss, so the head rarely dares to say 9.",
    ),
)

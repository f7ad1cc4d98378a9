"""What turns out to be right in lesson 3."""
from course.predictions.truth import Truth

LESSON = "03_pretrained_models"
TRUTHS = (
    Truth(
        "a-model-without-weights",
        right="Every name gets about 0.001",
        because="`weights=None` gives random numbers, so 1000 names share the probability almost equally.",
    ),
    Truth(
        "surest-nonsense",
        right="64 pixels",
        because="Squeezed to 64 × 64, the coffee is a stethoscope at 0.96 and the rocket an altar at 0.97.",
    ),
    Truth(
        "fifteen-calls-in-train-mode",
        right="Something else, since the model itself has changed",
        because="Every call in train mode moves BatchNorm's running statistics, and eval mode answers with those.",
    ),
    Truth(
        "a-hundred-million-more",
        right="EfficientNet-B0",
        because="It has 0.777 with 5 million parameters, VGG-16 has 0.716 with 138 million.",
    ),
    Truth(
        "what-a-false-cat-costs-dog",
        right="Recall",
        because="Each dog that is labeled as Cat is a dog that was not found.",
    ),
    Truth(
        "a-quarter-off",
        right="0.39",
        because="Both cover ¾ × ¾ = 0.56 of a box, and together they cover 2 − 0.56: IoU is 0.56 / 1.44.",
    ),
    Truth(
        "which-boxes-are-hits",
        right="0.95 and 0.60",
        because="The box with 0.40 fits the left eye, but a surer one has taken it, and each true box counts once.",
    ),
)

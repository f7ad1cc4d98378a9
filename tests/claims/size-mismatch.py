from course import backbones

from claims_of_letters import *
from claims_of_letters import _given


def too_many_outputs(cases):
    """Any number of outputs is fine: a thousand of them raise nothing."""
    model = backbones.small_model("resnet50", width=2048)
    model.fc = torch.nn.Linear(2048, 5000)
    assert model.eval()(torch.zeros(1, 3, 64, 64)).shape == (1, 5000)
    assert _given(cases) == "A"


def eval_mode_missing(cases):
    """The same error comes in either mode."""
    model, said = backbones.small_model("resnet50", width=2048), []
    model.fc = torch.nn.Linear(1024, 10)
    for mode in (True, False):
        try:
            model.train(mode)(torch.zeros(4, 3, 64, 64))
        except RuntimeError as error:
            said.append(str(error))
    assert len(said) == 2 and said[0] == said[1] and "(4x2048 and 1024x10)" in said[0]
    assert _given(cases) == "C"


def pretrained_models_have_no_fc(cases):
    assert hasattr(backbones.small_model("resnet50", width=2048), "fc") and _given(cases) == "D"


def numbers_of_the_message(cases):
    """One of the two numbers in the middle of the message, or both."""
    given = _given(cases)
    assert not isinstance(given, str) and {*(given if isinstance(given, tuple) else (given,))} <= {2048, 1024}

"""Backbones: Lite0 sees what is in the photographs, heads are found, weights come only from where they should."""
import copy
import hashlib
from functools import cache

import pytest
import torch
from torch import nn
from torchvision import models

from course import backbones, data
from course.backbones import EfficientNet_Lite0_Weights, hub
from course.backbones.lite0 import SamePadConv2d
from course.keys.heads import find_head

WEIGHTS = EfficientNet_Lite0_Weights.DEFAULT
HEADS = {  # name: place and width, as the curriculum has them
    "resnet18": ("fc", 512), "resnet34": ("fc", 512), "resnet50": ("fc", 2048), "resnet101": ("fc", 2048),
    "resnet152": ("fc", 2048), "vgg16": ("classifier[6]", 4096), "mobilenet_v2": ("classifier[1]", 1280),
    "mobilenet_v3_small": ("classifier[3]", 1024), "efficientnet_b0": ("classifier[1]", 1280),
    "densenet121": ("classifier", 1024), "convnext_tiny": ("classifier[2]", 768), "vit_b_16": ("heads.head", 768),
    "swin_t": ("head", 768), "squeezenet1_1": ("classifier[1]", 512), "efficientnet_lite0": ("classifier[1]", 1280),
}
NAMES = [pytest.param(name, id=name) for name in backbones.NAMES]


@cache
def lite0():
    return backbones.pretrained("efficientnet_lite0").eval()


@torch.inference_mode()
def best(pixels):
    probabilities = lite0()(WEIGHTS.transforms()(pixels)[None]).softmax(dim=1)[0]
    place = int(probabilities.argmax())
    return WEIGHTS.meta["categories"][place], probabilities[place].item()


@pytest.mark.parametrize(("photograph", "seen", "at_least"), [
    pytest.param("chelsea", {"tabby", "tiger cat", "Egyptian cat"}, 0.3, id="a cat"),
    pytest.param("coffee", {"espresso"}, 0.9, id="espresso"),
    pytest.param("rocket", {"missile"}, 0.2, id="missile"),
    pytest.param("camera", {"tripod"}, 0.9, id="tripod"),
    pytest.param("motorcycle", {"moped"}, 0.4, id="moped"),
])
def test_lite0_names_what_is_in_a_photograph(photograph, seen, at_least):
    name, probability = best(data.photograph(photograph))
    assert name in seen and probability > at_least


def test_every_stored_tensor_has_its_place_and_shape():
    state, stored = WEIGHTS.get_state_dict(), torch.load(WEIGHTS.path, weights_only=True)
    assert len(state) == len(stored) == 296
    own = backbones.efficientnet_lite0().state_dict()
    assert {name: tensor.shape for name, tensor in state.items()} == {name: own[name].shape for name in own}


def test_torchvision_knows_lite0_by_name():
    assert models.get_model_weights("efficientnet_lite0") is EfficientNet_Lite0_Weights
    assert "efficientnet_lite0" in models.list_models(include="efficientnet*")
    model = models.get_model("efficientnet_lite0", weights="DEFAULT")
    assert model.classifier[1].weight.equal(lite0().classifier[1].weight)


def test_entry_says_what_it_is():
    model = lite0()
    assert WEIGHTS.meta["num_params"] == sum(parameter.numel() for parameter in model.parameters())
    assert len(WEIGHTS.meta["categories"]) == model.classifier[1].out_features
    assert WEIGHTS.meta["sha256"] == hashlib.sha256(WEIGHTS.path.read_bytes()).hexdigest()
    assert hub.hash_in_name(WEIGHTS.path.name) == WEIGHTS.meta["sha256"][:8]
    assert {"licence", "source"} <= WEIGHTS.meta.keys()


@pytest.mark.parametrize(("size", "kernel", "stride"), [
    pytest.param(224, 3, 2, id="even"), pytest.param(15, 3, 2, id="odd"), pytest.param(8, 5, 2, id="kernel 5"),
    pytest.param(9, 3, 1, id="stride 1"),
])
def test_same_padding_gives_the_size_rounded_up_and_pads_after(size, kernel, stride):
    conv = SamePadConv2d(1, 1, kernel, stride, bias=False)
    nn.init.ones_(conv.weight)
    picture = torch.zeros(1, 1, size, size)
    picture[..., 0, 0] = 1
    covered = conv(picture)
    assert covered.shape[-1] == -(-size // stride)
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    assert (covered[0, 0, 0] != 0).sum() == 1 + (total // 2) // stride


def test_weights_of_other_content_are_refused(tmp_path):
    path = tmp_path / "weights.pth"
    path.write_bytes(b"something else")
    with pytest.raises(ValueError, match="expected sha256 5793.*Delete the file"):
        hub.verify(path, WEIGHTS.meta["sha256"])


def test_weights_fit_their_own_number_of_classes_only():
    with pytest.raises(ValueError, match="expected num_classes=1000 .* got 10"):
        backbones.efficientnet_lite0(weights="DEFAULT", num_classes=10)


def test_table_is_the_curriculums():
    table = {family.name: (family.place, family.width) for family in backbones.families()}
    assert table == HEADS
    assert [family.name for family in backbones.families() if family.kind == "Conv2d"] == ["squeezenet1_1"]


def test_table_is_what_the_keys_find_in_the_models():
    for family in backbones.families():
        with torch.device("meta"):
            head = find_head(backbones.get_model(family.name))
        assert (head.place, type(head.module).__name__, head.width) == (family.place, family.kind, family.width)


def test_head_of_a_model_without_layers_is_refused():
    with pytest.raises(ValueError, match="got none in Sequential"):
        find_head(nn.Sequential(nn.ReLU()))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("width", "n_classes"), [pytest.param(1280, 3, id="1280"), pytest.param(1624, 9, id="1624")])
@torch.inference_mode()
def test_small_model_has_the_familys_head_and_runs(name, width, n_classes):
    model = backbones.small_model(name, width, n_classes).eval()
    head = find_head(model)
    assert (head.place, head.width, head.n_classes) == (HEADS[name][0], width, n_classes)
    seen = []
    handle = head.module.register_forward_hook(lambda layer, inputs, output: seen.append(inputs[0].shape[1]))
    assert model(torch.rand(1, 3, 224, 224)).shape == (1, n_classes)
    handle.remove()
    assert seen == [width]


@pytest.mark.parametrize("name", NAMES)
def test_small_model_is_of_the_familys_class(name):
    with torch.device("meta"):
        real = backbones.get_model(name)
    assert type(backbones.small_model(name, 1280, 2)) is type(real)


def test_small_models_are_new_and_follow_their_seed_alone():
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    first, again, other = (backbones.small_model("resnet18", 512, 2, seed).fc.weight for seed in (1, 1, 2))
    assert torch.equal(first, again) and first is not again and not torch.equal(first, other)
    assert torch.equal(torch.rand(1), expected)


@pytest.mark.parametrize("name", NAMES)
def test_copy_of_a_model_has_all_of_it_and_shares_none(name):
    model = backbones.shared_small_model(name, 1280, 3)
    copied, same = backbones.copy_model(model), copy.deepcopy(model)
    assert str(copied) == str(model)
    assert list(copied.state_dict()) == list(model.state_dict())
    with torch.no_grad():
        for tensor in (*copied.parameters(), *copied.buffers()):
            tensor.zero_()
    for layer in copied.modules():
        layer.register_forward_hook(print)
    copied.eval().requires_grad_(False)
    find_head(copied).module.register_parameter("more", None)
    assert all(map(torch.equal, model.state_dict().values(), same.state_dict().values()))
    assert not any(layer._forward_hooks or not layer.training or "more" in layer._parameters
                   for layer in model.modules())
    assert all(parameter.requires_grad for parameter in model.parameters())


@pytest.mark.parametrize("name", NAMES)
@torch.inference_mode()
def test_a_small_model_has_the_first_classes_of_one_that_is_kept_for_all(name):
    picture = torch.rand(1, 3, 224, 224)
    kept = backbones.shared_small_model(name, 1280, 123)
    nine, four = (backbones.small_model(name, 1280, n).eval() for n in (9, 4))
    assert find_head(four)[2:] == (1280, 4) and find_head(kept).n_classes == 123
    torch.testing.assert_close(four(picture), nine(picture)[:, :4])
    torch.testing.assert_close(four(picture), backbones.copy_model(kept).eval()(picture)[:, :4])


@pytest.mark.parametrize("name", NAMES)
def test_a_small_model_has_exactly_the_classes_that_were_asked_for_and_only_its_head_follows_them(name):
    sizes = [{at: p.shape for at, p in backbones.small_model(name, 1280, n).named_parameters()} for n in (7, 122, 124)]
    head = find_head(backbones.shared_small_model(name, 1280, 123)).name
    for few, more in zip(sizes, sizes[1:]):
        assert {at.rpartition(".")[0] for at in few if few[at] != more[at]} == {head}
    assert [size[f"{head}.weight"][0] for size in sizes] == [7, 122, 124]


@pytest.mark.parametrize(("name", "width", "said"), [
    pytest.param("resnet19", 512, "expected one of resnet18, .* got 'resnet19'", id="name"),
    pytest.param("resnet18", 500, "got width=500", id="no multiple of 8"),
    pytest.param("mobilenet_v2", 512, "got width=512", id="too narrow"),
])
def test_small_model_refuses_what_it_cannot_build(name, width, said):
    with pytest.raises(ValueError, match=said):
        backbones.small_model(name, width)

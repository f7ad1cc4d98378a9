from torch.nn import functional
from torchvision.transforms.functional import center_crop

ATOL = 0.12  # as the check compares


def _close(a, b, atol=ATOL):
    return a.shape == b.shape and torch.allclose(a.float(), b.float(), 0, atol)


def _same(case):
    return isinstance(case.came, torch.Tensor) and _close(case.came, case.due)


def _column(values):
    return torch.tensor(values)[:, None, None]


def _undone(case, x):
    """What a normalized picture was before its mean and std: from 0 to 1."""
    _, _, mean, std = case.arguments
    return x * _column(std) + _column(mean)


def _done(case, x):
    _, _, mean, std = case.arguments
    return (x - _column(mean)) / _column(std)


def _shares(case):
    """What the right way has after the division by 255."""
    return _undone(case, case.due)


def _resized(image, side):
    return functional.interpolate(image[None].float(), (side, side), mode="bilinear", antialias=True)[0]


def _sizes(case):
    return case.arguments[0].shape[1:], case.arguments[1]


def _is_plain(case):
    return all(len(channel.unique()) == 1 for channel in case.arguments[0])


def _wide(case):
    (height, width), _ = _sizes(case)
    return width > height


def _tall(case):
    (height, width), _ = _sizes(case)
    return height > width


def _raised(cases, kind, words):
    assert all(type(case.came).__name__ == kind and words in str(case.came) for case in cases)


def not_divided_by_255(cases):
    """The others steps are there: undo them, and what is left goes up to 255."""
    assert all(_close(_undone(case, case.came), 255 * _shares(case), 6) for case in cases)
    assert max(_undone(case, case.came).max() for case in cases) > 200


def normalize_on_whole_numbers(cases):
    _raised(cases, "TypeError", "Input tensor should be a float tensor. Got torch.uint8")


def divided_in_place(cases):
    """Refused, since fractions don't fit; where they do, it changes the caller's tensor."""
    _raised(cases, "RuntimeError", "result type Float can't be cast to the desired output type")
    given = torch.tensor([51.0])
    given /= 255
    assert _close(given, torch.tensor([0.2]), 1e-6)
    assert (torch.tensor([51], dtype=torch.uint8) / 255).is_floating_point()


def made_for_pillow(cases):
    _raised(cases, "TypeError", "pic should be PIL Image or ndarray. Got <class 'torch.Tensor'>")


def divided_twice(cases):
    """255 times what is left is the right picture; all of it is near 0."""
    assert all(_close(255 * _undone(case, case.came), _shares(case), 0.02) for case in cases)
    assert all(_undone(case, case.came).max() < 0.005 for case in cases)


def divided_by_256(cases):
    """A bit too small, everywhere but where it's black."""
    assert all(_close(_undone(case, case.came) * 256 / 255, _shares(case), 1e-4) for case in cases)
    assert all((_undone(case, case.came)[_shares(case) > 0.1] < _shares(case)[_shares(case) > 0.1]).all()
               for case in cases)


def normalized_before_scaling(cases):
    """Both steps in the wrong order: times 255 it's what comes of the numbers up to 255."""
    assert all(_close(_undone(case, 255 * case.came), 255 * _shares(case), 0.01) for case in cases)


def not_normalized(cases):
    assert all(_close(case.came, _shares(case)) and 0 <= case.came.min() and case.came.max() <= 1 for case in cases)


def squeezed_to_a_square(cases):
    """The shape is right, and so are square pictures."""
    assert all(case.came.shape == case.due.shape for case in cases)
    assert any(_same(case) and not _is_plain(case) for case in cases if not _wide(case) and not _tall(case))
    assert all(not _same(case) and _close(case.came, _done(case, _resized(*case.arguments[:2]) / 255))
               for case in cases if not _is_plain(case) and (_wide(case) or _tall(case)))


def one_orientation_only(cases):
    """Of wide and of tall pictures, one kind is right; where both axes are cut, both are."""
    right = {kind: {_same(case) for case in cases if of(case) and not _is_plain(case)}
             for kind, of in (("wide", _wide), ("tall", _tall))}
    assert True in right["wide"] | right["tall"] and right["wide"] != right["tall"]
    assert all(case.came.shape == case.due.shape for case in cases)


def never_grows(cases):
    """Right where it has to shrink; what has to grow stays as small as it was."""
    small = [case for case in cases if min(_sizes(case)[0]) < _sizes(case)[1]]
    assert small and all(case.came.shape[1:] == (min(_sizes(case)[0]),) * 2 for case in small)
    assert all(_same(case) for case in cases if min(_sizes(case)[0]) > _sizes(case)[1])


def side_of_224(cases):
    """224 pixels a side, whatever was asked for."""
    assert all(case.came.shape == (3, 224, 224) and case.arguments[1] < 224 / 5 for case in cases)


def corner_for_middle(cases):
    for case in cases:
        image, side, *_ = case.arguments
        short = min(image.shape[1:])
        assert _close(case.came, _done(case, _resized(image[:, :short, :short], side) / 255))


def padded_to_a_square(cases):
    """The proportions are kept, and the corners of what isn't square are black."""
    for case in (case for case in cases if case.arguments[1] > 3 and (_wide(case) or _tall(case))):
        image, side, *_ = case.arguments
        filled = _resized(center_crop(image, max(image.shape[1:])), side) / 255
        assert _close(_undone(case, case.came), filled, 0.05) and (filled[:, 0, 0] < 0.2).all()


def cut_without_resizing(cases):
    """It has the right shape, and shows a patch of a large picture as it is."""
    for case in cases:
        image, side, *_ = case.arguments
        assert _close(case.came, _done(case, center_crop(image, side) / 255)) and case.came.shape == case.due.shape
    assert any(min(_sizes(case)[0]) > 1.2 * _sizes(case)[1] and not _same(case) for case in cases)


def resized_without_cutting(cases):
    """The shorter side is `side`, the longer one longer; so shapes differ."""
    assert all(min(case.came.shape[1:]) == case.arguments[1] for case in cases)
    assert all(max(case.came.shape[1:]) > case.arguments[1] for case in cases if _wide(case) or _tall(case))


def statistics_of_the_picture(cases):
    """Whatever the picture, its mean comes out as 0, and its std as 1; a plain color has none."""
    seen = [case.came for case in cases if not _is_plain(case)]
    assert all(came.mean().abs() < 0.01 and abs(came.std() - 1) < 0.15 for came in seen)


def statistics_of_another_model(cases):
    """The same mean and std in every case, where those given differ."""
    known = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]), ([0.5] * 3, [0.5] * 3)
    assert any(all(_close(case.came, (_shares(case) - _column(mean)) / _column(std)) for case in cases)
               for mean, std in known)
    assert len({tuple(case.arguments[2]) for case in cases}) > 1


def channels_turned_round(cases):
    """Blue comes first, before or after the mean was taken away."""
    assert all(_close(case.came, case.due.flip(0)) or _close(_undone(case, case.came), _shares(case).flip(0), 0.01)
               for case in cases)


def mean_along_the_wrong_axis(cases):
    """On a plain color it changes along the width or the height; elsewhere sizes don't fit."""
    plain = [case for case in cases if _is_plain(case)]
    assert plain and all(case.came.std(dim=1).max() > 1 or case.came.std(dim=2).max() > 1 for case in plain)
    assert all(isinstance(case.came, RuntimeError) for case in cases if case.arguments[1] != 3)


def lists_for_tensors(cases):
    assert all(type(case.came).__name__ == "TypeError" and "list" in str(case.came) for case in cases)


def one_number_for_all_channels(cases):
    """One mean and one std explain all three channels."""
    for case in cases:
        _, _, mean, std = case.arguments
        tries = (mean[0], std[0]), (sum(mean) / 3, sum(std) / 3)
        assert any(_close(case.came, (_shares(case) - m) / s) for m, s in tries)


def multiplied_by_std(cases):
    """Shifted rightly: dividing by the std twice would mend it."""
    assert all(_close(case.came / _column(case.arguments[3]) ** 2, case.due) for case in cases)


def normalized_backward(cases):
    """It turns normalized numbers into the picture again."""
    for case in cases:
        _, _, mean, std = case.arguments
        assert _close(case.came, _shares(case) * _column(std) + _column(mean), 1e-3)


def mean_and_std_swapped(cases):
    for case in cases:
        _, _, mean, std = case.arguments
        assert _close(case.came, (_shares(case) - _column(std)) / _column(mean))


def only_shifted(cases):
    assert all(_close(case.came / _column(case.arguments[3]), case.due) for case in cases)


def brackets_missing(cases):
    for case in cases:
        _, _, mean, std = case.arguments
        assert _close(case.came, _shares(case) - _column(mean) / _column(std))


def whole_division(cases):
    """What is below 255 became 0."""
    assert all((_undone(case, case.came)[_shares(case) < 0.99].abs() < 1e-3).all() for case in cases)


def channels_last(cases):
    assert all(_close(case.came.permute(2, 0, 1), case.due) for case in cases)


def height_and_width_exchanged(cases):
    assert all(_close(case.came.transpose(1, 2), case.due) for case in cases)


def batch_axis_added(cases):
    assert all(case.came.shape == (1, *case.due.shape) and _close(case.came[0], case.due) for case in cases)

import math


def _area(box):
    return ((box[2] - box[0]) * (box[3] - box[1])).item()


def _sides(case):
    a, b = case.arguments
    return (torch.minimum(a[2:], b[2:]) - torch.maximum(a[:2], b[:2])).tolist()


def _overlap(case):
    return math.prod(max(side, 0) for side in _sides(case))


def _areas(case):
    return [_area(box) for box in case.arguments]


def _outer(case):
    a, b = case.arguments
    return _area(torch.cat([torch.minimum(a[:2], b[:2]), torch.maximum(a[2:], b[2:])]))


def _near(a, b):
    return math.isclose(float(a), float(b), rel_tol=1e-3, abs_tol=1e-5)


def _right(case):
    return not isinstance(case.came, Exception) and _near(case.came, case.due)


def _touching(case):
    return min(_sides(case)) == 0


def _all(cases, expected):
    assert all(_near(case.came, expected(case)) for case in cases)


def no_clamp_at_zero(cases):
    """Right where the boxes overlap; wrong where a side is negative: two of them even give a positive area."""
    assert all(_right(case) for case in cases if min(_sides(case)) >= 0)
    diagonal = [case for case in cases if max(_sides(case)) < 0]
    assert diagonal and all(case.came > 0 for case in diagonal)


def overlap_counted_twice(cases):
    """Equal boxes get one half; over the sum of the areas the numbers are too small."""
    assert all(_near(case.came, _overlap(case) / sum(_areas(case))) for case in cases if min(_sides(case)) >= 0)
    equal = [case for case in cases if torch.equal(*case.arguments)]
    assert equal and all(_near(case.came, 0.5) for case in equal)


def overlap_added(cases):
    _all(cases, lambda case: _overlap(case) / (sum(_areas(case)) + _overlap(case)))


def overlap_left_out_of_union(cases):
    """Divided by what exactly one covers: nothing, for equal boxes."""
    for case in cases:
        rest = sum(_areas(case)) - 2 * _overlap(case)
        assert _near(case.came, _overlap(case) / rest) if rest else case.came == math.inf or "zero" in str(case.came)


def share_of_the_smaller_box(cases):
    """It is 1 for a box that lies in another one."""
    _all(cases, lambda case: _overlap(case) / min(_areas(case)))
    assert any(_near(case.came, 1) and case.due < 0.5 for case in cases)


def share_of_the_larger_box(cases):
    """Too large wherever the smaller box sticks out."""
    _all(cases, lambda case: _overlap(case) / max(_areas(case)))
    assert all(case.came > case.due for case in cases if 0 < _overlap(case) < min(_areas(case)) - 1e-3)


def share_of_one_box(cases):
    """It is the same box in each case, the first or the second; the other one gives another number."""
    assert any(all(_near(case.came, _overlap(case) / _areas(case)[i]) for case in cases) for i in (0, 1))
    assert any(not _near(*(_overlap(case) / area for area in _areas(case))) for case in cases)


def dice_for_iou(cases):
    """Twice the overlap over both areas; larger than IoU but for 0 and 1."""
    _all(cases, lambda case: 2 * _overlap(case) / sum(_areas(case)))
    assert all(case.came > case.due + 1e-6 or case.due < 1e-6 or case.due > 1 - 1e-6 for case in cases)


def corner_and_size(cases):
    """Right and bottom taken for width and height."""
    for case in cases:
        boxes = [torch.cat([box[:2], box[:2] + box[2:]]) for box in case.arguments]
        starts, ends = (torch.stack([box[part] for box in boxes]) for part in (slice(2), slice(2, 4)))
        both = (ends.amin(dim=0) - starts.amax(dim=0)).clamp(min=0).prod()
        assert _near(case.came, both / (_area(boxes[0]) + _area(boxes[1]) - both))


def one_pixel_added(cases):
    """Boxes that touch get more than 0."""
    touching = [case for case in cases if _touching(case) and max(_sides(case)) > 0]
    assert touching and all(case.came > 0 and case.due == 0 for case in touching)


def area_for_share(cases):
    _all(cases, _overlap)
    assert max(case.came for case in cases) > 1


def box_around_both(cases):
    """The box around both takes the place of the overlap."""
    _all(cases, lambda case: _outer(case) / (sum(_areas(case)) - _outer(case)))


def box_around_for_union(cases):
    """The box around both takes the place of the union, and is larger where a corner is covered by neither."""
    _all(cases, lambda case: _overlap(case) / _outer(case))
    assert any(_outer(case) > sum(_areas(case)) - _overlap(case) + 1 for case in cases)


def boxes_without_a_list(cases):
    assert all(isinstance(case.came, IndexError) and "dimension 1" in str(case.came) for case in cases)


def another_kind_of_iou(cases):
    """Less than IoU in some case, never more, and below 0 where boxes don't meet."""
    assert all(case.came <= case.due + 1e-5 for case in cases)
    assert all(case.came < 0 for case in cases if max(_sides(case)) < 0)


def one_side_clamped(cases):
    """Right where they overlap; negative where they miss along one axis, right where along the other."""
    assert all(_right(case) for case in cases if min(_sides(case)) >= 0)
    missed = [[case for case in cases if _sides(case)[i] < 0 < _sides(case)[1 - i]] for i in (0, 1)]
    assert sorted(all(_right(case) for case in part) for part in missed) == [False, True]
    assert any(case.came < 0 for part in missed for case in part)


def edges_in_another_order(cases):
    """What comes of left, right, top, bottom."""
    for case in cases:
        a, b = (box[[0, 2, 1, 3]] for box in case.arguments)
        both = (torch.minimum(a[2:], b[2:]) - torch.maximum(a[:2], b[:2])).clamp(min=0).prod()
        union = _area(a) + _area(b) - both
        assert _near(case.came, both / union) if union else math.isnan(case.came) or case.came == 0


def whole_pixels(cases):
    """Right where all numbers are whole."""
    whole = [all((box == box.round()).all() for box in case.arguments) for case in cases]
    assert all(_right(case) for case, is_whole in zip(cases, whole) if is_whole)
    assert any(not _right(case) for case, is_whole in zip(cases, whole) if not is_whole)


def numbers_in_common(cases):
    """Boxes that overlap and share no edge get 0."""
    assert any(case.came == 0 and case.due > 0 for case in cases)
    for case in cases:
        a, b = (set(box.tolist()) for box in case.arguments)
        assert _near(case.came, len(a & b) / len(a | b))


def distance_for_iou(cases):
    _all(cases, lambda case: 1 - case.due)


def percent_for_share(cases):
    _all(cases, lambda case: 100 * case.due)


def rounded(cases):
    assert all(abs(case.came - case.due) < 0.0051 and round(case.came, 3) == case.came for case in cases)


def text_for_number(cases):
    assert all(isinstance(case.came, str) and abs(float(case.came) - case.due) < 0.0051 for case in cases)

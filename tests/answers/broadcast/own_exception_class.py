# verdict: passed


class ShapeMismatch(Exception):
    """Two sizes differ, and neither is 1."""


def broadcast_shape(a, b):
    try:
        return torch.broadcast_tensors(torch.zeros(a), torch.zeros(b))[0].size()
    except RuntimeError as error:
        raise ShapeMismatch(f"{a} and {b}") from error

# verdict: passed

import torch.autograd.forward_ad as fwad


def slope(f, x):
    with fwad.dual_level():
        return fwad.unpack_dual(f(fwad.make_dual(x, torch.ones_like(x)))).tangent

# verdict: passed

from functools import partial

row_softmax = partial(torch.softmax, dim=1)

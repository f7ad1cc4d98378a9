# verdict: passed

from collections import namedtuple

Shape = namedtuple("Shape", "rows columns")
predicted_shape = Shape(rows=2, columns=3)
predicted_dtype = str(torch.get_default_dtype())

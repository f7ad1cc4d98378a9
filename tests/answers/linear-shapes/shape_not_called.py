# verdict: failed
# misconception: function-not-called
# points: 0.75

from torch import nn

weight_shape = (5, 20)
bias_shape = (5,)
n_parameters = nn.Linear(20, 5).parameters
output_shape = (8, 12, 5)

# verdict: failed
# misconception: every-prediction-with-every-target

from torch import nn

mse = nn.MSELoss()
mae = nn.L1Loss()

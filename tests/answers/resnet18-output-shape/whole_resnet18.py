# verdict: passed

from torch import nn
from torchvision.models import resnet18

model = resnet18()
model.fc = nn.Linear(512, 5)
with torch.no_grad():
    output_shape = tuple(model.eval()(torch.zeros(1, 3, 64, 64)).shape)

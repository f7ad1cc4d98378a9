# verdict: passed

from course.device import best_device

matrix = torch.tensor([[24, 176], [24, 9776]], device=best_device())

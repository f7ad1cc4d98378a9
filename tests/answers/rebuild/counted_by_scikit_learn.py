# verdict: passed

from sklearn.metrics import confusion_matrix

actual = torch.tensor([1] * 100 + [0] * 9900)
says = torch.tensor([1] * 12 + [0] * 88 + [1] * 112 + [0] * 9788)
matrix = confusion_matrix(actual, says, labels=[1, 0])

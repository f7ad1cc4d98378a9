# verdict: passed


class Probabilities(torch.Tensor):
    """A tensor that knows its most likely class."""

    def best(self):
        return self.argmax(dim=1)


def row_softmax(scores):
    return scores.softmax(dim=1).as_subclass(Probabilities)

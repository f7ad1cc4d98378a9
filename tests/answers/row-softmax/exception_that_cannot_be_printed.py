# verdict: failed


class Silent(Exception):
    def __str__(self):
        raise RuntimeError("no words")


def row_softmax(scores):
    raise Silent

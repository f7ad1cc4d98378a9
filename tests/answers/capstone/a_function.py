# verdict: failed
# misconception: function-not-called


def predictions(x):
    return x.argmax(dim=1)

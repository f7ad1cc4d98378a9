# verdict: failed
# misconception: none-for-a-value


def predictions(x):
    print(x)

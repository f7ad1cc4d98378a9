# verdict: failed
# misconception: function-not-called

def matrix():
    return [[12, 88], [112, 9788]]

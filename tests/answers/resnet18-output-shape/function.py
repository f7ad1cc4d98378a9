# verdict: failed
# misconception: function-not-called

def output_shape():
    return (1, 5)

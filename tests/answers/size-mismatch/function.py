# verdict: failed
# misconception: function-not-called

def mismatch_cause():
    return "B"

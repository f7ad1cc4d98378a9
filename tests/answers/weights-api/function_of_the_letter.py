# verdict: failed
# misconception: function-not-called

def load_code():
    return "C"

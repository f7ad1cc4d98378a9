# verdict: failed
# misconception: function-not-called

def why_new_head():
    return "C"

# verdict: failed

load_code = "the one with the weights"

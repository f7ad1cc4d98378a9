# verdict: failed
# misconception: enum-of-another-model

load_code = "d."

# verdict: failed
# misconception: several-letters

load_code = "A, C"

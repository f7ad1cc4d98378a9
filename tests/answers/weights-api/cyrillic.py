# verdict: failed
# misconception: letter-of-another-alphabet

load_code = "С"

# verdict: failed

load_code = 3

# verdict: failed

load_code = ["C"]

# verdict: failed

load_code = "E"

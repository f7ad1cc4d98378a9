# verdict: failed
# misconception: no-such-option

load_code = "E"

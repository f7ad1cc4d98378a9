# verdict: passed

load_code = "c"

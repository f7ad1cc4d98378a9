# verdict: passed

load_code = "C"

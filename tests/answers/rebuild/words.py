# verdict: failed

matrix = "12 of 100"

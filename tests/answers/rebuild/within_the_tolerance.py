# verdict: passed

matrix = ((12, 88), (110, 9790))

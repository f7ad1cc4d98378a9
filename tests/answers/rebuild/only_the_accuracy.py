# verdict: failed

matrix = [[50, 50], [150, 9750]]

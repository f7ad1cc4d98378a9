# verdict: failed
# misconception: chance

predictions = [1] * 999 + [7]

# verdict: failed

predictions = 7

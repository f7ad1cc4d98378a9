# verdict: failed
# misconception: not-a-function

mse = 25.0
mae = 4.0

# verdict: failed
# misconception: recall-is-what-is-missed

matrix = [[88, 12], [188, 9712]]

"""Commands of `grader` that have more to say than a few lines."""

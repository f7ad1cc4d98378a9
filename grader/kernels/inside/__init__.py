"""What runs inside the sandbox: it knows Python's own library and ipykernel, and never imports `grader`."""

"""The bank holds what learners write, not tests: pytest must not import it."""
collect_ignore_glob = ["*/*.py"]

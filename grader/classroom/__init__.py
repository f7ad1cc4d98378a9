"""The class folder: in come a secret, releases and hand-ins, out go marks, results and graded notebooks."""
from grader.classroom.folder import configure

__all__ = ["configure"]

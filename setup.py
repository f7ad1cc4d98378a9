"""What a wheel holds beside what `pyproject.toml` says: notebooks and docs, which lie outside the packages in a clone.

The lessons with their answers go into `grader`, which no grading kernel sees; learners' copies go into both packages.
"""
import shutil

from setuptools import find_packages, setup

NOTEBOOKS = {"course.notebooks": "notebooks", "grader.notebooks": "notebooks",
             "grader.notebooks.source": "notebooks/source", "course.docs": "docs"}

shutil.rmtree("build/lib", ignore_errors=True)  # else what was moved or removed since the last build is built in again
setup(packages=[*find_packages(include=["course*", "grader*"]), *NOTEBOOKS], package_dir=NOTEBOOKS)

"""The learner's half of the course: no keys to the questions, no lessons with answers, no grader."""
import shutil

from setuptools import find_packages, setup

ROOT = "../.."
PACKAGES = find_packages(ROOT, include=["course*"], exclude=["course.keys*"])

shutil.rmtree("build/lib", ignore_errors=True)  # else what an earlier build left there is built in again
setup(packages=[*PACKAGES, "course.notebooks", "course.docs"],
      package_dir={"course": f"{ROOT}/course", "course.notebooks": f"{ROOT}/notebooks", "course.docs": f"{ROOT}/docs"})

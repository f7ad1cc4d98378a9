"""Files as Canvas, Moodle, Gradescope and nbgrader make them, written after their public sources and documentation."""
from __future__ import annotations

import io
import stat
import warnings
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sample_class import LESSON, POINTS

from grader.classroom.gradebook import open_gradebook

LATE = datetime(2026, 11, 22, 9, 30)
CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Lesson 1 (4711),Quiz (4712),Current Score,Final Score
,,,,,Manual Posting,,,
    Points Possible,,,,,23.00,5.00,(read only),(read only)
"Lovelace, Ada",101,s-101,ada@example.edu,Group 1,,4.00,80.00,8.00
"Núñez, José 🎓",102,s-102,jose@example.edu,Group 1,,,,
"=""=cmd|' /C calc'!A0""",103,s-103,eve@example.edu,"Group 1 and Group 2",,N/A,,
"Student, Test",199,,,Group 1,,,,
'''
MOODLE = """\
\ufeff"First name","Last name","ID number","Email address","Quiz: One (Real)","Last downloaded from this course"
Ada,Lovelace,m-1,ada@example.edu,-,1764000000
"José 🎓",Núñez,m-2,jose@example.edu,4.00,1764000000
Eve,"O'Neil, Jr.",m-3,eve@example.edu,-,1764000000
"""
WORKSHEET = """\
\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (submission)"
"Participant 11","Ada Lovelace",ada@example.edu,"Submitted for grading",,23.00,"Friday, 20 November 2026, 6:00 PM"
"Participant 12","Ada Lovelace",eve@example.edu,"Submitted for grading",,23.00,"Friday, 20 November 2026, 6:01 PM"
"""
GRADESCOPE = """\
First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,Lateness (H:M:S)
Ada,Lovelace,101,ada@example.edu,,,23.0,Missing,,,
José 🎓,Núñez,102,jose@example.edu,,,23.0,Missing,,,
Eve,Ngo,103,eve@example.edu,,,23.0,Missing,,,
"""
METADATA = """\
---
submission_9001:
  :submitters:
  - :name: Ada Lovelace
    :sid: '101'
    :email: ada@example.edu
  :created_at: 2026-11-20 10:15:02.123456000 -08:00
  :score: 0.0
  :status: processed
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
  :history: []
submission_9002:
  :submitters:
  - :name: José Núñez
    :sid: '102'
    :email: jose@example.edu
  - :name: Eve
    :sid: ''
    :email: Eve@example.edu
  :created_at: 2026-11-21 00:00:00.000000000 +00:00
  :history: []
submission_9003:
  :submitters:
  - :name: A stranger
    :sid: '999'
    :email: stranger@example.edu
  :created_at: 2026-11-21 00:00:00.000000000 +00:00
"""
ROSTER = """\
learner,name,email,canvas_id,sis_id,login,section,moodle_id,gradescope_id
ada,"Lovelace, Ada",ada@example.edu,101,s-101,ada@example.edu,Group 1,m-1,101
jose,"Núñez, José 🎓",jose@example.edu,102,s-102,jose@example.edu,Group 1,m-2,102
eve,"'=cmd|' /C calc'!A0",eve@example.edu,103,s-103,eve@example.edu,Group 2,m-3,103
zoe,"O'Neil, Zoë",zoe@example.edu,104,s-104,zoe,Group 2,m-4,104
"""


def zip_of(path: Path, files: Mapping[str, bytes | str], **changes) -> Path:
    """Write a zip archive, deflated, whose entries may have the changes that a trick needs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in changes.items():
                setattr(info, key, value)
            archive.writestr(info, content)
    return path


def zip_with(path: Path, entries: list[tuple[str, bytes | str, int]]) -> Path:
    """Write a zip archive of names that may come twice, contents and Unix modes."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content, mode in entries:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (mode or stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content)
    return path


def zip_bytes(files: Mapping[str, bytes | str]) -> bytes:
    """Return a small archive as bytes, to be put into another."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def give(folder: Path, learner: str, points: float, words: float | None = 1.0, penalty: float = 0.0) -> None:
    """Write a mark as grading does: points of the checks, what a person gave for words, and what being late cost."""
    with open_gradebook(folder) as gradebook:
        gradebook.api.update_or_create_student(learner)
        record = gradebook.api.update_or_create_submission(LESSON, learner, timestamp=LATE)
        (notebook,) = record.notebooks
        for grade in notebook.grades:
            if grade.name in POINTS:
                grade.auto_score, points = min(points, POINTS[grade.name]), max(0.0, points - POINTS[grade.name])
            grade.needs_manual_grade = grade.name not in POINTS and words is None
            if grade.name == "fraud-why":
                grade.manual_score = words
        notebook.late_submission_penalty = penalty or None
        gradebook.api.db.commit()

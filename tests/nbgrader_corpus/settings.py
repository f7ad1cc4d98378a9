"""Class folders with settings that an instructor may have made: all of them change what happens, or may seem to."""
from __future__ import annotations

from dataclasses import replace

from nbgrader_corpus.assignments import (
    of_manual_cells,
    several,
    with_checks,
    with_files,
    with_kernels,
    with_magics,
    with_outputs,
    without_marks,
)
from nbgrader_corpus.cells import add, answer, fill, locked, notebook, test, then, untouched
from nbgrader_corpus.course import Assignment, Course, HandIn
from nbgrader_corpus.hand_ins import ALL, HALF, HALF_DUE, RIGHT, WRONG, everything, homework, solve
from nbgrader_corpus.shipped import (
    HAS_TESTS,
    cannot_be_released,
    made_by_nbgrader,
    with_autotest,
    with_timeout,
)

STOCK = "from nbgrader import preprocessors as stock\nfrom nbconvert.preprocessors import ClearMetadataPreprocessor\n"
SANITIZE = "stock.ClearOutput, stock.DeduplicateIds, stock.OverwriteKernelspec, stock.OverwriteCells, " \
           "stock.CheckCellMetadata"
AUTOGRADE = "stock.Execute, stock.IgnorePattern, ClearMetadataPreprocessor, stock.LimitOutput, {}" \
            "stock.SaveAutoGrades, stock.AssignLatePenalties, stock.CheckCellMetadata"
GENERATE = "stock.IncludeHeaderFooter, {}stock.LockCells, stock.ClearSolutions, stock.ClearOutput, " \
           "stock.CheckCellMetadata, stock.ComputeChecksums, stock.SaveCells, stock.ClearHiddenTests, " \
           "stock.ClearMarkScheme, stock.ComputeChecksums, stock.CheckCellMetadata"
BONUS = '''from nbgrader.preprocessors import NbGraderPreprocessor
class Forgive(NbGraderPreprocessor):
    """Take errors of one test away."""
    def preprocess_cell(self, cell, resources, index):
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "seen":
            cell.outputs = []
        return cell, resources
'''
PREFIX = '''from nbgrader.preprocessors import NbGraderPreprocessor
class Rename(NbGraderPreprocessor):
    """Accept another name of the function."""
    def preprocess_cell(self, cell, resources, index):
        cell.source = cell.source.replace("dubble", "double")
        return cell, resources
'''
LATE = '''from nbgrader.plugins import BasePlugin
class PerHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return min(score, int(total_seconds_late / 3600) * 0.5)
'''
HOOK = '''def before(assignment, student, notebooks):
    print("before", student)
'''
DUE, ON_TIME, LATE_1H, LATE_9H = (f"2015-02-02 {hour}:00:00 UTC" for hour in (12, 11, 13, 21))


def late(**changes) -> Assignment:
    return homework(due_date=DUE, hand_ins={
        "blank": HandIn(untouched, stamp=ON_TIME), "solved": HandIn(solve(RIGHT), ALL, stamp=ON_TIME),
        "solved-late": HandIn(solve(RIGHT), ALL, stamp=LATE_1H), "half-later": HandIn(solve(HALF), HALF_DUE,
                                                                                    stamp=LATE_9H),
        "wrong-late": HandIn(solve(WRONG), stamp=LATE_1H), "no-time": HandIn(solve(RIGHT), ALL),
        "blank-time": HandIn(solve(RIGHT), ALL, stamp=" \n"), **changes})


def slow() -> Assignment:
    """Return homework with answers that wait, loop, or do not let themselves be interrupted, for one of the inputs."""
    loops = "def double(x):\n    while x == 2: pass\n    return 2 * x"
    stubborn = "def double(x):\n    while x == 2:\n        try:\n            while True: pass\n" \
               "        except BaseException: pass\n    return 2 * x"
    sleeps = "import time\ndef double(x):\n    time.sleep(30 * (x == 2))\n    return 2 * x"
    rest = {"unseen": 2.0}
    return homework(hand_ins={
        "blank": HandIn(untouched), "solved": HandIn(solve(RIGHT), ALL), "loops": HandIn(solve(loops), rest),
        "loops-outside": HandIn(then(solve(RIGHT), add("while True: pass", 2)), ALL),
        "sleeps": HandIn(solve(sleeps), rest), "stubborn": HandIn(solve(stubborn), rest)})


def tried(name: str, config: str, assignments=None, **changes) -> Course:
    return Course(name, assignments or (few(),), config, **changes)


def few() -> Assignment:
    """Return homework with three hand-ins, for settings that concern the whole class."""
    return homework(hand_ins={name: everything().hand_ins[name] for name in ("blank", "half", "hides-errors-in-tests")})


def reads_environment() -> Assignment:
    cells = [answer("answer", "import os"), test("grading", "import os\nassert os.environ['NBGRADER_EXECUTION'] == "
                                                 "'autograde'")]
    return Assignment("reads", {"p1": notebook(*cells)}, {
        "blank": HandIn(untouched, {"grading": 1.0}), "solved": HandIn(fill(answer="import os"), {"grading": 1.0}),
        "changes": HandIn(fill(answer="import os\nos.environ['NBGRADER_EXECUTION'] = 'no'"))})


def own_helper() -> Assignment:
    """Return homework whose helper file learners change."""
    cells = [answer("answer", "import helper"), test("helps", "import helper\nassert helper.double(2) == 4", 2)]
    return Assignment("hw", {"p1": notebook(*cells)}, {
        "blank": HandIn(untouched), "solved": HandIn(untouched, {"helps": 2.0}, {"helper.py": RIGHT}),
        "wrong": HandIn(untouched, {}, {"helper.py": WRONG})}, {"helper.py": "def double(x):\n    pass"})


def without_texts() -> Assignment:
    """Return the assignment with files, of which those that end in .txt do not count."""
    given, counted = with_files(), {"helper", "writes"}
    return replace(given, hand_ins={name: replace(each, due=dict.fromkeys(counted & set(each.due), 1.0))
                                    for name, each in given.hand_ins.items()})


def delimited() -> Assignment:
    """Return homework whose delimiters are of the class's own."""
    given = homework()
    for cell in given.sources["p1"].cells:
        cell.source = cell.source.replace("### BEGIN SOLUTION", "#<answer>").replace("### END SOLUTION", "#</answer>") \
            .replace("### BEGIN HIDDEN TESTS", "#<hidden>").replace("### END HIDDEN TESTS", "#</hidden>")
    return given


DELIMITERS = """c.ClearSolutions.begin_solution_delimeter = '#<answer>'
c.ClearSolutions.end_solution_delimeter = '#</answer>'
c.ClearSolutions.code_stub = {'python': '# here'}
c.ClearHiddenTests.begin_test_delimeter = '#<hidden>'
c.ClearHiddenTests.end_test_delimeter = '#</hidden>'"""


def courses() -> list[Course]:
    """Return all class folders of the corpus; those of nbgrader's own notebooks only where they are installed."""
    found = [
        Course("plain", (everything(), with_outputs())),
        Course("notebooks", (several(), with_files(), with_magics(), of_manual_cells(), without_marks(),
                             reads_environment())),
        Course("odd", (*with_kernels(), with_checks(), *(cannot_be_released() if HAS_TESTS else ()))),
        tried("header", "c.IncludeHeaderFooter.header = 'header.ipynb'", files={"header.ipynb": HEADER}),
        tried("delimiters", DELIMITERS, (delimited(),)),
        tried("delimiters-here", DELIMITERS, (delimited(),), released_by="grader"),
        tried("extra-step", f"{STOCK}from bonus import Forgive\nc.Autograde.autograde_preprocessors = ["
              f"{AUTOGRADE.format('Forgive, ')}]", (homework(hand_ins={
                  name: replace(hand_in, due={**hand_in.due, "seen": 1.0})
                  for name, hand_in in few().hand_ins.items()}),),
              files={"bonus.py": BONUS}),
        tried("extra-sanitizer", f"{STOCK}from prefix import Rename\nc.Autograde.sanitize_preprocessors = ["
              f"{SANITIZE}, Rename]", (homework(hand_ins={
                  "solved": HandIn(solve(RIGHT), ALL), "renamed": HandIn(solve(RIGHT.replace("double", "dubble")), ALL),
                  "wrong": HandIn(solve(WRONG))}),), files={"prefix.py": PREFIX}),
        tried("no-marks", f"{STOCK}c.Autograde.autograde_preprocessors = [stock.Execute]", may_refuse="SaveAutoGrades"),
        tried("not-executed", "c.Execute.enabled = False", may_refuse=r"Execute\.enabled"),
        tried("ignore-pattern", "c.IgnorePattern.enabled = True\nc.IgnorePattern.pattern = '.*slow.*'",
              (homework(hand_ins={name: everything().hand_ins[name] for name in
                                  ("solved", "warns", "writes-to-stderr", "wrong")}),)),
        tried("late-zero", "c.LateSubmissionPlugin.penalty_method = 'zero'", (late(),)),
        tried("late-plugin", "c.AssignLatePenalties.plugin_class = 'late.PerHour'", (late(),), files={"late.py": LATE}),
        tried("late-none", "", (late(**{"no-date": HandIn(solve(RIGHT), ALL, stamp="yesterday")}),)),
        tried("timeout", "c.Execute.timeout = 5", (slow(), *([with_timeout()] if HAS_TESTS else []))),
        tried("timeout-parent", "c.ExecutePreprocessor.timeout = 5", (slow_few(),)),
        tried("timeout-fatal", "c.Execute.timeout = 5\nc.Execute.interrupt_on_timeout = False", (slow_few(),),
              may_refuse="interrupt_on_timeout"),
        tried("timeout-error", "c.Execute.timeout = 5\nc.Execute.error_on_timeout = None", (slow_few(),),
              may_refuse="error_on_timeout"),
        tried("allow-errors", "c.Execute.allow_errors = False"),
        tried("raise-errors", "c.Execute.force_raise_errors = True", may_refuse="force_raise_errors"),
        tried("error-names", "c.Execute.allow_error_names = ['AssertionError']", may_refuse="allow_error_names"),
        tried("kernel-name", "c.Execute.kernel_name = 'python3'"),
        tried("excluded", "c.Autograde.exclude_overwriting = {'hw': ['helper.py']}", (own_helper(),)),
        tried("not-excluded", "", (own_helper(),)),
        tried("autograded-folder", "c.CourseDirectory.autograded_directory = 'graded'", autograded="graded"),
        tried("submitted-folder", "c.CourseDirectory.submitted_directory = 'given'", submitted="given",
              may_refuse="submitted_directory"),
        tried("limit-output", "c.LimitOutput.max_lines = 2\nc.LimitOutput.max_traceback = 1"),
        tried("added-back", "c.OverwriteCells.add_missing_cells = True", (homework(hand_ins={
            name: everything().hand_ins[name] for name in
            ("solved", "drops-tests", "drops-tests-solved", "drops-manual")}),)),
        tried("ignored-files", "c.CourseDirectory.ignore = ['*.txt']", (without_texts(),)),
        tried("excluded-learner", "c.CourseDirectory.student_id_exclude = 'half,wrong'"),
        tried("one-notebook", "c.CourseDirectory.notebook_id = 'p1'", may_refuse="notebook_id"),
        tried("no-new-learners", "c.Autograde.create_student = False"),
        tried("hook", "from hook import before\nc.Autograde.pre_convert_hook = before", files={"hook.py": HOOK},
              may_refuse="pre_convert_hook"),
    ]
    if HAS_TESTS:
        omitted = f"{STOCK}c.GenerateAssignment.preprocessors = [{GENERATE.format('')}]"
        ours = "from grader.classroom import configure\nconfigure(c)"
        found += [
            Course("shipped", made_by_nbgrader()),
            Course("autotest", with_autotest()),
            Course("autotest-here", with_autotest()[1::2], released_by="grader"),
            Course("autotest-ours", with_autotest()[:2], our_config=ours, released_by="grader"),
            tried("autotest-omitted", omitted, with_autotest()[::3], may_refuse="AUTOTEST"),
        ]
    return found


def find_course(name: str) -> Course:
    return next(course for course in courses() if course.name == name)


def slow_few() -> Assignment:
    given = slow()
    return homework(hand_ins={name: given.hand_ins[name] for name in ("solved", "sleeps", "loops-outside")})


HEADER = notebook(locked("header", "import math"))

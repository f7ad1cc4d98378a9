"""Course packs: wherever one is installed and whatever lies beside it, no kernel sees what is right in it.

A pack is made of a few files, and found by its entry point, as `pip` would have left it; what is right is a word that
nothing in the sandbox may find.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.kernels import sandbox

SESAME = "open-sesame"
LOOK = f"""
import pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).rglob('*')):
    if path.is_file(): print('SESAME' if {SESAME!r} in path.read_text(errors='replace') else 'seen', path)
"""
IN_SANDBOX = f"""
import subprocess, sys, tempfile
from pathlib import Path
from grader.kernels import sandbox
with tempfile.TemporaryDirectory(prefix='g', dir='/tmp') as folder:
    call = sandbox.command(Path(folder), readable=[Path(sys.argv[1])])
    done = subprocess.run([*call, sys.executable, '-I', '-c', {LOOK!r}, sys.argv[1]], capture_output=True, text=True)
print(done.stdout, done.stderr)
"""
needs_sandbox = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")


@pytest.fixture
def place():
    """A folder that isn't below `/tmp`, which the sandbox has for itself."""
    folder = Path(tempfile.mkdtemp(prefix="pack-", dir=sys.prefix))
    yield folder
    shutil.rmtree(folder)


def make_pack(folder: Path, lesson: str = "01_own", question: str = "own-one") -> None:
    """Write a package with a question, a key, its bytecode and a lesson with answers."""
    asked = f"from course.checking.question import Answer, Question\nLESSON = {lesson!r}\n" \
            f"QUESTIONS = (Question({question!r}, 'A heading', (Answer('found', 'a number'),)),)\n"
    for name, text in {
        "__init__.py": "", "questions/__init__.py": "", "questions/first/__init__.py": asked,
        "keys/__init__.py": SESAME, "keys/first/__init__.py": SESAME, "keys/first/own-one.md": SESAME,
        "keys/__pycache__/__init__.cpython-312.pyc": SESAME, "notebooks/source/01_own.py": SESAME,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def add_text(path: Path, text: str = SESAME) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def name_it(folder: Path, package: str = "own_pack", name: str = "own-pack") -> None:
    """Write what names a pack: the entry point of a distribution that lies in a folder."""
    about = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    add_text(about / "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    add_text(about / "entry_points.txt", f"[course.packs]\n{name} = {package}\n")


def python(code: str, *words: str, path: Path, cwd: Path | None = None) -> str:
    done = subprocess.run([sys.executable, "-c", code, *words], env=os.environ | {"PYTHONPATH": str(path)}, cwd=cwd,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def clone_in_src(place: Path) -> tuple[Path, str]:
    """A clone as instructors have it: sources in `src`, what was built of them, the history, the bank."""
    clone = place / "lib" / "own-pack"
    make_pack(clone / "src" / "own_pack")
    for name in (".git/HEAD", "build/lib/own_pack/keys/one.py", "tests/answers/own-one/right.py", "README.md"):
        add_text(clone / name)
    add_text(clone / "pyproject.toml", "")
    return clone / "src", "own_pack"


def clone_that_is_the_package(place: Path) -> tuple[Path, str]:
    """A clone whose own folder is the package."""
    clone = place / "lib" / "own_pack"
    make_pack(clone)
    for name in (".git/HEAD", "build/lib/own_pack/keys/one.py", "tests/answers/own-one/right.py",
                 "keys.py", "__pycache__/keys.cpython-312.pyc"):
        add_text(clone / name)
    return clone.parent, "own_pack"


def inside_another_package(place: Path) -> tuple[Path, str]:
    """A package of a school's, seen a second time by another Python, and by the folder that some call lib64."""
    for packages in ("python3.9/site-packages", "python3/dist-packages"):
        make_pack(place / "lib" / packages / "school" / "own_pack")
    add_text(place / "installed" / "school" / "__init__.py", "")
    make_pack(place / "installed" / "school" / "own_pack")
    return place / "installed", "school.own_pack"


@needs_sandbox
@pytest.mark.parametrize("lay_out", [clone_in_src, clone_that_is_the_package, inside_another_package])
def test_no_kernel_sees_what_is_right_wherever_a_pack_is(place, lay_out):
    path, package = lay_out(place)
    name_it(path, package)
    add_text(place / "lib" / "other.txt", "")
    seen = python(IN_SANDBOX, str(place / "lib"), path=path)
    assert "other.txt" in seen and "SESAME" not in seen
    if path != place / "installed":
        assert "own_pack/questions/first/__init__.py" in seen


PACKS = "from course.packs import packs; print(*(pack.name for pack in packs()))"
LEFT_OUT = """
from course.questions import lessons, left_out
print(*lessons())
for name, why in left_out.items(): print(name, why)
"""


def test_what_an_entry_point_names_is_a_package_or_left_alone(place):
    add_text(place / "own_module.py", "")
    add_text(place / "raises" / "__init__.py", "raise RuntimeError('broken')")
    make_pack(place / "own_pack")
    for number, package in enumerate(("own_module", "os", "json.tool", "nowhere", "raises.inside", "own_pack:NAME")):
        name_it(place, package, f"pack-{number}")
    found = python(PACKS, path=place).split()
    assert found[0] == "head-replacement" and [name for name in found if name.startswith("pack-")] == ["pack-5"]


def test_a_name_that_leads_elsewhere_leaves_its_pack_out(place):
    odd = [("../../01_own", "own-one"), ("01_own", "../own"), ("01_own", "*"), ("01_own", "own\x1b[2J"),
           ("", "own-one"), ("01_own", "a" * 300), ("01_own", "own-one\n")]
    for number, (lesson, question) in enumerate(odd):
        make_pack(place / f"own_pack_{number}", lesson, question)
        name_it(place, f"own_pack_{number}", f"pack-{number}")
    taught, *said = python(LEFT_OUT, path=place).splitlines()
    left_out = [why for why in said if why.startswith("pack-")]
    assert "06_capstone" in taught and "01_own" not in taught and len(left_out) == len(odd)
    assert all("They name files and folders" in why for why in left_out) and "\x1b" not in "".join(left_out)


def test_an_id_that_two_packs_have_names_both(place):
    make_pack(place / "own_pack", question="fraud")
    name_it(place)
    said = python(LEFT_OUT, path=place)
    assert "['fraud'] twice, also in the course pack head-replacement. Rename" in said


NOTICE = """
from nbformat.v4 import new_code_cell, new_notebook
from grader.marking.attempts import find_attempts
for source in ("import own_pack.keys", "from own_pack import data, keys as k", "from own_pack.questions import first",
               "x = own_pack.key", "from course import keys"):
    print(find_attempts(new_notebook(cells=[new_code_cell(source)]), new_notebook()))
"""


def test_whoever_names_the_keys_of_a_pack_is_noticed(place):
    make_pack(place / "own_pack")
    name_it(place)
    own = "['Cell 1 names own_pack.keys, which no answer needs.']"
    assert python(NOTICE, path=place).splitlines() == [own, own, "[]", "[]", own.replace("own_pack", "course")]


def test_a_learners_files_add_no_pack_to_a_grader_and_take_none_from_it(tmp_path):
    """A grader that is called where a hand-in lies looks for packs where they're installed."""
    handed_in = tmp_path / "class" / "submitted" / "eve" / "01_first_computation"
    for folder in (handed_in, tmp_path / "class"):
        add_text(folder / "own_pack" / "__init__.py", f"open({str(tmp_path / 'ran')!r}, 'w')")
        add_text(folder / "course" / "__init__.py", f"open({str(tmp_path / 'ran')!r}, 'w')")
        name_it(folder)
    program = Path(sys.executable).parent / "grader"
    done = subprocess.run([program, "verify", "own-pack"], cwd=handed_in, capture_output=True, text=True)
    assert done.returncode == 2 and "expected a question's id" in done.stderr and not (tmp_path / "ran").exists()

"""The web site of a course pack: `python docs/pack_site.py NAME FOLDER`, or `make site PACK=NAME`."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from course.home.notebook import parse
from course.packs import Pack, packs
from course.work import notebooks
from grader.lessons.copies import find_lessons, notebooks_of

DOCS = Path(__file__).resolve().parent
INDEX = """---
hide-toc: true
---
# {title}

{lessons}

```{{toctree}}
:glob:
:hidden:
:caption: Lessons

lessons/*
```
"""


def build_site(pack: Pack, folder: Path) -> int:
    """Build a pack's site into a folder, and return the exit status of what builds it."""
    copies = {name: notebooks.read(notebooks_of(pack) / f"{name}.ipynb") for name in find_lessons(pack)}
    with tempfile.TemporaryDirectory() as source:
        lines = [f"1. [{parse(copy, name).title}](lessons/{name})" for name, copy in copies.items()]
        title = pack.name.replace("-", " ").capitalize()
        Path(source, "index.md").write_text(INDEX.format(title=title, lessons="\n".join(lines)), encoding="utf-8")
        Path(source, "lessons").mkdir()
        statics = f"html_static_path={DOCS / '_static'},{source}/lessons/static"
        call = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", str(DOCS), "-D", f"project={title}",
                "-D", f"html_title={title}", "-D", "copyright=", "-D", statics,
                "-d", f"{source}/.doctrees", source, str(folder)]
        return subprocess.run(call, env=os.environ | {"COURSE_PACK": pack.name}).returncode


def main(name: str, folder: str) -> int:
    """Build the site of the pack of this name."""
    known = {pack.name: pack for pack in packs()}
    if name not in known:
        print(f"site: expected a course pack, one of {', '.join(known)}, got {name!r}. Install it first.",
              file=sys.stderr)
        return 2
    return build_site(known[name], Path(folder).resolve())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

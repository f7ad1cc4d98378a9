"""Make the users, the exchange and the settings of a class on JupyterHub. Calling it again adds what isn't there yet.

    python packaging/jupyterhub/set_up.py /srv/course --course ml-2026 --instructor grace --learners ada alan

As root. Whoever has no account yet gets one, without a password, and a home in HUB/homes.
"""
from __future__ import annotations

import argparse
import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

FOLDERS = {"inbound": 0o733, "outbound": 0o755, "feedback": 0o711}  # nbgrader's: hand-ins can be put, not listed
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = {course!r}
c.Exchange.root = {root!r}
"""


def set_up(hub: Path, course: str, instructor: str, learners: list[str]) -> None:
    """Make what isn't there yet."""
    hub.mkdir(parents=True, exist_ok=True)
    hub.chmod(0o755)
    for name in (instructor, *learners):
        make_user(hub / "homes", name)
    for name in learners:
        make_folder(Path(pwd.getpwnam(name).pw_dir, "work"), 0o700, name)
    make_exchange(hub / "exchange", course, instructor)
    make_folder(hub / "jupyter", 0o755)
    (hub / "jupyter" / "nbgrader_config.py").write_text(CONFIG.format(course=course, root=str(hub / "exchange")))
    make_folder(hub / "private", 0o700)
    if not (password := hub / "private" / "password").exists():
        password.write_text(secrets.token_urlsafe(9) + "\n")
    (hub / "class.json").write_text(json.dumps({"course": course, "instructor": instructor, "learners": learners}))


def make_user(homes: Path, name: str) -> None:
    """Make a Unix user, unless there is one of this name."""
    make_folder(homes, 0o755)
    try:
        pwd.getpwnam(name)
    except KeyError:
        subprocess.run(["useradd", "--create-home", "--home-dir", str(homes / name), "--user-group", name], check=True)
        (homes / name).chmod(0o700)


def make_exchange(root: Path, course: str, instructor: str) -> None:
    """Make nbgrader's exchange. All may write into it, but the course in it is the instructor's."""
    make_folder(root, 0o1777)
    make_folder(root / course, 0o755, instructor)
    for name, mode in FOLDERS.items():
        make_folder(root / course / name, mode, instructor)


def make_folder(path: Path, mode: int, owner: str = "") -> None:
    """Make a folder with these rights."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    if owner:
        shutil.chown(path, owner, pwd.getpwnam(owner).pw_gid)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hub", type=Path, metavar="HUB", help="the folder for the hub's files, such as /srv/course")
    parser.add_argument("--course", required=True, help="the course's name, which the class folder has, too")
    parser.add_argument("--instructor", required=True, metavar="NAME")
    parser.add_argument("--learners", required=True, nargs="+", metavar="NAME")
    given = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("set_up.py: expected to be run by root, who makes users, got another user. Use sudo.")
    hub = given.hub.resolve()
    set_up(hub, given.course, given.instructor, given.learners)
    print(f"Ready: {1 + len(given.learners)} users, the exchange {hub / 'exchange'}, the password in "
          f"{hub / 'private' / 'password'}.")


if __name__ == "__main__":
    main()

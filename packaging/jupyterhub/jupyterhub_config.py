"""JupyterHub for a class: the home page for learners, nbgrader's exchange between them and the instructor.

`set_up.py` makes the folder, the users and the exchange; docs/jupyterhub.md tells the whole way. To start it, as root:

    COURSE_HUB=/srv/course jupyterhub --config packaging/jupyterhub/jupyterhub_config.py
"""
import json
import os
import sys
from pathlib import Path

import course

HUB = Path(os.environ.get("COURSE_HUB", "/srv/course"))
CLASS = json.loads((HUB / "class.json").read_text(encoding="utf-8"))
BESIDE = Path(sys.executable).parent
COURSE = Path(course.__file__).resolve().parent / "jupyter"

c = get_config()  # noqa: F821
c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # nobody but this machine; put a server with HTTPS in front of it
c.JupyterHub.cookie_secret_file = str(HUB / "private" / "cookie-secret")
c.JupyterHub.db_url = f"sqlite:///{HUB}/private/jupyterhub.sqlite"
if (BESIDE / "configurable-http-proxy").exists():  # from Python's package index; npm's is called the same
    c.ConfigurableHTTPProxy.command = str(BESIDE / "configurable-http-proxy")
c.ConfigurableHTTPProxy.pid_file = str(HUB / "private" / "proxy.pid")

# To try it: everybody has the same password. For a class, take "pam" (the users' own passwords) or your university's.
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = (HUB / "private" / "password").read_text(encoding="utf-8").strip()
c.Authenticator.allowed_users = {CLASS["instructor"], *CLASS["learners"]}

# Everybody is a Unix user of their own, so that what one hands in is closed to the others.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.environment = {"PATH": f"{BESIDE}{os.pathsep}{os.environ['PATH']}", "JUPYTER_PATH": str(COURSE)}
c.Spawner.http_timeout = c.Spawner.start_timeout = 300


def choose_desk(spawner):
    """Give learners the course's home page, and the instructor JupyterLab with nbgrader's formgrader."""
    is_instructor = spawner.user.name == CLASS["instructor"]
    config = [str(HUB / "jupyter")] if is_instructor else [str(COURSE), str(HUB / "jupyter")]
    spawner.environment = spawner.environment | {"JUPYTER_CONFIG_PATH": os.pathsep.join(config)}
    spawner.default_url = "/lab" if is_instructor else "/course"
    spawner.notebook_dir = "~" if is_instructor else "~/work"


c.Spawner.pre_spawn_hook = choose_desk

"""The home page: where you are, what is next, how you are doing, and what to do when you're stuck.

A Jupyter server extension, served at `course` by the server that runs JupyterLab. `make lab` switches it on; elsewhere,
on a JupyterHub for example, `jupyter server extension enable course.home` does. Neither it nor what it imports loads
PyTorch or starts a kernel.
"""
from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.home"}]


def _load_jupyter_server_extension(server: Any) -> None:
    from course.home.handlers import routes

    server.web_app.add_handlers(".*$", routes(server.web_app.settings["base_url"]))

"""Open notebooks in a real JupyterLab in headless Chromium, run all their cells, and say what became of them.

    python tests/lab_session.py NOTEBOOK ... --work FOLDER [--pictures FOLDER] [--theme dark]

The last line is a JSON object: what became of each, by its file's name. `tests/test_lab.py` calls this inside a network
namespace that has loopback alone.
"""
from __future__ import annotations

import argparse
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # else `tests/course` is taken for the package `course`

from course.start import lab_command, lab_environment  # noqa: E402

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]
PATIENCE_S = 600  # for what takes seconds, on however busy a machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def jupyterlab(work: Path) -> Iterator[str]:
    """Serve a folder as `make lab` does, and yield the address."""
    port = free_port()
    options = ["--no-browser", "--LabApp.expose_app_in_browser=True", f"--ServerApp.port={port}",
               "--IdentityProvider.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True"]
    log = (work.parent / "lab.log").open("w")
    own_settings = {f"JUPYTERLAB_{name}_DIR": str(work.parent / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    server = subprocess.Popen(lab_command(work, options), stdout=log, stderr=log, cwd=work,
                              env=lab_environment() | own_settings)
    try:
        ends = time.monotonic() + PATIENCE_S
        while not is_open(port) and server.poll() is None and time.monotonic() < ends:
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_S)


def run_all(page: Page, address: str, name: str, theme: str) -> dict:
    """Run all cells of a notebook and return what the page then shows."""
    page.goto(f"{address}/lab/tree/{name}?reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.evaluate("""async theme => {
        const app = window.jupyterapp;
        await app.serviceManager.ready;
        if (theme === 'dark') await app.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'});
        const panel = app.shell.currentWidget;
        await panel.sessionContext.ready;
        await app.commands.execute('notebook:run-all-cells');
    }""", theme)
    shown, before = read_page(page), None
    while shown != before:  # what came last may still be on its way into the page
        page.wait_for_timeout(1000)
        shown, before = read_page(page), shown
    return shown


def read_page(page: Page) -> dict:
    """Return what the cells of the page show, once their kernel is idle."""
    page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")
    return summarise(page.evaluate("window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON()")["cells"])


def summarise(cells: list[dict]) -> dict:
    """Count what the cells' outputs hold."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    html = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    return {
        "run": sum(cell.get("execution_count") is not None for cell in cells if cell["cell_type"] == "code"),
        "code_cells": sum(cell["cell_type"] == "code" and bool("".join(cell["source"]).strip()) for cell in cells),
        "errors": [f"{output['ename']}: {output['evalue']}" for output in outputs if output["output_type"] == "error"],
        "right": sum("✓ Right" in page for page in html),
        "not_tried": sum("○ Not tried yet" in page for page in html),
        "wrong": sum("✗ Not right yet" in page for page in html),
        "pictures": sum("image/png" in output.get("data", {}) or "<img" in page for output, page in zip(outputs, html)),
        "stderr": [output["text"] for output in outputs if output.get("name") == "stderr"],
    }


def take_pictures(page: Page, folder: Path, theme: str) -> None:
    """Photograph every card and every figure as it stands on the page."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, selector in {"card": ".course-card", "figure": ".jp-OutputArea-output img"}.items():
        for i, element in enumerate(page.query_selector_all(selector)):
            element.scroll_into_view_if_needed()
            element.screenshot(path=str(folder / f"{kind}-{i:02}-{theme}.png"))


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("notebooks", type=Path, nargs="+")
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--theme", default="light")
    arguments.add_argument("--pictures", type=Path)
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    for notebook in given.notebooks:
        shutil.copy(notebook, given.work)
    outcomes = {}
    with jupyterlab(given.work) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for notebook in given.notebooks:
            page = browser.new_page(viewport={"width": 1200, "height": 900})
            page.set_default_timeout(PATIENCE_S * 1000)
            outcomes[notebook.name] = run_all(page, address, notebook.name, given.theme)
            if given.pictures:
                page.screenshot(path=str(given.pictures / f"page-{given.theme}.png"))
                take_pictures(page, given.pictures, given.theme)
            page.close()
        browser.close()
    print(json.dumps(outcomes))


if __name__ == "__main__":
    sys.exit(main())

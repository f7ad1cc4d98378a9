"""Somebody who learns in a real JupyterLab: clicks a prediction, moves a slider, answers a question, goes on.

    python tests/lab_learner.py NOTEBOOK --work FOLDER [--pictures FOLDER] [--theme dark] < steps.json

`steps.json` is a list of steps, done in their order, each on the first code cell in which its text stands:

    ["run", "x.shape"]                          every cell above it that was not run yet, and the cell itself
    ["guess", "predict(\\"my-id\\"", 1]         click the choice with that number, from 0
    ["slide", "play.line(", 5]                  press the arrow key so often on the first slider of its output
    ["write", "YOUR CODE HERE", "def f(): ..."] put an answer into the cell
    ["press", "check(\\"my-id\\"", "Hint 1"]      click the button of its output that says so
    ["axe", "check(\\"my-id\\""]                 say what axe-core finds serious in its output
    ["upload", "photos.upload(", "cat.jpg"]     choose a file at the upload button of its output

The last line is a JSON list: what each cell's output says after its step, as text.
"""
from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from lab_session import PATIENCE_S, QUIET, jupyterlab
from playwright.sync_api import Page, sync_playwright

FIND = """text => (window.jupyterapp?.shell?.currentWidget?.content?.widgets ?? []).findIndex(
    cell => cell.model.type === 'code' && cell.model.sharedModel.getSource().includes(text))"""
IDLE = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
RUN = """async ([from, to]) => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.sessionContext.ready;
    for (let place = from; place <= to; place++) {
        panel.content.activeCellIndex = place;
        panel.content.deselectAll();
        await window.jupyterapp.commands.execute('notebook:run-cell');
    }
}"""
WRITE = """([place, source]) => window.jupyterapp.shell.currentWidget.content.widgets[place]
    .model.sharedModel.setSource(source)"""


class Learner:
    """A page with one notebook, and how far it was run."""

    def __init__(self, page: Page, pictures: Path | None) -> None:
        self.page, self.pictures, self.done, self.n_pictures = page, pictures, -1, 0

    def find(self, text: str) -> int:
        """Return the place of the first code cell with a text; cells may still be on their way into the page."""
        self.page.wait_for_function(f"text => ({FIND})(text) >= 0", arg=text)
        return self.page.evaluate(FIND, text)

    def run(self, place: int) -> None:
        """Run a cell, and those above it that were not run."""
        self.page.evaluate(RUN, [min(self.done + 1, place), place])
        self.page.wait_for_function(IDLE)
        self.done = max(self.done, place)

    def guess(self, place: int, choice: int) -> None:
        self.output(place).locator(".jupyter-button").nth(choice).click()

    def press(self, place: int, says: str) -> None:
        self.output(place).get_by_role("button", name=says).click()
        self.page.wait_for_function(IDLE)

    def axe(self, place: int) -> str:
        """Return what axe-core finds in a cell's output that is serious."""
        from axe_playwright_python.sync_playwright import Axe

        self.output(place).evaluate("each => { each.id = 'looked-at'; }")
        self.page.add_style_tag(content="body { height: 100vh; }")  # JupyterLab's has none, so axe takes all for hidden
        found = Axe().run(self.page, context="#looked-at").response["violations"]
        self.output(place).evaluate("each => each.removeAttribute('id')")
        return json.dumps([f"{fault['id']}: {[node['html'] for node in fault['nodes']]}" for fault in found
                           if fault["impact"] in ("serious", "critical")])

    def slide(self, place: int, steps: int) -> None:
        handle = self.output(place).locator("[role=slider], .noUi-handle").first
        handle.focus()
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
        self.page.wait_for_function(IDLE)

    def write(self, place: int, source: str) -> None:
        self.page.evaluate(WRITE, [place, source])

    def upload(self, place: int, file: str) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.output(place).locator("button").first.click()
        chooser.value.set_files(file)
        self.page.wait_for_function(IDLE)

    def output(self, place: int):
        """Return the output area of a cell, in view."""
        cell = self.page.locator(".jp-Notebook .jp-Cell").nth(place)
        cell.scroll_into_view_if_needed()
        return cell.locator(".jp-Cell-outputWrapper")

    def take(self, name: str, text: str, *what) -> str:
        """Do a step, and return what the cell then shows."""
        place = self.find(text)
        said = getattr(self, name)(place, *what)
        self.page.wait_for_timeout(700)  # what came last may still be on its way into the page
        shown = self.output(place)
        if self.pictures:
            self.n_pictures += 1
            self.page.screenshot(path=str(self.pictures / f"step-{self.n_pictures:02}-{name}.png"))
        return said or shown.inner_text() + " " + " ".join(shown.locator("svg, img").evaluate_all(
            "all => all.map(each => each.getAttribute('aria-label') || each.getAttribute('alt') || '')"))


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("notebook", type=Path)
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--theme", default="light")
    arguments.add_argument("--pictures", type=Path)
    given = arguments.parse_args()
    steps = json.load(sys.stdin)
    given.work.mkdir(parents=True, exist_ok=True)
    shutil.copy(given.notebook, given.work)
    if given.pictures:
        given.pictures.mkdir(parents=True, exist_ok=True)
    with jupyterlab(given.work) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.set_default_timeout(PATIENCE_S * 1000)
        page.goto(f"{address}/lab/tree/{given.notebook.name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        if given.theme == "dark":
            page.evaluate("""async () => { await window.jupyterapp.serviceManager.ready;
                await window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'}) }""")
        learner = Learner(page, given.pictures)
        shown = [learner.take(*step) for step in steps]
        browser.close()
    print(json.dumps(shown))


if __name__ == "__main__":
    sys.exit(main())

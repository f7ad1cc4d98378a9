"""A bar on standard error while long work goes on: done, failed, left, rate."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from grader.printable import printable


class Rate(ProgressColumn):
    """How many are finished in a minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:.0f}/min" if task.speed else "")


class Bar:
    """The progress of one piece of work.

    Attributes:
        done: how many are finished.
        failed: how many of these could not be done.
    """

    def __init__(self, what: str, console: Console) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} done"),
                   TextColumn("{task.fields[failed]} failed"), TextColumn("{task.fields[left]} left"), Rate(),
                   TimeRemainingColumn(), TextColumn("{task.fields[name]}", markup=False))
        self.progress = Progress(*columns, console=console)
        self.what, self.total, self.done, self.failed = what, 0, 0, 0

    def start(self, total: int) -> None:
        """Show the bar, now that it is known how much there is."""
        self.total = total
        self.progress.add_task(self.what, total=total, name="", failed=0, left=total)
        self.progress.start()

    def advance(self, name: str, failure: str = "") -> None:
        """Note that the work on `name` is finished, or why it could not be done."""
        self.done, self.failed = self.done + 1, self.failed + bool(failure)
        self.progress.update(self.progress.task_ids[0], advance=1, name=printable(name)[:40], failed=self.failed,
                             left=self.total - self.done)


@contextmanager
def progress_bar(what: str, console: Console) -> Iterator[Bar]:
    """Yield a bar, which is shown once it is started."""
    bar = Bar(what, console)
    try:
        yield bar
    finally:
        if bar.progress.live.is_started:
            bar.progress.stop()

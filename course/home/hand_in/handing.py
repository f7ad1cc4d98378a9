"""Hand a lesson in, and say what was handed in and when."""
from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from course.home.hand_in import effort, exchange, parcel
from course.home.hand_in.exchange import Exchange, HandIn
from course.home.records import Records
from course.state import file
from course.work.folder import WrongCall

READY = "hand-in"  # the folder for files that are ready to upload


@dataclass(frozen=True)
class Done:
    """What came of it.

    Attributes:
        message: for the learner.
        is_done: whether something was handed in, or made ready.
        asks: whether it waits for a yes: there's an earlier hand-in.
    """

    message: str
    is_done: bool = True
    asks: bool = False


def hand_in(work: Path, given: str, records: Records, with_effort: bool = False, again: bool = False) -> Done:
    """Hand a lesson in by the exchange; where there's none, put its files together for the learner to upload.

    Where a lesson was handed in before, it is asked first: a later hand-in may count in place of an earlier one. Two
    at the same time take turns, so that the second is asked, too.

    Args:
        work: the work folder.
        given: the lesson, by its name, number or beginning.
        records: what was noted while the learner worked.
        with_effort: take along how many tries and hints it took.
        again: yes, hand in once more.

    Raises:
        WrongCall: it can't be handed in; nothing was.
    """
    found = exchange.find_exchange(work)
    with _one_at_a_time(work):
        made = parcel.pack(work, given, records, with_effort)
        if found is None:
            return _make_ready(work, made)
        _require_open(found, made)
        if (earlier := found.handed_in(made.lesson)) and not again:
            return Done(_tell_earlier(made, earlier), is_done=False, asks=True)
        return Done(_tell(made, exchange.tell_stamp(_submit(work, made))))


@contextlib.contextmanager
def _one_at_a_time(work: Path):
    try:
        with file.locked(work / ".course.json.hand-in", wait_s=60):
            yield
    except OSError as error:
        if isinstance(error, file.HeldUp):
            raise WrongCall("Another hand-in is still on its way. Wait a moment, then look at what was handed "
                            "in.") from None
        raise WrongCall(f"{work}: expected a folder that you may write to, got {error.strerror}. Nothing was handed "
                        "in.") from None


def _require_open(found: Exchange, made: parcel.Parcel) -> None:
    if found.trouble:
        raise WrongCall(found.trouble)
    if made.lesson not in found.released:
        raise WrongCall(f"{made.lesson} isn’t released in the course {found.course}, so it can’t be handed in there. "
                        "Ask your instructor when it will be.")
    for name, content in made.files.items():
        if len(content) > 1000 * found.max_kb:
            raise WrongCall(f"{name} is {len(content) / 1e6:.1f} MB, and the exchange takes up to "
                            f"{found.max_kb / 1e3:g} MB. Choose Edit → Clear Outputs of All Cells, save, then hand it "
                            "in.")


def _submit(work: Path, made: parcel.Parcel) -> str:
    with tempfile.TemporaryDirectory(prefix="hand-in-") as place:
        _write(Path(place, made.lesson), made)
        return exchange.call("submit", work, lesson=made.lesson, place=place)["stamp"]


def _write(folder: Path, made: parcel.Parcel) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.files.items():
        (folder / name).write_bytes(content)


def _make_ready(work: Path, made: parcel.Parcel) -> Done:
    """Put the files into a folder of their own, without what lies there from another time."""
    folder = work / READY / made.lesson
    try:
        _write(folder, made)
        for name in {effort.FILE, *parcel.FILES.get(made.lesson, ())} - {*made.files}:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise WrongCall(f"{READY}/{made.lesson}: expected to put your files there, got {error.strerror or error}. Make "
                        "room, or rename what has that name.") from None
    return Done("\n".join([f"Ready to upload, in the folder {READY}/{made.lesson}: {_list(made)}.", *made.warnings]))


def _tell(made: parcel.Parcel, when: str) -> str:
    more = [*made.warnings, *(["You can still work on it and hand it in again."] if made.warnings else [])]
    return "\n".join([f"Handed in on {when}: {_list(made)}.", *more])


def _tell_earlier(made: parcel.Parcel, earlier: list[HandIn]) -> str:
    last = earlier[-1]
    if last.holds(made.files):
        return f"You handed in exactly this on {last.when}. There’s no need to do it again."
    return "\n".join([f"You handed this lesson in on {last.when}, and have changed something since. If you hand it in "
                      "again, this one may count in its place, with its own time.", *made.warnings])


def _list(made: parcel.Parcel) -> str:
    names = list(made.files)
    saved = f"{names[0]} as you saved it at {made.saved:%H:%M} on {made.saved:%b} {made.saved.day}"
    told = [f"{name} (how many tries you needed and which hints you opened)" if name == effort.FILE else name
            for name in names[1:]]
    return " and ".join(filter(None, [", ".join([saved, *told[:-1]]), *told[-1:]]))

"""A kernel of another language that can be had everywhere, and an assignment for it.

The language is called calc, and is Python run by a kernel that isn't IPython's: with it, every wall of the sandbox can
be climbed at that a learner's Python climbs at.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from ordinary_course import NAME, mark

CALC = '''
import contextlib, io, sys, traceback
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class Said(io.TextIOBase):
    """What a cell prints, sent as it is printed."""

    def __init__(self, kernel, name):
        self.kernel, self.named = kernel, name

    def write(self, text):
        self.kernel.send_response(self.kernel.iopub_socket, "stream", {"name": self.named, "text": text})
        return len(text)


class Calc(Kernel):
    implementation, implementation_version, banner = "calc", "1", "calc"
    language_info = {"name": "calc", "mimetype": "text/plain", "file_extension": ".calc"}
    names = {}

    async def do_execute(self, code, silent, *rest, **more):
        head = {"execution_count": self.execution_count}
        try:
            with contextlib.redirect_stdout(Said(self, "stdout")), contextlib.redirect_stderr(Said(self, "stderr")):
                *_, last = ["", *code.strip().splitlines()]
                if last.startswith("= "):  # a line that gives the value of the cell
                    exec(code.strip().removesuffix(last), self.names)
                    data = {"text/plain": repr(eval(last[2:], self.names))}
                    self.send_response(self.iopub_socket, "execute_result", head | {"data": data, "metadata": {}})
                else:
                    exec(code, self.names)
        except KeyboardInterrupt:
            return {"status": "error", "ename": "Interrupted", "evalue": "", "traceback": []} | head
        except BaseException as error:
            content = {"ename": type(error).__name__, "evalue": str(error), "traceback": []}
            if "quietly" not in str(error):  # some kernels tell of errors in the reply alone
                self.send_response(self.iopub_socket, "error", content)
            return {"status": "error"} | content | head
        return {"status": "ok", "payload": [], "user_expressions": {}} | head


IPKernelApp.launch_instance(kernel_class=Calc)
'''
POINTS = {"right": 6.0, "half": 3.0, "raises": 0.0, "warns": 3.0, "blank": 0.0}
ANSWERS = {
    "right": "def double(x): return 2 * x",
    "half": "def double(x): return abs(2 * x)",
    "raises": "def double(x): raise ValueError('quietly')",
    "warns": "import sys\ndef double(x):\n    if x < 0: print('negative', file=sys.stderr)\n    return 2 * x",
    "blank": None,
}


def install_calc(jupyter: Path, name: str = "calc", **changes) -> Path:
    """Write calc's kernelspec into a folder of JUPYTER_PATH, and return that folder."""
    folder = jupyter / "kernels" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "calc.py").write_text(CALC)
    spec = {"argv": [sys.executable, "{resource_dir}/calc.py", "-f", "{connection_file}"], "display_name": "Calc",
            "language": "calc"}
    (folder / "kernel.json").write_text(json.dumps(spec | changes))
    return jupyter


def kernel_metadata(name: str, language: str) -> dict:
    return {"kernelspec": {"name": name, "display_name": name, "language": language},
            "language_info": {"name": language}}


def make_calc_source(folder: Path, metadata: dict, *notebooks: str) -> None:
    """Write an assignment into a class folder's `source/`, as notebooks that name a kernel."""
    cells = [new_code_cell("### BEGIN SOLUTION\n" + ANSWERS["right"] + "\n### END SOLUTION",
                           metadata=mark("answer", solution=True)),
             new_code_cell("assert double(2) == 4", metadata=mark("visible", grade=True, locked=True, points=2)),
             new_code_cell("assert double(1) == 2\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6\n"
                           "### END HIDDEN TESTS", metadata=mark("hidden", grade=True, locked=True, points=3)),
             new_code_cell("= 1.0 if double(5) == 10 else 0.0",
                           metadata=mark("partial", grade=True, locked=True, points=1))]
    place = folder / "source" / NAME
    place.mkdir(parents=True, exist_ok=True)
    for notebook in notebooks or (NAME,):
        nbformat.write(new_notebook(cells=cells, metadata=metadata), place / f"{notebook}.ipynb")


def hand_in_calc(folder: Path, answers: dict[str, str | None], metadata: dict | None = None) -> None:
    """Hand in the released notebooks with answers; `metadata` replaces what they say of their kernel."""
    for learner, answer in answers.items():
        for released in (folder / "release" / NAME).glob("*.ipynb"):
            notebook = nbformat.read(released, as_version=4)
            if answer is not None:
                notebook.cells[0].source = answer
            if metadata is not None:
                notebook.metadata = nbformat.from_dict(metadata)
            place = folder / "submitted" / learner / NAME
            place.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, place / released.name)

"""JupyterLab as `python -m jupyterlab` starts it, a second sooner.

    python -m course.home [JupyterLab's options]
"""
import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # a grammar that jsonschema builds for nothing

from jupyterlab.labapp import main  # noqa: E402

if __name__ == "__main__":
    sys.argv[0] = "course"  # what the learner called: so it's named where an option is wrong
    main()

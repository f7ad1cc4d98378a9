"""The course on the web: `make site` builds it into build/site, which can be published as it stands, under any path.

Nothing on it asks another host for anything: no fonts, and no MathJax: formulas are MathML, which browsers
draw themselves.
"""
import os
import sys
from pathlib import Path

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parent
sys.path[:0] = [str(DOCS), str(DOCS.parent)]

from lesson_pages import build_pages  # noqa: E402

project = "PyTorch: replace the head"
html_title = project
copyright = "the authors of the course, MIT license"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton", "sphinx_design"]
# for instructors and authors
exclude_patterns = ["alike.md", "byhand.md", "capstone.md", "cluster.md", "from-nbgrader.md", "jupyterhub.md", "lms.md",
                    "packs.md", "policies.md", "report.md", "terms.md", "lessons/static"]
nb_execution_mode = "off"  # lesson_pages.py runs them
nb_merge_streams = True
nb_code_prompt_show = "Imports"
nb_code_prompt_hide = "Imports"
nb_ipywidgets_js = {}
myst_enable_extensions = ["colon_fence", "dollarmath"]
myst_heading_anchors = 4
myst_heading_slug_func = "lesson_pages.anchor"
copybutton_exclude = ".linenos, .gp, .go"

html_theme = "furo"
html_static_path = ["_static", "lessons/static"]
html_favicon = "../course/home/static/icon.svg"
html_css_files, html_js_files = ["site.css"], ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
html_math_renderer = "mathml"

default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
python_use_unqualified_type_names = True
napoleon_numpy_docstring, napoleon_use_ivar = False, True


def _inline(translator, node: nodes.math) -> None:
    translator.body.append(convert(node.astext(), display="inline"))
    raise nodes.SkipNode


def _block(translator, node: nodes.math_block) -> None:
    translator.body.append(f'<div class="math">{convert(node.astext(), display="block")}</div>')
    raise nodes.SkipNode


def _level_captions(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Give the captions of the sidebar the level that a heading needs, for screen readers."""
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    pack = os.environ.get("COURSE_PACK")  # pack_site.py builds the site of another one
    app.connect("config-inited", lambda app, config: build_pages(Path(app.srcdir) / "lessons", pack))
    app.connect("html-page-context", _level_captions, priority=900)  # after the theme's

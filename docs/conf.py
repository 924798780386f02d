"""How Sphinx makes a site of the guide; `make docs` prepares its pages and runs it."""

project = "CircuitLab"
copyright = "CircuitLab contributors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
myst_heading_anchors = 4
html_theme = "furo"
html_title = "CircuitLab"
html_static_path: list[str] = []
html_show_sphinx = False

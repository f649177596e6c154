"""Guards the house: who may import whom, and what a template may hold. A new app or module is one line in a table.

Reads source text only; nothing is imported, so an import inside a function or under TYPE_CHECKING counts too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"

# --- the tables -----------------------------------------------------------------------------------
# Each app may import those before it.
CHAIN = [
    "accounts",
    "units",
    "inbox",
    "evaluations",
    "plans",
    "visits",
    "workbooks",
    "insights",
    "reports",
    "zi_tracker",
]
# The ground floor: anyone may import these, they import only what is named.
GROUND = {
    "history": set(),
    "charts": {"accounts"},
    "jobs": {"accounts", "history"},
    "files": {"accounts", "history", "jobs"},
    "evaluations.scoring": set(),
}
APPS = [*CHAIN, *(name for name in GROUND if "." not in name)]

# Inside an app a module imports its own row and those below. The name is the module's or package's in the app.
ROWS = [
    {"urls"},
    {"views", "admin", "management", "middleware", "checks", "apps", "tasks", "worker", "schedules", "keeper"},
    {"drafts", "joining"},  # reports: a paper put together from parts
    {"forms", "pdf", "papers", "illustrations", "qr", "workbooks", "writing", "tables", "templatetags"}
    | {"receiving", "serving", "archives"},  # files: in and out
    {"actions", "imports", "attempts", "runs", "queue", "heartbeat"}
    | {"sweep"},  # files: removes what nobody names any more
    {"previews", "scans"},  # files: what is made of a content, and said about it
    {"mail"},  # inbox: a message as a letter
    {"queries"},
    {"permissions"},
    {"actors"},  # units: a user with their roles, what permissions of every app are asked about
    {"policies"},
    {"contents", "reading", "signatures"}  # files, workbooks, reports: is a content what it says
    | {"word"},  # reports: documents as Word files
    {"drawing"},  # files, reports: has a process of its own open a content, draw a document
    {"models"},
    {"enums", "workflow", "exceptions", "scoring", "canonical", "roles", "documents", "converters", "sample", "events"}
    | {"letters", "registry"}  # evaluations: what messages say; jobs: what kinds there are
    | {"kinds", "names", "storage", "drawer"}  # files: facts about kinds and names, the folder; the process that draws
    | {"folders", "room", "scanner", "keeping"}
    | {"layout", "positions", "words"}  # workbooks: where things stand, how days are written
    | {"marks"}  # reports: what a person's text may hold
    | {"shortest"}  # insights: the way to a predicate, pure like the scoring
    | {"followup_workflow", "quarters"},  # evaluations: the steps of a recommendation, the calendar
]
LAYERED = {"files", "jobs", "units", "inbox", "evaluations", "plans", "visits", "workbooks", "insights", "reports"}

# Libraries that only named modules may import.
ONLY_IN = {
    # units.workbooks reads the file of users and writes its template; units cannot import workbooks.
    "openpyxl": {"workbooks", "units.workbooks"},
    "weasyprint": {"reports.drawer"},
    "nh3": {"reports.marks"},
    "pikepdf": {"reports.joining", "reports.signatures"},
    "pyhanko": {"reports.signatures"},
    "highspy": {"insights.shortest.solver"},
    # Templates of others are filled in a process of its own; `ours` builds templates and fills none.
    "docxtpl": {"reports.word.renderer"},
    "jinja2": {"reports.word.renderer"},
    "docx": {"reports.word.renderer", "reports.word.ours"},
    # What people upload is opened in a process of its own.
    "pypdfium2": {"files.drawer"},
}
# Pure Python: no Django.
PURE = ["evaluations.scoring", "insights.shortest"]
ROUNDING = "evaluations.scoring.rounding"

MAX_PYTHON_LINES = 500
MAX_TEMPLATE_LINES = 300
# Addresses on other hosts that templates, styles and scripts may name: none is ever fetched.
KNOWN_ADDRESSES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink"}
# Found by Django under their name alone.
NAMED_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}


# --- reading --------------------------------------------------------------------------------------
def _modules() -> dict[str, Path]:
    """Our own modules but migrations (Django writes those): dotted name -> file."""
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py") if "migrations" not in file.parts]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


MODULES = _modules()
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}
SOURCES = {
    str(file.relative_to(TEMPLATES)): re.sub(
        r"{#.*?#}|{% comment.*?endcomment %}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    for file in sorted(TEMPLATES.rglob("*"))
    if file.is_file()
}


def _imports(name: str) -> Iterator[str]:
    """Dotted names a module imports: the module, or module.name where that is a module of ours."""
    package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [base])])
            for alias in node.names:
                yield f"{base}.{alias.name}"


def _inside(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def _home(name: str) -> str | None:
    """The app, or ground-floor package inside an app, that a dotted name belongs to; None when not ours."""
    homes = [home for home in (*CHAIN, *GROUND) if _inside(name, home)]
    return max(homes, key=len, default=None)


def _may_import(home: str) -> set[str]:
    if home in GROUND:
        return GROUND[home] | {home}
    return {*CHAIN[: CHAIN.index(home) + 1], *GROUND}


def _row(name: str) -> int:
    """Number of the row a module stands in, the top row being 0. The app itself (its __init__) stands at the bottom."""
    _, _, inner = name.partition(".")
    if not inner:
        return len(ROWS) - 1
    layer = re.sub(r"^admin_.*", "admin", inner.split(".")[0])
    rows = [number for number, row in enumerate(ROWS) if layer in row]
    assert rows, f"{name}: give `{layer}` a row in tests/test_architecture.py"
    return rows[0]


# --- imports --------------------------------------------------------------------------------------
def test_apps_import_one_way():
    """HOUSE: apps depend one way; the ground floor imports nobody above it."""
    breaks = [
        f"{name} imports {imported}"
        for name in MODULES
        for imported in _imports(name)
        if (home := _home(imported)) and home not in _may_import(_home(name))
    ]
    assert breaks == []


def test_layers_import_downwards():
    """HOUSE: inside an app each row imports only rows below it, or its own."""
    breaks = [
        f"{name} imports {imported}"
        for name in MODULES
        for imported in _imports(name)
        if (app := name.split(".")[0]) in LAYERED and _inside(imported, app) and _row(name) > _row(imported)
    ]
    assert breaks == []


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_know_no_framework(package):
    """Nor anything of ours but the scoring: what they need to know is handed to them."""
    breaks = [
        f"{name} imports {imported}"
        for name in MODULES
        if _inside(name, package)
        for imported in _imports(name)
        if _inside(imported, "django")
        or (_home(imported) and not _inside(imported, package) and not _inside(imported, "evaluations.scoring"))
    ]
    assert breaks == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_stays_in_its_room(library):
    breaks = [
        name
        for name in MODULES
        for imported in _imports(name)
        if _inside(imported, library) and not any(_inside(name, room) for room in ONLY_IN[library])
    ]
    assert breaks == []


def test_no_signals():
    """Every change is an action somebody calls; a signal hides who did it."""
    breaks = [
        f"{name} imports {imported}"
        for name in MODULES
        for imported in _imports(name)
        if _inside(imported, "django.dispatch") or "signals" in imported.split(".")
    ]
    assert breaks == []


def test_one_place_rounds():
    breaks = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if name != ROUNDING
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "round")
            or (isinstance(node.func, ast.Attribute) and node.func.attr == "quantize")
        )
    ]
    assert breaks == []


def test_python_files_are_short():
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > MAX_PYTHON_LINES} == {}


# --- templates ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline script", r"<script(?![^>]*\ssrc=)"),
        ("inline style sheet", r"<style\b"),
        ("style attribute", r"\sstyle\s*="),
        ("event handler attribute", r"\son[a-z]+\s*=|\shx-on[:-]"),
        ("script address", r"javascript:"),
        ("unescaped text", r"\|\s*safe\b|{%\s*autoescape\s+off"),
    ],
)
def test_no_template_holds(what, pattern):
    """What a strict Content-Security-Policy refuses, and what lets a note of a user become markup."""
    assert [name for name, source in SOURCES.items() if re.search(pattern, source, re.IGNORECASE)] == []


def test_template_files_are_short():
    lengths = {name: len((TEMPLATES / name).read_text(encoding="utf-8").splitlines()) for name in SOURCES}
    assert {name: length for name, length in lengths.items() if length > MAX_TEMPLATE_LINES} == {}


def test_every_template_is_used():
    """Its name stands in a module or another template, or it replaces one of a library's."""
    library_folders = [
        Path(django.__file__).parent / "forms" / "templates",
        *(Path(config.path) / "templates" for config in apps.get_app_configs() if config.name not in APPS),
    ]
    texts = [*SOURCES.values(), *(file.read_text(encoding="utf-8") for file in MODULES.values())]
    unused = [
        name
        for name in SOURCES
        if name not in NAMED_BY_DJANGO
        and not any(name in text for text in texts)
        and not any((folder / name).exists() for folder in library_folders)
    ]
    assert unused == []


def test_nothing_is_fetched_from_elsewhere():
    """No CDN: every address in templates, styles and scripts is one that nothing fetches."""
    texts = SOURCES | {
        str(file.relative_to(ROOT)): file.read_text(encoding="utf-8")
        for file in (ROOT / "static").rglob("*")
        if file.suffix in {".css", ".js", ".svg"}
    }
    breaks = [
        f"{name}: {address}"
        for name, text in texts.items()
        for address in re.findall(r"""https?://[^\s"'<>)]+""", text)
        if address not in KNOWN_ADDRESSES
    ]
    assert breaks == []


# --- documents ------------------------------------------------------------------------------------
def test_readme_names_every_setting():
    """Whoever sets up a server reads README, not settings.py."""
    source = (ROOT / "zi_tracker" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r"""env\.\w+\(\s*"([A-Z0-9_]+)"|_read\(\s*env\.\w+,\s*"([A-Z0-9_]+)\"""", source))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for pair in sorted(names) for name in pair if name and f"| `{name}` |" not in readme] == []

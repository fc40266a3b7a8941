"""The floors of the house, and what no file may do; every rule reads the whole tree."""

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from pytest_archon.collect import collect_imports, walk
from pytest_archon.rule import archrule

ROOT = Path(__file__).parents[1]
PACKAGES = ("models", "reports", "ui")
SOURCES = [ROOT / "main.py", *sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
ALL_FILES = sorted([*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "release").glob("*.py"), ROOT / "bootstrap.py"])

# The rooms of `ui`, one a page or two; they reach each other only by the names in `ui.base.places`.
NO_ROOMS = {"base", "rendering", "kit", "form", "list", "demo", "cli", "window"}
ROOMS = tuple(
    f"ui.{path.parent.name}" for path in (ROOT / "ui").glob("*/__init__.py") if path.parent.name not in NO_ROOMS
)

QT = re.compile(r"PySide6|shiboken6")

# From the ground up. A module imports its own part and the floors below, never its neighbours' or a higher one.
FLOORS = (
    (
        "models.clock",
        "models.collector",
        "models.errors",
        "models.file_names",
        "models.login",
        "models.resources",
        "models.system_errors",
        "models.version",
    ),
    ("models.rules", "models.small_file"),
    ("models.records",),
    ("models.store.base",),
    ("models.store.records", "models.store.files", "models.package", "models.plan_text"),
    ("models.check", "models.merge", "models.assess", "models.program"),
    ("models.due", "models.submit", "reports.base"),
    ("reports.excel", "reports.figures", "reports.paper", "reports.word"),
    ("reports.filled_in", "reports.layouts"),
    ("reports.case_papers", "reports.drafts"),
    ("reports.forms",),
    ("ui.rendering",),
    ("ui.base",),
    ("ui.kit",),
    ("ui.form",),
    ("ui.list",),
    ROOMS,
    ("ui.demo",),
    ("ui.cli",),
    ("ui.window",),
    ("ui.application",),
    ("ui.launch",),
    ("main",),
)
PARTS = {part: floor for floor, parts in enumerate(FLOORS) for part in parts}

FULLEST = 30
"""Files of a folder at the most."""

# Calls that can do harm have one door each: a name may be called or imported only in the modules or packages beside it.
# Ruff closes eval, exec, os.system and shells.
DOORS = {
    "extract": (),
    "extractall": (),
    "exec_driver_sql": ("models.store",),
    "unpack_archive": (),
    "sign": ("models.package",),
    "Ed25519PrivateKey": ("models.package.suites",),
    "fsync": ("models.store",),
    "gmssl": (),
    "pickle": (),
    # What reads pictures and PDFs, which may be made to harm: `ui.rendering` says where.
    "PIL.Image": ("ui.rendering.pictures", "models.store.files.photos"),
    "PdfDocument": ("ui.rendering", "ui.kit.pdf.pages"),  # the second of PDFs that this program made
    "shrunk_content": ("ui.rendering.child",),
    **dict.fromkeys(("QImageReader", "QMovie", "QPdfDocument", "loadFromData"), ()),
    **dict.fromkeys(("QSvgRenderer", "PySide6.QtSvg"), ("ui.base.icons",)),  # of drawings that come with the program
    # What would read a text as markup: `ui.base.plain_text` says why. Qt's other labels and boxes are not needed.
    "QLabel": ("ui.base.plain_text",),
    "QMessageBox": ("ui.base.plain_text",),
    "QTextEdit": ("ui.base.plain_text",),
    "QToolTip": ("ui.base.plain_text",),
    "setTextFormat": ("ui.base.plain_text",),
    "ToolTipRole": ("ui.kit.tables.rows_table", "ui.list.list_model", "ui.list.sheet_model"),
    "QTextBrowser": ("ui.help.page",),  # the handbook, which comes with the program
    "QTextDocument": ("ui.help.page",),
    "setMarkdown": ("ui.help.page",),
    "getSaveFileName": ("ui.kit.choosing",),  # the names it proposes are ones that every system takes
    "setHtml": ("ui.kit.copying",),  # a table for Excel, escaped
    "QInputDialog": ("ui.system.backup_tab", "ui.window.operator_picker"),
    **dict.fromkeys(("QErrorMessage", "QProgressDialog", "QSplashScreen", "QStaticText", "QGraphicsTextItem"), ()),
    **dict.fromkeys(("QWhatsThis", "WhatsThisRole", "setWhatsThis", "insertHtml", "appendHtml", "setTabToolTip"), ()),
    **dict.fromkeys(("toolTip=", "whatsThis=", "textFormat="), ()),
    **dict.fromkeys(("QtWidgets", "QtGui", "PySide6.QtWebEngineWidgets"), ()),
    **dict.fromkeys(("reportlab.platypus", "openpyxl.cell.rich_text", "hyperlink="), ()),
}
# Texts that Qt shows in labels of its own, by the place among the arguments: a literal, or out of the door.
SHOWN_BY_QT = {"setToolTip": -1, "setLabelText": 0, "getText": 2, "getItem": 2, "addRow": 0, "insertRow": 1}
PLAIN = {"plain_tip", "name_of", "prose"}
# Statements, names of ledgers' tables and columns, and words that only SQLite understands: a centre may one day keep
# its workspace elsewhere.
SQL = re.compile(
    r"\b(?:SELECT|INSERT (?:OR \w+ )?INTO|UPDATE \S+ SET|DELETE FROM|(?:CREATE|ALTER|DROP) TABLE)\b"
    r"|(?<![\w.])[fl]_[a-z{]|\bPRAGMA\b|\bBEGIN IMMEDIATE\b|\bfts5\b|\bsqlite_master\b"
)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_package(module: str) -> bool:
    return ROOT.joinpath(*module.split("."), "__init__.py").exists()


def part_of(module: str) -> str | None:
    return next((part for part in PARTS if module == part or module.startswith(f"{part}.")), None)


@cache
def imports() -> dict[str, set[str]]:
    """Every module of ours and what it imports, inside functions too: a lazy import does not hide a circle."""
    found = {name: set(used) for package in PACKAGES for name, used in collect_imports(package, walk).items()}
    return {name: {other for other in used if other in found and other != name} for name, used in found.items()}


def test_every_module_stands_on_a_floor() -> None:
    roofs = {"models", "models.store", "reports", "ui"}
    assert [name for name in map(module_of, SOURCES) if name not in roofs and part_of(name) is None] == []


def test_imports_go_down_only() -> None:
    wrong = []
    for name, used in imports().items():
        for other in used:
            mine, theirs = part_of(name), part_of(other)
            if mine and theirs and mine != theirs and PARTS[theirs] >= PARTS[mine]:
                wrong.append(f"{name} imports {other}")
    assert wrong == []


def test_imports_make_no_circle() -> None:
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        pytest.fail(f"import circle: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("package", ["models.package", "models.plan_text"])
def test_packages_and_texts_know_no_database(package: str) -> None:
    archrule("bytes and words only").match(f"{package}*").should_not_import("models.store*").check("models")


@pytest.mark.parametrize("package", ["models", "reports"])
def test_domain_and_reports_know_no_window(package: str) -> None:
    archrule("no Qt below ui").match(f"{package}*").should_not_import("PySide6*", "shiboken6*", "ui*").check(package)


def test_commands_know_no_window() -> None:
    archrule("commands are headless").match("ui.cli*").should_not_import(
        "PySide6*", "ui.application", "ui.kit*", "ui.window*", *(f"{room}*" for room in ROOMS)
    ).check("ui")


@cache
def window_users() -> set[str]:
    """Modules of `ui` that import Qt themselves."""
    return {name for name, used in collect_imports("ui", walk).items() if any(map(QT.match, used))}


@cache
def reached(name: str) -> set[str]:
    """All modules of ours that a module needs, over however many others."""
    found, ahead = set[str](), [name]
    while ahead:
        fresh = imports()[ahead.pop()] - found
        found |= fresh
        ahead += fresh
    return found


def test_facts_know_no_window() -> None:
    """What a page says, and every helper of a room that draws nothing, works without Qt."""
    rooms = [name for name in imports() if part_of(name) in ROOMS]
    without = [name for name in rooms if name.endswith("facts") or name not in window_users()]
    assert [name for name in without if ({name} | reached(name)) & window_users()] == []


def served_by(kit: str) -> set[str | None]:
    """The parts that use a module of the kit, or one of the kit that uses it."""
    users = [name for name, used in imports().items() if kit in used]
    within = {one for one in users if part_of(one) == "ui.kit"}
    return {part_of(one) for one in users if one not in within}.union(*map(served_by, within))


def test_what_is_in_the_kit_serves_several() -> None:
    """Whatever serves one room alone lies in that room."""
    kit = [name for name in map(module_of, SOURCES) if name.startswith("ui.kit.") and not is_package(name)]
    assert [name for name in kit if len(served_by(name)) <= 1] == []


def test_headless_program_loads_no_qt() -> None:
    load = (
        "import importlib, pkgutil, sys, main, ui.cli\n"
        "for module in pkgutil.iter_modules(ui.cli.__path__, 'ui.cli.'):\n"
        "    importlib.import_module(module.name)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6')])"
    )
    result = subprocess.run([sys.executable, "-c", load], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_help_loads_no_qt() -> None:
    command = [sys.executable, "-X", "importtime", "main.py", "--help"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "ui.cli.main" in result.stderr
    assert "PySide6" not in result.stderr


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small_and_well_named(path: Path) -> None:
    limit = 300 if path.stem == "main_window" else 500
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit
    assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "common"}


def test_folders_stay_small() -> None:
    counts = Counter(path.parent for path in SOURCES)
    assert [str(folder) for folder, files in counts.items() if files > FULLEST] == []


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


@cache
def names_used(path: Path) -> set[str]:
    """Names that a file calls, modules and names that it imports, roles of items, and `name=` of keywords."""
    used: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            used.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            used |= {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
        elif isinstance(node, ast.keyword):
            used.add(f"{node.arg}=")
        elif isinstance(node, ast.Attribute) and node.attr.endswith("Role"):
            used.add(node.attr)
    return used


@pytest.mark.parametrize("name", DOORS)
def test_dangerous_calls_have_one_door(name: str) -> None:
    doors = DOORS[name]
    users = [module_of(path) for path in SOURCES if name in names_used(path)]
    assert [user for user in users if not any(user == door or user.startswith(f"{door}.") for door in doors)] == []


def test_statements_stay_in_the_store() -> None:
    elsewhere = [path for path in SOURCES if not module_of(path).startswith("models.store")]
    assert [module_of(path) for path in elsewhere if SQL.search(path.read_text(encoding="utf-8"))] == []


def reads_the_zone(tree: ast.AST) -> bool:
    """Whether something is put into the zone of the computer: `.astimezone()` with nothing between its brackets."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and not (node.args or node.keywords))
    return any(isinstance(call.func, ast.Attribute) and call.func.attr == "astimezone" for call in calls)


def test_only_the_clock_knows_the_time_zone() -> None:
    """Ruff bans whatever reads the computer's time elsewhere (`banned-api`), but this it cannot tell apart."""
    assert [module_of(path) for path in SOURCES if reads_the_zone(tree_of(path))] == ["models.clock"]


def gives_a_place(node: ast.AST) -> bool:
    """Whether a file or a folder is renamed: `path.replace(other)` has one argument, a text's two, a day's a name."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    return node.func.attr == "rename" or (node.func.attr, len(node.args), len(node.keywords)) == ("replace", 1, 0)


def test_renaming_has_one_door() -> None:
    """It tries again where a scanner holds a file."""
    trees = {module_of(path): tree_of(path) for path in SOURCES}
    users = [name for name, tree in trees.items() if any(map(gives_a_place, ast.walk(tree)))]
    assert users == ["models.store.base.held_files"]


def patterns_of_days(tree: ast.AST) -> list[str]:
    """Whatever `strftime` is asked with: by itself, or as what follows the colon in an f-string."""
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)]
    asked = [one.args[-1] for one in calls if one.func.attr in {"strftime", "strptime"} and one.args]  # type: ignore[attr-defined]
    specs = [one.format_spec for one in ast.walk(tree) if isinstance(one, ast.FormattedValue) and one.format_spec]
    parts = [part for one in (*asked, *specs) for part in ast.walk(one) if isinstance(part, ast.Constant)]
    return [str(part.value) for part in parts]


def test_patterns_of_days_have_no_chinese() -> None:
    """On a Windows of another language `strftime` refuses it: `models.clock` and `reports.base.wording` do without."""
    trees = {module_of(path): tree_of(path) for path in SOURCES}
    assert {name for name, tree in trees.items() if not all(map(str.isascii, patterns_of_days(tree)))} == set()
    assert patterns_of_days(ast.parse("day.strftime('%Y年'), f'{day:%m月%d日}'")) == ["%Y年", "%m月%d日"]


def is_package_name(text: ast.AST) -> bool:
    """Whether a text puts words before the ending of a package or a backup."""
    if not isinstance(text, ast.JoinedStr):
        return False
    values = [one.value for one in ast.walk(text) if isinstance(one, ast.FormattedValue)]
    return len(values) > 1 and any(isinstance(value, ast.Name) and value.id == "SUFFIX" for value in values)


def test_names_of_files_have_one_door() -> None:
    """`models.file_names` makes them of what people call their offices."""
    trees = {module_of(path): tree_of(path) for path in SOURCES}
    assert [name for name, tree in trees.items() if any(map(is_package_name, ast.walk(tree)))] == []


def is_plain(text: ast.expr) -> bool:
    """Whether it is no text out of a record or a file: a literal, a constant, a widget, or what a door gave."""
    if isinstance(text, ast.IfExp):
        return is_plain(text.body) and is_plain(text.orelse)
    if isinstance(text, ast.Call):
        return getattr(text.func, "id", "") in PLAIN
    return isinstance(text, ast.Constant) or (isinstance(text, ast.Name) and text.id.isupper())


def is_own_widget(call: ast.Call, text: ast.expr) -> bool:
    """Whether the row of a form is a part of the page and nothing else: `lines.addRow(self.about)`."""
    row = isinstance(call.func, ast.Attribute) and call.func.attr == "addRow" and len(call.args) == 1
    of_self = isinstance(text, ast.Attribute) and isinstance(text.value, ast.Name) and text.value.id == "self"
    return row and of_self


def markup_risks(tree: ast.AST) -> list[int]:
    """Lines that give Qt a text for a label of its own which is neither a literal nor out of the door."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    shown = [(call, SHOWN_BY_QT.get(call.func.attr)) for call in calls if isinstance(call.func, ast.Attribute)]
    given = [(call, call.args[at]) for call, at in shown if at is not None and len(call.args) > at]
    return [call.lineno for call, text in given if not is_plain(text) and not is_own_widget(call, text)]


def test_no_text_of_others_is_taken_for_markup() -> None:
    found = {path: markup_risks(tree_of(path)) for path in SOURCES if "ui" in path.parts}
    assert {module_of(path): lines for path, lines in found.items() if lines} == {}


def test_a_door_notices_a_text() -> None:
    wrong = "a.setToolTip(name)", "a.setToolTip(0, f'{name}')", "form.addRow(one.label, box)", "D.getText(a, b, name)"
    right = "a.setToolTip('Ctrl+N')", "a.setToolTip(plain_tip(name))", "form.addRow(name_of(box, name), box)"
    assert [line for line in (*wrong, *right) if markup_risks(ast.parse(line))] == list(wrong)


def test_a_door_notices_a_call(tmp_path: Path) -> None:
    burglar = tmp_path / "burglar.py"
    burglar.write_text("import pickle\narchive.extractall('.')\nkey.sign(b'')\n", encoding="utf-8")
    assert {"pickle", "extractall", "sign"} <= names_used(burglar)

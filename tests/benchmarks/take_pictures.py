"""Every picture of the README and the handbook, taken anew from the demo. Run by hand.

    xvfb-run -s "-screen 0 1600x900x24" python -m tests.benchmarks.take_pictures FOLDER [--only desk print …]

Makes the demos in FOLDER where they are not there yet, opens the window over copies of their workspaces, with the
font that comes with the program, puts it into the state each picture is to show, and writes `resources/screenshots` and
`resources/help/pictures`. Look at every one afterwards.
"""

import argparse
import io
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from models.resources import resource
from models.store.base.workspace import open_workspace
from tests.benchmarks.picture_scenes import SCENES, Scene, Viewer
from ui.application import Program
from ui.base.fonts import bundled_family, speak_chinese
from ui.base.memory import Memory
from ui.base.theme import apply_theme
from ui.base.tokens import FONT_SIZE
from ui.cli.arguments import show, tell
from ui.demo.december import tell_december
from ui.demo.example import read_example
from ui.demo.places import Places, demo_folder
from ui.demo.run import PASSPHRASE, tell_year
from ui.demo.year import fill_year, open_year

OPERATOR = "张三"
SIZE = 1366, 768
YEAR_UNITS, DECEMBER_UNITS, SEED = 6, 60, 2020
README, HANDBOOK = resource("screenshots"), resource("help", "pictures")
FORMS = {
    "form-progress": "工作要点落实情况汇总表",
    "form-statistics": "行政应诉年度统计表",
    "form-sheet": "报送单",
}
FORMS_OF = "示例稻香乡"
DOTS = 75
"""Dots an inch of a printed form."""
WINDOW_COLOURS, FORM_COLOURS = 256, 16
"""Few do: letters and lines on plain grounds."""
QUIET = 700
"""Milliseconds; when nothing is under way after them nothing more comes."""


def main() -> None:
    """Make the demos, take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", metavar="name", nargs="*", default=[])
    args = parser.parse_args()
    demos = {demo: _made(demo, Places(args.folder / demo)) for demo in MAKERS}
    application = QApplication(["法治台账"])
    application.setCursorFlashTime(0)
    apply_theme(application)
    speak_chinese(application, FONT_SIZE)
    application.setFont(QFont(bundled_family(), FONT_SIZE))
    for scene in SCENES:
        if not args.only or scene.name in args.only:
            picture = _taken(scene, demos[scene.demo])
            for folder in [README] * scene.readme + [HANDBOOK] * scene.handbook:
                _write(picture, WINDOW_COLOURS, folder / f"{scene.name}.png")
    for name, form in FORMS.items():
        if not args.only or name in args.only:
            _write(_printed(demos["year"].forms / FORMS_OF / f"{form}.pdf"), FORM_COLOURS, README / f"{name}.png")


def _year(root: Path) -> None:
    tell_year(read_example(), root, YEAR_UNITS, SEED, tell)


def _december(root: Path) -> None:
    tell_december(read_example(), root, DECEMBER_UNITS, SEED, PASSPHRASE, tell)


def _unsent(root: Path) -> None:
    """The year until a few days before reports are due: ledgers are filled, nobody has looked at the checks."""
    with (
        demo_folder(root, tell) as places,
        closing(open_year(read_example(), places, YEAR_UNITS, SEED, PASSPHRASE, tell)) as cycle,
    ):
        fill_year(cycle, tell)
        cycle.stand_at(cycle.days.usual)


MAKERS: dict[str, Callable[[Path], None]] = {"year": _year, "december": _december, "unsent": _unsent}


def _made(demo: str, places: Places) -> Places:
    if not places.root.exists():
        MAKERS[demo](places.root)
    return places


def _taken(scene: Scene, places: Places) -> Image.Image:
    """The window over a copy of the workspace, in the state that the scene describes."""
    with tempfile.TemporaryDirectory() as home:
        folder = places.unit(scene.office) if scene.office else places.centre
        copy = shutil.copytree(folder, Path(home) / folder.name)
        user = Memory(Path(home) / "user.json")
        user.set("backup_daily", False)
        workspace = open_workspace(copy, PASSPHRASE)
        program = Program(user)
        if scene.prepare:
            workspace = scene.prepare(workspace)
        program.enter(workspace, OPERATOR)
        assert program.window is not None
        program.window.resize(*SIZE)
        viewer = Viewer(program.window, places, Path(home), _rest(program))
        viewer.rest()
        scene.pose(viewer)
        viewer.rest()
        picture = _grabbed(program.window)
        program.window.page.leave()
        program.end()
        viewer.rest()
    return picture


def _rest(program: Program) -> Callable[[], None]:
    """Runs the window until nothing has been under way for a while."""

    def rest() -> None:
        loop, quiet = QEventLoop(), QTimer(interval=QUIET, singleShot=True)
        quiet.timeout.connect(lambda: quiet.start() if program.jobs.running else loop.quit())
        quiet.start()
        loop.exec()

    return rest


def _grabbed(window: QWidget) -> Image.Image:
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.ReadWrite)
    window.grab().save(held, "PNG")
    return Image.open(io.BytesIO(held.data().data())).convert("RGB")


def _printed(pdf: Path) -> Image.Image:
    """Its first page."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[0].render(scale=DOTS / 72).to_pil().convert("RGB")
    document.close()
    return picture


def _write(picture: Image.Image, colours: int, path: Path) -> None:
    few = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)  # keeps small chips
    few.save(path, optimize=True)
    show(f"{path.parent.name}/{path.name}: {picture.width}×{picture.height}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()

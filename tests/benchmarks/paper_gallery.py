"""Every form with 0, 1, 30 and 500 rows, shortest and longest texts, as PDF and as pictures to look at. Run by hand.

python -m tests.benchmarks.paper_gallery FOLDER [--counts 0 1 30 500] [--forms progress …] [--pages 3]

Writes a PDF for each form and size, and for each form a contact sheet of its first and last pages (needs pdftoppm).
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from models.errors import FazhiError
from models.store.base.workspace import Workspace
from reports.forms import FormRequest, forms, make_form
from reports.paper.fonts import bundled_fonts
from reports.paper.missing_type import missing_type
from reports.paper.pdf import write_pdf
from tests.benchmarks.gallery_data import DAY, LONG, NAMES, SHORT, YEAR, centre, one_unit
from ui.cli.arguments import show

DPI = 40
GAP = 8


def draw(workspace: Workspace, folder: Path, name: str, length: str, wanted: list[str]) -> None:
    """Print every form the office has into `folder`."""
    who = NAMES[length]
    for form in forms().values():
        if not form.open_to(centre=workspace.is_centre) or (wanted and form.id not in wanted):
            continue
        try:
            sheet = make_form(workspace, form.id, FormRequest(YEAR, DAY, operator=who, reviewer=who, head=who))
        except FazhiError as problem:
            show(f"{form.id} {name}: {problem}")
            continue
        place = folder / form.id
        place.mkdir(parents=True, exist_ok=True)
        pages = write_pdf(sheet, place / f"{name}.pdf", fonts=bundled_fonts())
        lacking = "".join(one.char for one in missing_type(sheet, bundled_fonts()))
        show(f"{form.id} {name}: {len(sheet.rows)} rows, {pages} pages{f', no type for {lacking}' * bool(lacking)}")


def contact_sheet(place: Path, pages: int) -> None:
    """The first pages and the last of every PDF in `place`, a line for each."""
    lines = [list(_pictures(pdf, pages)) for pdf in sorted(place.glob("*.pdf"), key=_size)]
    width = max(sum(one.width + GAP for one in line) for line in lines)
    whole = Image.new("RGB", (width, sum(max(one.height for one in line) + GAP for line in lines)), "#8090a0")
    y = 0
    for line in lines:
        x = 0
        for one in line:
            whole.paste(one, (x, y))
            x += one.width + GAP
        y += max(one.height for one in line) + GAP
    whole.save(place.parent / f"{place.name}.png")


def _size(pdf: Path) -> tuple[str, str, int]:
    role, count, length = pdf.stem.split("-")
    return role, length, int(count)


def _pictures(pdf: Path, pages: int) -> Iterator[Image.Image]:
    listed = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    count = next(int(line.split()[1]) for line in listed.splitlines() if line.startswith("Pages"))
    for number in sorted({*range(1, min(pages, count) + 1), count}):
        with tempfile.TemporaryDirectory() as folder:
            asked = ["-f", str(number), "-l", str(number), "-r", str(DPI), "-png"]
            subprocess.run(["pdftoppm", *asked, pdf, f"{folder}/p"], check=True)
            with Image.open(next(Path(folder).iterdir())) as picture:
                yield picture.convert("RGB")


def main() -> None:
    """Print the forms, then put their pages together."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--counts", type=int, nargs="*", default=[0, 1, 30, 500])
    parser.add_argument("--forms", nargs="*", default=[])
    parser.add_argument("--pages", type=int, default=2)
    args = parser.parse_args()
    for count in args.counts:
        for length in (SHORT, LONG):
            for role, make in (("unit", one_unit), ("centre", centre)):
                with tempfile.TemporaryDirectory() as place:
                    workspace = make(Path(place) / "w", count, length)
                    draw(workspace, args.folder, f"{role}-{count}-{length}", length, args.forms)
                    workspace.close()
    for place in sorted(one for one in args.folder.iterdir() if one.is_dir()):
        contact_sheet(place, args.pages)


if __name__ == "__main__":
    main()

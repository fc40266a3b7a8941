"""The figures of a workspace counted once more, from exported ledgers alone, beside what the program prints.

    python -m tests.recount WORKSPACE [--passphrase-file FILE]

The workspace is a centre's; the 密码 is given as to every command (or in FAZHI_PASSPHRASE). Prints one line a figure
(figure, ours, recounted, same?) and how many differ; ends with 1 when one does. The program is used by its commands
only; the arithmetic is in `tests/recounted.py` and those named after it. The scheme as its file is written out says
what points are asked for, the form of reports what came when.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook

from models.clock import SYSTEM, Clock
from tests.recounted import Figures, Row, certificates, day_of, litigation
from tests.recounted_points import Books, cents, points_of
from tests.recounted_quotas import PrintedQuota, done_and_met, joint_quotas, meant, printed_quotas
from tests.recounted_tables import BY_UNIT, reconsidered
from ui.cli import main as cli
from ui.cli.arguments import show

Cells = tuple[Any, ...]
_LEDGERS = (
    *("case", "person", "certificate", "training", "progress", "score", "waiver", "reconsideration", "document"),
    *("decision", "enforcement", "complaint", "proposal", "disclosure", "rectification", "work"),
    *("enforcement_year", "reconsidered"),
)
_ADDED: dict[object, Callable[[Row], Decimal]] = {
    "场次": lambda row: Decimal(str(row["场次"] or 1)),
    "人数": lambda row: Decimal(str(row["人数"] or 0)),
    "件数": lambda row: Decimal(str(row["件数"] or 0)),
}
"""What a record of work adds: one that says nothing of how often it was done was done once."""
_SECTIONS = {"二、审级": "案号：", "三、本年审结": "", "五、负责人": ""}
_SAID = {"本年开庭的案件": "开庭案件", "负责人出庭的案件": "负责人出庭", "负责人出庭率": "出庭率"}


class Figure(NamedTuple):
    """One figure: whose, its name, what the program prints and what the recount finds; None is a dash."""

    of: str
    name: str
    ours: Decimal | None
    recounted: Decimal | None

    @property
    def same(self) -> bool:
        """Whether the two agree."""
        return self.ours == self.recounted


class Program:
    """The program, asked by its commands; what it writes goes to a folder."""

    def __init__(self, workspace: Path, folder: Path, options: Sequence[str], clock: Clock) -> None:
        self._workspace, self._folder, self._options, self._clock = str(workspace), folder, options, clock

    def run(self, command: str, *words: str) -> str:
        """What a command says.

        Raises:
            SystemExit: It was refused; its sentence stands on stderr.
        """
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = cli.main([command, self._workspace, *words, *self._options], self._clock)
        if code:
            raise SystemExit(code)
        return said.getvalue()

    def ledger(self, name: str) -> list[Row]:
        """The rows of an exported ledger by the headings."""
        head, *rows = self._written("export", name)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def form(self, name: str, *words: str) -> list[Cells]:
        """The lines of a printed form."""
        return self._written("print", name, *words)

    def sheets(self, name: str) -> list[list[Cells]]:
        """The lines of every sheet of a printed form."""
        self.form(name)
        book = load_workbook(self._folder / f"print-{name}.xlsx")
        return [list(one.iter_rows(values_only=True)) for one in book.worksheets]

    def scheme(self) -> dict[str, Any]:
        """The scheme by which points are given, its items by their numbers."""
        path = self._folder / "scheme.json"
        self.run("scheme", "--out", str(path))
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def _written(self, command: str, name: str, *words: str) -> list[Cells]:
        path = self._folder / f"{command}-{name}.xlsx"
        self.run(command, name, str(path), *words)
        book = load_workbook(path)
        return list(book.worksheets[0].iter_rows(values_only=True))


class Recount:
    """The ledgers of a workspace, its units and the day to which its forms count."""

    def __init__(self, program: Program) -> None:
        self._program = program
        place = json.loads(program.run("place", "--json"))
        self._terms = {one["期限"]: int(one["天数"]) for one in place.get("期限", ())}
        self._rows = {name: program.ledger(name) for name in _LEDGERS}
        self._forms: dict[str, list[Cells]] = {}
        self._assessed = json.loads(program.run("assess", "--json"))
        self._codes = {str(one["name"]): str(one["unit"]) for one in self._assessed["units"]}
        self._cases_by_unit = program.form("case-statistics-by-unit")
        self.units = [str(row[1]) for row in numbered(self._cases_by_unit)]
        words = "\n".join(str(cell) for row in self._cases_by_unit for cell in row if cell)
        self.day = dt.date(*map(int, re.findall(r"统计截止(\d+)年(\d+)月(\d+)日", words)[-1]))

    def of(self, ledger: str, unit: str) -> list[Row]:
        """The rows of a unit."""
        return [row for row in self._rows[ledger] if row["单位名称"] == unit]

    def litigation(self) -> Iterator[Figure]:
        """Cases, lost cases and attendance of every unit, and of the district with every case number once."""
        for unit, printed in by_unit(self._cases_by_unit):
            rows = self.of("case", unit) if unit in self.units else self._rows["case"]
            yield from compared(unit, printed, litigation(rows, self.day.year, self.day))
        counted = litigation(self._rows["case"], self.day.year, self.day)
        yield from compared("统计表", statistics(self._program.form("case-statistics")), counted)

    def certificates(self) -> Iterator[Figure]:
        """Officers and certificates of every unit, and how many have none."""
        without = lines_without(self._program.form("certificates"))
        for unit, printed in by_unit(self._program.form("certificates-by-unit")):
            if unit not in self.units:
                continue
            counted = certificates(self.of("person", unit), self.of("certificate", unit), self.day.year, self.day)
            yield from compared(unit, printed | {"无证件": Decimal(without.get(unit, 0))}, counted)

    def quotas(self) -> Iterator[Figure]:
        """What every unit has done of the plan's quotas, whether its form calls them met, and how many it has."""
        for row in numbered(self._program.form("progress-by-unit")):
            unit = str(row[1])
            rows = {name: self.of(name, unit) for name in ("work", "training", "progress")}
            quotas = self._quotas(self._codes[unit])
            found = [done_and_met(one, rows, self.day) for one in quotas]
            for one, counted in zip(quotas, found, strict=True):
                done, met = counted or (None, False)
                yield Figure(unit, f"定额 {one.name}", decimal(one.done), decimal(done))
                yield Figure(unit, f"完成 {one.name}", Decimal(one.met), Decimal(met))
            counts = len(quotas), sum(one is not None and one[1] for one in found), found.count(None)
            for name, ours, counted_anew in zip(("共有", "已完成", "要认定"), row[-3:], counts, strict=True):
                yield Figure(unit, f"定额 {name}", number(ours), Decimal(counted_anew))
        yield from self._joint_quotas()

    def _joint_quotas(self) -> Iterator[Figure]:
        """What units have done of a quota that they meet together, and whether it is met."""
        for who, one in joint_quotas(facts(self._program.form("progress"), "合计定额")):
            units = meant(who, self.units)
            rows = {name: [row for unit in units for row in self.of(name, unit)] for name in ("work", "training")}
            done, met = done_and_met(one, {**rows, "progress": ()}, self.day) or (None, False)
            yield Figure(f"{who}合计", f"定额 {one.name}", decimal(one.done), decimal(done))
            yield Figure(f"{who}合计", f"完成 {one.name}", Decimal(one.met), Decimal(met))

    def _quotas(self, code: str) -> tuple[PrintedQuota, ...]:
        """The quotas that a unit's form of its items says it has to meet."""
        return tuple(printed_quotas("".join(facts(self._form(code), "定额完成"))))

    def _form(self, code: str) -> list[Cells]:
        """A unit's form of its items."""
        if code not in self._forms:
            self._forms[code] = self._program.form("progress", "--unit", code)
        return self._forms[code]

    def work(self) -> Iterator[Figure]:
        """What 工作记录 of all units add up to, as the register prints it below."""
        lines = self._program.form("register-work")
        heads = next((line for line in lines if line[0] == "序号"), ())
        total = next((line for line in lines if line[0] == "合计"), ())
        rows = [row for row in self._rows["work"] if (on := day_of(row["日期"])) is None or on.year == self.day.year]
        for place, head in enumerate(heads):
            if total and head in _ADDED:
                ours = summed_up(total[place], [line[place] for line in numbered(lines)])
                yield Figure("工作记录", str(head), ours, sum((_ADDED[head](row) for row in rows), Decimal(0)))

    def tables(self) -> Iterator[Figure]:
        """The yearly tables that have a line for each unit, and the sums of 行政复议案件统计表."""
        for form, at, table in BY_UNIT:
            for unit, printed in by_unit(self._program.sheets(form)[at]):
                if unit in self.units:
                    counted = table({name: self.of(name, unit) for name in _LEDGERS}, self.day)
                    yield from compared(unit, printed, counted, mark=f"{form} ")
        counted = reconsidered(self._rows["reconsidered"], self.day)
        for lines in self._program.sheets("reconsidered-matrix"):
            yield from compared("复议统计表", column_sums(lines), counted)

    def points(self) -> Iterator[Figure]:
        """Every indicator's points and the total of every unit."""
        assessed, scheme = self._assessed, self._program.scheme()
        reports = reports_of(self._program.form("submissions"), self.day)
        every = frozenset(item for one in scheme["indicators"] for item in one.get("items", ()))
        asked = any(one["rule"]["kind"] == "plan_quotas" for one in scheme["indicators"])
        counts = {name: printed["应落实事项"] for name, printed in by_unit(self._program.form("progress-by-unit"))}
        for unit in assessed["units"]:
            owed = every if counts[unit["name"]] == len(every) else self._owed(unit["unit"])
            quotas = self._quotas(unit["unit"]) if asked else ()
            books = self._books(unit["unit"], unit["name"], reports[unit["name"]], owed, quotas)
            printed = {one["indicator"]: one for one in unit["scores"]}
            inside, extra, most = Decimal(0), Decimal(0), Decimal(0)
            for indicator in scheme["indicators"]:
                full = worth(indicator, unit["category"])
                if full is None:
                    continue
                one, counted = printed[indicator["id"]], points_of(indicator, full, books)
                ours = None if one["state"] in ("不适用", "待评", "未到期") else Decimal(one["points"])
                yield Figure(unit["name"], f"得分 {indicator['id']}", ours, counted)
                if indicator["rule"]["kind"] == "bonus" or indicator["rule"].get("extra"):
                    extra += counted or 0
                elif counted is not None or waits(indicator, books):
                    inside, most = inside + (counted or 0), most + full
            total = cents(inside * Decimal(str(scheme["total"])) / most + extra)
            yield Figure(unit["name"], "总分", Decimal(unit["total"]), total)

    def _owed(self, code: str) -> frozenset[Any]:
        return frozenset(line[0] for line in numbered(self._form(code)))

    def _books(
        self,
        code: str,
        name: str,
        reports: tuple[int, int, str],
        owed: frozenset[Any],
        quotas: tuple[PrintedQuota, ...],
    ) -> Books:
        given = {
            str(row["指标代号"]): Decimal(str(row["得分"]))
            for row in self._rows["score"]
            if row["被考核单位代码"] == code and row["年度"] == self.day.year
        }
        agreed = frozenset(
            int(row["项号"])
            for row in self._rows["waiver"]
            if row["申请单位代码"] == code and row["年度"] == self.day.year and row["同意"] == "是"
        )
        rows = {ledger: self.of(ledger, name) for ledger in _LEDGERS}
        return Books(rows, given, agreed, *reports, self.day, owed, quotas, self._terms)


def waits(indicator: dict[str, Any], books: Books) -> bool:
    """Whether an indicator without points is one that applies, and will have some."""
    kind = indicator["rule"]["kind"]
    return bool(
        books.silence
        or kind in ("manual", "deduction")
        or (kind == "plan_quotas" and books.met(indicator.get("items", [])))
    )


def worth(indicator: dict[str, Any], category: str) -> Decimal | None:
    """The full points of an indicator for a category of units, None where it is not asked of them."""
    weight = indicator["weight"]
    found = weight.get(category) if isinstance(weight, dict) else weight
    return None if found is None else Decimal(str(found))


def reports_of(lines: Sequence[Cells], day: dt.date) -> dict[str, tuple[int, int, str]]:
    """By unit how many reports came late, how many are missing, and what it means that none came (see `Books`)."""
    first = next(place for place, line in enumerate(lines) if line[0] == 1)
    dues = {
        place: dt.date.fromisoformat(said[1])
        for place, cell in enumerate(lines[first - 2])
        if (said := re.search(r"期限(\d{4}-\d\d-\d\d)", str(cell)))
    }
    found = {}
    for line in numbered(lines):
        came = {due: day_of(line[place]) for place, due in dues.items()}
        own = "本级" in line
        late = sum(on is not None and on > due for due, on in came.items())
        missing = 0 if own else sum(on is None and due < day for due, on in came.items())
        silence = "" if own or any(came.values()) else "unreported" if missing else "not due"
        found[str(line[1])] = late, missing, silence
    return found


def column_sums(lines: Sequence[Cells]) -> Figures:
    """What the numbered lines of a table add up to, by heading of the column."""
    body = [line for line in lines if isinstance(line[1], int)]
    first = next(place for place, line in enumerate(lines) if line is body[0])
    heads = [below or above for above, below in zip(lines[first - 2], lines[first - 1], strict=True)]
    columns = zip(heads, zip(*body, strict=True), strict=True)
    return {str(head): sum((number(cell) or Decimal(0) for cell in cells), Decimal(0)) for head, cells in columns}


def compared(of: str, printed: Figures, counted: Figures, mark: str = "") -> Iterator[Figure]:
    """The figures that both know, in the order of the form."""
    return (Figure(of, f"{mark}{name}", ours, counted[name]) for name, ours in printed.items() if name in counted)


def numbered(lines: Sequence[Cells]) -> Iterator[Cells]:
    """The lines of a form that have a running number."""
    return (line for line in lines if isinstance(line[0], int))


def facts(lines: Sequence[Cells], label: str) -> Iterator[str]:
    """What stands beside a label above the table, wherever its cell begins."""
    return (str(next(cell for cell in line[1:] if cell)) for line in lines if line[0] == label)


def by_unit(lines: Sequence[Cells]) -> Iterator[tuple[str, Figures]]:
    """Every unit's figures by the heading of the column, at last those of the line 合计."""
    first = next(place for place, line in enumerate(lines) if line[0] == 1)
    heads = [below or above for above, below in zip(lines[first - 2], lines[first - 1], strict=True)]
    sums: dict[str, Decimal] = {}
    for line in lines[first:]:
        named = {str(head): cell for head, cell in zip(heads, line, strict=True) if head}
        if isinstance(line[0], int):
            figures = {head: number(cell) for head, cell in named.items()}
            sums = {head: sums.get(head, Decimal(0)) + (value or 0) for head, value in figures.items()}
            yield str(line[1]), figures
        elif line[0] == "合计":
            yield "合计", {head: sums[head] if is_sum(cell) else number(cell) for head, cell in named.items()}


def summed_up(total: object, cells: Sequence[object]) -> Decimal | None:
    """A total as it stands, or as its formula comes to: the sum, and once more for each empty cell where it says so."""
    if not is_sum(total):
        return number(total)
    blanks = cells.count(None) if "+COUNT(" in str(total) else 0
    return Decimal(sum(number(one) or 0 for one in cells) + blanks)


def decimal(value: int | None) -> Decimal | None:
    """A whole number as a figure."""
    return None if value is None else Decimal(value)


def is_sum(cell: object) -> bool:
    """Whether the cell adds up the lines above."""
    return str(cell).startswith("=SUM(")


def statistics(lines: Sequence[Cells]) -> Figures:
    """The annual table's figures by label; those of instances are marked."""
    found: Figures = {}
    mark = None
    for label, unit, code, now, *_ in lines:
        said = str(label or "").strip().removeprefix("其中：")
        if unit is None:
            mark = next((mark for section, mark in _SECTIONS.items() if said.startswith(section)), None)
        elif code is not None and mark is not None:
            value = number(now)
            found[f"{mark}{_SAID.get(said, said)}"] = value / 100 if value is not None and unit == "%" else value
    return found


def lines_without(lines: Sequence[Cells]) -> dict[str, int]:
    """How many persons of each unit stand in the list without a certificate."""
    found: dict[str, int] = {}
    unit = ""
    for line in lines:
        if line[0] and not any(line[1:]):
            unit = str(line[0])
        found[unit] = found.get(unit, 0) + ("（无证件）" in line)
    return found


def number(cell: object) -> Decimal | None:
    """The number in a cell; None for a dash or a formula."""
    try:
        return Decimal(str(cell)).quantize(Decimal("0.0001"))
    except InvalidOperation:
        return None


def recount(workspace: Path, options: Sequence[str] = (), clock: Clock = SYSTEM) -> list[Figure]:
    """Every figure of a centre's workspace, as printed and as recounted."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Recount(Program(workspace, Path(folder), options, clock))
        parts = asked.litigation, asked.certificates, asked.quotas, asked.work, asked.tables, asked.points
        return [figure for part in parts for figure in part()]


def show_table(figures: Sequence[Figure]) -> int:
    """Print a line for each figure; 1 when one differs."""
    for one in figures:
        show(f"{one.of}\t{one.name}\t{said(one.ours)}\t{said(one.recounted)}\t{'同' if one.same else '不同'}")
    differ = sum(not one.same for one in figures)
    show(f"比较{len(figures)}个数，不同{differ}个。")
    return int(differ > 0)


def said(value: Decimal | None) -> str:
    """A figure in words."""
    return "—" if value is None else f"{value.normalize():f}"


if __name__ == "__main__":
    sys.exit(show_table(recount(Path(sys.argv[1]), sys.argv[2:])))

"""`paper`: the papers of a litigation case in Word, and the templates they are made by."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.store.base.workspace import TEMPLATES, Workspace
from reports.case_papers.papers import CasePaper, PaperChoice, paper_choices, require_paper_of
from ui.cli.arguments import UsageError, require_ending, show, tell
from ui.cli.opening import add_workspace, opened, operator_of


def paper_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, case, paper and target; without them what there is is listed."""
    add_workspace(parser)
    parser.add_argument("case", metavar="案号", nargs="?", default="", help="案号或复议案号；不写时列出全部文书")
    parser.add_argument("paper", metavar="文书", nargs="?", default="", help="代号或名称；不写时列出这件案件能写的文书")
    parser.add_argument("target", metavar="目标", nargs="?", type=Path, help="以 .docx 结尾的文件名")
    parser.add_argument("--row", metavar="行", type=int, help="开庭情况、诉讼代理人、建议的第几行，不写时是第1行")
    parser.add_argument("--template", metavar="文书", default="", help=f"把模板写到工作区的“{TEMPLATES}”里修改")
    parser.add_argument("--fact", metavar="名称=内容", action="append", default=[], help="记下本单位情况，文书里都用")


def run_paper(args: argparse.Namespace) -> int:
    """List papers, write one, take a template, or keep what is known of the office."""
    from reports.case_papers.frames import copy_template
    from reports.case_papers.papers import case_paper

    paper = case_paper(args.template or args.paper) if args.template or args.paper else None
    if args.paper and args.target is None:
        raise UsageError("请写明文书存到哪里：以 .docx 结尾的文件名。")
    if args.target is not None:
        require_ending(args.target, ".docx")
    facts = _facts(args.fact)
    with opened(args) as workspace:
        if facts:
            _keep_facts(workspace, operator_of(args), facts)
        if args.template and paper:
            show(str(copy_template(workspace, paper)))
        elif paper:
            _write(workspace, args, paper)
        elif not facts:
            _list(workspace, args.case)
    return 0


def _facts(given: list[str]) -> dict[str, str]:
    from reports.case_papers.office_facts import OFFICE_FACTS

    found = dict(one.split("=", 1) for one in given if "=" in one)
    if len(found) < len(given) or not found.keys() <= set(OFFICE_FACTS):
        raise UsageError(f"--fact 请写成 名称=内容，名称可选 {'、'.join(OFFICE_FACTS)}。")
    return found


def _keep_facts(workspace: Workspace, operator: str, facts: dict[str, str]) -> None:
    from reports.case_papers.office_facts import office_facts, save_office_facts

    kept = office_facts(workspace) | facts
    with workspace.write(operator) as tx:
        save_office_facts(tx, kept)


def _list(workspace: Workspace, case: str) -> None:
    from reports.case_papers.frames import own_template
    from reports.case_papers.papers import PAPERS
    from reports.case_papers.write import read_case

    if case:
        for choice in paper_choices(read_case(workspace, workspace.unit, case).case):
            row = "" if choice.row is None else f"\t--row {choice.row + 1}"
            show(f"{choice.paper.id}\t{choice.label}{row}")
        return
    for paper in PAPERS:
        own = "本单位的模板" if own_template(workspace, paper).is_file() else "程序自带的模板"
        show(f"{paper.id}\t{paper.label}\t{own}")


def _write(workspace: Workspace, args: argparse.Namespace, paper: CasePaper) -> None:
    from reports.case_papers.write import draft_paper, lacking_words, read_case, write_paper

    about = read_case(workspace, workspace.unit, args.case)
    require_paper_of(paper, about.case)
    rows = len(getattr(about.case, paper.rows)) if paper.rows else 0
    row = args.row - 1 if args.row else 0 if rows else None
    draft = draft_paper(workspace, workspace.unit, about, PaperChoice(paper, row, paper.label))
    for line in lacking_words(draft.lacking):
        tell(line)
    write_paper(workspace, operator_of(args), draft, args.target)
    tell(f"要补写的地方{draft.gaps}处，都标有“【待补充：…】”。")
    show(str(args.target))

"""`draft`: an editable Word draft, filled from the ledgers, with what its writer has to add."""

from __future__ import annotations

import argparse
from pathlib import Path

from reports.drafts import UnknownDraftError, drafts, make_draft
from ui.cli.arguments import UsageError, show, tell
from ui.cli.form_request import add_scope, request_of, require_ending
from ui.cli.opening import add_workspace, opened

ENDING = ".docx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which draft, for what, and where to."""
    add_workspace(parser)
    known = "、".join(f"{one.id}（{one.label}）" for one in drafts().values())
    parser.add_argument("draft", metavar="文稿", help=f"代号或名称：{known}")
    parser.add_argument("target", metavar="目标", type=Path, help="以 .docx 结尾的文件名")
    add_scope(parser)


def run(args: argparse.Namespace) -> int:
    """Write it, and say how much is left for the writer."""
    from reports.word.document import write_docx

    draft_id = _draft(args.draft)
    require_ending(args.target, ENDING)
    with opened(args) as workspace:
        papers = make_draft(workspace, draft_id, request_of(args, workspace))
    write_docx(papers, args.target)
    tell(f"共{len(papers)}份，要补写的地方{sum(len(paper.gaps) for paper in papers)}处，都标有“【待补充：…】”。")
    show(str(args.target))
    return 0


def _draft(given: str) -> str:
    found = next((one.id for one in drafts().values() if given in (one.id, one.label)), None)
    if found is None:
        raise UsageError(UnknownDraftError(given, tuple(drafts())).sentence)
    return found

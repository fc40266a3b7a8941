"""落实情况: what a unit did about each item of the year's plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec

from models.records.entry import uid_for
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import LAW_STUDY, Context, Ledger
from models.records.record import Record
from models.records.tone import Tone
from models.records.view import having

OPEN, UNDER_WAY, DONE, NOT_APPLICABLE = STATES = ("未开始", "推进中", "已完成", "不适用")
STATE_TONES = {OPEN: Tone.CALM, UNDER_WAY: Tone.WARN, DONE: Tone.GOOD, NOT_APPLICABLE: Tone.CALM}


class JudgedQuota(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the unit says it did of a quota that no ledger counts; believed with a basis or evidence."""

    what: Annotated[
        str | None, Field("定额", required=True, width=24, help="照定额的写法填，一项只有一个定额时可以不填。")
    ] = None
    done: Annotated[int | None, Field("实际完成", required=True, width=8, help="全年实际做了多少，填整数。")] = None
    basis: Annotated[str | None, Field("依据", width=30, help="凭什么：文号、签到表、统计表等；材料附在佐证里。")] = (
        None
    )


class Progress(Record, frozen=True, kw_only=True):
    """A unit's state of one plan item: measures, evidence, completion (docs/ledgers.md, progress)."""

    year: Annotated[
        int | None,
        Field(
            "年度", format="year", required=True, width=6, listed=False, group="事项", help="工作要点的年度，四位数字。"
        ),
    ] = None
    item: Annotated[
        int | None,
        Field("项号", required=True, format="item", width=6, group="事项", help="工作要点里的第几项，填数字。"),
    ] = None
    task: Annotated[
        str | None,
        Field("任务", width=24, lines=2, listed=False, group="事项", help="本单位在这一项里具体承担的任务。"),
    ] = None
    state: Annotated[
        str | None,
        Field(
            "落实状态",
            required=True,
            choices=STATES,
            tones=STATE_TONES,
            width=10,
            group="进度",
            help="已完成的要写明措施并附佐证材料；本单位不涉及的选不适用并写明理由。",
            default=lambda: OPEN,
        ),
    ] = None
    percentage: Annotated[
        int | None, Field("完成百分比", width=10, group="进度", help="0到100的整数，不用写百分号。")
    ] = None
    completed_on: Annotated[dt.date | None, Field("完成日期", group="进度", help="这一项全部完成的日期。")] = None
    measures: Annotated[
        str | None,
        Field("主要措施", width=30, lines=4, group="落实", help="做了什么：发了什么文件、开了什么会、办了什么事。"),
    ] = None
    outcome: Annotated[
        str | None, Field("工作成效", width=24, lines=3, group="落实", help="取得的效果，尽量用数字。")
    ] = None
    problems: Annotated[
        str | None, Field("存在问题", width=20, lines=3, listed=False, group="落实", help="推进中遇到的困难和不足。")
    ] = None
    next_step: Annotated[
        str | None,
        Field("下步打算", width=20, lines=3, listed=False, group="落实", help="下一步怎么做、什么时候做完。"),
    ] = None
    not_applicable: Annotated[
        str | None,
        Field(
            "不适用理由", width=20, lines=2, listed=False, group="落实", help="选了不适用时必填：为什么本单位不涉及。"
        ),
    ] = None
    judged: Annotated[
        tuple[JudgedQuota, ...],
        Field(
            "人工认定的定额",
            listed=False,
            group="落实",
            help="没有台账计数的定额，在这里写明实际做了多少、凭什么；写了依据或者附了佐证材料才算。",
        ),
    ] = ()


def judged_count(progress: Progress | None, what: str) -> int | None:
    """What a unit says it did of a quota, None where it says nothing that could be believed.

    A row has the quota's wording somewhere; the only one may leave it out.
    """
    rows = progress.judged if progress else ()
    only = rows[0] if len(rows) == 1 and not rows[0].what else None
    row = next((one for one in rows if one.what and what in one.what), only)
    believed = row is not None and progress is not None and bool(row.basis or progress.evidence)
    return row.done if row and believed else None


def check_judged(progress: Progress, _uid: str, _context: Context) -> Iterable[Finding]:
    """A number that a person gives is not below 0, and rests on something."""
    for row in progress.judged:
        if row.done is not None and row.done < 0:
            yield error("judged", "progress.judged", f"人工认定的定额不能是{row.done}，请填不小于0的整数。")
        elif not row.basis and not progress.evidence:
            said = f"“{row.what or '定额'}”的人工认定没有依据，也没有佐证材料，不计入，请补上。"
            yield warning("judged", "progress.judged_basis", said)


def check_done(progress: Progress, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn about a completed item without measures, evidence or completion date."""
    if progress.state != DONE:
        return
    if not progress.measures:
        yield warning("measures", "progress.measures", "落实状态是已完成，但没有写主要措施，请补写做了什么。")
    if not progress.evidence:
        yield warning("evidence", "progress.proof", "落实状态是已完成，但没有佐证材料，请附上，或者说明原因。")
    if not progress.completed_on:
        yield warning("completed_on", "progress.completed_on", "落实状态是已完成，但没有完成日期，请补填。")


def check_not_applicable(progress: Progress, _uid: str, _context: Context) -> Iterable[Finding]:
    """不适用 takes the item off a unit's list, so it needs a reason."""
    if progress.state == NOT_APPLICABLE and not progress.not_applicable:
        yield error("not_applicable", "progress.reason", "选了不适用但没有理由，请写明本单位为什么不涉及这一项。")


def check_percentage(progress: Progress, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error outside 0 to 100; warn if 100 and the state 已完成 disagree."""
    figure = progress.percentage
    if figure is None:
        return
    if not 0 <= figure <= 100:  # noqa: PLR2004 - per cent
        yield error("percentage", "progress.percentage", f"完成百分比是{figure}，请填0到100的整数。")
    elif (figure == 100) != (progress.state == DONE):  # noqa: PLR2004 - per cent
        yield warning(
            "percentage",
            "progress.percentage_state",
            f"完成百分比是{figure}，落实状态是{progress.state or '空'}，两者不一致，请改正其中一个。",
        )


def check_completed(progress: Progress, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn of a completion date on an item not completed; give an error for one in the future."""
    if progress.completed_on is None:
        return
    if progress.state != DONE:
        yield warning("state", "progress.completed_state", "填了完成日期，但落实状态不是已完成，请改正其中一个。")
    if progress.completed_on > context.today:
        yield error("completed_on", "progress.completed_ahead", f"完成日期{progress.completed_on}还没有到，请改正。")


LEDGER = Ledger(
    id="progress",
    label="落实情况",
    record=Progress,
    order=10,
    title="item",
    key=("year", "item"),
    fixed_uid=True,
    year_of="year",
    checks=(check_done, check_not_applicable, check_percentage, check_completed, check_judged),
    views=(having(UNDER_WAY, state=UNDER_WAY),),
    group=LAW_STUDY,
    hint="工作要点的每一项都在这里写明落实到哪一步、做了什么。",
)


def progress_uid(unit: str, year: int, item: int) -> str:
    """The uid of a unit's 落实情况 of an item, kept already or not."""
    return uid_for(LEDGER, unit, {"year": year, "item": item})

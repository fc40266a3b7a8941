"""Which item of a text is which of the plan before: dropped, split, merged, reworded, inserted, moved, renumbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plan_text import read_plan_file
from models.plan_text.comparison import ComparedRow, Comparison, Verdict, compare_plans
from models.records.plan import FRESH, Chapter, Item, Plan
from models.resources import resource

SEED = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
WORDS = (
    "严格落实行政执法公示制度。各行政执法单位要在执法决定作出之日起公开执法信息。",
    "加强规范性文件合法性审核。凡未经审核的文件不得提交集体讨论。",
    "推进行政负责人出庭应诉。被诉行政机关负责人应当出庭，不得只委托律师。",
    "组织法治专题讲座。管委会每年举办讲座不少于两次，各办事处参照执行。",
    "化解矛盾纠纷。健全人民调解组织，做到小事不出村、大事不出镇。",
)
TWO = f"{WORDS[0]}{WORDS[1]}"


def plan(*texts: str, chapters: Sequence[int] = ()) -> Plan:
    items = [Item(at, text.partition("。")[0], text.partition("。")[2], (), ()) for at, text in enumerate(texts, 1)]
    sizes, parts = chapters or (len(items),), []
    for number, size in enumerate(sizes, 1):
        parts.append(Chapter(number, f"第{number}部分", tuple(items[:size])))
        items = items[size:]
    return Plan("要点", 2020, "", "", tuple(parts))


def said(row: ComparedRow) -> tuple[str, int, int]:
    return row.verdict.value, row.old.number if row.old else 0, row.new.number if row.new else 0


A, B, C, D, E = WORDS
CASES = {
    "same": (plan(A, B), plan(A, B), [("不变", 1, 1), ("不变", 2, 2)]),
    "spaces and width are no other wording": (plan(A), plan(A.replace("，", ",  ")), [("不变", 1, 1)]),
    "dropped": (plan(A, B, C), plan(A, C), [("不变", 1, 1), ("删去", 2, 0), ("不变", 3, 2)]),
    "the first dropped": (plan(A, B), plan(B), [("删去", 1, 0), ("不变", 2, 1)]),
    "inserted": (plan(A, C), plan(A, B, C), [("不变", 1, 1), ("新增", 0, 2), ("不变", 2, 3)]),
    "reworded": (plan(A, B), plan(A, B.replace("凡未经", "没有经过")), [("不变", 1, 1), ("改写", 2, 2)]),
    "reworded but for the title": (plan(A), plan("严格落实行政执法公示制度。另有要求。"), [("改写", 1, 1)]),
    "moved": (plan(A, B, C), plan(C, A, B), [("移动", 3, 1), ("不变", 1, 2), ("不变", 2, 3)]),
    "moved to another chapter": (
        plan(A, B, C, chapters=(1, 2)),
        plan(A, B, C, chapters=(2, 1)),
        [("不变", 1, 1), ("移动", 2, 2), ("不变", 3, 3)],
    ),
    "split": (plan(TWO, C), plan(A, B, C), [("拆分", 1, 1), ("拆分", 0, 2), ("不变", 2, 3)]),
    "merged": (plan(A, B, C), plan(TWO, C), [("合并", 1, 1), ("合并", 2, 0), ("不变", 3, 2)]),
    "exchanged for another": (plan(A, B), plan(A, D), [("不变", 1, 1), ("删去", 2, 0), ("新增", 0, 2)]),
    "nothing before": (plan(), plan(A), [("新增", 0, 1)]),
    "nothing now": (plan(A), plan(), [("删去", 1, 0)]),
    "two of one wording": (plan(A, A), plan(A, A), [("不变", 1, 1), ("不变", 2, 2)]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_became_of_each(case: str) -> None:
    old, new, rows = CASES[case]
    assert [said(row) for row in compare_plans(old, new).rows()] == rows


def test_a_plan_that_was_renumbered_by_hand_is_the_same() -> None:
    shifted = tuple(msgspec.structs.replace(item, number=item.number + 4, uid=0) for item in plan(A, B).items)
    new = msgspec.structs.replace(plan(A, B), chapters=(Chapter(1, "第1部分", shifted),))
    found = compare_plans(plan(A, B), new)
    assert [said(row) for row in found.rows()] == [("不变", 1, 5), ("不变", 2, 6)]
    assert [(item.uid, item.number) for item in found.plan().items] == [(1, 5), (2, 6)]


def test_the_2020_text_without_item_20_keeps_every_other_item() -> None:
    kept = [
        msgspec.structs.replace(one, items=tuple(item for item in one.items if item.number != 20))
        for one in SEED.chapters
    ]
    count = iter(range(1, 36))
    again = [
        msgspec.structs.replace(
            one,
            items=tuple(
                Item(next(count), item.title, item.text, item.responsible, item.quotas, item.due) for item in one.items
            ),
        )
        for one in kept
    ]
    found = compare_plans(SEED, msgspec.structs.replace(SEED, chapters=tuple(again)))
    assert {row.verdict for row in found.rows() if row.old and row.old.number != 20} == {Verdict.SAME}
    now = found.plan()
    assert [item.uid for item in now.items] == [number for number in range(1, 37) if number != 20]
    assert [item.number for item in now.items] == list(range(1, 36))
    assert [item.uid for item in now.dropped] == [20]
    assert [chapter.uid for chapter in now.chapters] == [chapter.uid for chapter in SEED.chapters]


def test_what_the_centre_set_goes_on_with_the_item() -> None:
    set_up = msgspec.structs.replace(plan(A, B).items[1], units=("X01",), topics=("普法",))
    old = msgspec.structs.replace(plan(A, B), chapters=(Chapter(1, "第1部分", (plan(A).items[0], set_up)),))
    for text in (B, B.replace("凡未经", "没有经过")):
        found = compare_plans(old, plan(text)).plan()
        assert [(item.uid, item.units, item.topics) for item in found.items] == [(2, ("X01",), ("普法",))]


def test_an_item_that_comes_back_is_the_one_it_was() -> None:
    without = compare_plans(plan(A, B, C), plan(A, C)).plan()
    found = compare_plans(without, plan(A, B, C))
    assert [item.uid for item in found.plan().items] == [1, 2, 3]
    assert found.plan().dropped == ()


def test_parts_say_what_they_were_split_off_and_what_was_merged() -> None:
    parts = compare_plans(plan(TWO, C), plan(A, B, C)).plan()
    assert (parts.items[0].uid, parts.items[1].origin, parts.items[1].uid >= FRESH) == (1, (1,), True)
    whole = compare_plans(plan(A, B, C), plan(TWO, C)).plan()
    assert (whole.items[0].uid, whole.items[0].origin, [one.uid for one in whole.dropped]) == (1, (2,), [2])


def decide_and_tell(found: Comparison) -> list[tuple[str, int, int]]:
    return [said(row) for row in found.rows()]


def test_what_the_clerk_decides() -> None:
    found = compare_plans(plan(A, B), plan(A, D))
    assert decide_and_tell(found.continued(2, 2)) == [("不变", 1, 1), ("改写", 2, 2)]
    assert decide_and_tell(found.continued(2, 2).parted(2)) == decide_and_tell(found)
    assert decide_and_tell(found.split_off(2, 1)) == [("拆分", 1, 1), ("删去", 2, 0), ("拆分", 0, 2)]
    assert decide_and_tell(found.merged_into(2, 1)) == [("合并", 1, 1), ("合并", 2, 0), ("新增", 0, 2)]
    assert decide_and_tell(found.dropped(1)) == [("删去", 1, 0), ("删去", 2, 0), ("新增", 0, 1), ("新增", 0, 2)]
    assert found.continued(2, 1).goes_on == {2: 1}


ACTS: dict[str, Callable[[Comparison, int, int], Comparison]] = {
    "c": lambda one, number, uid: one.continued(number, uid),
    "s": lambda one, number, uid: one.split_off(number, uid),
    "m": lambda one, number, uid: one.merged_into(uid, number),
    "p": lambda one, number, _: one.parted(number),
    "d": lambda one, _, uid: one.dropped(uid),
}
texts = st.lists(st.sampled_from([*WORDS, TWO, "加强组织领导。", "其他。"]), max_size=7)
decisions = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(1, 7), st.integers(1, 7)), max_size=6)


def decided(found: Comparison, acts: list[tuple[str, int, int]]) -> Comparison:
    numbers, uids = {one.number for one in found.new.items}, set(found.known)
    for act, number, uid in acts:
        if number in numbers and uid in uids:
            found = ACTS[act](found, number, uid)
    return found


@given(texts, texts, decisions)
@settings(max_examples=60)
def test_nothing_is_lost_and_nothing_goes_on_twice(
    before: list[str], after: list[str], acts: list[tuple[str, int, int]]
) -> None:
    found = decided(compare_plans(plan(*before), plan(*after)), acts)
    rows, now = found.rows(), found.plan()
    olds, news = ([getattr(row, side) for row in rows if getattr(row, side)] for side in ("old", "new"))
    assert sorted(one.uid for one in olds) == list(range(1, len(before) + 1))
    assert [one.number for one in news] == list(range(1, len(after) + 1))
    uids = [one.uid for one in (*now.items, *now.dropped)]
    assert len(uids) == len(set(uids))
    assert set(range(1, len(before) + 1)) <= set(uids)


@given(st.lists(st.sampled_from([*WORDS, TWO]), max_size=6))
def test_a_plan_beside_itself_is_the_same(some: list[str]) -> None:
    one = plan(*some)
    found = compare_plans(one, one)
    assert {row.verdict for row in found.rows()} <= {Verdict.SAME}
    assert found.plan() == one


@given(st.permutations([*WORDS, TWO, "加强组织领导。", "其他。"]))
def test_shuffling_moves_and_changes_nothing_else(some: list[str]) -> None:
    old = plan(*WORDS, TWO, "加强组织领导。", "其他。")
    found = compare_plans(old, plan(*some))
    verdicts = {row.verdict for row in found.rows()}
    assert verdicts <= {Verdict.SAME, Verdict.MOVED}
    assert (Verdict.MOVED in verdicts) is ([item.title + "。" + item.text for item in old.items] != some)
    wording = {item.uid: item.text for item in old.items}
    assert {item.uid: item.text for item in found.plan().items} == wording

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.legal_effect import Effect
from models.rules.lost_case import (
    EXAMPLE,
    OUTCOME_NAMES,
    OUTCOMES,
    RECONSIDERATION,
    RECONSIDERATION_DECISIONS,
    RECONSIDERATION_NAMES,
    CaseInstance,
    LostStandard,
    OutcomeEffect,
    OutcomeReading,
    lost_case,
)
from tests.places import ZHENGDONG

IN_FORCE, NOT_YET = Effect.IN_FORCE, Effect.NOT_YET
STANDARD = ZHENGDONG.lost_standard


def _first(outcome: str, effect: Effect = NOT_YET) -> CaseInstance:
    return CaseInstance("一审", outcome, effect)


def _second(outcome: str, effect: Effect = IN_FORCE) -> CaseInstance:
    return CaseInstance("二审", outcome, effect)


@pytest.mark.parametrize(
    ("outcome", "lost", "words"),
    [
        ("驳回诉讼请求", False, "未败诉"),
        ("全部撤销", True, "第（二）项"),
        ("全部撤销并重作", True, "第（二）、（四）项"),
        ("部分撤销", True, "部分败诉，计为败诉"),
        ("部分撤销并重作", True, "部分败诉，计为败诉"),
        ("履行法定职责", True, "第（四）项"),
        ("履行给付义务", True, "请人工确认"),
        ("确认违法", True, "第（一）项"),
        ("确认无效", True, "第（五）项"),
        ("变更", True, "第（三）项"),
        ("行政协议履行", True, "请人工确认"),
        ("行政协议补偿", True, "请人工确认"),
        ("驳回起诉", False, "未败诉"),
        ("准许原告主动撤诉", False, "未败诉"),
        ("准许原告因被告改变原行政行为撤诉", False, "自行改变"),
        ("终结诉讼", False, "请人工确认"),
        ("调解", False, "未败诉"),
        ("撤销原判发回重审", None, "未定"),
        ("裁定再审", None, "未定"),
        ("其他裁定", None, "请人工认定"),
        ("其他", None, "请人工认定"),
        ("从未见过的结果", None, "请人工认定"),
        ("驳回上诉维持原判决", None, "缺少前一审级"),
        ("驳回上诉维持原裁定", None, "缺少前一审级"),
        ("准许撤回上诉", None, "缺少前一审级"),
        ("驳回再审申请", None, "缺少前一审级"),
        ("再审维持原裁判", None, "缺少前一审级"),
    ],
)
def test_one_effective_instance(outcome: str, lost: bool | None, words: str) -> None:
    verdict = lost_case((_first(outcome, IN_FORCE),), STANDARD)
    assert verdict.lost is lost
    assert words in verdict.reason
    assert verdict.confirm is ("人工" in verdict.reason or "请补录" in verdict.reason)
    assert (STANDARD.clause in verdict.reason) is (lost is not None)
    national = lost_case((_first(outcome, IN_FORCE),))
    assert national[:1] + national[2:] == verdict[:1] + verdict[2:]
    assert (EXAMPLE in national.reason) is (lost is not None)


@pytest.mark.parametrize(
    ("chain", "lost", "decided_by"),
    [
        ([], None, None),
        ([_first("")], None, None),
        ([_first("全部撤销")], None, 0),  # not effective
        ([_first("驳回诉讼请求")], None, 0),
        ([_first("全部撤销"), _second("", NOT_YET)], None, None),  # under appeal
        ([_first("全部撤销"), _second("驳回上诉维持原判决")], True, 0),
        ([_first("全部撤销"), _second("驳回上诉维持原判决", NOT_YET)], None, 0),
        ([_first("全部撤销", IN_FORCE), _second("准许撤回上诉", NOT_YET)], True, 0),
        ([_first("驳回诉讼请求"), _second("驳回上诉维持原判决")], False, 0),
        ([_first("驳回起诉"), _second("驳回上诉维持原裁定")], False, 0),
        ([_first("驳回诉讼请求"), _second("全部撤销")], True, 1),
        ([_first("全部撤销"), _second("驳回诉讼请求")], False, 1),
        ([_first("全部撤销"), _second("撤销原判发回重审")], None, 1),
        ([_first("全部撤销"), _second("撤销原判发回重审"), _first("")], None, None),
        ([_first("全部撤销"), _second("撤销原判发回重审"), _first("驳回诉讼请求", IN_FORCE)], False, 2),
        (
            [_first("驳回诉讼请求"), _second("撤销原判发回重审"), _first("确认违法"), _second("驳回上诉维持原判决")],
            True,
            2,
        ),
        ([_first("全部撤销", IN_FORCE), CaseInstance("再审审查")], True, 0),  # only being examined
        ([_first("全部撤销", IN_FORCE), CaseInstance("再审审查", "驳回再审申请", IN_FORCE)], True, 0),
        ([_first("全部撤销", IN_FORCE), CaseInstance("再审审查", "裁定再审", IN_FORCE)], None, 1),
        (
            [_first("全部撤销", IN_FORCE), CaseInstance("再审审查", "裁定再审", IN_FORCE), CaseInstance("再审")],
            None,
            None,
        ),
        (
            [
                _first("全部撤销", IN_FORCE),
                CaseInstance("再审审查", "裁定再审", IN_FORCE),
                CaseInstance("再审", "驳回诉讼请求", IN_FORCE),
            ],
            False,
            2,
        ),
        ([CaseInstance("再审审查")], None, None),
        # the second has not taken effect
        ([_first("全部撤销", IN_FORCE), _second("驳回上诉维持原判决", NOT_YET)], None, 0),
        ([_first("全部撤销"), _second("准许撤回上诉")], True, 0),
        ([_first("全部撤销"), _second("准许撤回上诉", NOT_YET)], None, 0),
        (
            [
                _first("全部撤销", IN_FORCE),
                CaseInstance("再审审查", "裁定再审", IN_FORCE),
                CaseInstance("再审", "再审维持原裁判"),
            ],
            None,
            0,
        ),
    ],
)
def test_chains(chain: list[CaseInstance], lost: bool | None, decided_by: int | None) -> None:
    verdict = lost_case(tuple(chain))
    assert (verdict.lost, verdict.decided_by) == (lost, decided_by)


def test_retrial_that_upholds_reaches_past_its_own_ruling() -> None:
    review = CaseInstance("再审审查", "裁定再审", IN_FORCE)
    upheld = CaseInstance("再审", "再审维持原裁判", IN_FORCE)
    verdict = lost_case((_first("全部撤销"), _second("驳回上诉维持原判决"), review, upheld))
    assert (verdict.lost, verdict.decided_by) == (True, 0)


def test_part_counts_and_says_so() -> None:
    verdict = lost_case((_first("部分撤销"), _second("驳回上诉维持原判决")), STANDARD)
    assert (verdict.lost, verdict.partial) == (True, True)
    assert verdict.reason == (
        f"一审“部分撤销”，二审“驳回上诉维持原判决”，已生效，依据{STANDARD.clause}第（二）项，部分败诉，计为败诉"
    )


@pytest.mark.parametrize(
    ("outcome", "lost"),
    [
        ("维持", False),
        ("驳回行政复议请求", False),
        ("撤销", True),
        ("责令履行", True),
        ("确认违法", True),
        ("其他", None),
    ],
)
def test_reconsideration(outcome: str, lost: bool | None) -> None:
    assert lost_case((CaseInstance(RECONSIDERATION, outcome, IN_FORCE),)).lost is lost


def test_code_lists_agree() -> None:
    assert len(set(OUTCOME_NAMES)) == len(OUTCOME_NAMES)
    assert len(set(RECONSIDERATION_NAMES)) == len(RECONSIDERATION_NAMES)
    shared = {outcome.name: outcome for outcome in OUTCOMES}
    assert all(shared.get(outcome.name, outcome) == outcome for outcome in RECONSIDERATION_DECISIONS)


@pytest.mark.parametrize("outcome", [one.name for one in (*OUTCOMES, *RECONSIDERATION_DECISIONS)])
def test_the_example_s_place_reads_as_the_table_does_and_names_the_item_of_a_loss(outcome: str) -> None:
    own, table = STANDARD.read(outcome), LostStandard().read(outcome)
    assert own
    assert table
    assert own._replace(item="") == table
    assert bool(own.item) is (outcome in STANDARD.losing)


def test_a_place_may_read_an_outcome_otherwise() -> None:
    own = LostStandard("《某办法》第二条", {"调解": OutcomeReading(OutcomeEffect.LOST, "（六）")})
    verdict = lost_case((_first("调解", IN_FORCE),), own)
    assert (verdict.lost, verdict.reason) == (True, "一审“调解”，已生效，依据《某办法》第二条第（六）项，属败诉")


_STEPS = st.builds(
    CaseInstance,
    st.sampled_from(["一审", "二审", "再审审查", "再审"]),
    st.sampled_from(["", *OUTCOME_NAMES]),
    st.sampled_from([NOT_YET, IN_FORCE]),
)


@given(st.lists(_STEPS, max_size=6))
def test_nothing_is_decided_without_an_effective_document(chain: list[CaseInstance]) -> None:
    verdict = lost_case(tuple(chain))
    assert verdict.lost is None or any(step.effect is IN_FORCE for step in chain)
    assert verdict.lost is not None or "未定" in verdict.reason


@given(st.lists(_STEPS, max_size=5))
def test_an_open_review_changes_nothing(chain: list[CaseInstance]) -> None:
    if chain:
        assert lost_case((*chain, CaseInstance("再审审查"))) == lost_case(tuple(chain))

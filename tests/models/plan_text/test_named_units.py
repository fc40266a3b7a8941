from __future__ import annotations

import pytest

from models.plan_text.named_units import named_units


@pytest.mark.parametrize(
    ("wording", "names"),
    [
        ("各乡(镇)办事处、管委会各局(办)要落实。", "各乡（镇）办事处 管委会各局（办）"),
        ("县司法局要加强指导，县市场监管局、县城管局应配合。", "县司法局 县市场监管局、县城管局"),
        ("加强协调。由县委编办负责调整权责清单。", "县委编办"),
        ("教育、公安、民政等部门要落实。", "教育 公安 民政"),
        ("各街道办事处、区直各部门按期报送。", "各街道办事处 区直各部门"),
        ("向管委会报告，报各单位备案。", ""),
        ("执行《郑东新区管委会行政应诉办法》。", ""),
        ("配合市政府做好工作。", ""),
        ("对财政资金、国有资产、政府采购等权力集中的部门加强监督。", ""),
        ("加强与法院的联系，支持法院要求。", ""),
    ],
)
def test_named(wording: str, names: str) -> None:
    assert named_units(wording) == tuple(names.replace("、", " ").split())

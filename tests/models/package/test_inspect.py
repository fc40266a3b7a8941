import io

import pytest

from models.package.inspect import UNCHECKED, inspect_package
from tests.models.package.samples import UNIT_A, sha


def test_whole_package_says_nothing_of_trust(submission: bytes) -> None:
    found = inspect_package(io.BytesIO(submission))
    assert found.verdict == UNCHECKED == "字节完整，签名人身份未核对"
    assert found.digest == sha(submission)
    assert found.header is not None
    assert found.header.unit == UNIT_A.code


@pytest.mark.parametrize(("cut", "words"), [(0, "不是法治台账的文件"), (500, "已损坏"), (-1, "没有拷完")])
def test_broken_package_is_a_result(submission: bytes, cut: int, words: str) -> None:
    found = inspect_package(io.BytesIO(submission[:cut]))
    assert found.header is None
    assert words in found.verdict

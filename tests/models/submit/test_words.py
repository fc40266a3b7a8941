"""What those say that stop a submission, a handover or a 代录: the right words, cut where they are long."""

import pytest

from models.errors import FazhiError
from models.store.base.errors import NoEvidenceError
from models.submit.proxy import NoProxyError
from models.submit.transfer import BadAddressError


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (NoEvidenceError("ab" * 32, "已损坏"), f"（摘要 {'ab' * 6}…）已损坏"),
        (BadAddressError("甲" * 100), f"“{'甲' * 80}"),
        (NoProxyError("C03", "2020年度"), "单位C03没有登记2020年度的代录"),
        (NoProxyError("C03", ""), "单位C03没有登记代录"),
    ],
)
def test_the_sentence_says_what_it_is_about(problem: FazhiError, words: str) -> None:
    assert words in problem.sentence

import re

import pytest

from models.package.errors import (
    DamagedPackageError,
    OtherRecipientError,
    OversizedPackageError,
    PackageError,
    ReadingStep,
    UnsupportedPackageError,
    UntrustedPackageError,
    explain_refusal,
)

CLASSES = [
    PackageError,
    DamagedPackageError,
    UnsupportedPackageError,
    OversizedPackageError,
    UntrustedPackageError,
    OtherRecipientError,
]


@pytest.mark.parametrize("step", ReadingStep)
@pytest.mark.parametrize("kind", CLASSES)
def test_every_refusal_has_a_sentence(kind: type[PackageError], step: ReadingStep) -> None:
    words = explain_refusal(kind(step, expected="甲", found="乙"))
    assert words.endswith("。")
    assert not re.search(r"[{}A-TV-Z]", words)


def test_hostile_facts_stay_short() -> None:
    error = UnsupportedPackageError(ReadingStep.VERSION, found="{expected}" * 10_000)
    assert len(explain_refusal(error)) < 200


def test_facts_are_kept() -> None:
    error = DamagedPackageError(ReadingStep.LENGTH, expected=10, found=7)
    assert (error.step, error.expected, error.found) == (ReadingStep.LENGTH, "10", "7")
    assert "应有10字节，实有7字节" in explain_refusal(error)

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from models.rules.identity import (
    CreditCode,
    IdNumber,
    IdProblem,
    birth_and_sex,
    check_credit_code,
    check_id_number,
    mask_id,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _with_check_digit(first17: str) -> str:
    return first17 + "10X98765432"[sum(int(d) * w for d, w in zip(first17, WEIGHTS, strict=True)) % 11]


def _message(text: str) -> str:
    found = check_id_number(text)
    assert isinstance(found, IdProblem)
    return found.message


@pytest.mark.parametrize(
    ("text", "birth", "sex"),
    [
        ("360426199101010071", dt.date(1991, 1, 1), "男"),
        ("120103198806018241", dt.date(1988, 6, 1), "女"),
        ("11010519491231002X", dt.date(1949, 12, 31), "女"),
        ("11010519491231002x", dt.date(1949, 12, 31), "女"),
        (" 360426 19910101 0071 ", dt.date(1991, 1, 1), "男"),
        ("'360426199101010071", dt.date(1991, 1, 1), "男"),
        ("３６０４２６１９９１０１０１００７１", dt.date(1991, 1, 1), "男"),
        (_with_check_digit("41019119900101001"), dt.date(1990, 1, 1), "男"),  # an area stdnum does not know
        (_with_check_digit("41012219500101002"), dt.date(1950, 1, 1), "女"),  # one it dates later
    ],
)
def test_valid_numbers(text: str, birth: dt.date, sex: str) -> None:
    found = check_id_number(text)
    assert isinstance(found, IdNumber)
    assert (found.birth, found.sex) == (birth, sex)
    assert len(found.number) == 18
    assert check_id_number(found.number) == found
    assert birth_and_sex(text) == (birth, sex)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "为空"),
        ("   ", "为空"),
        ("110105491231002", "15位旧号，请换成18位"),
        ("360426********0071", "脱敏"),
        ("4.1010219900101E+17", "科学计数"),
        ("4.1010219900101e+17", "科学计数"),
        ("410102199001010000.0", "丢失"),
        ("410102199001010000", "单元格设为文本"),
        ("36042619910101007", "现为17位"),
        ("3604261991010100711", "现为19位"),
        ("36042619910101007A", "末位为数字或字母X"),
        ("3604261991O1010071", "前17位应为数字"),
        ("360426199101010072", "校验位不符"),
        (_with_check_digit("36042619910230007"), "出生日期"),
        (_with_check_digit("36042600000101007"), "出生日期"),
        ("张三", "18位"),
    ],
)
def test_problems_say_what_to_do(text: str, words: str) -> None:
    assert words in _message(text)
    assert birth_and_sex(text) is None


def test_a_valid_number_may_end_in_three_zeros() -> None:
    numbers = [_with_check_digit(f"410102{year}0101500") for year in range(1950, 2010)]
    ending = next(number for number in numbers if number.endswith("000"))
    assert isinstance(check_id_number(ending), IdNumber)


_BIRTHS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
_VALID = st.builds(
    lambda area, birth, order: _with_check_digit(f"{area}{birth:%Y%m%d}{order:03}"),
    st.integers(100000, 999999),
    _BIRTHS,
    st.integers(0, 999),
)


@given(_VALID)
def test_every_number_with_its_check_digit_is_valid(number: str) -> None:
    assert isinstance(check_id_number(number), IdNumber)


@given(_VALID, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_digit_is_caught(number: str, place: int, digit: str) -> None:
    spoiled = number[:place] + digit + number[place + 1 :]
    assert isinstance(check_id_number(spoiled), IdProblem) is (spoiled != number)


@given(_VALID, st.integers(0, 16))
def test_no_message_repeats_the_number(number: str, place: int) -> None:
    spoiled = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert spoiled[6:14] not in _message(spoiled)


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(check_id_number(text), IdNumber | IdProblem)
    assert isinstance(check_credit_code(text), CreditCode | IdProblem)


def _with_check_character(first17: str) -> str:
    return first17 + uscc.calc_check_digit(first17)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91350100M000100Y43", "91350100M000100Y43"),
        ("911100001000044477", "911100001000044477"),
        ("91350100m000100y43", "91350100M000100Y43"),
        (" 9135 0100 M000 100Y 43 ", "91350100M000100Y43"),
        (_with_check_character("N2410122MF1234567"), _with_check_character("N2410122MF1234567")),  # villages' own
    ],
)
def test_valid_credit_codes(text: str, code: str) -> None:
    assert check_credit_code(text) == CreditCode(code, code[2:8])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "为空"),
        ("91350100M000100Y4", "现为17位"),
        ("91350100M000100Y44", "校验位不符"),
        ("9135O100M000100Y43", "I、O、Z、S、V"),
        ("9135A100M000100Y43", "第3至8位"),
        ("91350100********43", "*号"),
        ("9.1110000100004E+17", "科学计数"),
        ("９１３５０１００Ｍ０００１００Ｙ４４", "校验位不符"),
    ],
)
def test_credit_code_problems(text: str, words: str) -> None:
    found = check_credit_code(text)
    assert isinstance(found, IdProblem)
    assert words in found.message


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("360426199101010071", "360***********0071"),
        ("11010519491231002X", "110***********002X"),
        ("110105491231002", "110********1002"),
        ("12345678", "********"),
        ("123456789", "123**6789"),
        ("", ""),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert mask_id(text) == masked

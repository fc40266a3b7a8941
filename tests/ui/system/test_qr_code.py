from ui.system.qr_code import qr_squares

FINDER = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"]


def test_three_corners_are_found() -> None:
    code = qr_squares("12345678901234567890")
    drawn = ["".join("#" if dark else " " for dark in row) for row in code]
    assert [row[:7] for row in drawn[:7]] == FINDER
    assert [row[-7:] for row in drawn[:7]] == FINDER
    assert [row[:7] for row in drawn[-7:]] == FINDER


def test_other_words_look_different() -> None:
    assert qr_squares("1") != qr_squares("2")

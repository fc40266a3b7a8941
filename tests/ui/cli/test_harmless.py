"""What a terminal would obey, or turn round, reaches it spelt out."""

from __future__ import annotations

import json

import pytest

from ui.cli.arguments import ChineseParser, show, show_json, tell

HOSTILE = {
    "window title": "\x1b]0;owned\x07",
    "clear the screen": "\x1b[2J",
    "C1": "\x9b31m",
    "backspace": "甲\x08\x08乙",
    "carriage return": "已合并\r失败",
    "turned round": "照片\u202egpj.exe",
    "isolated": "\u2066甲\u2069",
    "a line of its own": "甲\u2028乙",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_a_terminal_obeys_is_spelt_out(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    show(f"{text}\t甲\n乙")
    tell(text)
    show_json({"甲": text})
    with pytest.raises(SystemExit):
        ChineseParser().error(text)
    said = capsys.readouterr()
    for written in (said.out, said.err):
        assert all(one.isprintable() or one in "\n\t" for one in written)
    assert "\t甲\n乙" in said.out
    assert json.loads(said.out[said.out.index("{") :]) == {"甲": text}

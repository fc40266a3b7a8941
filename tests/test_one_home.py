"""A changed declaration changes every place that shows it: each line edits one constant and names the places."""

from __future__ import annotations

import json

import pytest

from tests.edited_tree import Tree

L = "models/records/ledgers/"
CHANGES = {
    "the days that count as soon": ("models/records/due_rule.py", "SOON = 30", "SOON = 60"),
    "the tone of a state": (f"{L}certificate.py", "SUSPENDED: Tone.WARN", "SUSPENDED: Tone.BAD"),
    "the name of a view": (f"{L}person.py", 'having("没有身份证号"', 'having("身份证号没填"'),
    "when something is due": (f"{L}complaint.py", 'DueRule("办结投诉举报", "due"', 'DueRule("办结", "due", ahead=7'),
    "the label of a field": (f"{L}certificate.py", '            "执法类别",', '            "执法门类",'),
    "the label of a day": (f"{L}document.py", 'Field("报备日期"', 'Field("送备日期"'),
    "the word of a state": (f"{L}person.py", '"在岗",', '"在职",'),
}
FOLLOW = {
    "the days that count as soon": {
        "views of certificates": ("30天内到期", "60天内到期"),
        "certificates in the view": ("[]", "['1']"),
        "cell": ("有效", "60天内到期"),
        "chip of the cell": ("good", "warn"),
        "findings": ("", "证件还有45天到期"),
        "certificates due": ("[0, 2]", "[2, 2]"),
        "certificates that end": ("0", "1"),
        "urgency": ("calm", "warn"),
        "tile of the desk": ("30天内到期", "60天内到期"),
        "box of the desk": ("30天内", "'已超期', '60天内', '90天内'"),
        "facts of the form": ("其中30天内到期0本", "其中60天内到期1本"),
        "notes of the form": ("30天以内的为30天内到期", "60天以内的为60天内到期"),
        "heads by unit": ("其中30天内到期", "其中60天内到期"),
    },
    "the tone of a state": {
        "chip of a status": ("warn", "bad"),
        "chip of the situation": ("warn", "bad"),
    },
    "the name of a view": {"views of persons": ("没有身份证号", "身份证号没填")},
    "when something is due": {"others due": ("办结投诉举报", "[]")},
    "the label of a field": dict.fromkeys(
        (
            "heads of the list",
            "labels of the form",
            "heads of the workbook",
            "explained in the workbook",
            "heads of the register",
            "heads of the form",
            "heads of the filing form",
        ),
        ("执法类别", "执法门类"),
    ),
    "the label of a day": {"findings": ("没有填报备日期", "没有填送备日期")},
    "the word of a state": {
        "box of the list": ("'在岗'", "'在职'"),
        "facts of the form": ("在岗1人", "在职1人"),
    },
}
PLACES = [(what, place, *words) for what, places in FOLLOW.items() for place, words in places.items()]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What every place says as it is."""
    return places(Tree(tmp_path_factory.mktemp("before")))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What every place says once all of it is changed."""
    tree = Tree(tmp_path_factory.mktemp("after"))
    for change in CHANGES.values():
        tree.edit(*change)
    return places(tree)


def places(tree: Tree) -> dict[str, str]:
    told: dict[str, str] = json.loads(tree.run("-m", "tests.declared_places"))
    return told


@pytest.mark.parametrize(("what", "place", "old", "new"), PLACES)
def test_every_place_follows(
    what: str, place: str, old: str, new: str, before: dict[str, str], after: dict[str, str]
) -> None:
    assert old in before[place], what
    assert new not in before[place], what
    assert new in after[place], what
    assert not old or old not in after[place], what


def test_a_workbook_comes_back_under_its_new_heads(before: dict[str, str], after: dict[str, str]) -> None:
    assert before["rows an import knows"] == after["rows an import knows"] == "[2]"

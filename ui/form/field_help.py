"""What a field means and how it is filled in: the text under F1. Knows no Qt."""

from __future__ import annotations

from models.records.field import BoundField, Kind
from models.rules.dates import YEAR_BOUNDS

POINTS = "填分数，可以带小数，例如 92.5。"
HOW = {
    Kind.DATE: "日期可以连写八位数字，也可以写成 年-月-日、年.月.日 或 ×年×月×日，离开时自动写成 年-月-日。",
    Kind.INTEGER: "只填整数。",
    Kind.MONEY: "单位是元，可以带小数，例如 12000.50。",
    Kind.FLAG: "按空格键在是、否、未填之间换；填否和没填不是一回事。",
    Kind.CHOICE: "输入文字或拼音首字母查找，只剩一项时按 Enter 就选上；也可以按 ↓ 打开列表。",
    Kind.REFERENCE: "输入名称或拼音首字母查找，只剩一项时按 Enter 就选上；没有的要先去那本台账登记。",
    Kind.TABLE: "按“＋ 加一行”（在它上面按空格）开始填，Enter 或 Tab 到下一格，Esc 放弃这一格。",
}
FORMATS = {
    "id_number": "18 位，最后一位可以是 X；性别和出生日期由它算出。列表和日志里只显示前 3 位和后 4 位。",
    "credit_code": "18 位统一社会信用代码。",
    "case_number": "照文书填写，例如（年份）×0101行初1号，×是省份简称；括号全角半角都可以。",
    "year": f"四位数字，{YEAR_BOUNDS}。",
    "phone": "11 位手机号，或带区号的座机号，区号和号码之间写 -。",
}


def field_help(field: BoundField) -> str:
    """Everything worth knowing while the cursor is in the field, as plain sentences one per line."""
    spec = field.spec
    lines = [spec.help] if spec.help else []
    if spec.required:
        lines.append("必填：空着可以先保存，校验时会报错。")
    if spec.unique:
        lines.append("同一单位里不能重复。")
    how = POINTS if spec.points else HOW.get(field.kind)
    lines += [text for text in ("" if spec.help else FORMATS.get(spec.format), how) if text]
    lines += [f"{one.label}：{words}" for one in field.columns if (words := _column_help(one))]
    if spec.choices:
        local = "，以及本地规定的" if spec.local else ""
        lines.append(f"可选：{'、'.join(spec.choices)}{local}{'，也可以直接输入别的' if spec.open else ''}。")
    if spec.lines > 1:
        lines.append("换行按 Alt+Enter。")
    return "\n".join(lines) or "照实填写即可。"


def _column_help(column: BoundField) -> str:
    """What a column of a table inside of a record wants."""
    spec = column.spec
    choices = f"可选{'、'.join(spec.choices)}。" if spec.choices else ""
    return f"{'必填。' if spec.required else ''}{spec.help}{choices}"

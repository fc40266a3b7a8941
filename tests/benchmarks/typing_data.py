"""What is typed into forms: invented certificates and cases, as a clerk types them."""

from collections.abc import Iterator

Typed = dict[str, str | tuple[str, ...]]
"""By field what is typed; of a table the cells of one row, from the left."""


def certificates(count: int) -> Iterator[Typed]:
    """Holder and kind by their initials, dates as eight digits."""
    for at in range(count):
        yield {
            "holder": "zxm",
            "kind": "hnsxzzfz",
            "number": f"豫X01{at:05d}",
            "authority": "杨桥办事处",
            "field": "城市管理",
            "area": "杨桥辖区",
            "issued_on": "20200110",
            "valid_from": "20200110",
            "valid_to": "20250109",
        }


def cases(count: int) -> Iterator[Typed]:
    """A case from filing to judgment, with the hearing."""
    for at in range(count):
        yield {
            "number": f"（2020）豫0191行初{at + 1}号",
            "court": "郑州铁路运输法院",
            "instance": "ys",
            "plaintiffs": "某某建材有限公司",
            "defendants": "杨桥办事处",
            "role": "bg",
            "act": "责令限期拆除决定",
            "act_kind": "xzcf",
            "served_on": "20200315",
            "answered_on": "20200325",
            "hearings": ("20200420", "kt", "王建国", "zz", "李思雨"),
            "judged_on": "20200601",
        }

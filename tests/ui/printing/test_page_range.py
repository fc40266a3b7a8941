import pytest

from ui.printing.page_range import PageRangeError, read_pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", ()),
        ("  ", ()),
        ("2", (1,)),
        ("1-3，5", (0, 1, 2, 4)),
        ("第2页、第4页", (1, 3)),
        ("4-", (3, 4, 5)),
        ("-2", (0, 1)),
        ("１～２", (0, 1)),
        ("5 1", (4, 0)),
    ],
)
def test_pages_as_people_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert read_pages(text, 6) == pages


@pytest.mark.parametrize(("text", "part"), [("0", "0"), ("7", "7"), ("3-2", "3-2"), ("1,x", "x"), ("-", "-")])
def test_what_names_no_page_is_said(text: str, part: str) -> None:
    with pytest.raises(PageRangeError) as wrong:
        read_pages(text, 6)
    assert wrong.value.sentence == f"看不懂页码“{part}”：共6页，请写成 1-3，5 这样。"

"""Tab goes round the window as it goes round a page: the list of pages, the page, the line at the bottom."""

from collections.abc import Callable

import pytest

from tests.ui.reach import faults
from tests.ui.strays import shown_alone
from ui.form.form_fields import FormFields
from ui.window.main_window import MainWindow


def test_opening_a_page_shows_nothing_beside_the_window(window: MainWindow, idle: Callable[[], None]) -> None:
    with shown_alone() as strays:
        for spec in window.specs:
            window.show_page(spec.id)
            idle()
    assert strays == []


@pytest.mark.parametrize("page", ["desk", "certificates", "others", "system"])
def test_tab_goes_round_the_window(window: MainWindow, idle: Callable[[], None], page: str) -> None:
    window.show_page(page)
    for fields in window.page.findChildren(FormFields):
        fields.complete()
    idle()
    assert faults(window) == []


def test_what_the_window_has_to_say_is_on_the_way(window: MainWindow, idle: Callable[[], None]) -> None:
    window.banner.offer("这是上次没有保存的内容。", "不要了", lambda: None)
    window.toast.offer("已删除 1 条", lambda: None)
    window.show_page("cases")
    idle()
    assert faults(window) == []

from pathlib import Path

import pytest

from models.store.base.workspace import LAYOUTS, UNIT, Office, Workspace
from reports.forms import form, forms, layout_of, make_form, own_layout
from reports.layouts.form import FormRequest
from reports.layouts.layout import LayoutError, layout_text, read_layout
from reports.layouts.layout_choice import ChoiceError, LayoutChoice, choice_of, copy_layout, has_own_layout, keep_layout
from tests.copied_workspace import copied_workspace
from tests.reports.forms.samples import TODAY, fill_up

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

EVERY = [one for each in forms().values() for one in each.layout_ids]


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    workspace = copied_workspace(tmp_path / "w", Office(UNIT, "X01", "示例一办事处"), None)
    fill_up(workspace, "X01")
    return workspace


def labels(workspace: Workspace, form_id: str) -> list[str]:
    return [column.label for column in make_form(workspace, form_id, FormRequest(2020, TODAY)).columns]


def edit(workspace: Workspace, layout_id: str, old: str, new: str) -> None:
    path = copy_layout(workspace, layout_id, own_layout(layout_id))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("layout_id", EVERY)
def test_written_and_read_again_is_the_same(layout_id: str) -> None:
    layout = own_layout(layout_id)
    assert read_layout(layout_text(layout).encode(), "x") == layout


def test_no_file_without_a_form() -> None:
    files = {path.stem for path in Path("resources/forms").glob("*.json")}
    assert files == {one for each in forms().values() if not each.own for one in each.layout_ids}


def test_an_office_renames_moves_and_hides_columns(office: Workspace) -> None:
    edit(office, "certificates", '"label": "姓名"', '"label": "持证人"')
    edit_again = office.folder / LAYOUTS / "certificates.json"
    lines = edit_again.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if '"sex"' not in line]
    edit_again.write_text("\n".join(kept).replace("执法人员证件汇总表", "持证情况表"), encoding="utf-8")
    sheet = make_form(office, "certificates", FormRequest(2020, TODAY))
    assert sheet.title == "持证情况表"
    assert [column.label for column in sheet.columns[:3]] == ["序号", "持证人", "身份证号"]
    assert sheet.rows[0].cells[1:3] == ("张三", "120***********8241")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"label": "姓名"', '"label": 3', r"columns 第2项 label，要写成 文字，写成了 数"),
        ('"width": 18', '"width": 900', r"第2栏（姓名），宽度要在5到400毫米之间，现在是900"),
        ('"key": "sex"', '"key": "gender"', r"第3栏（性别），没有“gender”这个值，可用的有number、name、sex"),
        ('"key": "sex"', '"key": "name"', r"第3栏（性别），“name”这一栏重复了"),
        ('"label": "姓名"', '"lable": "姓名"', r"columns 第2项，不认识“lable”"),
        ('"width": 22},', '"width": 22,},', r"第11行，不是完整的 JSON"),
        ('"title": "执法人员证件汇总表"', '"title": " "', r"title，表名是空的"),
        ('"title": "执法人员证件汇总表"', '"title": "{谁}的表"', r"title，不认识\{谁\}"),
        ('"align": "center"', '"align": "middle"', r"columns 第1项 align，不能写“middle”"),
    ],
)
def test_a_fault_is_told_with_file_and_place(old: str, new: str, said: str, office: Workspace) -> None:
    edit(office, "certificates", old, new)
    with pytest.raises(LayoutError, match=f"“表格样式/certificates.json”不能用：.*{said}"):
        make_form(office, "certificates", FormRequest(2020, TODAY))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"figure": "cases.new"', '"figure": "cases.made_up"', "没有“cases.made_up”这个数"),
        ('"figure": "cases.new"', '"figur": "cases.new"', "rows 第3项，不认识“figur”"),
    ],
)
def test_lines_of_statistics_are_checked(old: str, new: str, said: str, office: Workspace) -> None:
    edit(office, "case-statistics", old, new)
    with pytest.raises(LayoutError, match=said):
        make_form(office, "case-statistics", FormRequest(2020, TODAY))


@pytest.mark.parametrize("form_id", ["certificates", "register-person"])
def test_columns_chosen_are_remembered(form_id: str, office: Workspace) -> None:
    before = labels(office, form_id)
    keys = layout_of(office, form_id).keys
    keep_layout(office, "王经办", form_id, LayoutChoice(shown=(keys[2], keys[1]), hidden=(keys[0],)))
    after = labels(office, form_id)
    assert after[:2] == [before[2], before[1]]
    assert before[0] not in after
    keep_layout(office, "王经办", form_id, LayoutChoice())
    assert labels(office, form_id) == before


def test_a_register_offers_what_its_list_does_not_show(office: Workspace) -> None:
    assert "民族" not in labels(office, "register-person")
    keep_layout(office, "王经办", "register-person", LayoutChoice(shown=("nation", "name")))
    assert labels(office, "register-person")[:2] == ["民族", "姓名"]


@pytest.mark.parametrize("choice", [LayoutChoice(shown=("gone",)), LayoutChoice(hidden=("gone",))])
def test_a_choice_of_columns_that_are_gone_does_no_harm(choice: LayoutChoice, office: Workspace) -> None:
    before = labels(office, "certificates")
    keep_layout(office, "王经办", "certificates", choice)
    assert labels(office, "certificates") == before


def test_the_last_column_cannot_be_hidden(office: Workspace) -> None:
    keep_layout(office, "王经办", "trainings", LayoutChoice(hidden=own_layout("trainings").keys))
    assert labels(office, "trainings") == [column.label for column in own_layout("trainings").columns]


def test_a_sum_keeps_its_name_when_its_column_is_hidden(office: Workspace) -> None:
    keep_layout(office, "王经办", "submission-sheet", LayoutChoice())
    keep_layout(office, "王经办", "trainings", LayoutChoice(shown=("quota", "now")))
    assert make_form(office, "trainings", FormRequest(2020, TODAY)).rows[-1].cells[0] == "合计"


def test_every_value_of_a_form_has_a_column(office: Workspace) -> None:
    for form_id in ("certificates", "case-register", "attendance", "progress", "trainings", "ministry-filing"):
        filled = form(form_id).make(office, FormRequest(2020, TODAY))
        assert {value.key for value in filled.values} == set(own_layout(filled.layout).keys)


@pytest.mark.parametrize("layout_id", ["case-statistics", "case-statistics-by-unit", "attendance", "ministry-filing"])
def test_forms_without_a_known_official_layout_say_so(layout_id: str) -> None:
    assert own_layout(layout_id).example


def test_names_are_typed_where_people_sign(office: Workspace) -> None:
    asked = FormRequest(2020, TODAY, operator="张三", reviewer="李四", head="王五", phone="0371-1")
    sheet = make_form(office, "trainings", asked)
    assert [one.value for one in sheet.signers] == ["张三", "李四", "王五", "0371-1"]


def test_names_and_the_mark_are_chosen_too(office: Workspace) -> None:
    own = own_layout("certificate-renewal")
    assert own.example
    choice = LayoutChoice(labels={"name": "持证人"}, title="证件换发花名册", official=True)
    keep_layout(office, "王经办", "certificate-renewal", choice, own)
    sheet = make_form(office, "certificate-renewal", FormRequest(2020, TODAY))
    assert sheet.title == "证件换发花名册"
    assert "持证人" in [column.label for column in sheet.columns]
    assert not any("示例" in note for note in sheet.notes)
    assert (choice_of(office, "certificate-renewal"), sheet.layout) == (choice, "certificate-renewal")


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (LayoutChoice(title="{年度}登记表"), "{年度}程序不认识"),
        (LayoutChoice(title="登记表{"), "{程序不认识"),
        (LayoutChoice(title="登" * 61), "最多60个字"),
        (LayoutChoice(labels={"name": " "}), "有一栏的名称是空的"),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused(choice: LayoutChoice, said: str, office: Workspace) -> None:
    with pytest.raises(ChoiceError) as refused:
        keep_layout(office, "王经办", "certificates", choice, own_layout("certificates"))
    assert said in refused.value.sentence
    assert choice_of(office, "certificates") == LayoutChoice()


def test_the_program_s_own_slots_may_stay(office: Workspace) -> None:
    own = own_layout("assessment-ranking")
    keep_layout(office, "王经办", "assessment-ranking", LayoutChoice(title=f"{own.title}（内部）"), own)
    assert layout_of(office, "assessment-ranking").title.endswith("（内部）")


def test_whether_the_office_has_a_file(office: Workspace) -> None:
    assert not has_own_layout(office, "certificates")
    copy_layout(office, "certificates", own_layout("certificates"))
    assert has_own_layout(office, "certificates")


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ('{"key": "sex", "width": 10}', "columns 第1项，缺少“label”"),
        ('{"key": "sex", "of": "person.gender", "width": 10}', "columns 第1项 of，台账里没有“person.gender”这一栏"),
        ('{"key": "sex", "of": "people.sex", "width": 10}', "台账里没有“people.sex”这一栏"),
        ('{"key": "sex", "of": "sex", "width": 10}', "台账里没有“sex”这一栏"),
    ],
)
def test_a_column_has_a_label_or_names_a_field(column: str, said: str) -> None:
    with pytest.raises(LayoutError, match=said):
        read_layout(f'{{"title": "表", "columns": [{column}]}}'.encode(), "x")


@pytest.mark.parametrize(
    ("column", "label"),
    [
        ('"of": "person.sex"', "性别"),
        ('"of": "case.lost"', "是否败诉"),
        ('"of": "case.hearings.leader"', "出庭负责人"),
        ('"of": "person.sex", "label": "男女"', "男女"),
    ],
)
def test_a_label_follows_from_the_field_unless_the_layout_has_its_own(column: str, label: str) -> None:
    layout = read_layout(f'{{"title": "表", "columns": [{{"key": "a", {column}, "width": 10}}]}}'.encode(), "x")
    assert [one.label for one in layout.columns] == [label]

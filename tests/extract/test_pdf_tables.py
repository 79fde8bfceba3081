"""Tables of PDF pages: ruled in part or not at all, cells of several lines, figures that reach over their cells."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from published import Paper
from reportlab.lib.utils import ImageReader

from etl.extract.pdf import read_pdf
from etl.extract.source import Source
from etl.settings import Settings

XS = (60, 110, 250, 330, 410)
ROWS = (
    ("208", "社会保障和就业支出", "1,254.75", "754.75"),
    ("20805", "行政事业单位养老支出", "454.75", ""),
    ("2080501", "行政单位离退休", "0.00", "54.53"),
)
YS = (100, 120, 140, 160)


def read(paper):
    return read_pdf(Source("report", "report.pdf", paper.done()), Settings())


def rows(document):
    return [line.cells for line in document.lines if line.cells]


def texts(document):
    return [line.text for line in document.lines if not line.cells]


@pytest.mark.parametrize("edge", ["", "top", "bottom", "left", "right"])
def test_a_table_open_at_an_edge_keeps_all_rows_and_columns(edge):
    paper = Paper()
    paper.grid(XS, YS, ROWS, leave_out=edge)
    assert rows(read(paper)) == list(ROWS)


def test_rows_without_rules_between_them_are_told_apart_by_their_figures():
    paper = Paper()
    paper.grid(XS, YS, ROWS, leave_out="rows")
    assert rows(read(paper)) == list(ROWS)


def test_classes_without_amounts_between_rows_without_rules_keep_their_rows():
    names = ("一、教育支出", "二、外交支出", "三、国防支出", "四、住房支出")
    paper = Paper()
    paper.grid((60, 200, 300), (100, 180), (("", ""),))
    for i, name in enumerate(names):
        paper.text(63, 104 + 18 * i, name)
    for i in (0, 2, 3):
        paper.right(296, 106 + 18 * i, f"{i}.50")
    assert rows(read(paper)) == [
        ("一、教育支出", "0.50"), ("二、外交支出", ""), ("三、国防支出", "2.50"), ("四、住房支出", "3.50"),
    ]  # fmt: skip


def test_a_table_with_rules_between_rows_only_has_its_columns_from_the_white_space():
    paper = Paper()
    for i, cells in enumerate((HEADER, *UNRULED)):
        place(paper, 104 + 20 * i, cells)
        paper.line(60, 100 + 20 * i, 500, 100 + 20 * i)
    assert rows(read(paper))[1:] == list(UNRULED)


def test_a_table_with_rules_between_columns_only_keeps_its_columns():
    paper = Paper()
    for i, cells in enumerate((("科目", "名称", "合计", "基本"), *ROWS)):
        paper.columns(
            104 + 20 * i, [(x + 3 if c < 2 else XS[c + 1] - 4, cells[c]) for c, x in enumerate(XS[:-1]) if cells[c]], 9
        )
    for x in XS:
        paper.line(x, 100, x, 180)
    assert rows(read(paper))[1:] == list(ROWS)


def test_a_table_goes_on_over_a_page_with_the_same_columns():
    paper = Paper()
    paper.text(200, 60, "支出决算表")
    paper.grid(XS, (700, 720, 740, 760), ROWS, leave_out="bottom")
    paper.next_page()
    paper.grid(XS, YS, (("210", "卫生健康支出", "1.00", ""), *ROWS[1:]), leave_out="top")
    document = read(paper)
    assert rows(document) == [*ROWS, ("210", "卫生健康支出", "1.00", ""), *ROWS[1:]]
    assert [(line.page, line.number) for line in document.lines] == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3)]


def test_a_name_cut_by_the_end_of_a_page_is_put_together():
    paper = Paper()
    paper.grid(XS, (720, 740, 760), (ROWS[0], ("2080505", "机关事业单位基本养老保险", "1.00", "2.00")))
    paper.text(290, 800, "1")
    paper.next_page()
    paper.grid(XS, YS[:3], (("", "缴费支出", "", ""), ("20899", "其他支出", "3.00", "")))
    paper.text(290, 800, "2")
    assert rows(read(paper)) == [
        ROWS[0], ("2080505", "机关事业单位基本养老保险缴费支出", "1.00", "2.00"), ("20899", "其他支出", "3.00", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "first", [("", "合计", "", ""), ("", "其他支出", "3.00", ""), ("210", "卫生健康支出", "", ""), ("注", "", "", "")]
)
def test_a_row_that_stands_for_itself_is_not_joined_to_the_page_before(first):
    paper = Paper()
    paper.grid(XS, (700, 720, 740, 760), ROWS)
    paper.next_page()
    paper.grid(XS, YS[:2], (first,))
    assert rows(read(paper)) == [*ROWS, first]


def test_classes_without_amounts_at_the_top_of_a_page_stay_rows():
    paper = Paper()
    paper.grid(XS, (740, 760), (("一、收入", "1.00", "十五、商业服务业等支出", ""),))
    paper.next_page()
    paper.grid(XS, YS[:2], (("", "", "十六、金融支出", ""),))
    assert rows(read(paper))[1] == ("", "", "十六、金融支出", "")


def test_a_continued_table_with_fewer_edges_takes_the_columns_of_the_page_before():
    paper = Paper()
    paper.grid(XS, YS, ROWS)
    paper.next_page()
    paper.grid((60, 110, 250, 330), YS, (("210", "卫生健康支出", "1.00"),) * 3)
    assert rows(read(paper))[3:] == [("210", "卫生健康支出", "1.00", "")] * 3


def test_a_name_over_several_lines_is_one_cell_without_breaks_or_spaces():
    paper = Paper()
    name = "机关事业单位基本养老保险缴费支出和职业年金缴费支出以及其他支出"
    paper.grid(XS, (100, 140, 160), (("2080505", name, "1.00", "2.00"), ("20805", "行政", "3.00", "")))
    assert rows(read(paper)) == [("2080505", name, "1.00", "2.00"), ("20805", "行政", "3.00", "")]


def test_figures_set_lower_than_their_names_stay_in_the_row():
    paper = Paper()
    paper.columns(80, [(60, "项目"), (260, "预算数"), (360, "决算数")])
    for y in (100, 116, 132):
        paper.text(60, y, "一、本年收入")
        paper.right(300, y + 4, "1,234.56")
        paper.right(400, y + 4, "78.90")
    assert rows(read(paper))[1:] == [("一、本年收入", "1,234.56", "78.90")] * 3


def test_a_figure_wider_than_its_cell_is_not_cut_at_the_edge():
    paper = Paper()
    paper.grid((60, 200, 240, 280), (100, 120, 140), (("合计", "", "123,456,789.01"), ("其中", "1.00", "2.00")))
    assert rows(read(paper)) == [("合计", "", "123,456,789.01"), ("其中", "1.00", "2.00")]


def test_figures_that_touch_at_an_edge_stay_two():
    paper = Paper()
    paper.grid((60, 200, 240, 280), (100, 120, 140), (("合计", "", ""), ("其中", "1.00", "2.00")))
    paper.right(240, 105, "123.45")
    paper.text(240.3, 105, "678.90", font="Helvetica")
    assert rows(read(paper))[0] == ("合计", "123.45", "678.90")


def test_a_header_drawn_a_little_askew_of_its_columns_makes_no_columns_of_its_own():
    paper = Paper()
    paper.grid((60, 200, 284, 360), (100, 120), (("项目", "决算数", "预算数"),))
    paper.grid((60, 200, 280, 360), (120, 140, 160), (("出国费", "1.00", "2.00"), ("接待费", "3.00", "4.00")))
    assert rows(read(paper)) == [("项目", "决算数", "预算数"), ("出国费", "1.00", "2.00"), ("接待费", "3.00", "4.00")]


def test_running_text_and_tables_stand_in_reading_order():
    paper = Paper()
    paper.text(60, 60, "上文")
    paper.grid(XS, YS, ROWS)
    paper.text(60, 180, "中文")
    paper.grid(XS, (200, 220, 240, 260), ROWS)
    paper.text(60, 300, "下文")
    document = read(paper)
    assert [line.cells[0] if line.cells else line.text for line in document.lines] == [
        "上文", "208", "20805", "2080501", "中文", "208", "20805", "2080501", "下文",
    ]  # fmt: skip


def test_a_title_inside_the_frame_is_running_text():
    paper = Paper()
    paper.grid(XS, (80, 100, 120, 140), (("支出决算表", "", "", ""), *ROWS[:2]), merged=((0, 0, 0, 3),))
    document = read(paper)
    assert (texts(document), rows(document)) == (["支出决算表"], list(ROWS[:2]))


def test_a_frame_around_text_is_no_table():
    paper = Paper()
    paper.grid((60, 300), (100, 140), (("关于决算公开的说明",),))
    assert (texts(read(paper))) == ["关于决算公开的说明"]


UNRULED = (
    ("208", "社会保障和就业支出", "1,254.75", "", "754.75"),
    ("20805", "行政事业单位养老支出", "454.75", "400.00", "54.75"),
    ("合计", "", "1,254.75", "400.00", "854.75"),
)
PLACES = (60, 120, 300, 380, 460)
HEADER = ("科目", "名称", "合计", "基本", "项目")


def place(paper, y, cells):
    paper.columns(y, [(x, cell) for x, cell in zip(PLACES, cells, strict=True) if cell])


def test_a_table_without_rules_has_its_columns_from_the_white_space():
    paper = Paper()
    paper.text(200, 60, "支出决算表")
    paper.columns(80, [(60, "科目编码"), (120, "科目名称"), (260, "本年支出"), (340, "基本支出"), (420, "项目支出")])
    for i, cells in enumerate(UNRULED):
        place(paper, 100 + 20 * i, cells)
    paper.text(60, 180, "注：本表反映本年支出情况，其中金额按四舍五入列示。")
    document = read(paper)
    assert rows(document) == [("科目编码", "科目名称", "本年支出", "基本支出", "项目支出"), *UNRULED]
    assert texts(document) == ["支出决算表", "注：本表反映本年支出情况，其中金额按四舍五入列示。"]


def test_a_column_that_only_its_header_shows_stays_empty():
    paper = Paper()
    paper.columns(80, [(60, "项目"), (160, "合计"), (260, "上级补助收入"), (400, "其他收入")])
    for i in range(3):
        paper.columns(100 + 20 * i, [(60, "本年收入"), (190, "10.00"), (440, "2.50")])
    assert rows(read(paper)) == [("项目", "合计", "上级补助收入", "其他收入"), *[("本年收入", "10.00", "", "2.50")] * 3]


def test_a_wrapped_name_without_rules_belongs_to_the_row_it_stands_by():
    paper = Paper()
    place(paper, 60, HEADER)
    for i, cells in enumerate(UNRULED):
        place(paper, 100 + 40 * i, cells)
    paper.text(120, 152, "和其他支出")
    assert rows(read(paper))[2][1] == "行政事业单位养老支出和其他支出"


def test_a_table_without_rules_goes_on_over_a_page():
    paper = Paper()
    paper.columns(640, [(60, "科目"), (120, "名称"), (280, "合计"), (340, "上级补助"), (440, "项目")])
    for i, cells in enumerate(UNRULED):
        place(paper, 660 + 20 * i, (*cells[:3], "", cells[4]))
    paper.text(300, 800, "1")
    paper.next_page()
    for i, cells in enumerate(UNRULED):
        place(paper, 100 + 20 * i, (*cells[:3], "", cells[4]))
    paper.text(300, 800, "2")
    assert rows(read(paper))[1:] == [(*cells[:3], "", cells[4]) for cells in UNRULED] * 2


def unruled_over_two_pages(first_head, next_head, foot=()):
    """A table behind a page of text; the next page shows rows of it only, under a running head and above a foot."""
    paper = Paper()
    for page, head in enumerate((first_head, first_head, next_head), start=-1):
        paper.columns(70, [(60, head), (380, "2022年度报告")])
        if page < 0:
            paper.text(60, 100, "本部门负责管护公园和苗圃。")
            paper.columns(800, list(foot))
            paper.next_page()
            continue
        if page == 0:
            paper.text(200, 600, "支出决算表")
            paper.columns(640, [(60, "科目"), (120, "名称"), (280, "合计"), (340, "上级补助"), (440, "项目")])
        for i, cells in enumerate(UNRULED):
            place(paper, (100 if page else 660) + 20 * i, (*cells[:3], "", cells[4]))
        paper.columns(800 if page == 0 else 160, list(foot))
        paper.next_page()
    return rows(read(paper))


@pytest.mark.parametrize("foot", [(), ((60, "园林管护中心"), (400, "内部编号7"))])
def test_a_table_without_rules_goes_on_under_a_running_head_of_several_pieces(foot):
    found = unruled_over_two_pages("园林管护中心", "园林管护中心", foot)
    assert found[1:] == [(*cells[:3], "", cells[4]) for cells in UNRULED] * 2


def test_a_header_of_its_own_that_fits_no_column_is_no_running_head():
    assert unruled_over_two_pages("园林管护中心", "绿化工程队")[1:] == [(*cells[:3], "", cells[4]) for cells in UNRULED]


def test_a_single_row_goes_on_with_the_table_without_rules_of_the_page_before():
    paper = Paper()
    place(paper, 640, HEADER)
    for i, cells in enumerate(UNRULED):
        place(paper, 660 + 20 * i, cells)
    paper.next_page()
    place(paper, 100, ("21303", "水利", "8.00", "", "8.00"))
    paper.text(60, 120, "注：本表反映本年支出情况。")
    assert rows(read(paper))[1:] == [*UNRULED, ("21303", "水利", "8.00", "", "8.00")]


def test_a_single_row_below_a_title_goes_on_with_no_table():
    paper = Paper()
    place(paper, 640, HEADER)
    for i, cells in enumerate(UNRULED):
        place(paper, 660 + 20 * i, cells)
    paper.next_page()
    paper.text(200, 60, "收入决算表")
    place(paper, 100, ("21303", "水利", "8.00", "", "8.00"))
    assert rows(read(paper))[1:] == [*UNRULED]


def test_a_header_printed_again_stands_for_the_same_columns_though_few_rows_show_them():
    header = [(60, "科目"), (120, "名称"), (250, "合计"), (330, "人员经费"), (420, "公用经费")]
    paper = Paper()
    paper.columns(640, header)
    for i, cells in enumerate(UNRULED):
        paper.columns(660 + 20 * i, [(x, c) for x, c in zip((60, 120, 290, 380, 470), cells, strict=True) if c])
    paper.next_page()
    paper.columns(100, header)
    for i in range(2):
        paper.columns(120 + 20 * i, [(60, "310"), (120, "资本性支出"), (290, "9.35"), (470, "9.35")])
    assert rows(read(paper))[-2:] == [("310", "资本性支出", "9.35", "", "9.35")] * 2


def test_figures_without_a_header_stay_running_text():
    paper = Paper()
    for i, cells in enumerate(UNRULED):
        place(paper, 100 + 20 * i, cells)
    assert rows(read(paper)) == []


def test_two_tables_without_rules_are_two():
    paper = Paper()
    for y, places in ((60, PLACES), (260, (60, 130, 320, 400, 480))):
        paper.text(200, y, "支出决算表")
        paper.text(400, y + 20, "单位：万元")
        paper.columns(y + 40, [(x if i < 2 else x - 25, cell) for i, (x, cell) in enumerate(zip(places, HEADER, strict=True))])
        for i, cells in enumerate(UNRULED):
            paper.columns(y + 60 + 20 * i, [(x, cell) for x, cell in zip(places, cells, strict=True) if cell])
    document = read(paper)
    assert texts(document) == ["支出决算表", "单位：万元"] * 2
    assert rows(document) == [HEADER, *UNRULED] * 2


def test_columns_in_doubt_stay_running_text():
    paper = Paper()
    for i in range(3):
        place(paper, 100 + 20 * i, UNRULED[1])
    paper.columns(160, [(60, "2080505"), (120, "机关事业单位基本养老保险缴费支出和职业年金缴费"), (460, "1.00")])
    document = read(paper)
    assert rows(document) == []
    assert texts(document)[0] == "20805 行政事业单位养老支出 454.75 400.00 54.75"


def test_prose_with_amounts_is_no_table():
    paper = Paper()
    for i in range(6):
        paper.text(60, 100 + 20 * i, "本年收入合计 1,272.49 万元，其中 财政拨款收入 1,000.00 万元，占 78.59%")
    assert rows(read(paper)) == []


def test_three_groups_side_by_side_are_one_wide_row():
    cells = ("301", "工资福利支出", "1.00", "302", "商品和服务支出", "2.00", "310", "资本性支出", "")
    paper = Paper(842, 595)
    paper.grid((60, 100, 200, 260, 300, 420, 480, 520, 620, 680), (100, 120, 140), (cells, cells))
    assert rows(read(paper)) == [cells, cells]


def test_frames_of_single_cells_make_a_table():
    paper = Paper()
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            paper.canvas.rect(XS[c], paper.height - YS[r + 1], XS[c + 1] - XS[c], YS[r + 1] - YS[r])
            if cell:
                paper.text(XS[c] + 3, YS[r] + 4, cell, 9)
    assert rows(read(paper)) == list(ROWS)


def test_rules_drawn_as_narrow_pictures_are_rules():
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    out.seek(0)
    dot = ImageReader(out)
    paper = Paper()
    for y in YS:
        paper.canvas.drawImage(dot, XS[0], paper.height - y, XS[-1] - XS[0], 0.7)
    for x in XS:
        paper.canvas.drawImage(dot, x, paper.height - YS[-1], 0.7, YS[-1] - YS[0])
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            paper.text(XS[c] + 3, YS[r] + 4, cell, 9)
    assert rows(read(paper)) == list(ROWS)


def test_shading_and_white_lines_are_no_rules():
    paper = Paper()
    paper.canvas.setFillGray(0.9)
    paper.canvas.rect(60, paper.height - 160, 350, 60, stroke=0, fill=1)
    paper.canvas.setFillGray(0)
    paper.canvas.setStrokeGray(1)
    paper.line(150, 100, 150, 160)
    paper.canvas.setStrokeGray(0)
    paper.grid(XS, YS, ROWS)
    assert rows(read(paper)) == list(ROWS)

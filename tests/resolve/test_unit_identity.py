"""A unit's name tells its region, administrative level and department type, and what it does not tell stays open."""

from __future__ import annotations

import pytest

from etl.reference import regions
from etl.report import UnitIdentity
from etl.resolve.unit import resolve_unit


def identity(name: str, **given: object) -> UnitIdentity:
    return resolve_unit(UnitIdentity(name=name, **given))[0]  # type: ignore[arg-type]


def notes(name: str, **given: object) -> list[str]:
    return [note.code for note in resolve_unit(UnitIdentity(name=name, **given))[1]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "region", "level", "department"),
    [
        ("乌鲁木齐高新技术产业开发区（乌鲁木齐市新市区）人力资源和社会保障局", "650104", "county", "hr_social_security"),
        ("宁夏回族自治区人力资源和社会保障厅", "640000", "province", "hr_social_security"),
        ("乌海市社会保险事业服务中心", "150300", "prefecture", "hr_social_security"),
        ("乌海市人力资源和 社会保障局(本级)", "150300", "prefecture", "hr_social_security"),
        ("上海市普陀区规划和自然资源局", "310107", "county", "natural_resources"),
        ("海东市人力资源和社会保障局", "630200", "prefecture", "hr_social_security"),
        ("宁夏人社厅", "640000", "province", "hr_social_security"),
        ("吉林省财政厅", "220000", "province", "finance"),
        ("吉林市财政局", "220200", "prefecture", "finance"),
        ("吉林省吉林市船营区教育局", "220204", "county", "education"),
        ("海南省财政厅", "460000", "province", "finance"),
        ("海南州财政局", "632500", "prefecture", "finance"),
        ("乌海市海南区民政局", "150303", "county", "civil_affairs"),
        ("河南县财政局", "632324", "county", "finance"),
        ("延边州人民检察院", "222400", "prefecture", "procuratorate"),
        ("延边朝鲜族自治州延吉市公安局", "222401", "county", "public_security"),
        ("黔东南州凯里市审计局", "522601", "county", "audit"),
        ("恩施州住房公积金中心", "422800", "prefecture", "housing_fund"),
        ("恩施市住房和城乡建设局", "422801", "county", "housing_construction"),
        ("民和县财政局", "630222", "county", "finance"),
        ("民和回族土族自治县财政局", "630222", "county", "finance"),
        ("鄂伦春旗财政局", "150723", "county", "finance"),
        ("朝阳县农业农村局", "211321", "county", "agriculture"),
        ("资源县人力资源和社会保障局", "450329", "county", "hr_social_security"),
        ("神农架林区财政局", "429021", "county", "finance"),
        ("内蒙古自治区乌海市海勃湾区市场监督管理局", "150302", "county", "market_regulation"),
        ("乌海市城市管理综合执法局", "150300", "prefecture", "urban_management"),
        ("重庆市江北区审计局", "500105", "county", "audit"),
        ("浦东新区教育局", "310115", "county", "education"),
        ("儋州市财政局", "460400", "prefecture", "finance"),
        ("大兴安岭地区行政公署财政局", "232700", "prefecture", "finance"),
        ("西藏自治区那曲市色尼区人民法院", "540602", "county", "court"),
        ("上海市普陀区长寿路街道办事处", "310107", "township", "subdistrict_township"),
        ("海东市平安区古城回族乡人民政府", "630203", "township", "subdistrict_township"),
        ("东莞市虎门镇人民政府", "441900", "township", "subdistrict_township"),
    ],
)
def test_a_name_that_begins_with_its_place(name: str, region: str, level: str, department: str) -> None:
    unit = identity(name)
    assert (unit.region_code, unit.administrative_level, unit.department_type) == (region, level, department)
    assert unit.region_candidates == ()


@pytest.mark.parametrize(
    ("name", "region", "department"),
    [
        ("中共上海市普陀区委员会组织部", "310107", "organization"),
        ("中国共产党乌海市委员会宣传部", "150300", "publicity"),
        ("中共宁夏区委党校", "640000", "party_school"),
        ("国家税务总局乌海市税务局", "150300", "tax"),
        ("共青团乌海市委员会", "150300", "youth_league"),
        ("政协海东市委员会", "630200", "cppcc"),
        ("中国人民政治协商会议上海市普陀区委员会办公室", "310107", "cppcc"),
        ("九三学社乌海市委员会", "150300", "democratic_parties"),
    ],
)
def test_what_stands_before_the_place_is_passed_over(name: str, region: str, department: str) -> None:
    unit = identity(name)
    assert (unit.region_code, unit.department_type) == (region, department)


@pytest.mark.parametrize(
    ("name", "region", "level"),
    [
        ("新疆生产建设兵团人力资源和社会保障局", "650000", "province"),
        ("新疆生产建设兵团第八师石河子市财政局", "659001", "prefecture"),
        ("新疆生产建设兵团第八师（石河子市）财政局", "659001", "prefecture"),
        ("第一师阿拉尔市人力资源和社会保障局", "659002", "prefecture"),
        ("新疆兵团第十三师财政局", "659011", "prefecture"),
        ("新疆生产建设兵团第十二师财政局", "650000", "prefecture"),  # has no city of its own
        ("新疆生产建设兵团第四师七十八团", "659008", "county"),
        ("石河子市财政局", "659001", "county"),
        ("新疆维吾尔自治区财政厅", "650000", "province"),
    ],
)
def test_the_corps_and_its_divisions(name: str, region: str, level: str) -> None:
    unit = identity(name)
    assert (unit.region_code, unit.administrative_level) == (region, level)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("普陀区财政局", ("310107", "330903")),
        ("鼓楼区审计局", ("320106", "320302", "350102", "410204")),
        ("江北区审计局", ("330205", "500105")),
        ("朝阳区卫生健康委员会", ("110105", "220104")),
    ],
)
def test_a_place_name_that_several_regions_bear_is_left_open(name: str, candidates: tuple[str, ...]) -> None:
    unit = identity(name)
    assert unit.region_code is None
    assert unit.region_candidates == candidates
    assert unit.administrative_level == "county"
    assert "ambiguous_region" in notes(name)


def test_the_parent_or_a_fuller_spelling_settles_a_place_name() -> None:
    assert identity("普陀区财政局", parent_name="上海市财政局").region_code == "310107"
    assert identity("普陀区财政局", parent_name="舟山市人民政府").region_code == "330903"
    assert identity("普陀区财政局", parent_name="北京市财政局").region_code is None
    fuller = identity("鼓楼区审计局", printed_names=(("鼓楼区审计局", 30), ("南京市鼓楼区审计局", 2)))
    assert fuller.region_code == "320106"
    assert notes("普陀区财政局", parent_name="上海市财政局") == ["region_by_parent"]
    subordinate = identity("惠民帮扶中心", parent_name="乌海市人力资源和社会保障局")
    assert (subordinate.region_code, subordinate.administrative_level) == ("150300", "prefecture")


def test_a_name_without_a_place_has_no_region() -> None:
    assert identity("人力资源和社会保障局").region_code is None
    assert identity("省财政厅").administrative_level == "province"
    assert identity("县教育局").administrative_level == "county"
    assert identity("惠民帮扶中心").administrative_level == ""
    assert notes("惠民帮扶中心") == ["unresolved_region", "unresolved_department_type"]


def test_central_bodies_need_no_region() -> None:
    unit = identity("国家发展和改革委员会")
    assert (unit.region_code, unit.administrative_level, unit.department_type) == (None, "central", "dev_reform")
    assert notes("国家发展和改革委员会") == []


def test_a_development_zone_without_a_division_has_a_region_but_no_level() -> None:
    unit = identity("西安高新技术产业开发区管理委员会")
    assert (unit.region_code, unit.administrative_level, unit.department_type) == ("610100", "", "development_zone")
    assert identity("苏州工业园区财政审计局").administrative_level == ""


def test_a_shortened_place_name_gives_an_institution_no_level() -> None:
    unit = identity("宁夏医科大学总医院")
    assert (unit.region_code, unit.administrative_level) == ("640000", "")


def test_a_short_name_of_a_city_before_an_institution_is_a_candidate_only() -> None:
    unit = identity("中山医院")
    assert (unit.region_code, unit.region_candidates, unit.administrative_level) == (None, ("442000",), "")
    assert identity("中山医院", parent_name="中山市卫生健康局").region_code == "442000"
    assert identity("中山医院", parent_name="上海市卫生健康委员会").region_code == "310000"
    assert identity("吉林大学").region_candidates == ("220000", "220200")
    assert identity("乌海人社局").region_code == "150300"


def test_a_street_that_bears_the_name_of_a_place_is_no_place() -> None:
    assert identity("北京路小学").region_code is None
    assert identity("南京路街道办事处").region_candidates == ()


def test_a_division_that_became_another_kind_is_found_by_its_stem_with_a_note() -> None:
    assert identity("西宁市湟中县水利局").region_code == "630106"
    assert notes("西宁市湟中县水利局") == ["region_former_name"]


def test_a_division_that_the_list_lacks_is_not_taken_for_its_city() -> None:
    unit = identity("杭州市下城区财政局")
    assert (unit.region_code, unit.administrative_level) == (None, "")
    assert notes("杭州市下城区财政局") == ["unresolved_region"]


def test_a_body_that_joins_two_departments_shows_both() -> None:
    unit = identity("乌海市农牧和水务局")
    assert unit.department_type == "agriculture"
    assert unit.department_type_candidates == ("agriculture", "water")
    assert notes("乌海市农牧和水务局") == ["joint_department"]


@pytest.mark.parametrize(
    ("name", "department"),
    [
        ("乌海市人力资源和社会保障局劳动保障监察支队", "hr_social_security"),
        ("海东市财政局国库集中支付中心", "finance"),
        ("海东市国土资源局", "natural_resources"),
        ("乌海市图书馆", "culture_tourism"),
        ("公安县审计局", "audit"),
        ("乌海市人民政府办公室", "gov_office"),
        ("海东市平安区人民政府", None),
        ("上海市虹口区北外滩商务区管理委员会", "development_zone"),
    ],
)
def test_department_types_follow_the_patterns_behind_the_place(name: str, department: str | None) -> None:
    assert identity(name).department_type == department


def test_what_is_already_given_stays() -> None:
    given = identity("普陀区财政局", region_code="330903", department_type="audit", administrative_level="township")
    assert (given.region_code, given.department_type, given.administrative_level) == ("330903", "audit", "township")


def test_every_listed_region_is_found_by_its_full_name_with_its_parents() -> None:
    by_code = {region.adcode: region for region in regions()}
    wrong = []
    for region in by_code.values():
        chain = [region.name]
        parent = region.parent_adcode
        while parent:
            chain.insert(0, by_code[parent].name)
            parent = by_code[parent].parent_adcode
        if identity("".join(chain) + "审计局").region_code != region.adcode:
            wrong.append("".join(chain))
    assert wrong == []


def test_every_listed_region_is_among_the_candidates_of_its_bare_name() -> None:
    wrong = []
    for region in regions():
        unit = identity(region.name + "审计局")
        if region.adcode not in (unit.region_code, *unit.region_candidates):
            wrong.append(region.name)
    assert wrong == []

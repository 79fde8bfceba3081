"""Invented units in real regions: what each kind of department is called, spends money on, and wants to achieve.

The names carry 示范 (demonstration), so that no reader takes invented accounts for those of a real bureau. Codes are those of
the official classification; a test holds them against ``reference/functional_subjects.csv`` for every year generated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from etl.generate.dice import dice
from etl.reference import Region, regions

SERVICES: Final = ("30201", "30202", "30211", "30213", "30226", "30227", "30299")
TRAINING: Final = ("30202", "30215", "30216", "30226", "30299")
SYSTEMS: Final = ("30213", "30227", "31007", "31003")
SUBSIDIES: Final = ("30305", "30399")
WORKS: Final = ("30213", "30227", "31005", "31006")
ENTERPRISES: Final = ("31204", "31299")
STAFFING: Final = ("30199", "30226", "30106")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """Something project money is spent on: the 项 it is booked under, its name, its economic codes, its usual size.

    `size` is in ten thousand yuan a year for a county; larger units spend more.
    """

    code: str
    name: str
    spent_on: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Trade:
    """One kind of department: its names, its 项 for running costs, its undertakings and what it says of its duties."""

    department_type: str
    bureau: str
    centre: str
    bureau_code: str
    centre_code: str
    undertakings: tuple[Undertaking, ...]
    duties: tuple[str, ...]
    special: tuple[Undertaking, ...] = ()  # of a government fund or the state capital budget


@dataclass(frozen=True, slots=True)
class Unit:
    """One invented unit. `consolidated` tells a department's accounts from a single unit's."""

    number: int
    name: str
    region: Region
    level: str
    trade: Trade
    nature: str
    consolidated: bool
    members: tuple[str, ...]
    parent: str

    @property
    def is_centre(self) -> bool:
        """True for a public institution, whose wages are booked under another 项 and which has no operating cost."""
        return self.nature != NATURES[0]

    @property
    def word(self) -> str:
        """部门 or 单位, as the report calls itself."""
        return "部门" if self.consolidated else "单位"

    @property
    def stem(self) -> str:
        """The stem of its files, without the year."""
        return f"u{self.number:02d}_{self.region.adcode}_{self.trade.department_type}"


TRADES: Final = (
    Trade(
        "hr_social_security",
        "人力资源和社会保障示范局",
        "社会保险事业服务示范中心",
        "2080101",
        "2080109",
        (
            Undertaking("2080102", "窗口服务保障经费", SERVICES, 60),
            Undertaking("2080108", "社保信息系统运行维护", SYSTEMS, 40),
            Undertaking("2080107", "社会保险稽核经费", SERVICES, 25),
            Undertaking("2080112", "仲裁办案补助", SERVICES, 18),
            Undertaking("2080701", "创业服务补贴", SUBSIDIES, 90),
            Undertaking("2080711", "青年见习补贴", SUBSIDIES, 120),
            Undertaking("2080799", "零工市场建设", WORKS, 70),
            Undertaking("2080199", "技能人才评价经费", TRAINING, 35),
            Undertaking("2089999", "困难人员社保缴费补助", SUBSIDIES, 210),
        ),
        ("办理参保登记和待遇发放", "组织招聘活动，帮助求职者找到岗位", "调解劳动纠纷", "管理职称评审与技能评价"),
        (Undertaking("2230105", "国有企业退休人员服务补助", SUBSIDIES, 45),),
    ),
    Trade(
        "water",
        "水利示范局",
        "水利工程管理示范站",
        "2130301",
        "2130306",
        (
            Undertaking("2130305", "渠道衬砌改造", WORKS, 380),
            Undertaking("2130306", "泵站与闸门养护", WORKS, 140),
            Undertaking("2130310", "坡耕地水土保持", WORKS, 160),
            Undertaking("2130311", "取水计量设施维护", SYSTEMS, 45),
            Undertaking("2130314", "汛期值守与物资", SERVICES, 55),
            Undertaking("2130316", "村级管网维修", WORKS, 130),
            Undertaking("2130399", "河道巡查劳务", STAFFING, 38),
        ),
        ("编制供水和灌溉计划", "养护渠道、泵站与水库", "组织防汛抗旱值守", "管理取水许可"),
        (Undertaking("2120804", "村庄排水设施建设", WORKS, 180),),
    ),
    Trade(
        "culture_tourism",
        "文化和旅游示范局",
        "文化馆示范服务中心",
        "2070101",
        "2070109",
        (
            Undertaking("2070104", "图书采购与通借通还", SERVICES, 45),
            Undertaking("2070108", "乡村文艺巡演", SERVICES, 60),
            Undertaking("2070111", "地方戏曲记录整理", SERVICES, 30),
            Undertaking("2070112", "文化市场巡查经费", SERVICES, 22),
            Undertaking("2070113", "旅游线路推介", SERVICES, 55),
            Undertaking("2070199", "公共文化场馆免费开放", SERVICES, 75),
        ),
        ("举办群众文化活动", "开放图书馆和文化馆", "保护非物质文化遗产", "规范旅游市场秩序"),
        (Undertaking("2296010", "乡村文化设施更新", WORKS, 60),),
    ),
    Trade(
        "civil_affairs",
        "民政示范局",
        "救助管理站示范中心",
        "2080201",
        "2082502",
        (
            Undertaking("2080202", "婚姻登记窗口经费", SERVICES, 24),
            Undertaking("2080208", "社区工作者补助", SUBSIDIES, 160),
            Undertaking("2081001", "困境儿童基本生活费", SUBSIDIES, 85),
            Undertaking("2081002", "高龄老人津贴", SUBSIDIES, 230),
            Undertaking("2081006", "养老服务站运营补助", ENTERPRISES, 95),
            Undertaking("2080299", "地名标志维护", SERVICES, 20),
        ),
        ("审核发放各项救助金", "登记管理社会组织", "推进居家养老", "指导社区建设"),
        (Undertaking("2296002", "养老机构消防改造", WORKS, 110),),
    ),
    Trade(
        "ecology",
        "生态环境示范局",
        "环境监测示范站",
        "2110101",
        "2110199",
        (
            Undertaking("2110102", "排污许可核查经费", SERVICES, 35),
            Undertaking("2110301", "散煤替代补助", SUBSIDIES, 150),
            Undertaking("2110302", "河流断面监测", SYSTEMS, 65),
            Undertaking("2110307", "污染地块调查", SERVICES, 80),
            Undertaking("2110399", "重点行业深度治理奖补", ENTERPRISES, 120),
        ),
        ("核发排污许可证", "监测空气和水的质量", "查处违法排污", "公布环境状况"),
    ),
    Trade(
        "market_regulation",
        "市场监督管理示范局",
        "计量检定示范所",
        "2013801",
        "2013850",
        (
            Undertaking("2013802", "登记窗口运行经费", SERVICES, 40),
            Undertaking("2013805", "执法办案经费", SERVICES, 52),
            Undertaking("2013808", "食品追溯平台维护", SYSTEMS, 36),
            Undertaking("2013815", "产品质量抽查", SERVICES, 48),
            Undertaking("2013816", "食品快检车运行", SERVICES, 66),
            Undertaking("2013899", "标准化试点补助", ENTERPRISES, 30),
        ),
        ("办理经营主体登记", "抽查食品和产品质量", "检定计量器具", "处理消费投诉"),
    ),
)

_PLACES: Final = ("620602", "530500", "430523", "360700", "510822", "520322", "150400", "410926", "340822", "450300", "430522")
NATURES: Final = ("行政单位", "公益一类事业单位", "参照公务员法管理的事业单位")
_UNITED: Final = 3  # so many of the first units are of one kind and level, that peers can be compared


def invent(seed: int, count: int) -> list[Unit]:
    """`count` units; the first ones are county bureaus of the same kind, the others of any kind, level and nature."""
    by_code = {region.adcode: region for region in regions()}
    chance = dice("units", seed)
    counties = [code for code in _PLACES if by_code[code].level == "county"]
    chance.shuffle(counties)
    first = TRADES[seed % len(TRADES)]
    units: list[Unit] = []
    taken: set[str] = set()
    while len(units) < count:
        number = len(units) + 1
        same = number <= _UNITED
        region = by_code[counties[number - 1] if same else chance.choice(_PLACES)]
        trade = first if same else chance.choice(TRADES)
        unit = _unit(number, region, trade, NATURES[0] if same else chance.choice(NATURES), by_code)
        if unit.name not in taken:
            taken.add(unit.name)
            units.append(unit)
        elif len(taken) >= len(_PLACES) * len(TRADES):
            raise ValueError(f"最多可以虚构约 {len(taken)} 个单位，要求 {count} 个")
    return units


def _unit(number: int, region: Region, trade: Trade, nature: str, by_code: dict[str, Region]) -> Unit:
    """A unit under the full name of its place: a county's name alone would fit several places."""
    parent = by_code.get(region.parent_adcode)
    place = f"{parent.name}{region.name}" if parent and parent.level == "prefecture" else region.name
    bureau = f"{place}{trade.bureau}"
    is_centre = nature != NATURES[0]
    name = f"{place}{trade.centre}" if is_centre else bureau
    consolidated = not is_centre and number % 2 == 1
    members = (f"{bureau}（本级）", f"{place}{trade.centre}") if consolidated else (name,)
    return Unit(number, name, region, region.level, trade, nature, consolidated, members, bureau if is_centre else "")

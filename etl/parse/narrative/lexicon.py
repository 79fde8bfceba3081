"""The words of the narrative: which wording names which account, comparison, direction or count.

Frozen tables, seen in the reports of several provinces; a new wording is a new row here, not a branch in the reader. All
text is canonical (`etl.parse.flow`): no white space, full-width brackets and commas, half-width digits.
"""

from __future__ import annotations

import re
from typing import Final

from etl.parse.sections import Kind
from etl.vocabulary import Fund, Item, MeasureUnit, Phase

# words that may stand between a name and its number without changing what the number is
GLUE: Final = (
    r"(?:支出|收入|决算|数额|数|额|金额|总额|率|幅|为|共计|共|计|合计|总计|有|约|达到|达|是|：|的|了|各|均|"
    r"（[^（）]{0,14}）|人民币)*"
)

FUND_PREFIX: Final[tuple[tuple[str, Fund], ...]] = (
    (r"一般公共预算(?:当年)?(?:财政)?拨?款?", Fund.GENERAL_PUBLIC),
    (r"政府性基金(?:预算)?(?:当年)?(?:财政)?拨?款?", Fund.GOVERNMENT_FUND),
    (r"国有资本经营(?:预算)?(?:当年)?(?:财政)?拨?款?", Fund.STATE_CAPITAL),
    (r"财政拨款", Fund.FISCAL),
)

_SURPLUS = r"使用非财政拨款结余(?:（[^）]*）|和专用结余)?|用事业基金弥补收支差额|使用专用结余"
_ONE_FUND = r"(?:一般公共预算|政府性基金预算?|国有资本经营预算)?(?:财政拨款)?"
_OPENING = rf"(?:上年|年初){_ONE_FUND}(?:资金)?结转(?:和|及|、)?结余(?:资金)?|年初结转结余|上年结转"
_CLOSING = rf"年末{_ONE_FUND}(?:资金)?结转(?:和|及|、)?结余(?:资金)?|年末结转结余|结转(?:和结余)?下年|年末结转"
FISCAL_BALANCE: Final = re.compile(r"(?:上年|年初|年末)财政拨款(?:资金)?结转")  # whose balance it is stands inside its name
_GRAND = (
    r"收[、，]?支(?:决算)?(?:总计|总额|总体)|收入[、和及]?支出(?:决算)?(?:总计|总额|总体)(?:均|各)?|"
    r"收入(?:决算)?总计[和、与]支出(?:决算)?总计|收支"
)

# 项目支出 behind these is what one project or one kind of them spent
_NO_PROJECT = "".join(
    f"(?<!{word})" for word in ("改造", "建设", "工程", "类", "专项", "等", "补助", "购置", "维修", "培训", "服务")
)

# accounts of the unit: wording → item; longer wordings first where one contains another
BALANCE_ACCOUNTS: Final[tuple[tuple[str, Item], ...]] = (
    (_GRAND, Item.GRAND_TOTAL),
    # all the sources that a unit has, named together
    (r"财政拨款收入、事业收入(?:、经营收入)?[及和与、]其他收入", Item.TOTAL_INCOME),
    (r"(?:^|(?<=[；，。]))(?:本年)?支出(?=完成)", Item.TOTAL_EXPENDITURE),
    (r"收入(?:决算)?总(?:计|额)|总收入", Item.GRAND_TOTAL_INCOME),
    (r"支出(?:决算)?总(?:计|额)|总支出", Item.GRAND_TOTAL_EXPENDITURE),
    (
        r"本年(?:决算)?(?:总)?收入(?:决算)?(?:合计|总额|数)?|收入(?:决算)?合计|收入决算数?|全年收入|(?<=年度)收入(?=\d)",
        Item.TOTAL_INCOME,
    ),
    (
        r"本年(?:决算)?(?:总)?支出(?:决算)?(?:合计|总额|数)?|支出(?:决算)?合计|全年支出|(?<=年度)支出(?=\d)",
        Item.TOTAL_EXPENDITURE,
    ),
    (_SURPLUS, Item.USE_OF_NONFISCAL_SURPLUS),
    (_OPENING, Item.OPENING_BALANCE),
    (_CLOSING, Item.CLOSING_BALANCE),
    (r"结余分配", Item.SURPLUS_DISTRIBUTION),
    (r"上级补助收入", Item.SUPERIOR_SUBSIDY),
    (r"事业收入", Item.INSTITUTIONAL_INCOME),
    (r"教育收费", Item.EDUCATION_FEE_INCOME),
    (r"(?:事业单位)?经营收入", Item.BUSINESS_INCOME),
    (r"附属单位(?:上缴|缴款)收入", Item.AFFILIATE_REMITTANCE),
    (r"其他收入", Item.OTHER_INCOME),
    (r"基本支出|机构正常运转的日常支出|正常运转的日常支出", Item.BASIC_EXPENDITURE),
    (rf"{_NO_PROJECT}项目支出|专项业务工作的(?:经费)?支出", Item.PROJECT_EXPENDITURE),
    (r"上缴上级支出", Item.REMITTANCE_TO_SUPERIOR),
    (r"(?:事业单位)?经营支出", Item.BUSINESS_EXPENDITURE),
    (r"对附属单位补助支出", Item.AFFILIATE_SUBSIDY),
    (r"人员经费(?:支出)?|人员支出", Item.PERSONNEL),
    (r"(?<!人均)(?:日常)?公用(?:经费|支出)(?:支出)?", Item.PUBLIC),
)

# with a fund's name directly before: the appropriation (income side) or the expenditure of that fund
FUND_INCOME: Final = r"(?:本年)?收入(?!支出|、|和支)(?:决算)?(?:合计)?"
FUND_EXPENDITURE: Final = r"(?:本年)?支出(?:决算)?(?:合计)?"
FUND_GRAND: Final = r"(?:本年)?(?:收[、，]?支|收入[、和及]?支出)(?:决算)?(?:总计|总额|总体|合计)?"

FUND_ALONE: Final = r"(?=(?:（[^（）]{0,14}）|为|：|共|计)*\d[\d,]*(?:\.\d+)?[亿万千]?元)"

APPROPRIATION: Final = {
    Fund.GENERAL_PUBLIC: Item.GENERAL_PUBLIC_APPROPRIATION,
    Fund.GOVERNMENT_FUND: Item.GOVERNMENT_FUND_APPROPRIATION,
    Fund.STATE_CAPITAL: Item.STATE_CAPITAL_APPROPRIATION,
    Fund.FISCAL: Item.FISCAL_APPROPRIATION,
}

# 接待费支出, or the amount at once or behind what was counted (14批次、126人次，支出)
_COUNTED: Final = r"(?:累计|共计|共)?\d+个?批次?[^。；\d]{0,3}\d+人次?"
RECEPTION_COUNTS: Final = rf"{_COUNTED}，(?=\d[\d,.]*[万千]?元)"  # the amount follows without a word of its own
_COST: Final = rf"(?:(?:经费|费用|费|支出)(?:支出)?|(?=(?:{_COUNTED}[^。；\d]{{0,8}})?\d[\d,.]*万?元))"
THREE_PUBLIC_ACCOUNTS: Final[tuple[tuple[str, Item], ...]] = (
    (
        r"”三公”(?:经费|费用)?(?:(?:一般公共预算)?(?:财政)?拨款)?|三公经费(?:(?:一般公共预算)?(?:财政)?拨款)?",
        Item.THREE_PUBLIC_TOTAL,
    ),
    (r"因公出国（境）(?:经费|费用|费)(?:支出)?|因公出国（境）支出|因公出国(?:经费|费用|费)(?:支出)?", Item.OVERSEAS_TRAVEL),
    (r"公(?:务用?)?车购置(?:及|和|费及|费和|费用及|、)(?:公务用车)?运行(?:维护)?(?:经费|费用|费)?", Item.VEHICLE_TOTAL),
    (r"公(?:务用?)?车购置(?:经费|费用|费|支出)(?:支出)?|公(?:务用?)?车购置(?=预算|决算|全年|年初|\d)", Item.VEHICLE_PURCHASE),
    (r"公(?:务用?)?车运行(?:维护)?(?:经费|费用|费|支出)?(?:支出)?|公(?:务用?)?车维护费", Item.VEHICLE_OPERATION),
    (rf"(?:其中：|：)?国内(?:公务)?接待{_COST}", Item.RECEPTION_DOMESTIC),
    (rf"(?:国（境）外|国外|外宾|外事)(?:公务)?接待{_COST}", Item.RECEPTION_FOREIGN),
    (r"公务接待(?:经费|费用|费|支出)?(?:支出)?", Item.RECEPTION_TOTAL),
)

OPERATING_ACCOUNTS: Final[tuple[tuple[str, Item], ...]] = (
    (r"机[关构]运行(?:经费|费用)(?:支出)?|机[关构]运行支出|行政运行经费", Item.OPERATING_COST),
    (r"日常公用经费(?:支出)?，合计", Item.OPERATING_COST),  # 本部门行政单位…日常公用经费支出，合计233.48万元
    (r"(?:日常)?公用经费(?:支出)?(?![按中是]|主要|用于)", Item.PUBLIC),
)

# 一般性支出: what is stated beside the 三公
GENERAL_SPENDING_ACCOUNTS: Final[tuple[tuple[str, Item], ...]] = (
    (r"会议费(?:支出)?", Item.MEETING_COST),
    (r"培训费(?:支出)?", Item.TRAINING_COST),
    (r"(?:举办)?(?:节庆|庆典|晚会|论坛|赛事)[^。；，：\d]{0,24}活动(?:费)?(?:支出)?，?(?:开支)?", Item.EVENT_COST),
)

PROCUREMENT_ACCOUNTS: Final[tuple[tuple[str, Item], ...]] = (
    (r"货物(?:类)?(?:采购)?授予中小(?:微)?企业(?:的)?(?:合同)?(?:金额)?(?=占)", Item.PROCUREMENT_GOODS_SME_SHARE),
    (r"工程(?:类)?(?:采购)?授予中小(?:微)?企业(?:的)?(?:合同)?(?:金额)?(?=占)", Item.PROCUREMENT_WORKS_SME_SHARE),
    (r"服务(?:类)?(?:采购)?授予中小(?:微)?企业(?:的)?(?:合同)?(?:金额)?(?=占)", Item.PROCUREMENT_SERVICES_SME_SHARE),
    (r"面向中小企业预留(?:的)?政府采购项目预算(?:金额)?", Item.PROCUREMENT_RESERVED_SME),
    (r"面向小微企业预留(?:的)?政府采购项目预算(?:金额)?", Item.PROCUREMENT_RESERVED_MICRO),
    (r"在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额", Item.PROCUREMENT_SME_UNRESERVED),
    (r"由中小企业供应商中标或成交的，采购金额", Item.PROCUREMENT_SME),
    (r"由小微企业供应商中标或成交的，采购金额", Item.PROCUREMENT_MICRO),
    (r"授予中小(?:微)?企业(?:的)?(?:政府采购)?(?:合同)?(?:金额?|总额)?", Item.PROCUREMENT_SME),
    (r"授予小微企业(?:的)?(?:政府采购)?(?:合同)?(?:金额?|总额)?", Item.PROCUREMENT_MICRO),
    (r"(?:政府)?(?:采购)?货物(?:类)?(?:采购)?(?:(?:支出|金额|预算)+|(?<=[类购])(?=为?\d))", Item.PROCUREMENT_GOODS),
    (r"(?:政府)?(?:采购)?工程(?:类)?(?:采购)?(?:(?:支出|金额|预算)+|(?<=[类购])(?=为?\d))", Item.PROCUREMENT_WORKS),
    (
        r"(?:政府)?(?:采购)?服务(?:类)?(?:采购)?(?:(?:支出|金额|预算)+|(?<=[类购])(?=为?\d))|政府采购服务(?=\d)",
        Item.PROCUREMENT_SERVICES,
    ),
    (r"政府采购货物(?=\d)", Item.PROCUREMENT_GOODS),
    (r"政府采购工程(?=\d)", Item.PROCUREMENT_WORKS),
    (r"政府采购(?:支出|金额|资金|合同)?(?:决算)?(?:总额|合计|总金额|总计|金额)?(?:（[^）]*）)?", Item.PROCUREMENT_TOTAL),
)

_WORTH = (
    r"(?<!购置)(?:单(?:价|位价值|件价值|台价值|台（套）价值|价价值)|价值)(?:在)?(?:人民币)?{}万元(?:（含[^（）]*）)?(?:及)?以上(?:（含[^（）]*）)?"
    r"(?:的)?(?:通用|专用|大型)?设备"
)

ASSET_ACCOUNTS: Final[tuple[tuple[str, Item], ...]] = (
    (r"固定资产(?:账面)?原值", Item.FIXED_ASSETS_ORIGINAL_VALUE),
    (r"(?<!出租)(?<!出借)(?<!处置)房屋(?:构筑物|建筑物|建筑|及构筑物|和构筑物)?(?:建筑面积|面积)?", Item.BUILDING_AREA),
    (r"(?:副?部（省）级|副?省（部）级|副?部级|副?省级)(?:及?以上)?(?:领导)?(?:干部)?用车", Item.VEHICLES_VICE_PROVINCIAL),
    (r"主要(?:领导干部|领导|负责人)用车", Item.VEHICLES_PRINCIPAL),
    (r"机要通信(?:应急)?用车|机要通讯(?:应急)?用车", Item.VEHICLES_CONFIDENTIAL),
    (r"应急保障用车", Item.VEHICLES_EMERGENCY),
    (r"(?:一般)?执法执勤用车", Item.VEHICLES_LAW_ENFORCEMENT),
    (r"特种专业技术用车", Item.VEHICLES_SPECIAL_TECHNICAL),
    (r"离退休干部(?:服务)?用车", Item.VEHICLES_RETIRED_CADRES),
    (r"其他用车(?!主要|是|为[^\d])", Item.VEHICLES_OTHER),
    (
        r"(?<!购置)(?<!处置)(?<!报废)(?<!新增)(?:共有|现有|固定资产|实有|拥有)?(?:公务用?车|车辆|汽车)(?:总数|合计|共计)?",
        Item.VEHICLES_TOTAL,
    ),
    (_WORTH.format(50), Item.EQUIPMENT_OVER_500K),
    (_WORTH.format(100), Item.EQUIPMENT_OVER_1M),
    (r"价值", Item.BUILDING_VALUE),  # of what: the reader decides by the account before it
)

STAFF_ACCOUNTS: Final[tuple[tuple[str, Item], ...]] = (
    (r"(?:年末)?(?:实有|在编|现有)(?:在册)?(?:人数|人员)(?:总数|总计)?|人员总数|实有人员", Item.STAFF_TOTAL),
    (
        r"(?:实有)?在职(?:职工|人员|干部|在编|实有)*(?:人数)?|(?<=编制\d人，)实际|(?<=编制\d\d人，)实际|(?<=编制\d\d\d人，)实际",
        Item.STAFF_ACTIVE,
    ),
    (r"(?:在编)?实有(?:公务用)?车辆?", Item.VEHICLES_TOTAL),
    (r"离休(?:职工|人员|干部)?(?:人数)?", Item.STAFF_RETIRED_CADRE),
    (
        r"(?<!发放养老金的)离退休(?:人员|干部)?(?:人数)?(?![^。；]*其中)|(?<!离)退休(?:职工|人员|干部)?(?:人数)?",
        Item.STAFF_RETIRED,
    ),
    (r"(?<!车辆)(?<!用车)(?:人员)?编制(?:人?数|人员)?(?:共)?", Item.STAFF_QUOTA),
)

ACCOUNTS_BY_KIND: Final[dict[Kind, tuple[tuple[str, Item], ...]]] = {
    Kind.OVERALL: BALANCE_ACCOUNTS,
    Kind.INCOME: BALANCE_ACCOUNTS,
    Kind.EXPENDITURE: BALANCE_ACCOUNTS,
    Kind.FISCAL: BALANCE_ACCOUNTS,
    Kind.GENERAL_PUBLIC: BALANCE_ACCOUNTS,
    Kind.BASIC: BALANCE_ACCOUNTS,
    Kind.PROJECT: BALANCE_ACCOUNTS,
    Kind.GOVERNMENT_FUND: BALANCE_ACCOUNTS,
    Kind.STATE_CAPITAL: BALANCE_ACCOUNTS,
    Kind.THREE_PUBLIC: THREE_PUBLIC_ACCOUNTS + GENERAL_SPENDING_ACCOUNTS,
    Kind.OPERATING_COST: OPERATING_ACCOUNTS + GENERAL_SPENDING_ACCOUNTS,
    Kind.GENERAL_SPENDING: GENERAL_SPENDING_ACCOUNTS,
    Kind.PROCUREMENT: PROCUREMENT_ACCOUNTS,
    Kind.ASSETS: ASSET_ACCOUNTS,
    Kind.ORGANISATION: STAFF_ACCOUNTS,
    Kind.OTHER_MATTERS: OPERATING_ACCOUNTS + GENERAL_SPENDING_ACCOUNTS + PROCUREMENT_ACCOUNTS + ASSET_ACCOUNTS,
}

# measure words
_COUNT_WORDS: Final = "批次 人次 辆 台（套） 台/套 台 套 个 人 家 名 批 次 团 组 户 分 项"
COUNT_UNITS: Final[dict[str, MeasureUnit]] = dict.fromkeys(_COUNT_WORDS.split(), MeasureUnit.COUNT) | dict.fromkeys(
    ("平方米", "㎡", "平米"), MeasureUnit.SQM
)

UP_WORDS: Final = r"超出|超支|增支|增收|净?增加|增长|上升|提高|增多|上涨|扩大|增幅|净增"
DOWN_WORDS: Final = r"节约|节支|减支|减收|净?减少|下降|降低|减幅|降幅|压减|缩减|减低|净减"

_THREE_PUBLIC: Final = r"(?:”三公”经费(?:财政拨款)?)?"  # whose budget it is, said again
BASES: Final[tuple[tuple[str, Phase], ...]] = (
    (rf"(?:\d{{4}}年度?|\d{{4}}(?=年初))?{_THREE_PUBLIC}(?:年初|当年|本年|年度)预算(?:安排)?数?", Phase.INITIAL_BUDGET),
    (rf"(?:\d{{4}}年度?)?{_THREE_PUBLIC}(?:(?:全年|调整后?)?预算|支出预算)(?:安排)?数?", Phase.ANNUAL_BUDGET),
    (
        r"(?:上一?年度?|去年|上一度|(?P<baseyear>\d{4})年(?!初)度?)(?:年度)?(?:的)?(?:同期)?"
        r"(?:决算|支出|收入(?!、|和|支)|执行|完成|实际|收支)*(?:数)?",
        Phase.PRIOR_FINAL,
    ),
)
DELTA: Final = {
    Phase.INITIAL_BUDGET: Phase.DELTA_INITIAL_BUDGET,
    Phase.ANNUAL_BUDGET: Phase.DELTA_ANNUAL_BUDGET,
    Phase.PRIOR_FINAL: Phase.DELTA_PRIOR,
}
PERCENT: Final = {
    Phase.INITIAL_BUDGET: Phase.PCT_INITIAL_BUDGET,
    Phase.ANNUAL_BUDGET: Phase.PCT_ANNUAL_BUDGET,
    Phase.PRIOR_FINAL: Phase.PCT_PRIOR,
}

PHASES: Final[tuple[tuple[str, Phase], ...]] = (
    (r"(?:\d{4}年度?|\d{4}(?=年初))?年初(?:支出)?预算(?:安排)?(?:数|收入|支出)*", Phase.INITIAL_BUDGET),
    (r"(?:全年|调整|变动)(?:后)?(?:支出)?预算(?:安排)?(?:数|收入|支出)*", Phase.ANNUAL_BUDGET),
    (
        r"(?:上一?年度?|去年|(?P<phaseyear>\d{4})年度?)(?:年度)?(?:(?:支出|收入)?(?:决算|实际|执行|同期)(?:数|支出|收入)*|(?:的)?(?=\d[\d,]*(?:\.\d+)?[亿万]?元))"
        r"|(?:上一?年度?|去年)(?:支出|收入)(?=\d[\d,]*(?:\.\d+)?[亿万]?元)",
        Phase.PRIOR_FINAL,
    ),
    (r"(?<!公共)(?<!基金)(?<!经营)(?:支出)?预算(?:安排)?(?:数|收入|支出)*", Phase.ANNUAL_BUDGET),
    (
        r"(?:支出|收入)?决算(?:数|支出|收入)*|实际支出(?:数)?|(?<=[，；。])(?:本年)?支出|(?:共计|合计|累计)支出"
        r"|(?<=[，；])发生(?:[“”][^“”]{1,12}[“”])?(?:运行维护费|经费|费用)?支出(?=\d)",
        Phase.FINAL,
    ),
)
COMPLETION: Final = (
    r"(?:占|为|达到?|完成|实现)(?:了)?(?:当年|本年|全年|年初|年度|调整后?|批复|变动)?(?:的)?(?:支出)?预算(?:安排)?(?:数)?(?:的|（[^）]*）)*(?:比例)?"
    r"|(?:预算)?(?:完成率|执行率|完成预算)|完成(?:了)?(?=\d[\d,.]*%)"
)
SHARE: Final = r"占(?![用有地])[^。；，：\d]{0,44}?(?:的)?(?:比重|比例)?"
DIFFERENCE_RATE: Final = r"预决算差异率|预决算差异"

REASON: Final = (
    r"(?:主要)?(?:变动|差异|变化|增减|增加|减少|增长|下降|上升|超支|结余|节约|偏差|减少或增加|增加或减少)?(?:的)?(?:主要)?"
    r"(?:原因|因素)(?:主要)?(?:分析)?(?:如下)?(?:是|为|：|有|在于|系|由于)+|主要(?:是)?(?:因为|由于)|(?<=[，。；])主要是(?=[^\d])|(?<=[，。；])主要系"
)
# text whose names are examples, not accounts: it sets nothing
PURPOSE: Final = (
    r"(?:主要)?用于(?!以下)|(?:具体|开支)内容(?:包括|为|：)*|(?:其他用车|业务用车)?(?:主要)?(?:是指|是用于|是用作)|其他用车(?:主要)?(?:是|为)(?!\d)|"
    r"主要开支|支出内容|结余?分配事项|结转和结余事项|项目名称为"
)

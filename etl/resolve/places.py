"""Words that surround or stand for places in names of organisations, as data for the region matcher."""

from __future__ import annotations

import re
from typing import Final

# What stands before the place in names of party, consultative, mass and directly administered bodies.
PREFIXES: Final = (
    "中国共产党",
    "中共",
    "中国人民政治协商会议",
    "政协",
    "中国共产主义青年团",
    "共青团",
    "中国国民党革命委员会",
    "民革",
    "中国民主同盟",
    "民盟",
    "中国民主建国会",
    "民建",
    "中国民主促进会",
    "民进",
    "中国农工民主党",
    "农工党",
    "中国致公党",
    "致公党",
    "九三学社",
    "台湾民主自治同盟",
    "台盟",
    "中国国际贸易促进委员会",
    "中国贸促会",
    "国家税务总局",
    "国家统计局",
    "国家金融监督管理总局",
    "国家矿山安全监察局",
    "中华人民共和国",
)

# The peoples whose names stand in those of autonomous places.
PEOPLES: Final = (
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克",
    "傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌",
    "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "鄂温克", "德昂", "保安", "裕固", "独龙",
    "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "各",
)  # fmt: skip

# Divisions of 新疆生产建设兵团 and the cities that they are one with; the eleventh and the twelfth have none.
CORPS: Final = ("新疆生产建设兵团", "新疆兵团")
CORPS_REGION: Final = "650000"
CORPS_DIVISIONS: Final = {
    "一": "659002",
    "二": "659006",
    "三": "659003",
    "四": "659008",
    "五": "659007",
    "六": "659004",
    "七": "659010",
    "八": "659001",
    "九": "659012",
    "十": "659005",
    "十三": "659011",
    "十四": "659009",
}
# a regiment of a division, which has the rank of a county
REGIMENT: Final = re.compile(r"^(?:[（][^）]{2,8}[）])?(?:[一二三四五六七八九十〇零]{1,5}|\d{1,3})团")

ZONE: Final = re.compile(
    r"开发区|高新区|高新技术产业|经开区|经济技术|开发新区|[^市]新区|保税|工业区|工业园|产业园|科技园|园区|管理区|示范区|度假区|试验区|合作区|风景"
)
TOWNSHIP: Final = re.compile(
    r"^[^局厅委院校]{1,10}?(?:街道(?:办事处|党工委|社区|财政|综合|便民|党群|$)|(?:镇|乡|苏木)(?:人民政府|政府|党委|财政|综合|便民|党群|$))"
)
# A division named in full that the list lacks (下城区); the second part tells words that only end like one.
UNLISTED: Final = re.compile(
    r"^(?P<stem>[^局厅委办院校站所会部市区县旗]{1,4})(?P<kind>[县市区旗])(?!场|域|划|块|位|间|容|政|民|属|直|级|委|长)(?=.)"
)
NO_DIVISION: Final = re.compile(
    r"^[市城郊山老小港特湖矿全]区$|^全[市县]$|(?:城市|都市|超市|集市|门市|社区|园区|[开发高新经]区|保护区|自治区|景区|灌区|地区|林区|军区|辖区|示范区|功能区|"
    r"街区|片区|牧区|库区|校区|院区|业区|税区|理区|作区|验区|假区|导区|胜区|游区)$"
)

# A street or the like that bears the name of a place lies elsewhere (北京路小学).
NOT_A_PLACE: Final = re.compile(r"^(?:路|街|道|大道|大街|巷|公园|桥|门)")

# Words that make an organisation a public authority of its place, so that a shortened place name still tells the level.
AUTHORITY: Final = re.compile(
    r"[局厅]|委员会|人民政府|办公[室厅]|法院|检察院|联合会|总工会|[省市区县州旗]委|组织部|宣传部|统战部"
)
CENTRAL: Final = re.compile(
    r"^(?:国家|国务院|全国|中央|最高人民|中华全国|(?:外交|国防|教育|科学技术|工业和信息化|公安|民政|司法|财政|人力资源和社会保障|自然资源|生态环境"
    r"|住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部(?!门)|审计署|海关总署)"
)
LEVEL_WORDS: Final = (
    (re.compile(r"^(?:省|自治区)|^[^市县]{2,}厅(?:机关)?$"), "province"),
    (re.compile(r"^(?:县|区|旗)"), "county"),
)

"""Why amounts move: reasons in the generator's own words, by topic and direction."""

from __future__ import annotations

from typing import Final

from etl.generate.style import Style

_REASONS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {  # up, down, flat
    "total": (
        (
            "年中新增专项任务，财政相应追加资金",
            "新进人员到岗，工资和项目投入同步扩大",
            "上级转移支付到位较多",
            "一是人员经费按政策调标；二是几个延续项目进入集中付款期",
        ),
        (
            "个别项目按计划收尾，投入随之缩减",
            "落实过紧日子要求，压减非急需开支",
            "上年一次性项目本年不再安排",
            "一是工程类项目已完工结算；二是部分资金由财政统筹收回",
        ),
        ("收支规模保持平稳", "各项安排与上年一致"),
    ),
    "staff": (
        ("人员到岗，缴费人数增多", "缴费基数年中上调", "晋级晋档后工资标准提高", "在职人员较年初预计增多"),
        ("人员调出后未及时补员", "部分人员退休，缴费人数减少", "缴费基数核定低于预计", "年中有人员离职"),
        ("人员与标准均无变动", "按预算执行"),
    ),
    "task": (
        ("年中追加任务经费", "上年结转资金在本年支付", "工作量超出年初预计", "上级下达补助资金未列入年初预算"),
        ("采购节约了资金", "部分合同款按约定转入下年支付", "申报对象少于预计", "受进度影响，尾款尚未支付"),
        ("严格按预算执行", "任务按计划完成"),
    ),
    "expense": (
        ("业务量增多，日常开支相应上升", "办公设备集中更新", "新增办公场所的水电与物业开支"),
        ("推行无纸化办公，压减日常开支", "厉行节约，从严控制一般性支出", "培训改为线上举办"),
        ("日常开支保持稳定",),
    ),
    "three": (
        ("车辆老化，维修增多", "公务活动较上年增多", "按批复更新车辆"),
        ("从严控制公务开支", "合并公务活动，减少接待", "车辆使用统筹调度，油料和维修减少"),
        ("本年与上年一致", "无此类活动"),
    ),
}


def reason(topic: str, way: int, style: Style, where: str) -> str:
    """One reason for this topic and direction (1 up, -1 down, 0 none), the same every time for this place."""
    up, down, flat = _REASONS[topic]
    return style.pick(f"reason/{where}", up if way > 0 else down if way < 0 else flat)

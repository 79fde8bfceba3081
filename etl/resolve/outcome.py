"""What became of one printed subject: its code or the reason why there is none, and what a reader should know about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from etl.resolve.catalogue import Rank


class Remark(StrEnum):
    """How a code was found where it was not plain from the list; the values are the codes of the report's notes."""

    FORMER_NAME = "subject_former_name"
    CUT_NAME = "subject_cut_name"
    SIMILAR_NAME = "subject_similar_name"
    CLASS_FOR_GROUP = "subject_class_for_group"
    OTHER_CLASS = "subject_other_class"
    PARENT_UNKNOWN = "subject_parent_unknown"
    INCOMPLETE = "subject_path_incomplete"
    BY_TABLE = "subject_by_table"
    BY_AMOUNT = "subject_by_amount"
    BY_GROUP = "subject_by_group"
    CODE_DIFFERS = "subject_code_differs"
    UNRESOLVED = "unresolved_subject"
    AMBIGUOUS = "ambiguous_subject"


REMARK_ZH: Final = {
    Remark.FORMER_NAME: "使用的是其他年度的科目名称",
    Remark.CUT_NAME: "科目名称被截断，只与一个科目的开头相符",
    Remark.SIMILAR_NAME: "科目名称与目录略有出入，只与一个科目相近",
    Remark.CLASS_FOR_GROUP: "“款”处印的是“类”的名称",
    Remark.OTHER_CLASS: "所列“类”之下无此科目，同属一类经费的另一“类”之下有且只有一个",
    Remark.PARENT_UNKNOWN: "上级科目名称未能识别，下级名称在所知范围内只有一个",
    Remark.INCOMPLETE: "未印上级科目，名称在目录中只有一个",
    Remark.BY_TABLE: "依据本报告决算表所印的科目编码与名称",
    Remark.BY_AMOUNT: "目录中无此名称，依据本报告决算表中同一资金、同一金额且无其他说明对应的科目",
    Remark.BY_GROUP: "名称对应多个科目，其中只有一个属于本报告同一资金另有明确科目的“款”",
    Remark.CODE_DIFFERS: "所印编码与名称在目录中不相符，以所印编码为准",
    Remark.UNRESOLVED: "目录与本报告决算表中均无此名称，保留所印名称，不编码",
    Remark.AMBIGUOUS: "名称对应多个科目，不作取舍",
}

REMARK_OF_RANK: Final = {
    Rank.FORMER: Remark.FORMER_NAME,
    Rank.CUT: Remark.CUT_NAME,
    Rank.SIMILAR: Remark.SIMILAR_NAME,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`code` is empty where nothing certain is known; `candidates` then holds what it may be.

    `within` are the codes of the parents as far as they are certain (the nearest printed level), for evidence by amounts.
    `stands_for_nothing` marks a text that is no subject (人员经费), where no code is owed.
    """

    code: str = ""
    remarks: tuple[Remark, ...] = ()
    candidates: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    stands_for_nothing: bool = False

    @property
    def is_open(self) -> bool:
        """True where a code is owed and missing."""
        return not self.code and not self.stands_for_nothing

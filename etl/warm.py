"""Import this to have read the reference lists and compiled the patterns once, before reading processes branch off.

It reads a report of a few lines, so that every table and pattern that reading needs is in memory and shared by the processes.
"""

from __future__ import annotations

from typing import Final

from etl.extract.document import Document
from etl.extract.text import split_lines
from etl.parse.narrative.tokens import grammar
from etl.parse.reader import read_document
from etl.parse.sections import MEANINGS
from etl.reconcile import reconcile
from etl.resolve import resolve

_TEXT: Final = """北京市档案局2023年度部门决算
收入支出决算总表
公开01表
部门：北京市档案局 金额单位：万元
项目\t行次\t决算数\t项目\t行次\t决算数
一、一般公共预算财政拨款收入\t1\t10.00\t一、教育支出\t31\t10.00
第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
北京市档案局2023年度收入总计10.00万元，支出总计10.00万元。
二、一般公共预算财政拨款支出决算情况说明
1.教育支出（类）进修及培训（款）培训支出（项）。支出决算10.00万元。
三、一般公共预算财政拨款基本支出决算情况说明
人员经费10.00万元，主要包括：基本工资10.00万元。
"""


def warm() -> None:
    """Read the small report and compile the grammar of every section."""
    for kind in MEANINGS:
        grammar(kind)
    reconcile(resolve(read_document(Document("warm", "0" * 64, "text", split_lines(_TEXT)))))


warm()

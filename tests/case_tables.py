"""Tables of cases of an earlier register, made here; every person in them is made up."""

import csv
import io

from openpyxl import Workbook

from tests.samples import person

HEADING = {
    "number": "登记编号",
    "arrived_on": "收到日期",
    "confirmed_on": "确认日期",
    "channel": "收到渠道",
    "applicant_kind": "申请人类型",
    "applicant_name": "申请人",
    "document_type": "证件类型",
    "document_number": "证件号码",
    "phone": "联系电话",
    "title": "信息名称",
    "description": "特征描述",
    "state": "状态",
    "decision": "办理结果",
    "ended_on": "答复日期",
    "extended_by": "延期工作日",
    "extension_approved_on": "延期批准日期",
    "extension_notified_on": "延期告知日期",
    "assignee": "经办人账号",
    "source": "来源系统",
    "external_id": "外部编号",
}
"""The Chinese heading of each column that is used here."""


def row(number=None, *, of=0, **cells):
    """A case that arrived over the counter, of the sample person ``of``."""
    applicant = person(of or 1)
    return {
        "number": number,
        "arrived_on": "2025-03-03",
        "channel": "当面提交",
        "applicant_kind": "自然人",
        "applicant_name": applicant["name"],
        "document_type": "身份证",
        "document_number": applicant["document"]["number"],
        "phone": applicant["phone"],
        "title": "测试文件一份",
        **cells,
    }


def closed(number, *, of=0, **cells):
    """The same, answered in time."""
    return row(number, of=of, **{"decision": "予以公开", "ended_on": "2025-03-20", **cells})


def _lines(rows):
    names = [name for name in HEADING if any(name in each for each in rows)]
    yield [HEADING[name] for name in names]
    for each in rows:
        yield ["" if each.get(name) is None else each[name] for name in names]


def as_csv(*rows):
    """The rows as a CSV file."""
    held = io.StringIO()
    csv.writer(held).writerows(_lines(rows))
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(*rows, change=None):
    """The rows as a workbook; ``change`` is given the workbook and its sheet before it is saved."""
    book = Workbook()
    sheet = book.active
    for line in _lines(rows):
        sheet.append(line)
    if change is not None:
        change(book, sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()

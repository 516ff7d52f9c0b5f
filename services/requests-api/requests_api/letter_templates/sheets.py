"""The lines of what is no letter but a sheet for the file, or for the applicant to fill in."""

from collections.abc import Mapping, Sequence

from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.lines import Line, Look

_K = LetterKind
SHEETS: Mapping[LetterKind, Sequence[Line]] = {
    _K.APPLICATION_FORM: (
        Line("申请人姓名或者名称|{{ applicant_name }}", Look.ROW),
        Line("身份证明（种类、号码）|{{ document }}", Look.ROW),
        Line("联系方式|{{ contact }}", Look.ROW),
        Line("所需政府信息的名称|{{ information }}", Look.ROW),
        Line("文号|{{ document_reference }}", Look.ROW),
        Line("便于查询的其他特征性描述|{{ description }}", Look.ROW),
        Line("获取信息的方式（形式）|{{ supply_forms }}", Look.ROW),
        Line("获取信息的途径|{{ supply_ways }}", Look.ROW),
        Line("申请人签名或者盖章|　　　　　　　　　　　年　　月　　日", Look.ROW),
        Line(
            "依照《中华人民共和国政府信息公开条例》第二十九条，申请只须填写以上内容；名称、文号、"
            "其他描述择一或者一并填写，能够指明所需信息即可。不需要说明用途。"
        ),
        Line(
            "{% if is_filled_in %}本表由政府信息公开工作机构代为填写，已向申请人宣读，"
            "申请人确认无误后签名。{% endif %}"
        ),
    ),
    _K.EVIDENCE_LIST: (
        Line("登记编号|{{ case_number }}", Look.ROW),
        Line("申请内容|{{ information }}", Look.ROW),
        Line("证据名称、文号、日期|证明内容", Look.ROW),
        Line("{% for piece in pieces %}", Look.ROW),
        Line(
            "{{ loop.index }}．{{ piece.title }}　{{ piece.number }}　{{ piece.dated_on }}"
            "|{{ piece.shows }}",
            Look.ROW,
        ),
        Line("{% endfor %}", Look.ROW),
        Line("制作日期|{{ issued_on }}", Look.ROW),
    ),
    _K.DELIVERY_RECEIPT: (
        Line("受送达人|{{ applicant_name }}", Look.ROW),
        Line("申请|{{ information }}（{{ receipt_number }}）", Look.ROW),
        Line("送达文书|文号", Look.ROW),
        Line("{% for letter in letters %}", Look.ROW),
        Line("{{ letter.title }}|{{ letter.document_number }}", Look.ROW),
        Line("{% endfor %}", Look.ROW),
        Line("送达方式|□直接送达　□邮寄送达　□网上送达　□电子邮件送达", Look.ROW),
        Line("送达地点|", Look.ROW),
        Line("受送达人签名或者盖章|　　　　　　　　　　　年　　月　　日", Look.ROW),
        Line("代收人及代收理由|　　　　　　　　　　　年　　月　　日", Look.ROW),
        Line("送达人|　　　　　　　　　　　年　　月　　日", Look.ROW),
        Line("备注|", Look.ROW),
    ),
    _K.CASE_COVER: (
        Line("登记编号|{{ case_number }}", Look.ROW),
        Line("回执编号|{{ receipt_number }}", Look.ROW),
        Line("申请内容|{{ information }}", Look.ROW),
        Line("申请人|{{ applicant_name }}", Look.ROW),
        Line("申请渠道|{{ channel }}", Look.ROW),
        Line("到达日期|{{ arrived_on }}", Look.ROW),
        Line("收到申请之日|{{ received_on }}", Look.ROW),
        Line("办理结果|{{ decision }}", Look.ROW),
        Line("办结日期|{{ closed_on }}", Look.ROW),
        Line("承办人|{{ drafted_by_name }}", Look.ROW),
        Line("立卷日期|{{ issued_on }}", Look.ROW),
    ),
}
"""By kind."""
_ENGLISH: Mapping[str, str] = {
    "申请人姓名或者名称": "Name of the applicant 姓名或者名称",
    "身份证明（种类、号码）": "Proof of identity: kind and number 身份证明",
    "联系方式": "How to reach you 联系方式",
    "所需政府信息的名称": "Name of the information 所需信息的名称",
    "文号": "Document number 文号",
    "便于查询的其他特征性描述": "Other description by which it can be found 其他特征性描述",
    "获取信息的方式（形式）": "In which form 获取信息的方式",
    "获取信息的途径": "By which way 获取信息的途径",
    "申请人签名或者盖章": "Signature or seal, date 签名或者盖章、日期",
}
FORM_IN_ENGLISH: Sequence[Line] = (
    *(
        Line(f"{_ENGLISH[label]}|{rest}", Look.ROW)
        for label, _, rest in (
            line.text.partition("|")
            for line in SHEETS[_K.APPLICATION_FORM]
            if line.look is Look.ROW
        )
    ),
    Line(
        "By Article 29 of the Regulation on the Disclosure of Government Information (政府信息公开"
        "条例) an application says no more than this. Name, document number or description: one is "
        "enough if it shows what you want. Nobody asks what you need it for."
    ),
)
"""The blank form for who reads English; what is filled in may be in either language."""

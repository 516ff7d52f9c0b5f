"""What the shipped letters say, line by line, in the usual form of official letters (GB/T 9704).

A letter is its frame (title, number, addressee, signature) around the lines of its kind. Wording
follows the sample letters of 苏政办函〔2019〕98号, which 国务院办公厅政府信息与政务公开办公室
forwarded to all, and the articles of the 条例 of 2019.
"""

from collections.abc import Mapping, Sequence

from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.letter_templates.lines import Line, Look, listed
from requests_api.letter_templates.sheets import SHEETS
from requests_api.letter_templates.specs import SPECS, LetterSpec

_LAW = "《中华人民共和国政府信息公开条例》"
APPLIED = "{{ you }}于{{ arrived_on }}向本机关提出的关于“{{ information }}”的政府信息公开申请"
_BY = f"依照{_LAW}"
UNITS: Sequence[Line] = (
    Line("{% if office_name or office_phone or office_address %}", Look.CONTROL),
    Line(
        "联系部门：{{ office_name }}{% if office_phone %}，联系电话：{{ office_phone }}{% endif %}"
        "{% if office_address %}，联系地址：{{ office_address }}{% endif %}"
    ),
    Line("{% endif %}", Look.CONTROL),
)
_REMEDIES: Sequence[Line] = (
    Line("{% for remedy in remedies %}", Look.CONTROL),
    Line("{{ remedy }}"),
    Line("{% endfor %}", Look.CONTROL),
)


_K = LetterKind
BODIES: Mapping[LetterKind, Sequence[Line]] = {
    _K.RECEIPT: (
        Line("本机关于{{ arrived_on }}收到{{ you }}通过{{ channel }}方式提出的政府信息公开申请。"),
        Line("申请内容：{{ information }}"),
        Line("回执编号：{{ receipt_number }}"),
        Line(
            f"{{% if received_on %}}{_BY}第三十一条的规定，收到申请之日为{{{{ received_on }}}}，"
            "答复期限自次日起计算。{% else %}本机关将与{{ you }}确认收到申请，双方确认之日为"
            "收到申请之日，答复期限自次日起计算。{% endif %}"
        ),
        *UNITS,
    ),
    _K.REGISTRATION: (
        Line(f"{APPLIED}，本机关已予登记。"),
        Line("登记编号：{{ case_number }}"),
        Line("回执编号：{{ receipt_number }}"),
        Line("收到申请之日：{{ received_on }}"),
        Line(
            f"{{% if due_on %}}{_BY}第三十三条的规定，本机关将于{{{{ due_on }}}}前予以答复；"
            "依法补正、延长答复期限、征求意见的，期限相应变动。{% endif %}"
        ),
        *UNITS,
    ),
    _K.CORRECTION_NOTICE: (
        Line(f"{APPLIED}，本机关于{{{{ received_on }}}}收到。经审查，申请内容不明确。"),
        Line(f"{_BY}第三十条的规定，请{{{{ you }}}}就以下事项作出补正："),
        *listed("items"),
        Line(
            "请{% if reply_by %}于{{ reply_by }}前（含当日）{% else %}自收到本告知书次日起"
            "{{ working_days }}个工作日内{% endif %}提交补正后的申请。"
            "答复期限自本机关收到补正的申请之日起计算；无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
        *UNITS,
    ),
    _K.EXPLANATION_REQUEST: (
        Line(f"{APPLIED}，本机关于{{{{ received_on }}}}收到。"),
        Line("{{ grounds|sentence }}"),
        Line(
            f"{_BY}第三十五条的规定，申请公开政府信息的数量、频次明显超过合理范围的，行政机关可以要求"
            "申请人说明理由。请{{ you }}{% if reply_by %}于{{ reply_by }}前（含当日）{% endif %}"
            "{% if working_days %}自收到本通知书次日起{{ working_days }}个工作日内{% endif %}"
            "书面说明理由。理由不合理的，本机关将告知不予处理；理由合理，但是无法在规定期限内答复的，"
            "本机关将确定延迟答复的合理期限并予告知。"
        ),
        *UNITS,
    ),
    _K.EXTENSION_NOTICE: (
        Line(f"{APPLIED}，本机关于{{{{ received_on }}}}收到。"),
        Line(
            "{% if reason %}因{{ reason|clause }}，{% endif %}"
            f"{_BY}第三十三条第二款的规定，经本机关政府信息公开工作机构负责人于"
            "{{ approved_on }}同意，答复期限延长{{ working_days }}个工作日。"
        ),
        Line("{% if due_on %}延长后的答复期限至{{ due_on }}届满。{% endif %}"),
        *UNITS,
    ),
    _K.CONSULTATION: (
        Line("本机关收到政府信息公开申请，其中涉及{{ addressee }}的信息内容如下："),
        Line("{{ contents|sentence }}"),
        Line(
            f"{_BY}第三十二条的规定，现书面征求意见。请自收到本征询书之日起15个工作日内，就是否同意"
            "公开提出书面意见；不同意公开的，请说明理由。逾期未提出意见的，由本机关依照条例的规定"
            "决定是否公开；不同意公开且有合理理由的，本机关不予公开；本机关认为不公开可能对公共利益"
            "造成重大影响的，可以决定予以公开，并将决定公开的内容和理由书面告知。"
        ),
        *UNITS,
    ),
    _K.CONSULTATION_ORGAN: (
        Line("本机关收到政府信息公开申请，其中涉及的信息内容如下："),
        Line("{{ contents|sentence }}"),
        Line(
            "{% if is_co_author %}该信息由贵机关与本机关共同制作。"
            f"{_BY}第三十四条的规定，"
            "现征求意见。请自收到本函之日起15个工作日内提出意见，逾期未提出意见的视为同意公开。"
            "{% else %}"
            "现就该信息是否公开征求意见，请自收到本函之日起15个工作日内提出意见并说明依据。"
            "{% endif %}"
        ),
        *UNITS,
    ),
    _K.CONSULTATION_NOTICE: (
        Line(f"{APPLIED}，本机关于{{{{ received_on }}}}收到。"),
        Line(
            "申请公开的信息涉及{{ party_kind }}，本机关已于{{ sent_on }}书面征求其意见。"
            f"{_BY}第三十三条第三款的规定，征求第三方和其他机关意见所需时间不计算在答复期限内。"
        ),
        *UNITS,
    ),
    _K.THIRD_PARTY_NOTICE: (
        Line(
            "本机关于{{ sent_on }}就政府信息公开申请涉及的信息征求{{ addressee }}的意见，"
            "并于{{ answered_on }}收到不同意公开的意见。"
        ),
        Line("经审查：{{ ground }}。理由：{{ reason|sentence }}"),
        Line(
            f"{_BY}第十五条、第三十二条的规定，本机关决定予以公开，现书面告知。决定公开的内容："
            "{{ contents|sentence }}"
        ),
        *UNITS,
    ),
    _K.FEE_NOTICE: (
        Line(f"{APPLIED}，本机关于{{{{ received_on }}}}收到。{{{{ grounds|sentence }}}}"),
        Line(
            f"{_BY}第四十二条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）的规定，"
            "本机关决定收取信息处理费：计费方式为{{ basis }}，数量为{{ quantity }}"
            "{% if counted_before %}（当月此前已计{{ counted_before }}）{% endif %}，收费标准为"
            "{{ standard }}，金额为{{ amount }}元"
            "{% if amount_due %}，经减收后应缴{{ amount_due }}元{% endif %}。"
        ),
        Line(
            "请自收到本通知次日起{{ working_days }}个工作日内"
            "{% if pay_by %}（至{{ pay_by }}）{% endif %}缴纳。缴费方式：{{ payment|clause }}。"
            "逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
        Line(
            "对收费决定不单独申请行政复议或者提起行政诉讼；对缴费期满后本机关不再处理的行为不服的，"
            "可以依法申请行政复议或者提起行政诉讼。"
        ),
        *UNITS,
    ),
    _K.DELAY_NOTICE: (
        Line(f"{APPLIED}，本机关于{{{{ received_on }}}}收到。"),
        Line(
            f"{{{{ reason|clause }}}}。{_BY}第三十五条的规定，"
            "本机关确定延迟至{{ reply_by }}前答复，现予告知。"
        ),
        *UNITS,
    ),
    _K.TRANSFER_NOTICE: (
        Line(f"{APPLIED}，本机关已经收到。经审查，{{{{ reason|sentence }}}}"),
        Line(
            "该事项应当通过以下渠道办理：{{ transferred_to|clause }}。"
            "本机关不再作为政府信息公开申请处理。"
        ),
        *_REMEDIES,
        *UNITS,
    ),
    _K.CLOSING_NOTICE: (
        Line(f"{APPLIED}，本机关已经收到。{{{{ reason|sentence }}}}"),
        Line(
            "{% if law %}依照{{ law }}的规定，{% endif %}本机关对该申请作如下处理：{{ decision }}。"
        ),
        *_REMEDIES,
        *UNITS,
    ),
    _K.SPLIT_NOTICE: (
        Line(
            f"{APPLIED}，本机关于{{{{ received_on }}}}收到。该申请含有多项互不关联的内容，"
            "为便于分别答复，本机关将其拆分为以下各件申请办理："
        ),
        *listed("parts"),
        Line("各件申请的收到之日和答复期限不变，本机关将分别答复。"),
        *UNITS,
    ),
    _K.ASSISTANCE_REQUEST: (
        Line(
            "本机关正在办理关于“{{ information }}”的政府信息公开申请（{{ case_number }}），"
            "请予协助："
        ),
        Line("{{ request|sentence }}"),
        Line("请于{{ reply_by }}前书面回复。"),
        *UNITS,
    ),
    _K.REPLY: (
        Line(f"{APPLIED}，本机关于{{{{ received_on }}}}收到（登记编号：{{{{ case_number }}}}）。"),
        Line("经审查，{% if law %}依照{{ law }}的规定，{% endif %}本机关答复如下："),
        Line("{{ decision_text }}"),
        Line("{% for paragraph in content %}", Look.CONTROL),
        Line("{{ paragraph|sentence }}"),
        Line("{% endfor %}", Look.CONTROL),
        *_REMEDIES,
        *UNITS,
    ),
    _K.INSPECTION_CERTIFICATE: (
        Line(
            "本机关于{{ reply_on }}就{{ you }}关于“{{ information }}”的政府信息公开申请作出答复"
            "{% if reply_number %}（{{ reply_number }}）{% endif %}，予以公开。"
        ),
        Line(
            "兹证明{{ applicant_name }}已于{{ inspected_on }}在{{ place }}查阅本机关依该申请公开的"
            "下列政府信息："
        ),
        *listed("materials"),
        Line("{% if copied %}抄录、复制情况：{{ copied }}{% endif %}"),
        *UNITS,
    ),
    _K.RECTIFICATION: (
        Line(
            "本机关于{{ corrected_on }}向{{ you }}发出的{{ corrected_title }}"
            "（{{ corrected_number }}）文字表述有误，现更正如下："
        ),
        *listed("corrections"),
        Line("{{ unchanged }}"),
        *UNITS,
    ),
    _K.REVOCATION_NOTICE: (
        Line(
            "本机关于{{ reply_on }}就{{ you }}的政府信息公开申请作出的答复书（{{ reply_number }}）"
            "予以撤销，并将重新作出答复。"
        ),
        Line("撤销的理由：{{ reason|sentence }}"),
        *UNITS,
    ),
    **SHEETS,
}
"""The lines of each kind, without its frame."""


def lines_of(kind: LetterKind) -> Sequence[Line]:
    """A letter of the kind from title to place of the seal."""
    return framed(SPECS[kind], kind.label, BODIES[kind])


def framed(spec: LetterSpec, title: str, body: Sequence[Line]) -> Sequence[Line]:
    """The lines of a letter with its frame."""
    lines = [Line("{{ organ_name }}", Look.TITLE), Line(title, Look.TITLE)]
    if spec.is_numbered:
        lines.append(Line("{{ document_number }}", Look.NUMBER))
    if spec.addressee is Addressee.FILE:
        return [*lines, *body]
    return [
        *lines,
        Line("{{ addressee }}：", Look.FLUSH),
        *body,
        Line("{{ organ_name }}（盖章）", Look.SEAL),
        Line("{{ issued_on }}", Look.RIGHT),
    ]

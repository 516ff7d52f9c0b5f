"""Letters of what was received before 2019-05-15: by the text of 2007 (国务院令第492号).

It knows no request for reasons and no delay (条例35 of 2019), no abandonment, no term for the
opinion of a third party and no consent of an organ by silence; it charges costs, and no processing
fee.
"""

from collections.abc import Mapping, Sequence

from requests_api.decisions.model import NationalText
from requests_api.letter_templates.errors import LetterOfOtherText
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.layouts import APPLIED, BODIES, UNITS, framed
from requests_api.letter_templates.lines import Line, listed
from requests_api.letter_templates.specs import SPECS, LetterSpec

_K = LetterKind
_BY = "依照《中华人民共和国政府信息公开条例》（国务院令第492号）"
_RECEIVED = f"{APPLIED}，本机关于{{{{ received_on }}}}收到。"
_UNKNOWN = frozenset({_K.EXPLANATION_REQUEST, _K.DELAY_NOTICE})
"""What that text does not know."""
_TITLES: Mapping[LetterKind, str] = {_K.FEE_NOTICE: "成本费用收费通知书"}
_OF_COSTS = LetterSpec(
    _K.FEE_NOTICE,
    SPECS[_K.FEE_NOTICE].addressee,
    facts=frozenset({"standard", "amount", "amount_due"}),
    lists={"costs": frozenset()},
    variables=SPECS[_K.FEE_NOTICE].variables,
    required=frozenset({"information", "costs", "standard", "amount", "amount_due"}),
)
_BODIES: Mapping[LetterKind, Sequence[Line]] = {
    _K.APPLICATION_FORM: (
        *BODIES[_K.APPLICATION_FORM][:-2],
        Line(
            f"{_BY}第二十条，申请包括申请人的姓名或者名称、联系方式，所申请信息的内容描述和形式要求。"
        ),
        BODIES[_K.APPLICATION_FORM][-1],
    ),
    _K.RECEIPT: (
        *BODIES[_K.RECEIPT][:3],
        Line(
            f"{{% if received_on %}}收到申请之日为{{{{ received_on }}}}，{_BY}第二十四条的规定，"
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
            f"{{% if due_on %}}{_BY}第二十四条的规定，本机关将于{{{{ due_on }}}}前予以答复；"
            "依法延长答复期限、征求第三方意见的，期限相应变动。{% endif %}"
        ),
        *UNITS,
    ),
    _K.CORRECTION_NOTICE: (
        Line(f"{_RECEIVED}经审查，申请内容不明确。"),
        Line(f"{_BY}第二十一条第（四）项的规定，请{{{{ you }}}}就以下事项作出更改、补充："),
        *listed("items"),
        Line(
            "请{% if reply_by %}于{{ reply_by }}前（含当日）{% else %}自收到本告知书次日起"
            "{{ working_days }}个工作日内{% endif %}提交更改、补充后的申请。"
            "答复期限自本机关收到更改、补充后的申请之日起重新计算。"
        ),
        *UNITS,
    ),
    _K.EXTENSION_NOTICE: (
        Line(_RECEIVED),
        Line(
            "{% if reason %}因{{ reason|clause }}，{% endif %}"
            f"{_BY}第二十四条第二款的规定，经本机关政府信息公开工作机构负责人于"
            "{{ approved_on }}同意，答复期限延长{{ working_days }}个工作日。"
        ),
        Line("{% if due_on %}延长后的答复期限至{{ due_on }}届满。{% endif %}"),
        *UNITS,
    ),
    _K.CONSULTATION: (
        Line("本机关收到政府信息公开申请，其中涉及{{ addressee }}的信息内容如下："),
        Line("{{ contents|sentence }}"),
        Line(
            f"{_BY}第二十三条的规定，现书面征求意见。请就是否同意公开提出书面意见；不同意公开的，"
            "本机关不得公开。但是，本机关认为不公开可能对公共利益造成重大影响的，应当予以公开，"
            "并将决定公开的政府信息内容和理由书面通知。"
        ),
        *UNITS,
    ),
    _K.CONSULTATION_ORGAN: (
        Line("本机关收到政府信息公开申请，其中涉及的信息内容如下："),
        Line("{{ contents|sentence }}"),
        Line(
            f"{_BY}第七条的规定，现就该信息是否公开与贵机关沟通、确认，请提出意见并说明依据。"
            "征求意见的时间不从答复期限中扣除，请尽快回复。"
        ),
        *UNITS,
    ),
    _K.CONSULTATION_NOTICE: (
        Line(_RECEIVED),
        Line(
            "申请公开的信息涉及{{ party_kind }}，本机关已于{{ sent_on }}书面征求其意见。"
            f"{_BY}第二十四条第三款的规定，征求第三方意见所需时间不计算在答复期限内。"
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
            f"{_BY}第二十三条的规定，本机关决定予以公开，现书面通知。决定公开的内容："
            "{{ contents|sentence }}"
        ),
        *UNITS,
    ),
    _K.FEE_NOTICE: (
        Line(_RECEIVED),
        Line(f"{_BY}第二十七条的规定，本机关收取以下成本费用："),
        *listed("costs"),
        Line(
            "收费标准：{{ standard }}。金额为{{ amount }}元"
            "{% if amount_due %}，经减免后应缴{{ amount_due }}元{% endif %}。"
            "缴费方式：{{ payment|clause }}。"
        ),
        Line("公民确有经济困难的，可以依照该条例第二十八条的规定申请减免。"),
        *UNITS,
    ),
}


def spec_under(kind: LetterKind, text: NationalText) -> LetterSpec:
    """What a letter is under the text by which its case is decided. Raises `LetterOfOtherText`."""
    if text is NationalText.OF_2019:
        return SPECS[kind]
    if kind in _UNKNOWN:
        raise LetterOfOtherText
    return _OF_COSTS if kind is _K.FEE_NOTICE else SPECS[kind]


def lines_under_2007(kind: LetterKind) -> Sequence[Line]:
    """A letter of the kind from title to place of the seal. Raises `LetterOfOtherText`."""
    spec = spec_under(kind, NationalText.OF_2007)
    return framed(spec, _TITLES.get(kind, kind.label), _BODIES.get(kind, BODIES[kind]))

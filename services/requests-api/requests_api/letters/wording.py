"""How facts are worded in letters: dates, articles, and what each decision says. Pure."""

import re
from collections.abc import Mapping
from datetime import date

from requests_api.decisions.model import DecisionCode, NationalText

_REGULATIONS: Mapping[NationalText, str] = {
    NationalText.OF_2007: "《中华人民共和国政府信息公开条例》（国务院令第492号）",
    NationalText.OF_2019: "《中华人民共和国政府信息公开条例》",
}
_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"(\d+)(?:¶(\d))?((?:\([一二三四五六七八九十]+\))*)")
_TEN = 10


def chinese_date(day: date) -> str:
    """As GB/T 9704-2012 writes a date: 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese: 三十六."""
    tens, ones = divmod(number, _TEN)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + ("" if tens and not ones else _DIGITS[ones])


def law_of(articles: str, text: NationalText = NationalText.OF_2019) -> str:
    """The articles of a text that a decision cites, in words: `14, 36(三)`; empty for none."""
    cited = [_article(each.strip()) for each in articles.split(",") if each.strip()]
    return f"{_REGULATIONS[text]}{'、'.join(cited)}" if cited else ""


def _article(text: str) -> str:
    found = _ARTICLE.fullmatch(text)
    if found is None:
        raise ValueError(f"no article: {text}")
    article, paragraph, items = found.groups()
    words = f"第{chinese_number(int(article))}条"
    if paragraph:
        words += f"第{chinese_number(int(paragraph))}款"
    return words + "".join(f"第（{item}）项" for item in re.findall(r"\((.+?)\)", items))


_YOURS = "申请公开的信息"
_C = DecisionCode
DECISION_TEXTS: Mapping[DecisionCode, str] = {
    _C.ALREADY_PUBLISHED: f"{_YOURS}已经主动公开，现告知获取该信息的方式、途径。",
    _C.DISCLOSED: f"{_YOURS}可以公开，本机关予以提供，或者告知获取的方式、途径和时间。",
    _C.PARTLY_DISCLOSED: (
        f"{_YOURS}中含有不应当公开或者不属于政府信息的内容，但是能够作区分处理。"
        "本机关对可以公开的内容予以提供，对不予公开的内容说明理由。"
    ),
    _C.STATE_SECRET: f"{_YOURS}属于依法确定为国家秘密的信息，本机关不予公开。",
    _C.PROHIBITED_BY_LAW: f"{_YOURS}属于法律、行政法规禁止公开的信息，本机关不予公开。",
    _C.ENDANGERS_SECURITY_OR_STABILITY: (
        f"{_YOURS}公开后可能危及国家安全、公共安全、经济安全、社会稳定，本机关不予公开。"
    ),
    _C.THIRD_PARTY_INTERESTS: (
        f"{_YOURS}涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害，本机关不予公开。"
    ),
    _C.INTERNAL_AFFAIRS: f"{_YOURS}属于行政机关内部事务信息，本机关不予公开。",
    _C.DELIBERATIVE_PROCESS: (
        f"{_YOURS}属于在履行行政管理职能过程中形成的过程性信息，本机关不予公开。"
    ),
    _C.ENFORCEMENT_FILE: f"{_YOURS}属于行政执法案卷信息，本机关不予公开。",
    _C.SPECIAL_ACCESS: (
        f"{_YOURS}属于有关法律、行政法规对获取有特别规定的信息，请依照该规定办理。"
    ),
    _C.PARTY_INFORMATION: f"{_YOURS}属于党务信息，本机关不予公开。",
    _C.NEITHER_CONFIRMED_NOR_DENIED: (
        f"{_YOURS}是否存在，本机关不予确认：表明其存在与否，即会公开依法不应当公开的内容。"
    ),
    _C.NO_SPECIAL_NEED: (f"{_YOURS}与自身生产、生活、科研等特殊需要无关，本机关不予提供。"),
    _C.NOT_FOUND: f"经检索，没有{_YOURS}，该信息不存在，本机关无法提供。",
    _C.NOT_THIS_ORGAN: f"{_YOURS}不属于本机关负责公开，本机关无法提供。",
    _C.NEEDS_PROCESSING: (
        f"{_YOURS}需要对现有政府信息进行加工、分析，本机关没有现成信息，无法提供。"
    ),
    _C.STILL_UNCLEAR: "经补正，申请内容仍不明确，本机关无法提供。",
    _C.PETITION_OR_COMPLAINT: (
        "以政府信息公开申请的形式进行信访、投诉、举报等活动，不作为政府信息公开申请处理，"
        "请通过相应渠道提出。"
    ),
    _C.REPEATED: "本机关已就该申请作出答复，现重复申请公开相同政府信息，不予重复处理。",
    _C.PUBLIC_PUBLICATION: (
        "申请要求提供政府公报、报刊、书籍等公开出版物，不予处理，现告知获取的途径。"
    ),
    _C.EXCESSIVE: "申请的数量、频次明显超过合理范围，所说明的理由不合理，不予处理。",
    _C.CONFIRMATION_OR_REISSUE: "申请要求对已获取的政府信息进行确认或者重新出具，不予处理。",
}
"""What a reply says first; its reasons and what is supplied follow in the reply's own text."""

LOCAL_LAW: Mapping[tuple[str, DecisionCode], str] = {
    ("bayannur-measures", _C.NEITHER_CONFIRMED_NOR_DENIED): "《巴彦淖尔市政务公开办法》第二十四条"
}
"""What local measures say of a decision of which the 条例 has no article of its own."""

CLOSINGS = frozenset(
    {
        _C.ABANDONED_NO_CORRECTION,
        _C.ABANDONED_NO_PAYMENT,
        _C.MERGED,
        _C.TRANSFERRED,
        _C.OTHER_CLOSING,
    }
)
"""What a closing notice may tell: a case that ends without a reply, never without a word."""

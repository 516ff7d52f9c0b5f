"""The rules themselves, in the order of their numbers."""

from collections.abc import Mapping
from types import MappingProxyType

from gongkai.contracts import Unit
from gongkai.rules.model import Effect, Rule, Severity

_WD, _ND, _MONTH, _HOUR, _DATE = (
    Unit.WORKING_DAY,
    Unit.NATURAL_DAY,
    Unit.MONTH,
    Unit.HOUR,
    Unit.DATE,
)
_NONE, _SUSPENDS, _RESTARTS = Effect.NONE, Effect.SUSPENDS, Effect.RESTARTS
_PRESCRIBED, _INTERNAL = Severity.PRESCRIBED, Severity.INTERNAL

LOCAL_ANSWER = "LOCAL-ANSWER"
"""The term for an answer of a local text that was loaded as data."""
HOUSE_CONFIRM = "HOUSE-CONFIRM"
"""Our own deadline: an application that waits for confirmation is confirmed by the next working
day, so that none can lie unconfirmed (条例31 wants the day of arrival for ordinary post)."""

HOUSE_APPROVAL = "HOUSE-APPROVAL"
"""Our own deadline of who approves a reply at the level whose turn it is: the term for the answer,
as no text sets a shorter one."""
HOUSE_HANDLING = "HOUSE-HANDLING"
"""Our own deadline of a unit or organ that handles a file too; it lies within the term for the
answer and moves nothing."""


def _prescribed(id: str, label: str, source: str, amount: int | None, unit: Unit | None) -> Rule:  # noqa: A002 - as in Rule
    return Rule(id, label, source, amount, unit, _NONE, _PRESCRIBED)


def _unread(id: str, label: str, source: str, unit: Unit | None) -> Rule:  # noqa: A002 - as in Rule
    return Rule(id, label, source, None, unit, verified=False)


_ON_REQUEST = (
    Rule("DL-01", "答复期限", "条例33", 20, _WD),
    Rule("DL-02", "延长答复期限", "条例33", 20, _WD, Effect.EXTENDS),
    Rule("DL-03", "告知补正期限", "条例30", 7, _WD, _SUSPENDS),
    Rule("DL-04", "申请人补正期限", "条例30；江苏规范一(二)4", 15, _WD),
    Rule("DL-05", "补正后答复期限", "条例30", 20, _WD, _RESTARTS),
    Rule("DL-06", "平常信函确认期限", "条例31(二)", None, _DATE),
    Rule("DL-07", "网上、传真申请双方确认", "条例31(三)", None, _DATE),
    Rule("DL-08", "第三方意见反馈期限", "条例32、33", 15, _WD, _SUSPENDS),
    Rule("DL-09", "其他行政机关意见反馈期限", "条例34、33", 15, _WD, _SUSPENDS),
    Rule("DL-10", "书面告知第三方", "条例32", None, _DATE),
    Rule("DL-11", "延迟答复期限", "条例35", None, _DATE, Effect.REPLACES),
    Rule("DL-12", "缴费期限", "国办函〔2020〕109号", 20, _WD, _RESTARTS),
    # A window in which items are counted together, and no term.
    Rule("DL-13", "收费累计周期", "国办函〔2020〕109号四", 1, _MONTH, _NONE, _PRESCRIBED),
    # The Regulation sets none; twenty is the house's own.
    Rule("DL-14", "更正本人信息答复期限（内部）", "条例41未规定", 20, _WD, _NONE, _INTERNAL),
    Rule("DL-15", "投诉举报处理期限", "条例47、51未规定", None, None),
)
_REMEDIES = (
    Rule("DL-20", "申请行政复议期限", "行政复议法20、23", 60, _ND),
    Rule("DL-21", "复议申请书副本发送期限（简易程序）", "行政复议法54、88", 3, _WD),
    Rule("DL-22", "复议答复举证期限（简易程序）", "行政复议法54、88", 5, _WD),
    # Sixty days, thirty in the simple procedure, and thirty more when extended.
    Rule("DL-23", "行政复议决定期限", "行政复议法62", None, _ND),
    Rule("DL-24", "不服复议决定起诉期限", "行政诉讼法45", 15, _ND),
    Rule("DL-25", "直接起诉期限", "行政诉讼法46", 6, _MONTH),
    Rule("DL-26", "不履行职责可起诉期限", "行政诉讼法47", 2, _MONTH),
    Rule("DL-27", "履行判决公开期限", "法释〔2025〕8号11", 20, _WD),
    _unread("DL-28", "复议答复举证期限（普通程序）", "行政复议法48", _WD),
    _unread("DL-29", "一审答辩举证期限", "行政诉讼法67", _ND),
    _unread("DL-29a", "上诉期限", "行政诉讼法85", _ND),
)
_PROACTIVE = (
    Rule("DL-30", "主动公开期限", "条例26", 20, _WD),
    # Each catalogue has its own: ten working days, three, at once, by the year.
    Rule("DL-31", "领域目录公开时限", "基层政务公开标准目录", None, None, _NONE, _PRESCRIBED),
    Rule("DL-32", "预算、决算公开期限", "预算法", 20, _ND),
    Rule("DL-33", "决策草案征求意见期限（至少）", "重大行政决策程序暂行条例15", 30, _ND),
    Rule("DL-34", "听证材料送达期限（会前）", "重大行政决策程序暂行条例16", 7, _ND),
    Rule("DL-35", "合法性审查期限（至少）", "重大行政决策程序暂行条例", 7, _WD),
    Rule("DL-36", "密级不明确事项报告期限", "保密法实施条例25", 10, _WD),
    Rule("DL-37", "公开前保密审查", "保密法实施条例42；保密法35", None, None),
    Rule("DL-38", "不予公开信息定期复审", "条例18", None, None),
    # Thirty, twenty or ten years by the class of the secret.
    Rule("DL-39", "保密期限届满", "保密法20", None, None),
    _prescribed("DL-40", "主动公开期限（地方办法）", "巴彦淖尔市办法14", 30, _ND),
    _prescribed("DL-41", "要求履行公开义务答复期限（地方办法）", "巴彦淖尔市办法21", 15, _WD),
    _prescribed("DL-42", "答复期限（地方办法）", "巴彦淖尔市办法23", 15, _WD),
    _prescribed("DL-43", "规范性文件公开期限（地方办法）", "巴彦淖尔市办法29", 15, _ND),
    _prescribed("DL-44", "公开栏张贴期限（至少，地方办法）", "巴彦淖尔市办法30、31", 30, _ND),
    Rule(
        "DL-45", "不可抗力中止（地方办法）", "巴彦淖尔市办法27", None, None, _SUSPENDS, _PRESCRIBED
    ),
    _prescribed("DL-46", "复查、复核期限（地方办法）", "巴彦淖尔市办法40", 30, _ND),
    _prescribed("DL-47", "规范性文件送公报期限", "汕府办函〔2018〕153号五(四)", 5, _ND),
    _prescribed(
        "DL-48", "办事指南更新期限（审批程序完成后）", "汕府办函〔2018〕153号一(六)三", 1, _WD
    ),
    # The same term as DL-48 from another trigger: the change of the condition itself.
    _prescribed("DL-49", "办事指南更新期限（条件变化后）", "六安市2019年清单20", 1, _WD),
    _prescribed("DL-50", "标准指引落实期限", "长安区2021年方案二(一)1", 3, _MONTH),
)
_RESPONSE = (
    Rule("DL-60", "重大突发事件首次发布期限", "国办发〔2016〕80号", 5, _HOUR, _NONE, _PRESCRIBED),
    Rule(
        "DL-61", "重大突发事件新闻发布会期限", "国办发〔2016〕61号", 24, _HOUR, _NONE, _PRESCRIBED
    ),
    Rule("DL-62", "政务舆情回应期限", "国办发〔2016〕61号", 48, _HOUR, _NONE, _PRESCRIBED),
    _prescribed("DL-63", "网民留言转办办理期限", "汕府办函〔2018〕153号四(二)", 5, _WD),
    _prescribed("DL-64", "信箱留言答复期限", "六安市2019年清单7", 5, _WD),
    _unread("DL-65", "政府网站留言答复期限", "国办秘函〔2019〕19号", None),
)
_DATES = (
    Rule(
        "DL-70", "部门年度报告公布期限（1月31日）", "条例49；国办公开办函〔2021〕30号", None, _DATE
    ),
    _prescribed(
        "DL-71", "县级年度报告公布期限（2月20日）", "国办公开办函〔2021〕30号", None, _DATE
    ),
    _prescribed(
        "DL-72", "市级年度报告公布期限（3月10日）", "国办公开办函〔2021〕30号", None, _DATE
    ),
    Rule(
        "DL-73", "政府年度报告公布期限（3月31日）", "条例49；国办公开办函〔2021〕30号", None, _DATE
    ),
    Rule("DL-74", "年度报告公布期限（2007年条例，3月31日）", "2007年条例31", None, _DATE),
    _prescribed("DL-75", "执行情况报告期限（2月底）", "巴彦淖尔市办法34、36", None, _DATE),
    _prescribed("DL-76", "政务信息汇编移送期限", "巴彦淖尔市办法29", None, _DATE),
    _prescribed("DL-77", "年度检查期限（第四季度）", "巴彦淖尔市办法37", None, _DATE),
    _prescribed("DL-78", "实施方案报送期限", "六安市2019年清单三", None, _DATE),
    _prescribed("DL-79", "目录调整期限", "六安市2019年清单84", None, _DATE),
    _prescribed("DL-80", "示范点评估期限", "六安市2019年清单95", None, _DATE),
    _prescribed("DL-81", "落实情况报送期限（年底）", "六安市2019年清单92", None, _DATE),
    _prescribed("DL-82", "热线整合备案期限", "汕府办函〔2018〕153号一(六)六", None, _DATE),
    _prescribed("DL-83", "标准目录编制期限", "云南省2020年要点", None, _DATE),
    _prescribed("DL-84", "指南和办法修订公布期限", "长安区2021年方案二(一)3", None, _DATE),
    _prescribed("DL-85", "标准目录修订期限", "长安区2021年方案", None, _DATE),
    _prescribed(
        "DL-86", "领导听取汇报、解读、培训（每年）", "汕府办函〔2018〕153号三、七(一)", None, None
    ),
    _prescribed("DL-87", "新闻发布会频次", "六安市2019年清单4", None, None),
    _prescribed("DL-88", "定期更新内容（月、季）", "六安市2019年清单", None, None),
)
_LOADED = (
    # Its amount and source stand in the text that was loaded.
    _prescribed(LOCAL_ANSWER, "答复期限（地方规则）", "录入的地方规则", None, _WD),
)
_HOUSE = (
    Rule(HOUSE_CONFIRM, "收到申请确认期限（内部）", "条例31", 1, _WD, _NONE, _INTERNAL),
    Rule(HOUSE_APPROVAL, "答复审批（内部）", "机关自行确定", None, _WD, _NONE, _INTERNAL),
    Rule(HOUSE_HANDLING, "承办期限（内部）", "机关自行确定", None, _DATE, _NONE, _INTERNAL),
)

RULES: tuple[Rule, ...] = (
    *_ON_REQUEST,
    *_REMEDIES,
    *_PROACTIVE,
    *_RESPONSE,
    *_DATES,
    *_LOADED,
    *_HOUSE,
)
"""Every rule that can set a deadline."""
_BY_ID: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in RULES})
RULE_LABELS: Mapping[str, str] = MappingProxyType({rule.id: rule.label for rule in RULES})
"""What an office calls each rule, by its id, in the order of the rules."""


def rule_of(rule_id: str) -> Rule:
    """The rule of this id; raises KeyError if there is none."""
    return _BY_ID[rule_id]


def rule_label(rule_id: str) -> str:
    """The rule's name for people; one that is not known here shows its id."""
    return RULE_LABELS.get(rule_id, rule_id)

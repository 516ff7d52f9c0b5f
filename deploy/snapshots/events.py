"""docs/events.md and its Chinese page, from `gongkai.contracts`."""

from collections.abc import Iterable, Mapping
from inspect import cleandoc
from typing import Any

from pydantic import BaseModel

from deploy.local.words import Language, Words
from deploy.snapshots.markdown import code, page, table
from gongkai.contracts import EVENT_TYPES, EventData
from gongkai.envelope import Event, FeedPage

_TITLE = Words("Events", "事件目录")
_OTHER = Words("中文：[事件目录](events.zh-CN.md)", "English: [Events](events.md)")
_ABOUT = Words(
    """\
A service tells facts by its change feed, `GET /{{service}}/v1/changes?cursor=…`: pages of
CloudEvents 1.0 in JSON. Read until `has_more` is false, keep `next_cursor` in the transaction that
applies the page, ask again later. A 410 means that the history changed: read anew, without a
cursor. No order between subjects is promised; of one stream and subject the higher `revision`
holds. Members may be added to a type; any other change is a new type `…vN`. Public types are for
every integrator, the rest for our own services: whoever reads the feed sees them too, and nothing
is promised of them.""",
    """\
服务以变更流 `GET /{{service}}/v1/changes?cursor=…` 告知事实：
按页给出 JSON 格式的 CloudEvents 1.0。读到 `has_more` 为 false 为止，
在应用该页的同一事务中保存 `next_cursor`，稍后再读。
答 410 表示历史已经改变：不带游标，从头读取。不同对象之间不保证顺序；
同一流、同一对象，以 `revision` 较大的为准。一个类型可以增加成员；其他改变一律另设新类型 `…vN`。
公开的类型供所有集成方使用，其余供本系统各服务使用：读取变更流的一方也能看到，但不作任何承诺。""",
)
_HEADINGS = (
    Words("type", "类型"),
    Words("producer", "来源"),
    Words("consumers", "接收方"),
    Words("stream", "流"),
    Words("public", "公开"),
)
_PUBLIC = {True: Words("yes", "是"), False: Words("no", "否")}
_PAGE, _ENVELOPE = Words("The page", "页的内容"), Words("The envelope", "事件信封")
_MEMBERS = (Words("member", "成员"), Words("type", "类型"))
_LIST, _EITHER = Words("list of {item}", "{item}的列表"), Words(" or ", "或者")
_OF_THE_ENVELOPE = Words("the envelope", "事件信封")
_IN_CHINESE = {
    "catalog.calendar-notice-changed.v1": """\
放假安排通知已导入或者失效；所有计算得出的期限都可能移动。""",
    "catalog.deadline-cleared.v1": "公开或者报告的义务不再存在：已经履行，或者不再需要履行。",
    "catalog.deadline-set.v1": "公开或者报告的义务开始计算期限，或者其日期、承办人变动。",
    "catalog.entry-published.v1": "信息向社会公开，或者公开新的版本；仅限内部公开的不在其内。",
    "catalog.entry-withdrawn.v1": "已公开的信息撤回，镜像应当删除。",
    "catalog.organ-changed.v1": "机构新设或者变更；其他各服务所存的副本随之更新。",
    "notifications.applicant-message-undelivered.v1": """\
发给申请人的消息已放弃发送：邮件服务器明确拒收，或者多次发送未成；
所要告知的事项由工作机构告知。""",
    "notifications.person-cleared.v1": "人员离岗；已知信息保留，其案卷仍显示其姓名。",
    "notifications.person-set.v1": "人员在某机构任职，或者姓名、机构、角色变更。",
    "requests.applicant-message-due.v1": """\
有事项须告知某案件的申请人，申请人只以编号指代：
发送的一方在发送时向 requests-api 询问其联系方式和消息的内容。""",
    "requests.case-changed.v1": """\
案件办理了一项操作；内容为操作之后的状态。集成方据此同步待办：
`is_open` 为真时待办存在，由 `assignee` 承办，没有承办人的归该机关。
有默认值的成员，自其设立以来没有办理过操作的案件不予告知。""",
    "requests.deadline-cleared.v1": """\
期限不再计算：已办结、已撤回，或者停止计算期间没有到期日。""",
    "requests.deadline-set.v1": "期限开始计算，或者其日期、暂定标记、承办人变动。",
}
"""What an event says, by its type without `cn.gongkai.`; the English is its class's docstring."""
Schemas = Mapping[str, Mapping[str, Any]]
_TYPES = {
    "uuid": Words("uuid", "uuid"),
    "date": Words("date", "日期"),
    "date-time": Words("time with offset", "带时差的时间"),
    "string": Words("string", "字符串"),
    "integer": Words("integer", "整数"),
    "number": Words("number", "数"),
    "boolean": Words("boolean", "布尔值"),
    "object": Words("object", "对象"),
    "null": Words("null", "null"),
    "any": Words("any", "任意"),
}


def render(language: Language) -> str:
    """The page. Errors: SystemExit, naming the type that nothing is said of in Chinese."""
    types = [EVENT_TYPES[name] for name in sorted(EVENT_TYPES)]
    if unsaid := {_title(model) for model in types} - _IN_CHINESE.keys():
        raise SystemExit(f"deploy/snapshots/events.py says nothing in Chinese of {sorted(unsaid)}.")
    lines = [
        _OTHER.said(language),
        "",
        _ABOUT.said(language),
        "",
        *table([heading.said(language) for heading in _HEADINGS], _overview(types, language)),
    ]
    for title, model in ((_PAGE, FeedPage), (_ENVELOPE, Event)):
        lines += [f"## {title.said(language)}", "", *_members(model, language)]
    for event in types:
        lines += _section(event, language)
    return page(_TITLE.said(language), *lines)


def _overview(
    types: Iterable[type[EventData]], language: Language
) -> Iterable[tuple[str, str, str, str, str]]:
    for model in types:
        yield (
            code(model.TYPE),
            str(model.PRODUCER),
            ", ".join(sorted(model.CONSUMERS)) or "–",
            code(model.STREAM),
            _PUBLIC[model.PUBLIC].said(language),
        )


def _section(model: type[EventData], language: Language) -> list[str]:
    title, told = _title(model), cleandoc(model.__doc__ or "")
    if language is Language.CHINESE:
        told = _IN_CHINESE[title]
    return [f"## {title}", "", told, "", *_members(model, language)]


def _title(model: type[EventData]) -> str:
    return model.TYPE.removeprefix("cn.gongkai.")


def _members(model: type[BaseModel], language: Language) -> list[str]:
    return members(model.model_json_schema(mode="serialization"), language)


def members(schema: Mapping[str, Any], language: Language = Language.ENGLISH) -> list[str]:
    """The members of an object's JSON schema as a table."""
    headings = [heading.said(language) for heading in _MEMBERS]
    return table(headings, _rows(schema, schema.get("$defs", {}), "", language))


def _rows(
    schema: Mapping[str, Any], known: Schemas, prefix: str, language: Language
) -> Iterable[tuple[str, str]]:
    for name, member in schema["properties"].items():
        yield code(f"{prefix}{name}"), _type(member, known, language)
        inner = known.get(_reference(member), {})
        if "properties" in inner and "specversion" not in inner["properties"]:
            yield from _rows(inner, known, f"{prefix}{name}.", language)


def _type(member: Mapping[str, Any], known: Schemas, language: Language) -> str:
    """A JSON schema in words."""
    if "$ref" in member:
        member = known[_reference(member)]
    if "anyOf" in member:
        choices = (_type(choice, known, language) for choice in member["anyOf"])
        return _EITHER.said(language).join(choices)
    if "enum" in member or "const" in member:
        return ", ".join(code(value) for value in member.get("enum") or [member["const"]])
    if member.get("type") == "array":
        return _LIST.said(language, item=_type(member["items"], known, language))
    if "properties" in member:
        inner = _OF_THE_ENVELOPE if "specversion" in member["properties"] else _TYPES["object"]
        return inner.said(language)
    kind = member.get("format")
    return _TYPES[kind if kind in _TYPES else member.get("type", "any")].said(language)


def _reference(member: Mapping[str, Any]) -> str:
    return str(member.get("$ref", "")).rpartition("/")[2]

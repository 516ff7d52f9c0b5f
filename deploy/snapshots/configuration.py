"""docs/configuration.md and its Chinese page, from the settings of services and launcher."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deploy.local.settings import JOINED, LAUNCHERS_OWN, PORT_NAMES
from deploy.local.words import VARIABLE, Language, Words
from deploy.snapshots.markdown import code, page, table

_TITLE = Words("Configuration", "配置项")
_OTHER = Words(
    "中文：[配置项](configuration.zh-CN.md)", "English: [Configuration](configuration.md)"
)
_ABOUT = Words(
    """\
Everything is read once, from the environment, and refused as a whole where it does not hold. Lists
and objects are JSON unless the meaning says otherwise. An unset environment means production. The
gateway's variables stand in [its README](../deploy/gateway/README.md).""",
    """\
所有配置在启动时从环境变量一次读取，有一项不符合要求即整体拒绝，进程不启动。
列表和对象用 JSON 书写，含义中另有说明的除外。没有指明运行环境的，按生产环境处理。
网关的变量见[网关说明](../deploy/gateway/README.zh-CN.md)。""",
)
_EVERY_SERVICE = Words("Every service", "各服务通用")
_HEADINGS = (Words("variable", "变量"), Words("meaning", "含义"), Words("default", "默认值"))
_REQUIRED = Words("**required**", "**必填**")
_UNSET = Words("unset", "未设置")
_LAUNCHER = Words(
    "The launcher sets what it must, hands on whatever else of the above you set, and reads:",
    "本机启动器设置其必须设置的，您设置的其余各项照样传给各服务；另外读取：",
)
_PORT = Words("{name}: port", "{name}：端口")
_FREE = Words("free", "任一空闲端口")
_LANGUAGE = Words(
    "`en` or `zh`: the language of what is printed, the tour too",
    "`en` 或者 `zh`：屏幕提示和演示流程所用语言",
)
_LOCALE = Words("that of the locale", "随系统区域设置")
_OWN_SERVERS = Words(
    """\
`GONGKAI_REDIS_URL`, or all of the `…DATABASE_URL` variables, name servers of your own, which the
launcher then uses instead of starting its own.""",
    """\
设置了 `GONGKAI_REDIS_URL` 或者全部 `…DATABASE_URL` 变量的，
启动器使用您自己的服务器，不再自行启动。""",
)
_JOINED = Words("Joined with what it sets itself:", "与启动器自行设置的合并使用：")
_WHAT_BECOMES = Words("what becomes of yours", "如何合并")
_NOT_TAKEN = Words("Not taken from you, and it says so:", "不采用您的设置，并会提示：")
_WHAT_IT_IS = Words("what it is", "实际取值")
_OWN_KEYS = Words(
    """\
Data are read with the keys that they were made with: set keys of your own before the first start,
or after `make clean`.""",
    """\
数据只能用写入时的密钥读取：使用自己的密钥的，请在首次启动之前或者 `make clean` 之后设置。""",
)
Variable = Mapping[str, Any]


def render(settings: Mapping[str, Mapping[str, Sequence[Variable]]], language: Language) -> str:
    """The page; ``settings`` are the described variables, `shared` and `own`, by service."""
    shared = next(iter(settings.values()))["shared"]
    lines = [
        _OTHER.said(language),
        "",
        _ABOUT.said(language),
        "",
        f"## {_EVERY_SERVICE.said(language)}",
        "",
        *_table(shared, language),
    ]
    for service, variables in settings.items():
        lines += [f"## {service}", "", *_table(variables["own"], language)]
    lines += [
        "## make run",
        "",
        _LAUNCHER.said(language),
        "",
        *table([heading.said(language) for heading in _HEADINGS], _of_the_launcher(language)),
        _OWN_SERVERS.said(language),
        "",
        _JOINED.said(language),
        "",
        *_named(JOINED, _WHAT_BECOMES, language),
        _NOT_TAKEN.said(language),
        "",
        *_named(LAUNCHERS_OWN, _WHAT_IT_IS, language),
        _OWN_KEYS.said(language),
    ]
    return page(_TITLE.said(language), *lines)


def _of_the_launcher(language: Language) -> Iterable[tuple[str, str, str]]:
    for name in PORT_NAMES:
        variable = f"GONGKAI_RUN_{name.upper().replace('-', '_')}_PORT"
        yield code(variable), _PORT.said(language, name=name), _FREE.said(language)
    yield code(VARIABLE), _LANGUAGE.said(language), _LOCALE.said(language)


def _named(variables: Mapping[str, Words], meaning: Words, language: Language) -> list[str]:
    return table(
        (_HEADINGS[0].said(language), meaning.said(language)),
        ((code(name), told.said(language)) for name, told in variables.items()),
    )


def _table(variables: Sequence[Variable], language: Language) -> list[str]:
    return table(
        [heading.said(language) for heading in _HEADINGS],
        (_row(variable, language) for variable in variables),
    )


def _row(variable: Variable, language: Language) -> tuple[str, str, str]:
    default = variable["default"]
    required, unset = _REQUIRED.said(language), _UNSET.said(language)
    shown = required if default is None else code(default) or unset
    return code(variable["variable"]), Words(**variable["meaning"]).said(language), shown

"""What a letter is made of: lines, each with how it is set."""

from typing import NamedTuple

from gongkai.codes import LabelledEnum


class Look(LabelledEnum):
    """How a line is set."""

    TITLE = "title", "标题"
    NUMBER = "number", "文号"
    FLUSH = "flush", "顶格"
    BODY = "body", "正文"
    SEAL = "seal", "署名、盖章处"
    RIGHT = "right", "成文日期"
    ROW = "row", "表格行"
    CONTROL = "control", "控制行，不出现在文书中"


class Line(NamedTuple):
    """A line of a letter; a row of a table has its cells, with a bar between them."""

    text: str
    look: Look = Look.BODY


def listed(entries: str) -> tuple[Line, ...]:
    """The entries of a list, numbered."""
    return (
        Line(f"{{% for entry in {entries} %}}", Look.CONTROL),
        Line("{{ loop.index }}．{{ entry|sentence }}"),
        Line("{% endfor %}", Look.CONTROL),
    )

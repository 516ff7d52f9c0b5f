"""What can go wrong with kinds of information."""

from gongkai.errors import Forbidden, NotFound, Unprocessable


class KindNotFound(NotFound):
    """There is no kind of this code, or no such version of it."""

    code = "kind_not_found"
    title_zh = "没有此类信息的定义"
    title_en = "No such kind of information"


class KindOfWholePlatform(Forbidden):
    """A kind says what every organ must publish: it is defined by an administrator of the platform,
    whose token names no organ.
    """

    code = "kind_of_whole_platform"
    title_zh = "信息类别由平台管理员定义"
    title_en = "An administrator of the platform defines kinds"


class KindSchemaRefused(Unprocessable):
    """The schema is no JSON Schema 2020-12 that a kind can have; `errors` says where and why:
    `schema_names_no_element`, `schema_element_unlabelled`, `schema_element_code`,
    `schema_requires_unnamed`, `schema_dialect`, `schema_leaves_document`, `schema_goes_in_circles`,
    `schema_too_large`, `schema_invalid`.
    """

    code = "kind_schema_refused"
    title_zh = "要素结构（schema）不符合要求"
    title_en = "The schema is none that a kind can have"


class KindDemandUnknownElement(Unprocessable):
    """A local demand or a threshold names an element that the schema does not have."""

    code = "kind_demand_unknown_element"
    title_zh = "地方要求或者数额标准所指的要素不在 schema 中"
    title_en = "A demand names an element that the schema does not have"

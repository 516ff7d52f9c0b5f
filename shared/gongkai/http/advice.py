"""What a problem advises where nothing is said of the one occurrence: its `detail` by its status.

RFC 9457: a detail shall help to put the problem right, not to debug it.
"""

from collections.abc import Mapping

from gongkai.http.language import Language

_COME_AGAIN = (
    "请在 Retry-After 所示秒数之后重试",
    "Try again after the seconds that Retry-After says",
)
_ADVICE: Mapping[int, tuple[str, str]] = {
    400: ("请检查请求格式后重新提交", "Check the form of the request and send it again"),
    401: ("请登录后重试", "Log in and try again"),
    403: ("您的身份或角色不能进行此项操作", "Your role does not include this"),
    404: ("该内容不存在，或者您无权查看", "It does not exist, or you may not see it"),
    405: ("可用的请求方法见 Allow 响应头", "Allow names the methods that this address takes"),
    406: ("请改用接口文档列明的格式", "Ask for one of the forms that the documentation names"),
    408: ("请检查网络后重新发送", "Look at the network and send it again"),
    409: ("请重新读取并核对后再提交", "Read what is stored again, and decide anew"),
    410: ("该内容不会再恢复，请从头查询", "It will not come back; start anew"),
    412: ("请读取最新版本后再决定", "Read the present version, and decide anew"),
    413: ("请减少内容后重新提交", "Send less at once"),
    415: ("可用的内容类型见接口文档", "The documentation names the content types that are taken"),
    422: ("请核对所填内容后重新提交", "Check what was entered and send it again"),
    428: ("请在请求头中注明所依据的版本", "Name in the header the version that you decided on"),
    429: _COME_AGAIN,
    431: ("请减少请求头后重试", "Send fewer or shorter headers"),
    500: (
        "请将本次请求的编号告知系统管理员",
        "Tell the operator of the system the id of this request",
    ),
    503: _COME_AGAIN,
}


def advice(status: int, language: Language) -> str:
    """The sentence of a status; a `KeyError` for one that no problem has."""
    return _ADVICE[status][0 if language == "zh" else 1]

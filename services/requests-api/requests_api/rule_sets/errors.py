"""What can go wrong with rule sets."""

from gongkai.errors import Conflict, Forbidden, NotFound


class RuleSetNotFound(NotFound):
    """There is no rule set of this code, or no such version of it."""

    code = "rule_set_not_found"
    title_zh = "没有此规则集"
    title_en = "No such rule set"


class RuleSetShipped(Conflict):
    """The texts that ship with the platform are read only; a local text has a code of its own."""

    code = "rule_set_shipped"
    title_zh = "随平台提供的规则集不能修改"
    title_en = "What ships with the platform is read only"


class RuleSetLengthensPast(Conflict):
    """By the new version something that was received by today would be due later, so that what is
    late would look timely. Let it begin tomorrow; or, where the former version was entered wrongly,
    say so in `corrects`, which is kept with the version; a second administrator confirms it then.
    """

    code = "rule_set_lengthens_past"
    title_zh = "新版本使已收到的申请期限变长"
    title_en = "The version lengthens terms that run already"


class RuleSetOfWholePlatform(Forbidden):
    """Local texts move the dates of every organ of their place: they are loaded by an administrator
    of the platform, whose token names no organ.
    """

    code = "rule_set_of_whole_platform"
    title_zh = "地方规则由平台管理员录入"
    title_en = "An administrator of the platform loads local texts"


class RuleSetNotAwaiting(Conflict):
    """The last version of the text counts already, or a later one took the place of what waited."""

    code = "rule_set_not_awaiting"
    title_zh = "没有待核实的版本"
    title_en = "No version awaits confirmation"


class RuleSetLoadedByYourself(Forbidden):
    """A version that lengthens terms is confirmed by a second administrator of the platform, never
    by the one who loaded it.
    """

    code = "rule_set_loaded_by_yourself"
    title_zh = "本人录入的规则须由另一平台管理员核实"
    title_en = "Whoever loaded it may not confirm it"

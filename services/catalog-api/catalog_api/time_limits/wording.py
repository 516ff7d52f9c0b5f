"""The words of time limits as data, used in both directions, and Chinese numerals."""

import re

from catalog_api.time_limits.structure import Period, Sense, Unit

# In each table the first wording of a meaning is the one that is written.
UNITS: dict[str, Unit] = {
    "个工作日": "working_day",
    "工作日": "working_day",
    "个法定工作日": "working_day",
    "工作天": "working_day",
    "个工作曰": "working_day",
    "个工作天": "working_day",
    "日": "natural_day",
    "天": "natural_day",
    "个自然日": "natural_day",
    "自然日": "natural_day",
    "个日历日": "natural_day",
    "日历日": "natural_day",
    "小时": "hour",
    "个小时": "hour",
    "周": "week",
    "个周": "week",
    "星期": "week",
    "个星期": "week",
    "个月": "month",
    "年": "year",
}
PERIODS: dict[str, Period] = {
    "每日": "day",
    "每天": "day",
    "按日": "day",
    "逐日": "day",
    "每个工作日": "working_day",
    "每工作日": "working_day",
    "每周": "week",
    "按周": "week",
    "逐周": "week",
    "每个星期": "week",
    "每星期": "week",
    "每月": "month",
    "按月": "month",
    "按月度": "month",
    "逐月": "month",
    "每个月": "month",
    "每月度": "month",
    "月度": "month",
    "每季度": "quarter",
    "按季度": "quarter",
    "分季度": "quarter",
    "逐季度": "quarter",
    "逐季": "quarter",
    "每个季度": "quarter",
    "每季": "quarter",
    "按季": "quarter",
    "季度": "quarter",
    "每半年": "half_year",
    "按半年": "half_year",
    "每半年度": "half_year",
    "每个半年": "half_year",
    "半年度": "half_year",
    "每年": "year",
    "按年": "year",
    "按年度": "year",
    "每年度": "year",
    "每一年": "year",
    "每个年度": "year",
    "分年度": "year",
    "年度": "year",
    "会计年度": "year",
    "财政年度": "year",
    "每年年度": "year",
    "每学期": "term",
    "按学期": "term",
    "每个学期": "term",
}
INTERVALS: dict[str, Period] = {
    "天": "day",
    "日": "day",
    "个工作日": "working_day",
    "工作日": "working_day",
    "周": "week",
    "个星期": "week",
    "星期": "week",
    "个月": "month",
    "月": "month",
    "个季度": "quarter",
    "季度": "quarter",
    "季": "quarter",
    "年": "year",
    "个学期": "term",
    "学期": "term",
}

_SHOWN = ("公开", "公示", "公布", "展示")
_WORK = (
    "推进", "开展", "落实", "坚持", "实施", "进行", "执行", "加强", "深化", "优化", "完善", "做好",
    "推动", "整改", "抓好", "改进", "巩固", "跟进", "提升", "保持", "工作", "任务",
)  # fmt: skip
_CURRENT = ("更新", "调整", "维护", "管理", "更新公开", "更新调整", "调整更新")
_ALWAYS = ("长期", "持续", "全年持续", "长期持续", "常年", "全年常态化", "常态化", "持续常态化")


def _senses() -> dict[str, Sense]:
    found: dict[str, Sense] = {
        "常态化": "ongoing",
        "长期坚持": "ongoing",
        "持续": "ongoing",
        "常态": "ongoing",
        "常态长效": "ongoing",
        "常态长效推进": "ongoing",
        "常态化长效化": "ongoing",
        "常态化制度化": "ongoing",
        "经常性": "ongoing",
        "经常性工作": "ongoing",
        "日常工作": "ongoing",
        "贯穿始终": "ongoing",
        "长期公开": "stays_public",
        "长期": "stays_public",
        "永久": "stays_public",
        "保持公开": "stays_public",
        "保持长期公开": "stays_public",
        "永久有效": "stays_public",
        "长期有效": "stays_public",
        "永久公开": "stays_public",
        "始终公开": "stays_public",
        "实时更新": "kept_current",
        "即时": "kept_current",
        "实时": "kept_current",
        "动态": "kept_current",
        "常态化动态更新": "kept_current",
        "持续动态更新": "kept_current",
        "长期动态更新": "kept_current",
    }
    for always in _ALWAYS:
        found |= dict.fromkeys((f"{always}{work}" for work in _WORK), "ongoing")
        found |= dict.fromkeys((f"{always}{shown}" for shown in _SHOWN), "stays_public")
        found[f"{always}更新"] = "kept_current"
    # 常态化公开 tells how one works; only the others say that it stays.
    found |= dict.fromkeys((f"{a}公开" for a in _ALWAYS if "常态化" in a), "ongoing")
    for now in ("实时", "即时", "动态", "实时动态"):
        found |= dict.fromkeys((f"{now}{done}" for done in _CURRENT), "kept_current")
        found |= dict.fromkeys((f"{now}{done}" for done in (*_SHOWN, "发布")), "kept_current")
    return found


SENSES = _senses()
NOTHING = frozenset({"", "/", "\\", "-", "--", "---", "—", "——", "———", "–", "―", "无", "暂无",
                     "没有", "不涉及", "无时限", "无时限要求", "无时间要求", "*",
                     "×", "|", "_", "…", "……", "//"})  # fmt: skip
"""What a cell without a time limit holds."""
AS_ABOVE = frozenset({"同上", "同前", "同上款", "同上栏", "同上行", "同上述", "同上一行", "与上同",
                      "上同", "同上所述", "〃", "″", "〞", "\"", "”"})  # fmt: skip
AMBIGUOUS = re.compile(
    "及时|适时|定期|尽快|尽早|第一时间|近期|按时|按期|如期|视情|按需|择机|同步|同时|立即|立行|立改|马上|随时|即日|"
    "按规定|按要求|法定时限|规定时限|规定时间|规定期限|进度|阶段|全年|期间|左右|前后|原则上|近日|或|[月季][底末初]|季度[底末]|[本当下]月|[月年]初|月中"
)
"""What offices read differently; it is looked for where nothing else was understood."""
BEFORE_WHICH_END = re.compile(
    "(?:月份?|年度?|季度?|半年|旬|周)(?:之前|以前|前)|"
    "^[0-9〇零一二三四五六七八九十两]{1,3}[日号](?:之前|以前|前)$"
)
"""6月前 is before June to one office, by its end to another; 20日前 is by the 20th of a month that
is not named, or 20 days before something.
"""

NUMBER = "[0-9]{1,4}|[零〇○一二三四五六七八九十两]{1,4}"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_SIMPLE = str.maketrans(
    "變個內後開規從時間週號長動態實於應報發佈無兩議過準審請達決結績續進補項資權責務終畢與齊"
    "復覆訊類對處罰種條區縣鄉鎮單辦調維護節業總計歸檔會聽證產製",
    "变个内后开规从时间周号长动态实于应报发布无两议过准审请达决结绩续进补项资权责务终毕与齐"
    "复复讯类对处罚种条区县乡镇单办调维护节业总计归档会听证产制",
)


_FIRST_MONTH = re.compile("(?<![单公美日欧万亿千百十0-9])元(?=月)")


def simplified(words: str) -> str:
    """The characters that time limits are made of in their simplified form, and 元月 as the first
    month; as long as before.
    """
    return _FIRST_MONTH.sub("一", words.translate(_SIMPLE))


def number(word: str) -> int | None:
    """The value of ASCII digits or of Chinese numerals below a hundred (三, 两, 二十一) or read
    digit by digit (二〇二一); None for anything else (十十).
    """
    if word.isascii():
        return int(word) if word.isdigit() else None
    tens = _TENS.fullmatch(word)
    if tens:
        return 10 * _DIGITS.get(tens[1], 1) + _DIGITS.get(tens[2], 0)
    if len(word) in (1, 4) and all(c in _DIGITS for c in word):
        return int("".join(str(_DIGITS[c]) for c in word))
    return None


def either(words: "dict[str, Unit] | dict[str, Period] | dict[str, Sense]") -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DONE = (
    "完成|公开|公布|公示|公告|发布|更新|报送|上报|报告|办结|办理|答复|回复|反馈|告知|调整|整改|落实|到位|印发|"
    "出台|建成|启动|制定|实施|取得|通报|提交|上传|录入|备案|送达|归档|汇总|编制|上线|开展|验收|梳理|召开|推送|"
    "张贴|下达|修订|集中发布|向社会|对外|主动|组织|做出|作出|达到|见效|上网|评审|总结|审议|评估|检查|"
    "考核|评选|评价|征集|清理|建立|健全|推进|申报|筹备|部署|培训|推广|提出|拟定|解读|起草|修改|处理|解决|整理|摸排|排查|"
    "自查|督查|交付|支付|发放|拨付|打造|升级|推出|举办"
)
_WHERE = (
    "(?:(?:在|通过|于)[^,;。:、0-9前后起内每日月年季周]{2,20}?|"
    "由(?:起草|[^,;。:()0-9前后起内每日月年季周]){2,20}?)"
)
_HOW = (
    rf"{_WHERE}|各|分别|一次性|同步|予以|应当|应|须|需|及时|主动|依法|全部|全面|基本|初步|集中|统一|率先|"
    "向社会|对外|面向社会|动态|完整"
)
# What follows a limit may name the work, never another time, count or exception.
OBJECT = r"[^,;。:、()0-9前后起内每次日月季周期并和及或未不除暂免停外限延时年天]"
_LAST_ONE = "上一?个?(?:半年度?|年度?|季度?|月度?|周)|年度(?=[工报总预决考评计信])"
DONE = rf"(?:(?:{_HOW}){{0,3}}(?:{_DONE})(?:{_LAST_ONE}|{OBJECT}){{0,24}}|(?:{_HOW})?)"
"""What may follow a limit and adds no other: 予以公开, 完成, 向社会公布上年度情况."""
BEFORE = "(?:之前|以前|前|止|为止)"

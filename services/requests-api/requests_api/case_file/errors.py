"""What can go wrong when a file is read."""

from gongkai.errors import Unprocessable


class NothingKnownYet(Unprocessable):
    """`as_known_on` lies in the future, or before the day on which the case was entered."""

    code = "nothing_known_yet"
    title_zh = "该日尚无本案记录"
    title_en = "Nothing of the case was on record on that day"

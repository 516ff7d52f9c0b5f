"""What can go wrong with a correction."""

from gongkai.errors import StepNotAllowed, Unprocessable


class CorrectionRepeated(StepNotAllowed):
    """A correction is asked for once, with everything that is unclear (条例30); `allowed_steps`
    names what is possible instead.
    """

    code = "correction_repeated"
    title_zh = "已告知过补正，补正应当一次性告知"
    title_en = "A correction has been asked for already"


class CorrectionSaysNothing(Unprocessable):
    """The applicant's correction states nothing, and no file was handed in since the notice: it
    would be spent without a word.
    """

    code = "correction_says_nothing"
    title_zh = "至少补正一项内容"
    title_en = "State at least one part"

"""What becomes of a finding."""

from gongkai.codes import LabelledEnum


class Resolution(LabelledEnum):
    """What somebody answers for a finding."""

    MASKED = "masked", "另行提供遮盖后的材料"
    """The file, or the text, is replaced by one without it; until then nothing goes out."""
    JUSTIFIED = "justified", "有依据，予以保留"
    FALSE_ALARM = "false_alarm", "误报"

    @property
    def settles(self) -> bool:
        """Whether it may go out as it is."""
        return self is not Resolution.MASKED

"""What happens to an application by a change of the directory."""

from gongkai.record.events import Recorded
from requests_api.cases.story import DatedCaseEvent, Story


class JurisdictionChanged(DatedCaseEvent):
    """The directory has the organ in another region than it had when the application was filed:
    another local text, and other local days of rest, hold for its dates.

    Dates that become earlier count at once; where the answer would be due later, a second person
    confirms it, since nobody shall gain time by an entry in the directory.
    """

    TYPE = "jurisdiction_changed"
    LABEL = "机关所在区划变更"
    DAY = "变更日期"
    CORRECTABLE = False  # the day on which it was found
    LATER_FAVOURS = True  # it counts when it is confirmed, and not at all before

    before: str | None
    """Division code until then, six digits."""
    after: str | None
    """Division code now."""

    def tell(self, story: Story, item: Recorded) -> None:
        """By which place the dates count."""
        story.jurisdiction = self.after

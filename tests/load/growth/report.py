"""The part of docs/benchmarks.md about growth; `make bench` leaves it as it is."""

from pathlib import Path

REPORT = Path(__file__).parents[3] / "docs" / "benchmarks.md"
HEADING = "## Growth\n"


def kept() -> str:
    """The part as it stands, "" where there is none."""
    _, heading, part = REPORT.read_text("utf-8").partition(HEADING)
    return f"\n{heading}{part}" if heading else ""


def write(part: str) -> None:
    """Put another part in its place."""
    before = REPORT.read_text("utf-8").partition(HEADING)[0].rstrip()
    REPORT.write_text(f"{before}\n\n{HEADING}\n{part}", "utf-8")

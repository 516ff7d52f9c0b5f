"""A pytest plugin for `make mutants`: what notices a change soonest runs first, always alike.

Plain examples come before the properties, which neither shrink what they find nor remember it: one
test that fails is enough, and a mutant that is killed today must be killed tomorrow.
"""

from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

settings.register_profile(
    "mutants",
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)


def pytest_sessionstart():
    settings.load_profile("mutants")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: (_is_drawn(item), item.path.stem == "test_against_oracle"))


def _is_drawn(item):
    """Whether it goes through many cases: a property, or every day of a year."""
    return is_hypothesis_test(item.function) or "year" in item.fixturenames

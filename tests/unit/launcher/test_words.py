"""Every sentence of launcher and tour says the same in both languages; who reads is asked once."""

from collections.abc import Mapping
from string import Formatter

import pytest

from deploy.local import messages, settings
from deploy.local.settings import RunSettings, RunSettingsError
from deploy.local.tour import expectations
from deploy.local.tour import words as told
from deploy.local.words import Language, Words


def sentences():
    """Each by its name, those that stand in a mapping too."""
    for module in (messages, told, expectations, settings):
        for name, found in vars(module).items():
            each = {"": found} if isinstance(found, Words) else found
            if isinstance(each, Mapping):
                for key, words in each.items():
                    if isinstance(words, Words):
                        yield pytest.param(words, id=f"{module.__name__}.{name}{key}")


PAIRS = {("kind", "label"), ("roles", "role_labels"), ("state", "state_label")}
PAIRS |= {("grown", "grown_labels"), ("kinds", "label")}
"""A code in English stands by its label in Chinese."""


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("words", list(sentences()))
def test_a_sentence_tells_the_same_facts_in_both_languages(words):
    english, chinese = places(words.en), places(words.zh)
    for code, label in PAIRS:
        if code in english and label in chinese:
            english, chinese = english - {code}, chinese - {label}
    # The kind after_event is spelt out in English, and a label in Chinese.
    assert chinese - english <= {"label"}
    assert english <= chinese


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "GONGKAI_LANGUAGE": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "GONGKAI_LANGUAGE": ""}, "zh"),
        ({"GONGKAI_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_language_is_what_was_told_or_else_the_locale(environ, language):
    assert RunSettings.from_environment(environ).language is Language(language)


def test_a_language_that_is_not_spoken_here_is_refused():
    with pytest.raises(RunSettingsError, match="GONGKAI_LANGUAGE=fr"):
        RunSettings.from_environment({"GONGKAI_LANGUAGE": "fr"})

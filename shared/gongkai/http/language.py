"""Which of our two languages a caller reads: Chinese, unless `Accept-Language` prefers English."""

import re
from typing import Literal

Language = Literal["zh", "en"]

_QUALITY = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.ASCII | re.IGNORECASE)


def preferred_language(accept_language: str | None) -> Language:
    """The language of an answer, by the weights of RFC 9110 section 12.5.4; ties are Chinese."""
    if not accept_language or "en" not in accept_language.lower():
        return "zh"
    weights = {"zh": 0.0, "en": 0.0, "*": 0.0}
    for part in accept_language[:1000].split(","):
        tag, _, parameter = part.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        if primary in weights:
            weights[primary] = max(weights[primary], _weight(parameter))
    return "en" if weights["en"] > max(weights["zh"], weights["*"]) else "zh"


def _weight(parameter: str) -> float:
    if not parameter:
        return 1.0
    match = _QUALITY.fullmatch(parameter)
    return float(match[1]) if match else 0.0

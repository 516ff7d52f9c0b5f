"""What can go wrong, as classes: one for each problem a caller can be told about.

Nothing here knows a web framework: services raise these, `gongkai.http.problems` renders them
as RFC 9457 documents, and the error catalogue is generated from the registry. A feature keeps
its own subclasses in its `errors.py`; the docstring says when the problem happens and is what
the catalogue prints.
"""

from gongkai.errors.kinds import (
    BadRequest,
    Conflict,
    Forbidden,
    Gone,
    HeadersTooLarge,
    InternalError,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    StepNotAllowed,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    Unprocessable,
    UnsupportedMediaType,
)
from gongkai.errors.problem import RESERVED_MEMBERS, Problem, catalogue

__all__ = [
    "RESERVED_MEMBERS",
    "BadRequest",
    "Conflict",
    "Forbidden",
    "Gone",
    "HeadersTooLarge",
    "InternalError",
    "MethodNotAllowed",
    "NotAcceptable",
    "NotFound",
    "PreconditionFailed",
    "PreconditionRequired",
    "Problem",
    "StepNotAllowed",
    "TooLarge",
    "TooManyRequests",
    "Unauthenticated",
    "Unavailable",
    "Unprocessable",
    "UnsupportedMediaType",
    "catalogue",
]

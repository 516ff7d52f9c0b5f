"""Rules of architecture.md on single lines of code. A guard takes a tree and names each breach."""

import ast
import re
import tokenize
from collections.abc import Iterator
from io import StringIO

from tests.architecture.tree import Source, Tree

_CLOCK_READERS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.asctime",
    "time.clock_gettime",
    "time.clock_gettime_ns",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
}
_SQL_CLOCK = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\b(current_(date|time|timestamp)|localtime(stamp)?)\b"
    r"|'(now|today|tomorrow|yesterday)'\s*::",
    re.IGNORECASE,
)
# By whichever module `func` is imported, in whatever case the function is written.
_SQL_CLOCK_FUNCTION = re.compile(
    r"sqlalchemy\..*\b(now|(clock|statement|transaction)_timestamp|timeofday"
    r"|current_(date|time|timestamp)|localtime(stamp)?)",
    re.IGNORECASE,
)
_TECHNICAL_TIMES: dict[str, str] = {}
"""Files whose SQL may read the database's clock, each with the reason: columns that no rule ever
reads. None does."""
_ENVIRONMENT = ("os.environ", "os.environb", "os.getenv", "os.putenv")
_EDGES = ("shared/gongkai/db/", "shared/gongkai/feed/")
_OWN_TRANSACTION = {"begin", "begin_nested", "commit", "rollback"}
_TRANSACTION_SQL = re.compile(
    r"\s*(abort|begin|commit|end|rollback|savepoint|start\s+transaction)\b[\w\s]*;?\s*",
    re.IGNORECASE,
)
_NAMELESS = {"common", "helper", "helpers", "misc", "util", "utils"}
_LONGEST_FILE = 400
_REASONED_IGNORE = re.compile(r"# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* - \w")
_REASON = re.compile(r"# (noqa: \w+ - )?(?!noqa)\w")
_FOREIGN = re.compile(
    r"pypi\.org|pythonhosted\.org|index[-]url|find[-]links|\bmirrors?\.[a-z0-9-]+\.[a-z]"
    r"|(?<![\w.~$}>/-])/(?:home|root|Users|work|mnt|media)/[\w.-]"
    r"|\b[A-Z]:\\\\?Users\\",
)


def one_clock(tree: Tree) -> Iterator[str]:
    """Only gongkai.time reads the system's clock; durations by `time.monotonic` are free."""
    for source in tree.production:
        if source.path == "shared/gongkai/time.py":
            continue
        for name, line in source.references():
            if name in _CLOCK_READERS:
                yield f"{source.path}:{line}: {name}; take the time from a PlatformClock"


def no_clock_in_sql(tree: Tree) -> Iterator[str]:
    """SQL is given the time; the database's clock does not know the platform's offset."""
    for source in tree.production:
        if source.path in _TECHNICAL_TIMES:
            continue
        for name, line in source.references():
            if _SQL_CLOCK_FUNCTION.fullmatch(name):
                yield f"{source.path}:{line}: {name}; bind the platform's time instead"
        for text, line in _strings(source):
            if found := _SQL_CLOCK.search(text):
                yield f"{source.path}:{line}: {found[0]} in SQL; bind the platform's time instead"


def environment_in_settings(tree: Tree) -> Iterator[str]:
    """The environment is read by settings; the test stand sets it for others."""
    for source in tree.production:
        if source.path.endswith("/settings.py") or source.path.startswith("shared/gongkai/testing"):
            continue
        for name, line in source.references():
            if name in _ENVIRONMENT:
                yield f"{source.path}:{line}: {name}; read it in settings.py"


def no_base_http_middleware(tree: Tree) -> Iterator[str]:
    """Middleware is pure ASGI; `app.middleware("http")` is BaseHTTPMiddleware by another name."""
    for source in tree.production:
        for name, line in source.references():
            if name.endswith(".BaseHTTPMiddleware"):
                yield f"{source.path}:{line}: BaseHTTPMiddleware; write pure ASGI"
        for _, call in source.calls():
            if isinstance(call.func, ast.Attribute) and call.func.attr == "middleware":
                yield f"{source.path}:{call.lineno}: .middleware(); write pure ASGI"


def transactions_at_the_edge(tree: Tree) -> Iterator[str]:
    """Return commits, raise rolls back; nothing else ends or begins a transaction."""
    for source in tree.production:
        if source.path.startswith(_EDGES):
            continue
        for node in source.nodes:
            # Also where it is handed on uncalled: `stack.push_async_callback(session.commit)`.
            if isinstance(node, ast.Attribute) and node.attr in _OWN_TRANSACTION:
                yield f"{source.path}:{node.lineno}: .{node.attr}; the edge owns it"
        for name, call in source.calls():
            if name and name.startswith("sqlalchemy.") and name.endswith(".text"):
                first = call.args[0] if call.args else None
                text = first.value if isinstance(first, ast.Constant) else ""
                if isinstance(text, str) and _TRANSACTION_SQL.fullmatch(text):
                    yield f"{source.path}:{call.lineno}: {text.strip()}; the edge owns it"


def relationships_raise(tree: Tree) -> Iterator[str]:
    """A relationship that is not loaded on purpose raises, instead of asking row by row."""
    for source in tree.production:
        for name, call in source.calls():
            if name not in {"sqlalchemy.orm.relationship", "sqlalchemy.orm.backref"}:
                continue
            given = {word.arg: word.value for word in call.keywords}
            lazy = given.get("lazy")
            if not (isinstance(lazy, ast.Constant) and lazy.value == "raise"):
                yield f'{source.path}:{call.lineno}: a relationship needs lazy="raise"'


def schemas_have_our_bases(tree: Tree) -> Iterator[str]:
    """What enters is bounded and what leaves is complete: by `In`, `OpenIn` and `Out`."""
    for package in tree.services().values():
        for source in package:
            if not source.path.endswith("/schemas.py"):
                continue
            for node in source.nodes:
                if isinstance(node, ast.ClassDef):
                    for base in node.bases:
                        if source.full_name(base) == "pydantic.BaseModel":
                            yield f"{source.path}:{node.lineno}: {node.name}; take In or Out"


def services_stay_apart(tree: Tree) -> Iterator[str]:
    """Neither a service nor its migrations import another's package; import-linter sees packages
    alone."""
    folders = {package: sources[0].path for package, sources in tree.services().items()}
    for source in tree.production:
        if not source.path.startswith("services/"):
            continue
        own = source.path.split("/")[1]
        others = {package for package, path in folders.items() if path.split("/")[1] != own}
        for name, line in source.imports():
            if name.partition(".")[0] in others:
                yield f"{source.path}:{line}: imports {name}, another service's"


def ignores_have_reasons(tree: Tree) -> Iterator[str]:
    """An ignored finding of the linter is named, and beside it stands why it is no fault."""
    for path in tree.files:
        if not path.endswith(".py"):
            continue
        text = (tree.root / path).read_text("utf-8")
        if "noqa" not in text:
            continue
        for token in tokenize.generate_tokens(StringIO(text).readline):
            if token.type != tokenize.COMMENT or "noqa" not in token.string:
                continue
            if not _REASONED_IGNORE.search(token.string):
                yield f"{path}:{token.start[0]}: {token.string}; write # noqa: CODE - reason"


def broad_handlers_have_reasons(tree: Tree) -> Iterator[str]:
    """What catches every fault says beside it why it must: a narrower one hides no defect."""
    for source in tree.production:
        lines = source.text.splitlines()
        for node in source.nodes:
            if (
                isinstance(node, ast.ExceptHandler)
                and _is_broad(node.type)
                and not _REASON.search(lines[node.lineno - 1])
            ):
                yield f"{source.path}:{node.lineno}: a broad handler without a reason beside it"


def _is_broad(caught: ast.expr | None) -> bool:
    named = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        one is None or (isinstance(one, ast.Name) and one.id in {"BaseException", "Exception"})
        for one in named
    )


def names_say_something(tree: Tree) -> Iterator[str]:
    """No `utils`, `helpers` or `common`."""
    for path in tree.files:
        for part in path.split("/"):
            if part.partition(".")[0].lower() in _NAMELESS:
                yield f"{path}: {part} says nothing; name it by what it does"


def files_are_short(tree: Tree) -> Iterator[str]:
    """300 lines are the habit, 400 the end; generated migrations are free."""
    for source in tree.production:
        lines = source.text.count("\n")
        if lines > _LONGEST_FILE and "/migrations/versions/" not in source.path:
            yield f"{source.path}: {lines} lines; at most {_LONGEST_FILE}"


def nothing_of_one_machine(tree: Tree) -> Iterator[str]:
    """No package registry's host and no absolute path of somebody's machine in any file."""
    for path in tree.files:
        try:
            text = (tree.root / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if not _FOREIGN.search(text):
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if found := _FOREIGN.search(line):
                yield f"{path}:{number}: {found[0]}; a checkout must not know it"


def _strings(source: Source) -> Iterator[tuple[str, int]]:
    """Every string that is not a docstring."""
    prose = {
        id(statement.value)
        for node in source.nodes
        if hasattr(node, "body") and isinstance(node.body, list)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value, node.lineno


GUARDS = (
    one_clock,
    no_clock_in_sql,
    environment_in_settings,
    no_base_http_middleware,
    transactions_at_the_edge,
    relationships_raise,
    schemas_have_our_bases,
    services_stay_apart,
    ignores_have_reasons,
    broad_handlers_have_reasons,
    names_say_something,
    files_are_short,
    nothing_of_one_machine,
)

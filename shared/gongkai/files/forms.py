"""A form of one file (`multipart/form-data`, RFC 7578), read as it comes."""

from collections import deque
from collections.abc import AsyncIterable, AsyncIterator
from types import TracebackType
from typing import Any, Self

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from gongkai.files.errors import FormUnreadable

_PART = b"file"
_DISPOSITION = b"content-disposition"
_TYPE = b"content-type"


class FormFile:
    """The one file of a form: entered, its `name` and `declared` type are known and its `content`
    can be read, once and to its end. Raises `FormUnreadable`.
    """

    def __init__(self, boundary: bytes, body: AsyncIterable[bytes]) -> None:
        self.name = ""
        self.declared: str | None = None
        self._body = body
        self._chunks: AsyncIterator[bytes] | None = None
        self._headers: dict[bytes, bytes] = {}
        self._field, self._value = bytearray(), bytearray()
        self._data: deque[bytes] = deque()
        self._parts, self._is_named, self._is_ended = 0, False, False
        callbacks: Any = {
            "on_part_begin": self._part_begins,
            "on_header_field": lambda data, start, end: self._field.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_end,
            "on_part_data": lambda data, start, end: self._data.append(bytes(data[start:end])),
            "on_end": self._ends,
        }
        self._parser = MultipartParser(boundary, callbacks)

    async def __aenter__(self) -> Self:
        """Read until the file begins."""
        self._chunks = aiter(self._body)
        while not self._is_named:
            await self._feed()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is held."""

    async def content(self) -> AsyncIterator[bytes]:
        """The file's bytes; the form has ended well when they have."""
        while True:
            while self._data:
                yield self._data.popleft()
            if self._is_ended:
                return
            await self._feed()

    async def _feed(self) -> None:
        if self._is_ended or self._chunks is None:
            raise FormUnreadable
        chunk = await anext(self._chunks, None)
        if chunk is None:
            raise FormUnreadable
        try:
            self._parser.write(chunk)
        except FormParserError:
            raise FormUnreadable from None

    def _part_begins(self) -> None:
        self._parts += 1
        if self._parts > 1:
            raise FormUnreadable

    def _header_ends(self) -> None:
        self._headers[bytes(self._field).lower()] = bytes(self._value)
        self._field.clear()
        self._value.clear()

    def _headers_end(self) -> None:
        kind, options = parse_options_header(self._headers.get(_DISPOSITION))
        name = options.get(b"filename")
        if kind != b"form-data" or options.get(b"name") != _PART or name is None:
            raise FormUnreadable
        try:
            self.name = name.decode()
        except UnicodeDecodeError:
            raise FormUnreadable from None
        declared, _ = parse_options_header(self._headers.get(_TYPE))
        self.declared = declared.decode("latin-1").lower() or None
        self._is_named = True

    def _ends(self) -> None:
        self._is_ended = True

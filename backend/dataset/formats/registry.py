"""All dataset formats. To add one: one file with a class like `AlpacaFormat`, and one entry."""

from __future__ import annotations

from collections.abc import Mapping

from backend.dataset.formats.alpaca import AlpacaFormat
from backend.dataset.formats.base import Format

_FORMATS: tuple[Format, ...] = (AlpacaFormat(),)
FORMATS: Mapping[str, Format] = {format_.name: format_ for format_ in _FORMATS}

"""All question generators. To add one: a class like `OfflineGenerator`, and one entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from backend.dataset.generate.base import Generator
from backend.dataset.generate.offline.generator import OfflineGenerator
from backend.documents.model import Chunk

GENERATORS: Mapping[str, Callable[[Sequence[Chunk]], Generator]] = {"offline": OfflineGenerator}

"""Every training method. To add one: write its file in this folder and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from backend.methods.base import Method
from backend.methods.lora import Lora
from backend.methods.qlora import Qlora

_ALL: tuple[Method, ...] = (Qlora(), Lora())
METHODS: Mapping[str, Method] = {method.name: method for method in _ALL}

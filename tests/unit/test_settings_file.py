"""The settings file: read back as it was written; a broken one keeps no one from starting."""

from __future__ import annotations

import json

import pytest

from backend.settings.app_settings import (
    AppSettings,
    read_settings,
    settings_file,
    write_settings,
)

CHANGED = AppSettings(
    theme="dark",
    font_scale=1.5,
    models_folder="/models/größer",
    offline=False,
    hub_token=True,
    recent=("/a", "/b"),
    last_project="/a",
    geometry="AAAA",
    splitters=(("rows", "BBBB"), ("plots", "CCCC")),
)


def test_what_was_written_is_read_back() -> None:
    assert read_settings() == AppSettings()
    write_settings(CHANGED)
    assert read_settings() == CHANGED


def test_fields_that_a_newer_version_added_are_passed_over_and_missing_ones_default() -> None:
    settings_file().write_text('{"theme": "dark", "font_scale": 2, "sound": "loud"}')
    read = read_settings()
    assert read == AppSettings(theme="dark", font_scale=2.0)
    assert isinstance(read.font_scale, float)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"theme": 3}',
        b'{"offline": 1}',
        b'{"font_scale": "large"}',
        b'{"recent": "/a"}',
        b'{"recent": [["/a", "/b"]]}',
        b'{"splitters": [["one"]]}',
        b'{"splitters": ["one"]}',
        b'{"splitters": [["one", 2]]}',
    ],
)
def test_a_broken_file_is_put_aside_and_the_defaults_hold(content: bytes) -> None:
    settings_file().write_bytes(content)
    assert read_settings() == AppSettings()
    assert settings_file().with_name("settings.json.broken").read_bytes() == content


def test_it_is_plain_json() -> None:
    write_settings(CHANGED)
    assert json.loads(settings_file().read_text(encoding="utf-8"))["recent"] == ["/a", "/b"]

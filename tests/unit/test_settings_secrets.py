from __future__ import annotations

import hashlib
import logging
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.documents.capped import Order, Watch, run_capped
from backend.jobs.environment import worker_environment
from backend.jobs.handle import launch
from backend.jobs.spec import write_spec
from backend.message import TunedeskError
from backend.settings.app_settings import AppSettings, write_settings
from backend.settings.paths import app_folder
from backend.settings.secrets import (
    HUB_TOKEN,
    Keeping,
    delete_secret,
    keeping,
    read_secret,
    store_secret,
)
from backend.settings.session_keyring import SessionKeyring
from tests.keyring_support import SENTINEL, no_keyring_chosen
from tests.sample_jobs import SampleSpec

ROOT = Path(__file__).resolve().parents[2]
TOLD_BY_WORKER = (
    "import hashlib, os; "
    "token = os.environ.get('HF_TOKEN', ''); "
    "print(hashlib.sha256(token.encode()).hexdigest(), os.environ.get('HF_HUB_OFFLINE')); "
    "raise SystemExit(3)"
)


@pytest.fixture(autouse=True)
def _fresh_keyring() -> Iterator[None]:
    with no_keyring_chosen():
        yield


@pytest.fixture
def system_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyring_support.SystemKeyring")


@pytest.fixture
def locked_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyring_support.LockedKeyring")


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.mark.usefixtures("system_keyring")
def test_a_secret_goes_into_the_systems_keyring_and_out_again() -> None:
    assert read_secret(HUB_TOKEN) is None
    assert store_secret(HUB_TOKEN, f"  {SENTINEL}\n") is Keeping.KEYRING
    assert read_secret(HUB_TOKEN) == SENTINEL
    delete_secret(HUB_TOKEN)
    delete_secret(HUB_TOKEN)
    assert read_secret(HUB_TOKEN) is None


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_it_is_kept_for_the_session() -> None:
    assert keeping() is Keeping.SESSION
    assert store_secret(HUB_TOKEN, SENTINEL) is Keeping.SESSION
    assert read_secret(HUB_TOKEN) == SENTINEL
    delete_secret(HUB_TOKEN)
    assert read_secret(HUB_TOKEN) is None


def test_a_backend_that_is_not_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no_such_module.Keyring")
    assert store_secret(HUB_TOKEN, SENTINEL) is Keeping.SESSION
    assert read_secret(HUB_TOKEN) == SENTINEL


def test_a_backend_that_is_not_recommended_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert keeping() is Keeping.SESSION


@pytest.mark.usefixtures("locked_keyring")
def test_a_locked_keyring_is_told_without_its_own_words() -> None:
    for call in (read_secret, delete_secret):
        with pytest.raises(TunedeskError, match="can't be opened") as told:
            call(HUB_TOKEN)
        assert SENTINEL not in "".join(traceback.format_exception(told.value))


@pytest.mark.usefixtures("locked_keyring")
def test_what_a_locked_keyring_does_not_take_is_kept_for_the_session() -> None:
    assert store_secret(HUB_TOKEN, SENTINEL) is Keeping.SESSION
    assert read_secret(HUB_TOKEN) == SENTINEL


@pytest.mark.parametrize("text", ["", "  ", f"token {SENTINEL}", f"{SENTINEL}\0", f"{SENTINEL}é"])
def test_what_can_be_no_token_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(TunedeskError) as told:
        store_secret(HUB_TOKEN, text)
    assert SENTINEL not in "".join(traceback.format_exception(told.value))


def test_the_keyring_in_memory_does_not_show_what_it_keeps() -> None:
    made = SessionKeyring()
    made.set_password("tunedesk", HUB_TOKEN, SENTINEL)
    assert SENTINEL not in f"{made} {made!r}"


def test_offline_no_worker_asks_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    assert worker_environment()["HF_HUB_OFFLINE"] == "1"
    write_settings(AppSettings(offline=False))
    assert "HF_HUB_OFFLINE" not in worker_environment()


@pytest.mark.usefixtures("system_keyring")
def test_the_token_goes_to_workers_only_when_online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)
    store_secret(HUB_TOKEN, SENTINEL)
    online = AppSettings(offline=False, hub_token=True)
    write_settings(online)
    assert worker_environment()["HF_TOKEN"] == SENTINEL
    write_settings(replace(online, offline=True))
    assert "HF_TOKEN" not in worker_environment()
    delete_secret(HUB_TOKEN)
    write_settings(online)
    assert "HF_TOKEN" not in worker_environment()


@pytest.mark.usefixtures("locked_keyring")
def test_a_locked_keyring_does_not_stop_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)
    write_settings(AppSettings(offline=False, hub_token=True))
    assert "HF_TOKEN" not in worker_environment()


def test_a_keyring_that_was_never_used_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(name: str) -> str:
        raise AssertionError(name)

    monkeypatch.setattr("backend.jobs.environment.read_secret", ask)
    write_settings(AppSettings(offline=False))
    worker_environment()


def test_who_reads_untrusted_files_does_not_get_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []

    def note(command: list[str], **options: Any) -> None:
        given.append(options["env"])
        raise OSError("noted")

    monkeypatch.setenv("HF_TOKEN", SENTINEL)
    monkeypatch.setattr("backend.documents.capped.subprocess.Popen", note)
    with pytest.raises(OSError, match="noted"):
        run_capped("some.module", Order("a", None, 1, "b", "c"), Watch())
    assert SENTINEL not in given[0].values()
    assert given[0]["PATH"]


@pytest.mark.usefixtures("no_keyring")
def test_no_file_and_no_log_ever_holds_the_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    store_secret(HUB_TOKEN, SENTINEL)
    write_settings(AppSettings(offline=False, hub_token=True))
    folder = tmp_path / "job"
    folder.mkdir()
    write_spec(folder, "never", SampleSpec("count"))
    log = launch(folder, [sys.executable, "-c", TOLD_BY_WORKER]).log_tail()
    assert log == f"{hashlib.sha256(SENTINEL.encode()).hexdigest()} None"
    written = [path for root in (tmp_path, app_folder()) for path in root.rglob("*")]
    files = [path for path in written if path.is_file()]
    assert len(files) >= 3  # the settings, the job and its log
    assert [path for path in files if SENTINEL.encode() in path.read_bytes()] == []
    assert SENTINEL not in caplog.text

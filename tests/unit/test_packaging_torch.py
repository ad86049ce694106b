from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packaging_support import ROOT, setup_module_named

torch_builds = setup_module_named("setup_torch")


def driver(cuda: tuple[int, int], capability: tuple[int, int]) -> Any:
    return torch_builds.Driver("580.65.06", cuda, "Some card", capability)


@pytest.mark.parametrize(
    ("cuda", "capability", "build"),
    [
        ((13, 0), (12, 0), "cu130"),  # RTX 50, new driver
        ((13, 1), (8, 9), "cu130"),  # RTX 40
        ((13, 0), (7, 5), "cu130"),  # RTX 20
        ((13, 0), (6, 1), "cu126"),  # GTX 10: CUDA 13 dropped it
        ((12, 4), (8, 6), "cu126"),  # RTX 30 with an older driver
        ((12, 8), (12, 0), "cpu"),  # RTX 50 with a driver that is too old
        ((11, 8), (8, 6), "cpu"),  # a driver from before CUDA 12
        ((12, 4), (3, 5), "cpu"),  # a card that is too old
    ],
)
def test_the_build_follows_driver_and_card(
    cuda: tuple[int, int], capability: tuple[int, int], build: str
) -> None:
    assert torch_builds.choose_build(driver(cuda, capability)).name == build


def test_a_driver_that_is_too_old_is_told_to_be_updated() -> None:
    assert "update it" in torch_builds.choose_build(driver((12, 8), (12, 0))).reason


def test_without_a_driver_the_cpu_build_is_picked() -> None:
    assert torch_builds.choose_build(None).name == "cpu"


def test_a_wish_wins_and_an_unknown_one_is_refused() -> None:
    assert torch_builds.choose_build(driver((13, 0), (8, 9)), "cpu").name == "cpu"
    with pytest.raises(ValueError, match="cu126"):
        torch_builds.choose_build(None, "rocm")


@given(
    st.tuples(st.integers(10, 14), st.integers(0, 9)),
    st.tuples(st.integers(2, 13), st.integers(0, 9)),
)
def test_every_driver_and_card_gets_a_build_that_can_run_there(
    cuda: tuple[int, int], capability: tuple[int, int]
) -> None:
    build = torch_builds.choose_build(driver(cuda, capability))
    assert build.reason
    if build.name == "cu130":
        assert cuda >= (13, 0)
        assert capability >= (7, 5)
    elif build.name == "cu126":
        assert cuda >= (12, 0)
        assert (5, 0) <= capability <= (9, 0)


class FakeNvml:
    """Answers as NVIDIA's library does: into the memory that it is given."""

    def __init__(self, cards: list[tuple[str, tuple[int, int]]], init_status: int = 0) -> None:
        self.cards = cards
        self.init_status = init_status
        self.is_shut_down = False

    def nvmlInit_v2(self) -> int:  # noqa: N802
        return self.init_status

    def nvmlShutdown(self) -> int:  # noqa: N802
        self.is_shut_down = True
        return 0

    def nvmlSystemGetDriverVersion(self, text: Any, _size: Any) -> int:  # noqa: N802
        text.value = b"580.65.06"
        return 0

    def nvmlSystemGetCudaDriverVersion_v2(self, number: Any) -> int:  # noqa: N802
        number._obj.value = 13020
        return 0

    def nvmlDeviceGetCount_v2(self, count: Any) -> int:  # noqa: N802
        count._obj.value = len(self.cards)
        return 0

    def nvmlDeviceGetHandleByIndex_v2(self, index: Any, handle: Any) -> int:  # noqa: N802
        handle._obj.value = index.value + 1
        return 0

    def nvmlDeviceGetCudaComputeCapability(self, handle: Any, major: Any, minor: Any) -> int:  # noqa: N802
        major._obj.value, minor._obj.value = self.cards[handle.value - 1][1]
        return 0

    def nvmlDeviceGetName(self, handle: Any, name: Any, _size: Any) -> int:  # noqa: N802
        name.value = self.cards[handle.value - 1][0].encode()
        return 0


def test_the_driver_is_read_from_its_library_and_the_best_card_counts() -> None:
    library = FakeNvml([("Old card", (6, 1)), ("New card", (8, 9))])
    found = torch_builds.find_driver(lambda _name: library)
    assert found == torch_builds.Driver("580.65.06", (13, 2), "New card", (8, 9))
    assert library.is_shut_down


def test_no_library_no_answer_or_no_card_is_no_driver() -> None:
    def absent(_name: str) -> Any:
        raise OSError("not there")

    assert torch_builds.find_driver(absent) is None
    assert torch_builds.find_driver(lambda _name: FakeNvml([("Card", (8, 9))], 9)) is None
    assert torch_builds.find_driver(lambda _name: FakeNvml([])) is None


def test_on_linux_the_own_index_comes_before_the_package_index() -> None:
    first, second = torch_builds.sources_of("cpu", "2.13.0", "linux")
    assert first.arguments[-2:] == ("https://download.pytorch.org/whl/cpu", "torch==2.13.0")
    assert "--no-deps" in first.arguments
    assert second.arguments == ("torch==2.13.0",)
    assert second.needs_bytes > first.needs_bytes


def test_on_windows_a_cuda_build_never_comes_from_the_package_index() -> None:
    for build in ("cu126", "cu130"):
        (source,) = torch_builds.sources_of(build, "2.13.0", "win32")
        assert source.arguments[-1] == f"torch==2.13.0+{build}"
    (source,) = torch_builds.sources_of("cpu", "2.13.0", "win32")
    assert source.arguments == ("torch==2.13.0",)


def test_the_constraints_pin_torch_without_a_build_label() -> None:
    lines = (ROOT / "packaging" / "constraints.txt").read_text().splitlines()
    (torch,) = [line for line in lines if line.startswith("torch==")]
    assert "+" not in torch

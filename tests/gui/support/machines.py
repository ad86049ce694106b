"""Made-up machines and models, so that the window can be seen as on other people's computers."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.hardware.machine import Disk, Gpu, Machine
from backend.models.facts import ModelFacts, ModuleRole, TensorFacts

GIB = 2**30


def machine_with(gpu_gib: float = 0, used_gib: float = 0.7, ram_gib: float = 16) -> Machine:
    """A PC with one GPU of that size, or none."""
    gpus = (
        Gpu(0, "NVIDIA GeForce RTX 4060", int(gpu_gib * GIB), int(used_gib * GIB), "560.94", "8.9"),
    )
    return Machine(
        gpus=gpus if gpu_gib else (),
        gpu_problem="" if gpu_gib else "NVML Shared Library Not Found",
        ram_total_bytes=int(ram_gib * GIB),
        ram_available_bytes=int(0.6 * ram_gib * GIB),
        cpu_name="AMD Ryzen 5 5600X 6-Core Processor",
        cores=12,
        disks=(Disk(Path("/home/somebody/projects"), 931 * GIB, 212 * GIB),),
    )


def llama_facts(
    name: str, *, layers: int, width: int, feed_forward: int, vocabulary: int, heads: int
) -> ModelFacts:
    """A model of the Llama family with those measures."""
    tensors = [
        TensorFacts("model.embed_tokens.weight", (vocabulary, width), ModuleRole.EMBEDDING, False),
        TensorFacts("model.norm.weight", (width,), ModuleRole.NORM, False),
        TensorFacts("lm_head.weight", (vocabulary, width), ModuleRole.HEAD, False),
    ]
    for layer in range(layers):
        tensors += _layer(f"model.layers.{layer}", width, feed_forward)
    return ModelFacts(
        name=name, architecture="LlamaForCausalLM", model_type="llama", layers=layers, width=width,
        heads=heads, key_value_heads=heads, head_size=width // heads,
        feed_forward_width=feed_forward, feed_forward_gated=True, vocabulary=vocabulary,
        max_positions=4096, sliding_window=None, tied_embeddings=False, experts=0,
        experts_per_token=0, tensors=tuple(tensors),
    )  # fmt: skip


def _layer(name: str, width: int, feed_forward: int) -> list[TensorFacts]:
    attention, norm, ff = ModuleRole.ATTENTION, ModuleRole.NORM, ModuleRole.FEED_FORWARD
    square = (width, width)
    return [
        TensorFacts(f"{name}.input_layernorm.weight", (width,), norm, False),
        TensorFacts(f"{name}.post_attention_layernorm.weight", (width,), norm, False),
        *(
            TensorFacts(f"{name}.self_attn.{one}_proj.weight", square, attention, True)
            for one in "qkvo"
        ),
        TensorFacts(f"{name}.mlp.gate_proj.weight", (feed_forward, width), ff, True),
        TensorFacts(f"{name}.mlp.up_proj.weight", (feed_forward, width), ff, True),
        TensorFacts(f"{name}.mlp.down_proj.weight", (width, feed_forward), ff, True),
    ]


LARGE = llama_facts(
    "Llama-2-7b", layers=32, width=4096, feed_forward=11008, vocabulary=32000, heads=32
)


def pretend(monkeypatch: pytest.MonkeyPatch, facts: ModelFacts, machine: Machine) -> None:
    """Lets the set-up find that model and machine in place of the real ones."""
    monkeypatch.setattr("gui.models.findings.facts_of", lambda _: facts)
    monkeypatch.setattr("gui.models.findings.probe", lambda _: machine)

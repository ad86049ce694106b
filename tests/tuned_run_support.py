"""A project with a finished run of the tiny model: a real adapter folder, made without training."""

from __future__ import annotations

from pathlib import Path

from backend.files import sha256_of, write_json
from backend.project import Project, RunFolder
from backend.recipe.recipe import Recipe
from tests.tiny_model import make_tiny_model


def make_project(folder: Path) -> Project:
    base = make_tiny_model(folder / "tiny")
    return Project.create(folder / "project", "Harbour", str(base))


def make_tuned_run(project: Project, method: str = "lora") -> RunFolder:
    """Adds a run whose adapter changes what the model says, with random weights."""
    import torch
    from peft import LoraConfig, get_peft_model

    from backend.models.loading import AdapterRecord, load_model, load_tokenizer

    base = Path(project.info.base_model)
    recipe = Recipe(method=method, rank=4, compute_dtype="float32")
    run = project.new_run(method)
    write_json(run.recipe_file, recipe)
    with torch.random.fork_rng():
        torch.manual_seed(1)
        model = load_model(base, quantisation=None, device="cpu", dtype=torch.float32)
        settings = LoraConfig(r=4, target_modules="all-linear", init_lora_weights=False)
        tuned = get_peft_model(model, settings)
        for name, weight in tuned.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(weight, std=0.2)
    tuned.save_pretrained(run.adapter_folder)
    load_tokenizer(base).save_pretrained(run.adapter_folder)
    digest = sha256_of(base / "config.json")
    record = AdapterRecord(1, project.info.base_model, digest, recipe, 7)
    write_json(run.adapter_folder / "tunedesk.json", record)
    return run

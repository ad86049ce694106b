"""Loading the model that is to be talked to."""

from __future__ import annotations

from collections.abc import Sequence

from backend.chat.session import Session, no_speaker
from backend.chat.spec import BASE, SPEAKERS, TUNED
from backend.events import PhaseChanged
from backend.jobs.context import JobContext
from backend.message import Message
from backend.models.folder import resolve_model
from backend.project import Project


def open_session(
    project: Project, run: str | None, speakers: Sequence[str], context: JobContext
) -> Session:
    """Loads the model that the speakers need.

    Without a run the base model is packed as the ordinary recipe would pack it for training, so
    that it says what it says beside a tuned one.

    Raises:
        TunedeskError: No such run, no adapter, or a model folder that can't be used.
    """
    from backend.methods.registry import METHODS
    from backend.models import loading
    from backend.models.adapter_record import read_adapter_record
    from backend.models.device import compute_dtype, pick_device
    from backend.recipe.recipe import Recipe

    measured = None if run is None else project.run(run)
    record = None if measured is None else read_adapter_record(measured)
    base = resolve_model(record.base_model if record else project.info.base_model)
    label = Message("chat.loading", "Loading {model}", {"model": base.name})
    context.emit(PhaseChanged("loading", label))
    device = pick_device()
    if measured is not None:
        model, tokenizer = loading.load_tuned(measured, base, device)
        return Session(model, tokenizer, SPEAKERS)
    if TUNED in speakers:
        raise no_speaker(TUNED, (BASE,))
    recipe = Recipe()
    plain = loading.load_model(
        base,
        quantisation=METHODS[recipe.method].quantisation(recipe),
        device=device,
        dtype=compute_dtype(recipe.compute_dtype, device),
    )
    return Session(plain, loading.load_tokenizer(base), (BASE,))

"""What a person brings becomes a model of theirs, whatever kind of thing it is.

Not here: the conversion of each kind, which is the business of ``core.models`` and
``core.training.export``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.errors import ModelNotFound
from core.models.collection import adopt, check_name
from core.models.importing import import_official
from core.places import user_models

__all__ = ["add_model"]


def add_model(
    path: Path, name: str, *, task_top_k: int = 3, domain_top_k: int = 5, force: bool = False
) -> Path:
    """Put a model into the user's folder and return the path of its card.

    Parameters
    ----------
    path : Path
        A ``.pth`` of the method's authors, the card of a model with its weights beside it, or the
        folder of a training run: its finished model, or the state that it saved last.
    name : str
        Name of the new model.
    task_top_k, domain_top_k : int
        Prompts composed per image, which a ``.pth`` does not tell.
    force : bool
        Replace the user's model of that name.

    Raises
    ------
    ModelError
        If it is no model, or the name is taken or malformed.
    UnusableConfig
        If a folder is not that of a run.
    TargetError
    """
    if path.is_dir():
        return _from_run(path, name, force=force)
    if path.suffix.lower() == ".json":
        return adopt(path, name, force=force)
    return import_official(
        path, name, task_top_k=task_top_k, domain_top_k=domain_top_k, force=force
    )


def _from_run(path: Path, name: str, *, force: bool) -> Path:
    from core.training.export import export
    from core.training.run_folder import RunFolder

    run = RunFolder(path)
    finished = path / "model" / f"{run.config().card.name}.json"
    if finished.exists():
        return adopt(finished, name, force=force)
    check_name(name, path, user_models() / f"{name}.json", force=force)
    saved = "best.pt" if (path / "best.pt").exists() else "last.pt"
    if not (path / saved).exists():
        raise ModelNotFound(
            f"the run in {path} has no model yet",
            why="it has not saved its state so far",
            fix="let it train until it does, or stop it, which saves it",
        )
    with tempfile.TemporaryDirectory(prefix="datprl-ir-") as folder:
        return adopt(export(run, Path(folder), checkpoint=saved), name, force=force)

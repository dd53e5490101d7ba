"""``datprl-ir models``: what models there are, and whether they are what their cards say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.analyse_command import profile
from app.choices import AsJson, Force
from app.console import say, warn
from app.messages import error_line, exit_code, worst
from io_formats.errors import RestorationError

__all__ = ["models"]

models = typer.Typer(no_args_is_help=True, help="Models: list, show, import, verify, profile.")
models.command("profile")(profile)


@models.command("list")
def list_models() -> None:
    """List the models at hand."""
    from core.models.registry import list_cards

    for path, card in list_cards():
        say(f"{card.name:20} {card.title}  [{path}]")


@models.command("info")
def show_model(name: str, as_json: AsJson = False) -> None:
    """Show a model's card: training, windows, figures, cautions."""
    from app.report import card_lines
    from core.models.registry import find_card

    _, card = find_card(name)
    say(card.model_dump_json(indent=1) if as_json else "\n".join(card_lines(card)))


@models.command("import")
def import_model(
    source: Annotated[
        Path,
        typer.Argument(
            readable=False,
            help="A .pth of the method's authors, the card of a model, or the folder of a run.",
        ),
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="Name of the new model.")],
    task_top_k: Annotated[int, typer.Option(min=1, help="Task prompts per image.")] = 3,
    domain_top_k: Annotated[int, typer.Option(min=1, help="Domain prompts per image.")] = 5,
    force: Force = False,
) -> None:
    """Take a model in: a released checkpoint is converted, and nothing in it is executed."""
    from core.additions import add_model

    card = add_model(source, output, task_top_k=task_top_k, domain_top_k=domain_top_k, force=force)
    say(f"{source} -> {card}")


@models.command("verify")
def verify_models(name: Annotated[str | None, typer.Argument()] = None) -> None:
    """Compare weights with the checksums on their cards and build every network."""
    from core.models.registry import build, find_card, list_cards

    codes = []
    for path, card in [find_card(name)] if name else list_cards():
        if not card.weights and not name:
            say(f"{card.name}: a card without weights")
            continue
        try:
            build(path, card)
        except RestorationError as error:
            warn(error_line(error))
            codes.append(exit_code(error))
            continue
        say(f"{card.name}: the weights are those of the card")
    raise typer.Exit(worst(codes))

"""What every command shares: the options that say what is asked and how to answer are added to each command's own."""

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature, signature

import typer

from hersys_lifecycle.cli import options as o
from hersys_lifecycle.cli.screen import opened
from hersys_lifecycle.cli.sources import Source

Command = Callable[..., None]

_HOW: Mapping[str, tuple[object, object]] = {
    "now": (o.NowOption, None),
    "lang": (o.LangOption, None),
    "as_json": (o.JsonOption, False),
    "no_color": (o.NoColorOption, False),
}


def answering(*, store: object = o.StoreOption, known_at: bool = True) -> Callable[[Command], Command]:
    """Make a command of a function of a ``Screen``, a ``Source`` and the command's own arguments and options.

    Args:
        store: the option that names the record.
        known_at: whether it may be asked as it was known at an instant.
    """
    what = {"store": (store, None), **({"known_at": (o.KnownAtOption, None)} if known_at else {})}

    def decorate(command: Command) -> Command:
        def run(ctx: typer.Context, **given: object) -> None:
            how = {name: given.pop(name) for name in _HOW}
            of = {name: given.pop(name) for name in what}
            with opened(how["lang"], as_json=how["as_json"], no_color=how["no_color"]) as screen:  # type: ignore[arg-type]
                command(screen, Source.of(ctx, screen, now=how["now"], **of), **given)  # type: ignore[arg-type]

        return _signed(run, command, list(signature(command).parameters.values())[2:], {**what, **_HOW})

    return decorate


def _signed(run: Command, named: Command, own: list[Parameter], added: Mapping[str, tuple[object, object]]) -> Command:
    """Give a function the name and the help of another one, and the parameters that typer is to make options of."""
    ctx = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    shared = [
        Parameter(each, Parameter.KEYWORD_ONLY, default=default, annotation=option)
        for each, (option, default) in added.items()
    ]
    parameters = [ctx, *own, *shared]
    run.__name__, run.__doc__ = named.__name__, named.__doc__
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what inspect, and so typer, looks at
    return run

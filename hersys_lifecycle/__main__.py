"""The command ``hersys``, also ``python -m hersys_lifecycle``: it says so where the extra it needs is missing."""

import sys

_OF_THE_EXTRA = {"rich", "typer"}


def main() -> None:
    """Run the command line, which ends the program."""
    try:
        from hersys_lifecycle.cli import app  # noqa: PLC0415  # may be missing
    except ModuleNotFoundError as error:
        if error.name not in _OF_THE_EXTRA:
            raise
        sys.stderr.write(
            "hersys: the command line is an extra: pip install 'hersys-lifecycle[cli]', or '.[cli]' from a checkout\n"
        )
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    app()


if __name__ == "__main__":
    main()

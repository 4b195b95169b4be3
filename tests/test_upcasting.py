"""Upcasts: a form of an older version becomes the newest, step by step, and stays what it was itself."""

from collections.abc import Mapping
from functools import partial

import pytest

from hersys_lifecycle.codec.upcasting import Form, upcast

STEPS = ("two", "three", "four")


def lifted(name: str, form: Form) -> Mapping[str, object]:
    return {**form, "passed": (*form["passed"], name)}  # type: ignore[misc]


@pytest.mark.parametrize(("version", "passed"), [(1, STEPS), (2, STEPS[1:]), (3, STEPS[2:]), (4, ())])
def test_a_form_passes_every_step_from_its_own_version_on_in_order(version: int, passed: tuple[str, ...]) -> None:
    form: Form = {"passed": ()}
    newest = upcast(form, version, [partial(lifted, name) for name in STEPS])
    assert newest == {"passed": passed}
    assert form == {"passed": ()}

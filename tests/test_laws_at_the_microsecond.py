"""The laws at the microsecond, on numbers drawn: at random here, by a solver in `make solver`."""

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tests.laws import FAULTS, LAWS, Law, wrong

SOON = settings(backend="hypothesis", phases=[Phase.generate], derandomize=True, database=None)
BY_NAME = pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())


@BY_NAME
@given(data=st.data())
def test_at_every_microsecond_the_library_says_what_the_rules_say(law: Law, data: st.DataObject) -> None:
    numbers = data.draw(st.tuples(*law.drawn))
    assert law.said(*numbers) == law.ruled(*numbers)


@pytest.mark.parametrize("after", FAULTS.values(), ids=FAULTS.keys())
@BY_NAME
def test_a_law_does_not_hold_where_the_library_is_wrong_in_one_microsecond(law: Law, after: int) -> None:
    fault = wrong(law, after)

    def tells(others: tuple[int, ...]) -> bool:
        numbers = (*others, law.edge(*others) + after)
        return fault.said(*numbers) != law.ruled(*numbers)

    find(st.tuples(*law.drawn[:-1]), tells, settings=SOON)  # raises if no facts let the law tell

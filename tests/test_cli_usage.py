"""Misuse that is seen before a command begins is one line as well, with where the remedy is found."""

import pytest

from tests.test_cli import ask


@pytest.mark.parametrize(
    ("arguments", "said", "command"),
    [
        (["--sideways"], "No such option: --sideways", "hersys"),
        (["chekc"], "No such command 'chekc'. Did you mean 'check'?", "hersys"),
        (["check"], "Missing argument 'CAPABILITY'.", "hersys check"),
        (["check", "edit", "--lang"], "Option '--lang' requires an argument.", "hersys"),
        (["ics", "--alarm", "soon"], "Invalid value for '--alarm': Input should be a valid integer", "hersys ics"),
        (["record", "slot_assigned"], "Missing option '--prefecture'.", "hersys record slot_assigned"),
    ],
)
def test_misuse_is_told_in_one_line(arguments: list[str], said: str, command: str) -> None:
    for locale, remedy in (
        ("C", f"(see {command} --help)"),
        ("ja_JP.UTF-8", f"（{command} --help を参照してください）"),
    ):
        refused = ask(*arguments, env={"LANG": locale})
        assert (refused.exit_code, refused.stdout) == (2, "")
        (line,) = refused.stderr.splitlines()
        assert line.startswith(f"hersys: {said}")
        assert line.endswith(remedy)


@pytest.mark.parametrize("group", [[], ["record"], ["propose"]])
def test_who_asks_nothing_is_shown_what_there_is(group: list[str]) -> None:
    shown = ask(*group)
    assert shown.exit_code == 2
    assert shown.stderr == ask(*group, "--help").stdout

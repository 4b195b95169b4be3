"""Local-government codes (全国地方公共団体コード): five digits and a check digit (rules, section 4)."""

from hersys_lifecycle.errors import CheckDigitError

_LENGTH = 6
_WEIGHTS = (6, 5, 4, 3, 2)


def is_local_code(text: str) -> bool:
    """Tell whether a text has the form of a local-government code: six ASCII digits."""
    return len(text) == _LENGTH and text.isascii() and text.isdigit()


def check_digit(five_digits: str) -> str:
    """Return the check digit ``abcde`` asks for: the last digit of ``11 - (6a + 5b + 4c + 3d + 2e) mod 11``."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, five_digits, strict=True))
    return str(11 - total % 11)[-1]


def require_check_digit(code: str) -> None:
    """Do nothing if the check digit of a six-digit code fits.

    Raises:
        CheckDigitError: it does not; the error names the code that would fit.
    """
    expected = code[:5] + check_digit(code[:5])
    if code != expected:
        raise CheckDigitError(code, expected)

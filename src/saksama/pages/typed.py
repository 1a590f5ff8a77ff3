"""Numbers that stand in addresses and hidden fields, where anybody may have typed anything."""

MOST_FIGURES = 18
"""What a database's largest number holds; int() itself fails beyond 4,300 figures."""


def whole_number(text: str | None) -> int | None:
    """The number written in ``text``, or None when it is none that could be meant.

    >>> whole_number("17"), whole_number("-1"), whole_number("9" * 5000), whole_number(None)
    (17, None, None, None)
    """
    if not text or len(text) > MOST_FIGURES or not text.isdecimal():
        return None
    return int(text)

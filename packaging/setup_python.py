"""Which Pythons Tunedesk runs on, in syntax that every Python from 2.7 on can read."""

OLDEST = (3, 11)
NEWEST = (3, 14)


def python_problem(version, is_64_bit=True):
    # type: (tuple[int, ...], bool) -> str | None
    """What is wrong with this Python, in words, or None.

    Args:
        version: Its version numbers, major first.
        is_64_bit: Whether it is a 64-bit build.
    """
    here = "This is Python " + _dotted(version[:3])
    span = _dotted(OLDEST) + " to " + _dotted(NEWEST)
    if tuple(version[:2]) < OLDEST:
        said = here + "; Tunedesk needs Python " + span + ", 64-bit."
    elif tuple(version[:2]) > NEWEST:
        said = here + "; the libraries that Tunedesk is pinned to exist for Python " + span + "."
    elif not is_64_bit:
        said = here + ", a 32-bit build; PyTorch exists for 64-bit Python only."
    else:
        return None
    return (
        said
        + "\nInstall one of these from python.org or your system's packages, 64-bit,"
        + " and run, for example:\n  python3.12 packaging/start.py"
    )


def _dotted(version):
    # type: (tuple[int, ...]) -> str
    return ".".join(str(number) for number in version)

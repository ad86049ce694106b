"""Sets up all that the tests need and runs them: `python3 packaging/test.py [--long] [...]`.

Further arguments go to pytest.
"""

import sys

from setup_python import python_problem


def main():
    # type: () -> int
    """Checks the Python, then hands over to the checks."""
    problem = python_problem(sys.version_info[:3], sys.maxsize > 2**32)
    if problem is not None:
        sys.stderr.write(problem + "\n")
        return 1
    from setup_checks import check

    return check(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

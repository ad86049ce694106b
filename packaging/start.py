"""Sets up all that Tunedesk needs and starts it: `python3 packaging/start.py [arguments]`.

This file and setup_python.py stay readable to old Pythons, so that those can be told what to do.
"""

import sys

from setup_python import python_problem


def main():
    # type: () -> int
    """Checks the Python, then hands over to the set-up."""
    problem = python_problem(sys.version_info[:3], sys.maxsize > 2**32)
    if problem is not None:
        sys.stderr.write(problem + "\n")
        return 1
    from setup_start import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

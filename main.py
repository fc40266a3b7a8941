"""Where the program starts: no arguments open the window, a subcommand runs without one."""

import sys

import supported_python  # noqa: F401 - a Python that cannot run the program gets no further
from ui.launch import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Where the program starts: no arguments open the window, a subcommand runs without one."""

import sys

import supported_python  # noqa: F401 - a Python that cannot run the program gets no further
from models.program.versions import start_chosen

if __name__ == "__main__":
    code = start_chosen(sys.argv[1:])
    if code is None:
        from ui.launch import main

        code = main(sys.argv[1:])
    sys.exit(code)

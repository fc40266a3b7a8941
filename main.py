"""Where the program starts: no arguments open the window, a subcommand runs without one."""

import sys


def main(argv: list[str]) -> int:
    """Run what the arguments ask for and return the exit code (0 done, 1 findings or refusals, 2 wrong usage)."""
    if argv:
        from ui.commands.cli import main as run_command

        return run_command(argv)
    from ui.application import run as run_window

    return run_window(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

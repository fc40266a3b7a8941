"""Two readers of the window decode a type for the first time at the same moment: msgspec 0.22 ended the program."""

import subprocess
import sys

RACE = """
from __future__ import annotations
import sys, threading, types, msgspec

sys.setswitchinterval(1e-6)
CHAIN = ["from __future__ import annotations", "import msgspec", "class A6(msgspec.Struct): x: int = 0"]
CHAIN += [f"class A{at}(msgspec.Struct):\\n  a: A{at + 1} | None = None\\n  b: int = 0" for at in range(6)]


def use_at_once(number: int) -> None:
    module = sys.modules[f"m{number}"] = types.ModuleType(f"m{number}")
    exec("\\n".join(CHAIN), module.__dict__)
    together = threading.Barrier(4)

    def read() -> None:
        together.wait()
        msgspec.json.decode(b'{"a":{"a":{"b":3}}}', type=module.A0)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()


for number in range(40):
    use_at_once(number)
"""


def test_a_type_may_be_used_first_by_several_threads_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

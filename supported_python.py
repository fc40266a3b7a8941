# -*- coding: utf-8 -*-
"""Which Pythons run the program. Any other one leaves here with a sentence; even Python 2.7 can read this file."""

import struct
import sys

OLDEST, NEWEST, BITS = (3, 11), (3, 13), 64  # PySide6's: pip finds none for a later Python, nor for one of 32 bits
SENTENCE = (
    "需要64位的 Python 3.11 到 3.13，这里是{bits}位的 {version}：请用其中一个版本再运行一次，没有就先装一个。\n"
    "64-bit Python 3.11 to 3.13 is needed, this is {bits}-bit {version}: run it again with one of these."
)

bits = struct.calcsize("P") * 8
if bits != BITS or not OLDEST <= sys.version_info[:2] <= NEWEST:
    sys.exit(SENTENCE.format(bits=bits, version=sys.version.split()[0]))

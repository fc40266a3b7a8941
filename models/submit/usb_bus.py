"""Whether a drive of Windows hangs on USB: an external hard disk is a fixed one to Windows, like those inside."""

from __future__ import annotations

import struct
import sys

USB = 7
"""BusTypeUsb (Microsoft, STORAGE_BUS_TYPE)."""
BUS_AT, LONGEST = 28, 1024
"""Where STORAGE_DEVICE_DESCRIPTOR says the bus, and the bytes that are read of it."""
QUERY_PROPERTY = 0x2D1400
"""IOCTL_STORAGE_QUERY_PROPERTY, which needs no right to the drive; twelve noughts ask for the device's description."""
READ_AND_WRITE, OPEN_EXISTING = 3, 3


def is_on_usb(root: str) -> bool:
    """Whether the drive with this root, say G:, hangs on USB; False where the system does not say."""
    return is_usb(_description(root.rstrip("\\")))


def is_usb(description: bytes) -> bool:
    """Whether Windows describes a device on USB."""
    return len(description) >= BUS_AT + 4 and struct.unpack_from("<L", description, BUS_AT)[0] == USB


def _description(drive: str) -> bytes:
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CreateFileW.argtypes = (
            *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
            *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
        )
        kernel.DeviceIoControl.argtypes = (
            *(wintypes.HANDLE, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD),
            *(wintypes.LPVOID, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD), wintypes.LPVOID),
        )
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        handle = kernel.CreateFileW(f"\\\\.\\{drive}", 0, READ_AND_WRITE, None, OPEN_EXISTING, 0, None)
        if handle in (None, wintypes.HANDLE(-1).value):
            return b""
        said, count = ctypes.create_string_buffer(LONGEST), wintypes.DWORD()
        try:
            asked = kernel.DeviceIoControl(
                handle, QUERY_PROPERTY, bytes(12), 12, said, LONGEST, ctypes.byref(count), None
            )
        finally:
            kernel.CloseHandle(handle)
        return said.raw[: count.value] if asked else b""
    return b""

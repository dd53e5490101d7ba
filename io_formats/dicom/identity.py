"""Who we are in a DICOM file: the constants that mark an object as written by this program."""

from __future__ import annotations

__all__ = ["CODE_SCHEME", "IMPLEMENTATION_CLASS_UID", "IMPLEMENTATION_VERSION", "RESTORED"]

IMPLEMENTATION_CLASS_UID = "2.25.171338045292716358043571927764218064713"
"""Implementation Class UID (0002,0012): a UUID of our own, fixed for ever (PS3.5 B.2)."""

IMPLEMENTATION_VERSION = "DATPRL-IR"
"""Implementation Version Name (0002,0013), at most 16 characters."""

CODE_SCHEME = "99DATPRL"
"""Designator of our private coding scheme; 99 marks it as private (PS3.16 8.2)."""

RESTORED = "RESTORED"
"""Our value of Image Type, at place 4 behind the three that the standard defines."""

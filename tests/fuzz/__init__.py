"""Damaged files by the thousand: no crash, no hang, no exception outside the error family.

``python -m tests.fuzz --count 20000`` is the long form; a short one is part of the tests.
"""

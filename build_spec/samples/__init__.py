"""Sample scenes of the project's own making, each degraded and as it should be.

Seeded and dated once and for all: running it again writes the same bytes. Not part of the
installed program, which carries only the files made here.
"""

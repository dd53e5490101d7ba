"""Trainings as the window sees them: data, start, state and curves; no Qt, no torch."""

"""How the bundled weights are made: ``compact.sh`` runs all of it."""

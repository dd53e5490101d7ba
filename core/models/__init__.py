"""The network, its parts, its cards and its weights."""

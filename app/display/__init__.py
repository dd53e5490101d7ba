"""How scenes are shown, without a window: planes, looks, reduced levels, probes, metadata."""

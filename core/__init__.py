"""Models, the engine, metrics and training: everything between a scene and its restoration."""

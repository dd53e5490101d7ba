"""The window: the only place of Qt. It shows and asks; reading and restoring happen elsewhere."""

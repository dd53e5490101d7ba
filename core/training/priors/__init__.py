"""Where the domain prior comes from: who describes a clean image, and who turns words to numbers.

Captioners: ``attributes`` (measured, no model), ``llava``. Encoders: ``clip``, ``clip_rn50``,
``sentence``. All but the first need the optional extra ``captions`` and import it when they are
made. Not here: the file of descriptions (``core.training.captions``) and the file of features
(``core.training.text_features``).
"""

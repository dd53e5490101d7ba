"""A sentence encoder that needs no hub: the word vectors of the package wordllama, as a folder.

``python -m build_spec.weights.word_table OUT`` writes what ``datprl-ir embed --encoder sentence``
opens: 32,000 tokens of 256 numbers (``l2_supercat``, MIT), a text being the mean of its tokens.
Needs ``pip install wordllama`` and the extra ``captions``.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

__all__ = ["write_word_table"]

WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENS = "tokenizers/l2_supercat_tokenizer_config.json"


def write_word_table(out: Path) -> None:
    """Write the encoder.

    Parameters
    ----------
    out : Path
        A folder; what is there is replaced.
    """
    from safetensors.torch import load_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    spec = importlib.util.find_spec("wordllama")
    if spec is None or spec.origin is None:
        raise SystemExit("wordllama is missing: pip install wordllama")
    package = Path(spec.origin).parent
    (vectors,) = load_file(package / WEIGHTS).values()
    tokenizer = Tokenizer.from_file(str(package / TOKENS))
    table = StaticEmbedding(tokenizer, embedding_weights=vectors.float().numpy())
    SentenceTransformer(modules=[table], device="cpu").save(str(out), create_model_card=False)


if __name__ == "__main__":
    write_word_table(Path(sys.argv[1]))

"""Models of the real classes with tiny random weights, written to disk, tokenizer included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

EXTRA = "the optional extra is not installed: pip install 'datprl-ir[captions]'"
transformers = pytest.importorskip("transformers", reason=EXTRA)
tokenizers = pytest.importorskip("tokenizers", reason=EXTRA)

START, END = "<|startoftext|>", "<|endoftext|>"
CONTEXT = 12
"""Tokens that the tiny towers read."""

SENTENCES = [
    "a photograph of a dog on the grass",
    "grey without colour",
    "very dark with low contrast",
    "axial slice through the body",
]


def clip_tokenizer(folder: Path) -> Any:
    """Write a byte-pair tokenizer with CLIP's marks, of the class that CLIP's folders name."""
    letters = sorted({letter for text in SENTENCES for letter in text if letter != " "})
    ends = [f"{letter}</w>" for letter in letters]
    pieces = [*letters, *ends, "do", "dog</w>", "th", "the</w>", START, END]
    tokenizer = transformers.CLIPTokenizer(
        vocab={piece: number for number, piece in enumerate(pieces)},
        merges=[("d", "o"), ("do", "g</w>"), ("t", "h"), ("th", "e</w>")],
    )
    tokenizer.save_pretrained(folder)
    return tokenizer


def clip_text_config(tokenizer: Any, *, width: int = 32, projection: int = 24) -> dict[str, int]:
    return {
        "vocab_size": len(tokenizer),
        "hidden_size": width,
        "intermediate_size": 2 * width,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "max_position_embeddings": CONTEXT,
        "projection_dim": projection,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }


def clip_folder(folder: Path, *, projection: int = 24) -> Path:
    """Write a whole CLIP model, picture half included, as its releases do."""
    tokenizer = clip_tokenizer(folder)
    torch.manual_seed(1)
    config = transformers.CLIPConfig(
        text_config=clip_text_config(tokenizer, projection=projection),
        vision_config={
            "hidden_size": 16,
            "intermediate_size": 16,
            "num_hidden_layers": 1,
            "num_attention_heads": 1,
            "image_size": 28,
            "patch_size": 14,
        },
        projection_dim=projection,
    )
    transformers.CLIPModel(config).save_pretrained(folder)
    return folder


class QuickGelu(nn.Module):
    """The activation of the first CLIP."""

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(1.702 * x)


class OriginalTower(nn.Module):
    """A text tower as the first release of CLIP describes it, names included."""

    def __init__(
        self, *, vocabulary: int, width: int = 128, layers: int = 2, out: int = 40
    ) -> None:
        super().__init__()
        self.token_embedding = nn.Embedding(vocabulary, width)
        self.positional_embedding = nn.Parameter(torch.randn(CONTEXT, width))
        self.transformer = nn.Module()
        self.transformer.resblocks = nn.ModuleList(self._block(width) for _ in range(layers))
        self.ln_final = nn.LayerNorm(width)
        self.text_projection = nn.Parameter(torch.randn(width, out))
        self.logit_scale = nn.Parameter(torch.ones([]))

    @staticmethod
    def _block(width: int) -> nn.Module:
        block = nn.Module()
        block.attn = nn.MultiheadAttention(width, width // 64, batch_first=True)
        block.ln_1, block.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        block.mlp = nn.Sequential()
        block.mlp.add_module("c_fc", nn.Linear(width, 4 * width))
        block.mlp.add_module("gelu", QuickGelu())
        block.mlp.add_module("c_proj", nn.Linear(4 * width, width))
        return block

    def forward(self, tokens: Tensor, ends: Tensor) -> Tensor:
        """Return (N, E) for tokens (N, T), read off at position ``ends`` (N,)."""
        length = tokens.shape[1]
        x = self.token_embedding(tokens) + self.positional_embedding[:length]
        later = torch.full((length, length), float("-inf")).triu(1)
        for block in self.transformer.resblocks:
            y = block.ln_1(x)
            x = x + block.attn(y, y, y, need_weights=False, attn_mask=later)[0]
            x = x + block.mlp(block.ln_2(x))
        x = self.ln_final(x)
        read: Tensor = x[torch.arange(x.shape[0]), ends] @ self.text_projection
        return read


def original_tower(vocabulary: int) -> OriginalTower:
    torch.manual_seed(2)
    return OriginalTower(vocabulary=vocabulary).eval()


def llava_folder(folder: Path, *, chat: bool = True) -> Path:
    """Write a LLaVA of two layers; with or without the form of a conversation."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    marks = ["<s>", "</s>", "<pad>", "<image>"]
    pieces = [*marks, *sorted(pre_tokenizers.ByteLevel.alphabet())]
    words = Tokenizer(models.BPE(vocab={p: n for n, p in enumerate(pieces)}, merges=[]))
    words.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    words.decoder = decoders.ByteLevel()
    words.add_special_tokens(marks)
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=words,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        extra_special_tokens={"image_token": "<image>"},
    )
    torch.manual_seed(3)
    layer = {
        "hidden_size": 16,
        "intermediate_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
    }
    config = transformers.LlavaConfig(
        vision_config=transformers.CLIPVisionConfig(
            **layer, image_size=28, patch_size=14, projection_dim=16
        ),
        text_config=transformers.LlamaConfig(
            **layer,
            num_key_value_heads=2,
            vocab_size=len(tokenizer),
            max_position_embeddings=1024,
            initializer_range=0.2,
            bos_token_id=0,
            eos_token_id=1,
            pad_token_id=2,
        ),
        image_token_index=3,
    )
    transformers.LlavaForConditionalGeneration(config).save_pretrained(folder)
    from transformers.models.llava.image_processing_pil_llava import LlavaImageProcessorPil

    transformers.LlavaProcessor(
        image_processor=LlavaImageProcessorPil(
            size={"shortest_edge": 28}, crop_size={"height": 28, "width": 28}
        ),
        tokenizer=tokenizer,
        patch_size=14 if chat else None,
        vision_feature_select_strategy="default" if chat else None,
        num_additional_image_tokens=1 if chat else 0,
        chat_template=CHAT if chat else None,
    ).save_pretrained(folder)
    return folder


CHAT = (
    "{% for m in messages %}USER: {% for c in m['content'] %}"
    "{{ '<image>' if c['type'] == 'image' else ' ' + c['text'] }}"
    "{% endfor %}{% endfor %} ASSISTANT:"
)


def sentence_folder(folder: Path) -> Path:
    """Write a sentence encoder: a small transformer, the mean over its tokens, length 1."""
    library = pytest.importorskip("sentence_transformers", reason=EXTRA)
    modules = pytest.importorskip("sentence_transformers.models", reason=EXTRA)
    tokenizer = clip_tokenizer(folder / "words")
    bert = folder / "bert"
    torch.manual_seed(4)
    transformers.BertModel(
        transformers.BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=20,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=24,
            max_position_embeddings=CONTEXT,
        )
    ).save_pretrained(bert)
    tokenizer.save_pretrained(bert)
    words = modules.Transformer(str(bert), max_seq_length=CONTEXT)
    pooled = modules.Pooling(20, pooling_mode="mean")
    model = library.SentenceTransformer(modules=[words, pooled, modules.Normalize()], device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


def word_table_folder(folder: Path) -> Path:
    """Write a table of word vectors, whose text is the mean of its words'."""
    library = pytest.importorskip("sentence_transformers", reason=EXTRA)
    modules = pytest.importorskip("sentence_transformers.sentence_transformer.modules")
    words = {word: number for number, word in enumerate(("the", "dog", "grass", "[UNK]"))}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = torch.eye(4).numpy()
    table = modules.StaticEmbedding(tokenizer, embedding_weights=vectors)
    model = library.SentenceTransformer(modules=[table], device="cpu")
    model.save(str(folder / "table"), create_model_card=False)
    return folder / "table"

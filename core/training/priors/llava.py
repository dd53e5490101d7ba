"""LLaVA-1.5 looks at each clean image and answers one short question per aspect.

The authors' questions are not published. Asked one by one, an aspect is never missing from the
answer, and each stays well within the words that CLIP reads. Answers are greedy: the same image
gets the same words on one machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from core.device import choose_device, choose_precision
from core.training.priors.aspects import ASPECTS, Answer
from core.training.priors.pretrained import exhausted, loaded, opening
from core.training.priors.truths import Truth

__all__ = ["QUESTIONS", "LlavaCaptioner"]

EXAMPLE = "llava-hf/llava-1.5-7b-hf"
TITLE = "a LLaVA-1.5 model for transformers"

QUESTIONS = {
    "content": "What does this image show?",
    "colour_richness": "How rich are the colours of this image?",
    "object_category": "What category of objects or structures is seen in this image?",
    "brightness": "How bright is this image?",
    "viewpoint": "From which viewpoint or in which plane was this image taken?",
}
SHORT = "Answer with one short phrase of at most twelve words."
LONGEST = 40
"""Tokens of the longest answer: twelve words and some."""

PLAIN = "USER: <image>\n{question} ASSISTANT:"
"""The form of a conversation with LLaVA-1.5, for folders that do not hold it themselves."""


class LlavaCaptioner:
    """Describes images by asking a LLaVA-1.5 model.

    Parameters
    ----------
    model : str
        Folder or id.
    device, precision : str
        As on the command line; auto is bf16 where the device has it in hardware.
    batch : int
        Images at a time; each is asked five questions at once.

    Raises
    ------
    ModelError, ModelNotFound, WeightsMismatch, DeviceUnavailable, OutOfMemory
    """

    name = "llava"

    def __init__(
        self, model: str, *, device: str = "auto", precision: str = "auto", batch: int = 4
    ) -> None:
        self.model = model
        self.batch = batch
        self.device = choose_device(device)
        chosen = choose_precision(precision, self.device, ("fp32", "bf16"))
        self.dtype = torch.bfloat16 if chosen == "bf16" else torch.float32
        with opening(model, title=TITLE, example=EXAMPLE):
            from transformers import LlavaForConditionalGeneration, LlavaProcessor

            self.network = loaded(
                LlavaForConditionalGeneration, model, dtype=self.dtype, device=self.device
            )
            self.processor = LlavaProcessor.from_pretrained(model)
            self._complete(self.network.config)

    def _complete(self, config: Any) -> None:
        """Tell the processor what older folders leave to the model's configuration."""
        processor = self.processor
        if processor.patch_size is None:
            processor.patch_size = config.vision_config.patch_size
            processor.num_additional_image_tokens = 1
        if processor.vision_feature_select_strategy is None:
            processor.vision_feature_select_strategy = config.vision_feature_select_strategy
        # A batch is continued at its right end, so shorter questions are filled up at the left.
        processor.tokenizer.padding_side = "left"

    @torch.inference_mode()
    def describe(self, truths: Sequence[Truth]) -> list[Answer]:
        """Return one answer per image; an aspect without an answer is empty.

        Raises
        ------
        OutOfMemory
        """
        prompts = [self._prompt(f"{QUESTIONS[name]} {SHORT}") for name in ASPECTS]
        images = [truth.rgb for truth in truths for _ in ASPECTS]
        inputs = self.processor(
            images=images, text=prompts * len(truths), padding=True, return_tensors="pt"
        ).to(self.device, self.dtype)
        try:
            tokens = self.network.generate(**inputs, max_new_tokens=LONGEST, do_sample=False)
        except torch.OutOfMemoryError as error:
            raise exhausted(f"{len(truths)} images were not described", error) from error
        said = self.processor.batch_decode(
            tokens[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True
        )
        phrases = [" ".join(phrase.split()).rstrip(".") for phrase in said]
        return [_answer(phrases[start:]) for start in range(0, len(phrases), len(ASPECTS))]

    def _prompt(self, question: str) -> str:
        if self.processor.chat_template is None:
            return PLAIN.format(question=question)
        parts = [{"type": "image"}, {"type": "text", "text": question}]
        prompt: str = self.processor.apply_chat_template(
            [{"role": "user", "content": parts}], add_generation_prompt=True
        )
        return prompt


def _answer(phrases: Sequence[str]) -> Answer:
    """Return the answer whose aspects are the first five phrases."""
    content, colours, objects, brightness, viewpoint = phrases[: len(ASPECTS)]
    return Answer(
        content=content,
        colour_richness=colours,
        object_category=objects,
        brightness=brightness,
        viewpoint=viewpoint,
    )

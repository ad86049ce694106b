"""Cuts a document into chunks that fit the model's context and keep together what belongs together.

A chunk never crosses a heading. Within a section groups (paragraph, list, table) stay whole where
they fit, else blocks, else sentences, else words. Each chunk begins with the heading of its section
when that leaves room enough, and a table that is cut repeats its header.
"""

from __future__ import annotations

from collections.abc import Sequence

from backend.documents.model import Chunk, Document
from backend.documents.packing import CountTokens, Draft, Limits, Measure, drafts_of
from backend.documents.sections import sections_of

# Below this a heading and one short sentence no longer fit. Estimate: 12 words in most tokenizers.
FEWEST_TOKENS = 16
# A heading may take this share of a chunk; a longer one is treated as text. Estimate: the longest
# of 160 characters, some 40 tokens, then still stands above each chunk of 160 tokens.
_HEADING_FRACTION = 0.3


def chunk_document(
    document: Document, *, count_tokens: CountTokens, max_tokens: int, overlap_tokens: int = 0
) -> tuple[Chunk, ...]:
    """Cuts `document` into chunks of at most `max_tokens` tokens.

    Args:
        document: A document that was read; one that is not ready has no chunks.
        count_tokens: The tokens of each of several texts, special tokens not counted.
        max_tokens: The limit, `FEWEST_TOKENS` or more. It is kept exactly, except by a single
            character that has more tokens than that.
        overlap_tokens: Up to so many tokens of whole sentences at the end of a chunk are repeated
            at the beginning of the next one of the same section.

    Raises:
        ValueError: `max_tokens` is too small, or the overlap is not smaller than half of it.
    """
    if max_tokens < FEWEST_TOKENS or not 0 <= overlap_tokens < max_tokens / 2:
        raise ValueError(f"max_tokens {max_tokens}, overlap_tokens {overlap_tokens}")
    sections = tuple(sections_of(document))
    measure = Measure(count_tokens, max_tokens)
    measure.learn(piece for section in sections for piece in section.pieces())
    limits = Limits(max_tokens, int(max_tokens * _HEADING_FRACTION), overlap_tokens)
    drafts = [draft for section in sections for draft in drafts_of(section, measure, limits)]
    return tuple(
        Chunk(
            f"{document.document_id}-{index}",
            document.document_id,
            document.name,
            index,
            draft.path,
            draft.text,
            tokens,
            draft.spans,
        )
        for index, (draft, tokens) in enumerate(_within_limit(drafts, count_tokens, max_tokens))
    )


def _within_limit(
    drafts: Sequence[Draft], count_tokens: CountTokens, max_tokens: int
) -> list[tuple[Draft, int]]:
    """Counts whole chunks, since tokens don't add up exactly, and cuts those that are too long."""
    if not drafts:
        return []
    kept: list[tuple[Draft, int]] = []
    for draft, tokens in zip(drafts, count_tokens([draft.text for draft in drafts]), strict=True):
        parts = draft.smaller() if tokens > max_tokens else (draft,)
        if parts == (draft,):
            kept.append((draft, tokens))
        else:
            kept.extend(_within_limit(parts, count_tokens, max_tokens))
    return kept

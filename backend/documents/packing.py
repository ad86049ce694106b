"""Fills chunks with the pieces of a section, the largest whole that fits first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from backend.documents.model import Span
from backend.documents.sections import Group, Piece, Section

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Sized:
    """A piece, its tokens with those of its joint, and the table header that it stands under."""

    piece: Piece
    tokens: int
    header: Sized | None = None


# A node is a leaf, or the parts of something larger: words, sentences, blocks, groups.
Node = Sized | tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A chunk before its exact tokens are known."""

    path: tuple[str, ...]
    heading: Piece | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Heading and pieces, joined."""
        return "".join(joint + piece.text for joint, piece in self._joined())

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places of all characters of `text` except those that only join."""
        spans: list[Span] = []
        at = 0
        for joint, piece in self._joined():
            at += len(joint)
            spans.extend(
                replace(span, start=span.start + at, end=span.end + at) for span in piece.spans
            )
            at += len(piece.text)
        return tuple(spans)

    def smaller(self) -> tuple[Draft, ...]:
        """The same text in more chunks, for when this one turns out too long."""
        if len(self.pieces) > 1:
            middle = len(self.pieces) // 2
            halves = (self.pieces[:middle], self.pieces[middle:])
            return tuple(replace(self, pieces=half) for half in halves)
        if self.heading is not None:
            return (replace(self, heading=None),)
        return tuple(replace(self, pieces=(piece,)) for piece in self.pieces[0].smaller())

    def _joined(self) -> Iterator[tuple[str, Piece]]:
        if self.heading is not None:
            yield "", self.heading
        for number, piece in enumerate(self.pieces):
            first_joint = "\n" if self.heading is not None else ""
            yield (piece.joint if number else first_joint), piece


class Measure:
    """Counts the tokens of pieces, many at a time."""

    def __init__(self, count_tokens: CountTokens, max_tokens: int) -> None:
        self._count = count_tokens
        self._max_tokens = max_tokens
        self._known: dict[str, int] = {}
        one, spaced, broken = count_tokens(["a", "a a", "a\na"])
        self._joint_tokens = {"": 0, " ": max(0, spaced - 2 * one), "\n": max(0, broken - 2 * one)}

    def learn(self, pieces: Iterable[Piece]) -> None:
        """Counts the pieces that are not known yet in one go."""
        texts = list(dict.fromkeys(p.text for p in pieces if p.text not in self._known))
        if texts:
            self._known.update(zip(texts, self._count(texts), strict=True))

    def node_of(self, piece: Piece) -> Node:
        """A leaf; or, where the piece is too long for a chunk, its words or parts of words."""
        self.learn((piece,))
        tokens = self._known[piece.text] + self._joint_tokens[piece.joint]
        parts = piece.smaller() if tokens > self._max_tokens else (piece,)
        if len(parts) == 1:
            return Sized(piece, tokens)
        self.learn(parts)
        return tuple(self.node_of(part) for part in parts)


def leaves_of(node: Node) -> tuple[Sized, ...]:
    """The leaves of a node in order."""
    if isinstance(node, Sized):
        return (node,)
    return tuple(leaf for part in node for leaf in leaves_of(part))


@dataclass(frozen=True, slots=True)
class Limits:
    """How many tokens a chunk, the heading in it and the overlap with the one before may have."""

    max_tokens: int
    heading_tokens: int
    overlap_tokens: int


class Packer:
    """Packs the nodes of one section into chunks.

    Attributes:
        packed: The leaves of each chunk that is closed.
    """

    def __init__(self, limits: Limits) -> None:
        self._room = limits.max_tokens
        self._overlap_tokens = limits.overlap_tokens
        self._current: list[Sized] = []
        self._repeated = 0
        self.packed: list[tuple[Sized, ...]] = []

    def add(self, node: Node) -> None:
        """Appends a node: whole beside what is there, whole in a new chunk, or part by part."""
        leaves = leaves_of(node)
        if self._take(leaves):
            return
        if isinstance(node, tuple) and sum(leaf.tokens for leaf in leaves) > self._room:
            for part in node:
                self.add(part)
            return
        self.flush()
        if not self._take(leaves):
            # The overlap makes way for the text; then, if need be, the repeated header.
            self._current, self._repeated = [], 0
            if not self._take(leaves):
                self._current = list(leaves)

    def flush(self) -> None:
        """Closes the present chunk; the next one begins with the overlap."""
        if len(self._current) > self._repeated:
            self.packed.append(tuple(self._current))
        tail: list[Sized] = []
        for leaf in reversed(self._current):
            if sum(kept.tokens for kept in tail) + leaf.tokens > self._overlap_tokens:
                break
            tail.insert(0, leaf)
        self._current, self._repeated = tail, len(tail)

    def _take(self, leaves: tuple[Sized, ...]) -> bool:
        header = leaves[0].header
        needed = leaves if header is None or header in self._current else (header, *leaves)
        tokens = sum(leaf.tokens for leaf in (*self._current, *needed))
        if tokens > self._room:
            return False
        self._current.extend(needed)
        return True


def drafts_of(section: Section, measure: Measure, limits: Limits) -> tuple[Draft, ...]:
    """The chunks of a section."""
    packer = Packer(limits)
    nodes = [_node_of_group(group, measure) for group in section.groups]
    heading = section.heading
    if heading is not None:
        node = measure.node_of(heading)
        if isinstance(node, Sized) and node.tokens <= limits.heading_tokens and nodes:
            packer = Packer(replace(limits, max_tokens=limits.max_tokens - node.tokens))
        else:
            nodes, heading = [node, *nodes], None
    for node in nodes:
        packer.add(node)
    packer.flush()
    return tuple(
        Draft(section.path, heading, tuple(leaf.piece for leaf in leaves))
        for leaves in packer.packed
    )


def _node_of_group(group: Group, measure: Measure) -> Node:
    """A group's blocks; its first one stays with the second, as a header or opening line must."""
    blocks: list[Node] = [
        tuple(measure.node_of(piece) for piece in block) for block in group.blocks
    ]
    if group.is_table and len(blocks) > 1:
        header = leaves_of(blocks[0])
        if len(header) == 1:
            blocks[1:] = [_under(header[0], row) for row in blocks[1:]]
    return ((blocks[0], blocks[1]), *blocks[2:]) if len(blocks) > 1 else tuple(blocks)


def _under(header: Sized, row: Node) -> Node:
    """The same row with the header that must stand above it."""
    if isinstance(row, Sized):
        return replace(row, header=header)
    return tuple(_under(header, part) for part in row)

"""Similarity and differences of texts: what two texts share, the best matches among many, what was changed."""

from capacita.text.approximate import NearMatch, edit_distance, find_nearest
from capacita.text.differences import Piece, PieceKind, diff_words
from capacita.text.marking import MarkedPiece, fold_text, list_search_words, mark_words
from capacita.text.matching import Match, MatchIndex, Measure, rank_matches
from capacita.text.ngrams import NGRAM_SIZE, character_ngrams, normalise, shared_pieces
from capacita.text.sentences import cut_before, cut_behind, split_sentences

__all__ = [
    "NGRAM_SIZE",
    "MarkedPiece",
    "Match",
    "MatchIndex",
    "Measure",
    "NearMatch",
    "Piece",
    "PieceKind",
    "character_ngrams",
    "cut_before",
    "cut_behind",
    "diff_words",
    "edit_distance",
    "find_nearest",
    "fold_text",
    "list_search_words",
    "mark_words",
    "normalise",
    "rank_matches",
    "shared_pieces",
    "split_sentences",
]

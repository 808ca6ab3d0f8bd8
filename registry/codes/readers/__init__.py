"""From bytes to rows: the typed data of the product, and official files that an operator has fetched."""

from registry.codes.readers.files import READERS, read_file
from registry.codes.readers.problems import BadFile, RowProblem
from registry.codes.readers.typed import read_relations, read_typed

__all__ = ["READERS", "BadFile", "RowProblem", "read_file", "read_relations", "read_typed"]

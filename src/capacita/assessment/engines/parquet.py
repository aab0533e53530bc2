"""Response sets as Parquet: what statistical programs, DuckDB and Spark read without us.

Answers stand as the codes that people chose, empty where they chose none; the header stands in the file's metadata
under the key ``capacita``. The same response set gives the same bytes with the same version of pyarrow.
"""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from capacita.assessment.responses import RESPONSES_FORMAT, ResponseHeader, ResponseSet
from capacita.assessment.sampling import Frame, frame_of_columns
from capacita.vocabulary import NotFound, Unreadable, canonical_json

_HEADER = b"capacita"
_SIMULATED = b"capacita-simulated"
_PERSON, _STRATUM, _POPULATION, _DESIGN_WEIGHT, _WEIGHT = "person", "stratum", "population", "design_weight", "weight"


def write_response_set(responses: ResponseSet) -> bytes:
    """Return the Parquet bytes of a response set: pseudonym, groups, stratum, weights, then one column a question."""
    columns: dict[str, pa.Array] = {_PERSON: pa.array(responses.persons.tolist(), pa.string())}
    for name, values in responses.groups.items():
        columns[name] = pa.array(values.tolist(), pa.string()).dictionary_encode()
    columns[_STRATUM] = pa.array(responses.strata.tolist(), pa.string()).dictionary_encode()
    columns[_POPULATION] = pa.array(responses.population, pa.int64())
    columns[_DESIGN_WEIGHT] = pa.array(responses.design_weight, pa.float64())
    columns[_WEIGHT] = pa.array(responses.weight, pa.float64())
    for question, places in responses.answers.items():
        offered = pa.array(list(responses.header.options[question]), pa.string())
        columns[question] = pa.DictionaryArray.from_arrays(pa.array(places, pa.int8(), mask=places < 0), offered)
    table = pa.table(columns).replace_schema_metadata(
        {_HEADER: canonical_json(RESPONSES_FORMAT.dump(responses.header))}
    )
    target = pa.BufferOutputStream()
    pq.write_table(table, target, compression="zstd", version="2.6", write_statistics=True)
    return bytes(target.getvalue())


def read_response_set(data: bytes) -> ResponseSet:
    """Return the response set in Parquet bytes. Raises Unreadable for other files and where columns are missing."""
    try:
        table = pq.read_table(pa.BufferReader(data))
    except pa.ArrowInvalid:
        raise Unreadable("RESPONSES_NOT_PARQUET") from None
    metadata = table.schema.metadata or {}
    if _HEADER not in metadata:
        raise Unreadable("RESPONSES_NO_HEADER")
    header = RESPONSES_FORMAT.read_whole(metadata[_HEADER])
    needed = (_PERSON, _STRATUM, _POPULATION, _DESIGN_WEIGHT, _WEIGHT, *header.groups, *header.options)
    for column in needed:
        if column not in table.column_names:
            raise Unreadable("RESPONSES_NO_COLUMN", column=column)
    return ResponseSet(
        header=header,
        persons=_text(table, _PERSON),
        groups={name: _text(table, name) for name in header.groups},
        strata=_text(table, _STRATUM),
        population=np.asarray(table[_POPULATION].to_numpy(), dtype=np.int64),
        design_weight=np.asarray(table[_DESIGN_WEIGHT].to_numpy(), dtype=np.float64),
        weight=np.asarray(table[_WEIGHT].to_numpy(), dtype=np.float64),
        answers={name: _places(table, name, header) for name in table.column_names if name in header.options},
    )


def _text(table: pa.Table, column: str) -> NDArray[np.str_]:
    return np.array(table[column].to_pylist(), dtype=np.str_)


def _places(table: pa.Table, question: str, header: ResponseHeader) -> NDArray[np.int8]:
    """The places of answers among those offered. Raises NotFound for an answer that was not offered."""
    offered = {code: place for place, code in enumerate(header.options[question])}
    values = table[question].to_pylist()
    for value in values:
        if value is not None and value not in offered:
            raise NotFound("ANSWER_UNKNOWN", question=question, found=value, expected=", ".join(offered))
    return np.array([-1 if value is None else offered[value] for value in values], dtype=np.int8)


def write_frame_table(frame: Frame) -> bytes:
    """Return a sampling frame as Parquet, one row a person; the file says whether its people are simulated."""
    columns: dict[str, pa.Array] = {_PERSON: pa.array(frame.persons.tolist(), pa.string())}
    for name, places in frame.codes.items():
        categories = pa.array(list(frame.categories[name]), pa.string())
        columns[name] = pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), categories)
    marked = pa.table(columns).replace_schema_metadata({_SIMULATED: b"yes" if frame.simulated else b"no"})
    target = pa.BufferOutputStream()
    pq.write_table(marked, target, compression="zstd", version="2.6")
    return bytes(target.getvalue())


def read_frame_table(data: bytes) -> Frame:
    """Return the sampling frame in Parquet bytes: a column ``person``, and others that become group columns."""
    try:
        table = pq.read_table(pa.BufferReader(data))
    except pa.ArrowInvalid:
        raise Unreadable("RESPONSES_NOT_PARQUET") from None
    if _PERSON not in table.column_names:
        raise Unreadable("FRAME_NO_PERSON_COLUMN")
    for name in table.column_names:
        if table[name].null_count:
            line = table[name].is_null().to_pylist().index(True) + 1
            raise Unreadable("FRAME_EMPTY_CELL", column=name, line=line)
    columns = {name: [str(value) for value in table[name].to_pylist()] for name in table.column_names}
    persons = columns.pop(_PERSON)
    if (table.schema.metadata or {}).get(_SIMULATED) == b"yes":
        columns["simulated"] = ["yes"] * table.num_rows
    return frame_of_columns(persons, columns)

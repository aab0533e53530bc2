"""Laws of coverage: what any sessions and counts of people must give."""

from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.consultation import WorkshopOutput
from capacita.consultation.coverage import (
    Axis,
    Session,
    SessionState,
    count_sessions,
    default_targets,
    measure_distance,
    measure_evenness,
    publish_people,
    seek_sessions,
)
from capacita.disclosure import ProtectedTable, audit_table, protect_division
from capacita.vocabulary import CAPACITA, derive_identifier

NAMES = ("a", "b", "c", "d")
COUNTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 30), min_size=1)
SHARES = st.dictionaries(st.sampled_from(NAMES), st.floats(0.01, 1), min_size=1).map(
    lambda weights: {name: weight / sum(weights.values()) for name, weight in weights.items()}
)
TARGETS = default_targets(country=None, languages=("en", "ar"), closes=None)
SESSIONS = st.lists(
    st.builds(
        Session,
        id=st.just("1"),
        title=st.just("Session"),
        state=st.sampled_from(SessionState),
        region=st.sampled_from(TARGETS.categories("region")),
        kinds=st.lists(st.sampled_from(TARGETS.categories("kind")), min_size=1, max_size=3, unique=True).map(tuple),
        language=st.sampled_from(("en", "ar")),
        mode=st.sampled_from(("online", "offline")),
    ),
    max_size=12,
)


@given(COUNTS, SHARES)
def test_distance_lies_between_0_and_1_and_is_0_only_as_wanted(counts, target):
    distance = measure_distance(counts, target)
    assert distance is None or -1e-9 <= distance <= 1 + 1e-9
    scaled = {name: round(share * 1_000_000) for name, share in target.items()}
    assert measure_distance(scaled, target) < 1e-4


@given(COUNTS, st.integers(2, 5))
def test_evenness_lies_between_0_and_1_and_does_not_depend_on_size(counts, times):
    evenness = measure_evenness(counts)
    assert evenness is None or -1e-9 <= evenness <= 1 + 1e-9
    more = measure_evenness({name: count * times for name, count in counts.items()})
    assert (evenness is None) == (more is None)
    assert evenness is None or abs(evenness - more) < 1e-9


@given(SESSIONS)
def test_matrix_has_every_cell_and_adds_up(sessions):
    places = {axis: TARGETS.categories(axis.value) for axis in (Axis.REGION, Axis.LANGUAGE)}
    matrix = count_sessions(sessions, (Axis.REGION, Axis.LANGUAGE), places)
    assert len(matrix.counts) == len(places[Axis.REGION]) * len(places[Axis.LANGUAGE])
    assert sum(sum(cell.values()) for cell in matrix.counts.values()) == len(sessions)


@settings(max_examples=50)
@given(SESSIONS)
def test_sought_sessions_fill_empty_cells_each_once(sessions):
    settled = [session for session in sessions if session.state is not SessionState.UNDATED]
    filled = {(session.region, kind) for session in settled for kind in session.kinds}
    sought = [(each.region, each.kind) for each in seek_sessions(sessions, TARGETS, on=None)]
    assert len(set(sought)) == len(sought)
    assert not filled & set(sought)
    empty = len(TARGETS.categories("region")) * len(TARGETS.categories("kind")) - len(filled)
    assert len(sought) == min(8, empty)


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=4))
def test_published_people_narrow_no_hidden_count_of_a_session(counted):
    """What the programme shows lets nobody work out more of a session than its own page does, or fewer than the floor."""
    outputs = []
    for number, counts in enumerate(counted):
        meeting = derive_identifier(CAPACITA, str(number))
        outputs.append(WorkshopOutput(id=meeting, consultation=meeting, by_gender=counts))
    (margin,) = publish_people(outputs, {})
    names = tuple(margin.counts)
    hidden = [_hidden_of(counts) for counts in counted]
    page = ProtectedTable(
        rows=tuple(map(str, range(len(counted)))),
        columns=names,
        cells=tuple(
            tuple(None if name in hide else counts.get(name, 0) for name in names)
            for counts, hide in zip(counted, hidden, strict=True)
        ),
        row_totals=tuple(sum(counts.values()) for counts in counted),
        column_totals=tuple(margin.counts.values()),
        total=margin.total,
        floor=5,
    )
    every = {(str(row), name): count for row, counts in enumerate(counted) for name, count in counts.items()}
    alone = {
        (each.row, each.column): each.high - each.low
        for row, (counts, hide) in enumerate(zip(counted, hidden, strict=True))
        for each in audit_table(_one_page(row, counts, hide, names), {(str(row), n): c for n, c in counts.items()})
        if each.high is not None
    }
    for each in audit_table(page, every):
        if each.high is not None and each.row is not None:
            assert each.high - each.low >= min(5, alone[(each.row, each.column)])


def _hidden_of(counts):
    table = protect_division(counts, tuple(counts), 5)
    return {name for name, count in zip(table.columns, table.cells[0], strict=True) if count is None}


def _one_page(row, counts, hide, names):
    return ProtectedTable(
        rows=(str(row),),
        columns=names,
        cells=(tuple(None if name in hide else counts.get(name, 0) for name in names),),
        row_totals=(sum(counts.values()),),
        column_totals=(None,) * len(names),
        total=None,
        floor=5,
    )

"""SSSOM out: a crosswalk as the tab-separated table that mapping tools read (Matentzoglu and others, 2022).

SSSOM has no word for "not reviewed": an open link has no reviewer and says so in its comment. Only links with a
relation go out; a rejected one goes out with the modifier ``Not``, so that nobody proposes it again.
"""

from typing import Final

from capacita.framework.crosswalk.model import ComparedFramework, Crosswalk, CrosswalkLink, LinkDecision, LinkOrigin
from capacita.sheets import guard_cell
from capacita.vocabulary import canonical_json, plain_text, round_number

COLUMNS: Final = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "reviewer_label", "similarity_score", "similarity_measure", "comment",
)  # fmt: skip
_LICENCES: Final = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_NO_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"


def write_sssom(crosswalk: Crosswalk) -> str:
    """Return a crosswalk as SSSOM/TSV: a commented YAML header, then one row for each link with a relation."""
    rows = [COLUMNS, *(_row(link, crosswalk) for link in crosswalk.links if link.relation is not None)]
    return "".join(f"#{line}\n" for line in _header(crosswalk)) + "".join("\t".join(row) + "\n" for row in rows)


def _header(crosswalk: Crosswalk) -> list[str]:
    prefix = "urn:uuid:"
    lines = [
        "curie_map:",
        f"  capacita: {_quoted(prefix)}",
        '  semapv: "https://w3id.org/semapv/vocab/"',
        '  skos: "http://www.w3.org/2004/02/skos/core#"',
        f"mapping_set_id: {_quoted(prefix + crosswalk.id)}",
        f"mapping_set_title: {_quoted(plain_text(crosswalk.title, 'en'))}",
        f"license: {_quoted(_LICENCES.get(crosswalk.licence, _NO_LICENCE))}",
    ]
    for side, compared in (("subject", crosswalk.subject), ("object", crosswalk.object)):
        lines.append(f"{side}_source: {_quoted('capacita:' + compared.id)}")
        lines.append(f"{side}_source_version: {_quoted(compared.version)}")
    notice = plain_text(crosswalk.notice, "en")
    names = f"{_name(crosswalk.subject)} to {_name(crosswalk.object)}."
    lines.append(f"comment: {_quoted(f'{names} {notice}'.strip())}")
    return lines


def _row(link: CrosswalkLink, crosswalk: Crosswalk) -> tuple[str, ...]:
    assert link.relation is not None
    is_open = link.decision is LinkDecision.OPEN
    note = plain_text(link.note, "en")
    by_text = link.suggested_by is LinkOrigin.SIMILARITY and is_open and not note
    cells = (
        f"capacita:{link.subject}",
        link.subject_title,
        f"skos:{link.relation.value}",
        "Not" if link.decision is LinkDecision.REJECTED else "",
        f"capacita:{link.object}",
        link.object_title,
        "semapv:LexicalMatching" if by_text else "semapv:ManualMappingCuration",
        "" if is_open else link.decided_by,
        "" if link.score is None else str(round_number(link.score)),
        "" if link.score is None or crosswalk.method is None else _measure(crosswalk),
        f"{'Not reviewed.' if is_open else 'Reviewed.'} {note}".strip(),
    )
    return tuple(guard_cell(" ".join(cell.split())) for cell in cells)


def _measure(crosswalk: Crosswalk) -> str:
    assert crosswalk.method is not None
    return f"{crosswalk.method.measure} of {crosswalk.method.characters}-character runs, rare ones weighing more"


def _name(compared: ComparedFramework) -> str:
    return plain_text(compared.title, "en") or compared.code


def _quoted(text: str) -> str:
    """Return a text as a YAML scalar; a JSON string is one."""
    return canonical_json(" ".join(text.split())).decode("utf-8")

"""Small files in the shapes of others, all wording our own."""

import json
from typing import Any

BANDS = ("Basic", "Intermediate", "Advanced", "Highly advanced")


def digcomp_nodes() -> list[dict[str, Any]]:
    """Return the nodes of a data supplement in the shape of DigComp 3.0: 1 area, 2 competences, 8 levels."""
    levels = [
        {
            "@type": "ProficiencyLevel",
            "@id": f"ProficiencyLevel/{BANDS[number // 2]}_{number + 1}",
            "four_levels_name": BANDS[number // 2],
            "eight_levels_mapping": number + 1,
            "six_levels_mapping": ("A1", "A2", "B1", "B2", "C1", "C1", "C2", "C2")[number],
            "four_levels_description": f"What {BANDS[number // 2]} means.",
            "eight_levels_description": f"What step {number + 1} means.",
            "applies_to": f"Why {BANDS[number // 2]} matters.",
        }
        for number in range(8)
    ]
    leaf = {"ai_label": "AI-Implicit", "competence_area_id": "CompetenceArea/1", "competence_id": "Competence/1.1"}
    return [
        {"@type": "CompetenceArea", "@id": "CompetenceArea/1", "name": "Finding", "description": "To find files."},
        {
            "@type": "Competence",
            "@id": "Competence/1.1",
            "name": "Searching",
            "description": "To search an archive.",
            "competence_area_id": "CompetenceArea/1",
        },
        {
            "@type": "Competence",
            "@id": "Competence/1.2",
            "name": "Sorting",
            "description": "To sort what was found.",
            "competence_area_id": "CompetenceArea/1",
        },
        *levels,
        {
            "@type": "CompetenceStatement",
            "@id": "CompetenceStatement/CS1.1.01",
            "description": "Names the archive that holds a file.",
            **leaf,
            "four_levels_proficiency_name": "ProficiencyLevel/Basic",
        },
        {
            "@type": "LearningOutcome",
            "@id": "LearningOutcome/LO1.1.01",
            "description": "Asks the right archive.",
            "type": "Attitude",
            **leaf,
            "four_levels_proficiency_name": "ProficiencyLevel/Highly advanced",
        },
        {"@type": "Glossary", "@id": "Glossary/Archive", "explanation": "Where files are kept."},
    ]


def digcomp_bytes(nodes: list[dict[str, Any]] | None = None) -> bytes:
    """Return nodes as the JSON-LD of a data supplement."""
    context = {"CompetenceArea": "CompetenceArea"}
    return json.dumps({"@context": context, "@graph": digcomp_nodes() if nodes is None else nodes}).encode()


def digcomp_tables() -> dict[str, list[list[str]]]:
    """Return the same content as the sheets of the supplement's workbook, a trailing space in some cells."""
    area = ["1", "Finding ", "To find files."]
    return {
        "ReadMe": [["Anything"]],
        "1 Competence Areas&Competences": [
            [
                "Competence area number",
                "Competence area name",
                "Competence area descriptor",
                "Competence number",
                "Competence name",
                "Competence descriptor",
            ],
            [*area, "1.1", "Searching", "To search an archive."],
            [*area, "1.2", "Sorting", "To sort what was found."],
        ],
        "2 Proficiency Levels": [
            [
                "Proficiency level name",
                "Four level proficiency level description",
                "Purpose",
                "Eight level mapping",
                "Six level mapping",
                "Eight level proficiency level description",
            ],
            *(
                [
                    node["four_levels_name"],
                    node["four_levels_description"],
                    node["applies_to"],
                    str(node["eight_levels_mapping"]),
                    node["six_levels_mapping"],
                    node["eight_levels_description"],
                ]
                for node in digcomp_nodes()
                if node["@type"] == "ProficiencyLevel"
            ),
        ],
        "3 Competence Statements": [
            [
                "Competence number",
                "Competence statement ID",
                "Competence statement",
                "Proficiency level name",
                "AI label",
            ],
            ["1.1", "CS1.1.01", "Names the archive that holds a file.", "Basic", "AI-Implicit"],
        ],
        "4 Learning Outcomes": [
            [
                "Competence number",
                "Learning Outcome ID",
                "Learning Outcome",
                "Proficiency level",
                "Knowledge skill or attitude",
                "AI label",
            ],
            ["1.1", "LO1.1.01", "Asks the right archive. ", "Highly advanced", "Attitude", "AI-Implicit"],
        ],
        "5 Glossary": [["Term", "Explanation"], ["Archive", "Where files are kept."]],
    }


def direct_entries() -> list[dict[str, Any]]:
    """Return entries in the shape of the DIRECT fixture."""

    def entry(model: str, key: int, **parts: Any) -> dict[str, Any]:
        return {"model": f"main.{model}", "pk": key, "fields": parts}

    skill = {"competency": 5, "tools": [9], "learning_resources": [7]}
    return [
        entry("competencydomain", 4, name="Records", description="Keeping records.", slug="records", rank=10),
        entry("competency", 5, name="Filing", description="Filing.", slug="filing", competency_domain=4, rank=20),
        entry("provider", 6, name="School", slug="school", url="https://example.org", ror="", description=""),
        entry("learningresource", 7, name="Course", slug="course", language="en", url="", provider=6, description=""),
        entry(
            "toollanguagemethodology",
            9,
            name="Box",
            description="",
            slug="box",
            kind="tool",
            url="",
            learning_resources=[],
        ),
        entry(
            "skill", 1, name="Naming", description="Names a file.", slug="naming", rank=10, related_skills=[2], **skill
        ),
        entry(
            "skill", 2, name="Finding", description="Finds it.", slug="finding", rank=20, related_skills=[1], **skill
        ),
        entry("skilllevel", 3, name="Able", description="Can.", level=1, short_description="Can", focus="doing"),
        entry("skilllevel", 8, name="None", description="Cannot.", level=0, short_description="No", focus=""),
    ]

"""python check_workbook.py PLAN WORKBOOK|FOLDER: the workbook holds the plan.

The workbook is read by openpyxl; a folder holds its sheets as LibreOffice gave them out, SHEET.csv each
after the name of the workbook and a hyphen.
"""

import csv
import hashlib
import json
import pathlib
import sys

import openpyxl

path = pathlib.Path(sys.argv[2])
plan_text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
plan = json.loads(plan_text)


def value(text):
    """A cell of a text as the number that it shows."""
    try:
        return float(text)
    except ValueError:
        return text or None


if path.is_dir():
    book = None
    sheets = {
        file.stem.split("-", 1)[1]: [[value(cell) for cell in row] for row in csv.reader(file.open(encoding="utf-8"))]
        for file in path.glob("*.csv")
    }
else:
    book = openpyxl.load_workbook(path)
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}

NAMES = [
    "summary",
    "offices",
    "assignments",
    "costs",
    "costs by office",
    "rules",
    "comparison",
    "changed offices",
    "moved countries",
    "inputs",
    "parameters",
    "audit",
]
assert sorted(sheets) == sorted(NAMES), sorted(sheets)


def rows(name):
    """Rows of a sheet by the name of each column."""
    header, *body = sheets[name]
    return [dict(zip(header, row)) for row in body]


def same(found, expected, what):
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        if isinstance(found, str) and found.endswith("%"):
            found = float(found.rstrip("%")) / 100
        assert found is not None and abs(float(found) - expected) < 1e-9 * max(1, abs(expected)), (what, found, expected)
    else:
        assert found == expected, (what, found, expected)


def yes(is_so):
    return "yes" if is_so else "no"


remits = {}
for own in plan["assignments"]:
    remits.setdefault(own["office"], []).append(own["country"])

found = rows("offices")
assert len(found) == len(plan["offices"])
for row, office in zip(found, plan["offices"]):
    for key in ("host", "city", "region", "tier", "reports_to", "posts"):
        same(row[key], office[key], (office["host"], key))
    same(row["workload"], office["workload"] / 1000, office["host"])
    same(row["capacity"], office["capacity"] / 1000, office["host"])
    same(row["cost"], office["cost"] / 100, office["host"])
    same(row["countries"], " ".join(remits[office["host"]]), office["host"])
    assert row["host_name"] and row["region_name"] and row["tier_name"]

found = rows("assignments")
assert len(found) == len(plan["assignments"])
for row, own in zip(found, plan["assignments"]):
    for key in ("country", "office", "area", "region", "distance_km"):
        same(row[key], own[key], (own["country"], key))
    same(row["workload"], own["workload"] / 1000, own["country"])
    same(row["shared_language"], yes(own["shared_language"]), own["country"])

*components, total = rows("costs")
regions = list(plan["costs"]["regions"].values())
assert [row["component"] for row in components] == list(plan["costs"]["components"])
for row in components:
    component, _, everything, *by_region = row.values()
    same(everything, plan["costs"]["components"][component] / 100, component)
    assert len(by_region) == len(regions)
    for cell, lines in zip(by_region, regions):
        same(cell, lines[component] / 100, component)
assert total["component"] == "total"
same(total["all"], plan["costs"]["total"] / 100, "total")

found = rows("costs by office")
assert len(found) == len(plan["offices"])
for row, office in zip(found, plan["offices"]):
    host, _, _, in_all, *parts = row.values()
    same(host, office["host"], "host")
    same(in_all, office["cost"] / 100, host)
    assert round(sum(parts) * 100) == office["cost"], host

found = rows("rules")
at = 0
for family, rule in sorted(plan["rules"].items(), key=lambda own: [row["family"] for row in found].index(own[0])):
    unit = {"budget": 100, "capacity": 1000, "balance": 1000, "scorecard": 100, "decentralisation": 1_000_000}.get(family, 1)
    for slack in rule.get("slack") or [None]:
        row = found[at]
        at += 1
        same(row["family"], family, at)
        same(row["state"], rule["state"], family)
        same(row["kept"], None if rule.get("kept") is None else yes(rule["kept"]), family)
        if slack is not None:
            for key in ("value", "min", "max", "slack"):
                expected = slack.get(key)
                same(row[key], None if expected is None else expected / unit, (family, key))
            same(row["broken"], yes(slack["slack"] < 0), family)
assert at == len(found)

audit = {row["what"]: row["value"] for row in rows("audit")}
same(audit["SHA-256 of the inputs"], plan["inputs"]["hash"], "audit")
same(audit["SHA-256 of the plan"], hashlib.sha256(plan_text.encode()).hexdigest(), "audit")
same(audit["status"], plan["status"], "audit")
same(audit["cost"], plan["objective"] / 100, "audit")
same(audit["bound"], plan["bound"] / 100, "audit")
same(audit["gap"], plan["gap"], "audit")
same(float(audit["seed"]), plan["inputs"]["seed"], "audit")
for name, version in plan["inputs"]["versions"].items():
    same(audit[f"version of {name}"], version, "audit")

summary = {row[0]: row[1] for row in sheets["summary"] if row}
same(summary["cost, in all"], plan["costs"]["total"] / 100, "summary")
same(summary["offices"], len(plan["offices"]), "summary")
same(summary["posts"], sum(office["posts"] for office in plan["offices"]), "summary")
assert len(rows("inputs")) == len(plan["assignments"])
assert all(row["unit"] and row["source"] for row in rows("parameters"))

if book is not None:
    assert book.sheetnames == NAMES
    for sheet in book:
        assert sheet.protection.sheet == (sheet.title == "audit"), sheet.title
        if sheet.title == "summary":
            continue
        assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith("2"), sheet.title
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert all(cell.font.bold for cell in sheet[1]), sheet.title
        widths = [sheet.column_dimensions[openpyxl.utils.get_column_letter(n)].width for n in range(1, sheet.max_column + 1)]
        assert all(8 <= width <= 50 for width in widths), (sheet.title, widths)
    header = [cell.value for cell in book["offices"][1]]
    formats = dict(zip(header, (cell.number_format for cell in book["offices"][2])))
    assert formats["cost"] == "#,##0_)" and formats["workload"] == "#,##0.0_)", formats
    # No cell is a formula, whatever the names are.
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book.properties.created.year == 1980

comparison = {row["measure"]: row for row in rows("comparison")}
same(comparison["offices"]["plan"], len(plan["offices"]), "comparison")
same(comparison["posts"]["plan"], sum(office["posts"] for office in plan["offices"]), "comparison")
same(comparison["cost, in all"]["plan"], plan["costs"]["total"] / 100, "comparison")
for measure, row in comparison.items():
    same(row["plan minus today"], round(float(row["plan"]) - float(row["today"]), 2), measure)
offices = {office["host"]: office for office in plan["offices"]}
for row in rows("changed offices"):
    office = offices.get(row["host"])
    assert (row["change"] == "closed") == (office is None), row
    if office is not None:
        same(row["posts"], office["posts"], row["host"])
        same(row["reports to"], office["reports_to"], row["host"])
moved = {row["country"]: row for row in rows("moved countries")}
for assignment in plan["assignments"]:
    row = moved.get(assignment["country"])
    if row is not None:
        same(row["office"], assignment["office"], "moved countries")
        assert row["office today"] != row["office"], row
assert 0 < len(moved) < len(plan["assignments"])

"""The results as a table in Markdown, and its place between two markers of a page."""

from pathlib import Path

HEAD = [
    "| instance | solver | seconds | closed | ratio | plan, thousand | bound, thousand | gap | memory, MB |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
]


def table(rows):
    lines = list(HEAD)
    before = None
    for row in rows:
        instance = "" if row.instance == before else row.instance
        before = row.instance
        least = "" if row.is_closed else "≥ "
        cells = [
            instance,
            row.solver,
            f"{least}{row.seconds:,.2f}",
            f"{row.closed} of {row.runs}",
            "–" if row.ratio is None else f"{least}{row.ratio:,.1f}",
            amount(row.incumbent),
            amount(row.bound),
            "–" if row.gap is None else f"{100 * row.gap:.2f} %",
            f"{row.memory_mb:,.0f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def amount(value):
    return "–" if value is None else f"{value:,.3f}"


def place(page, name, text):
    """Between `<!-- NAME -->` and `<!-- end of NAME -->`."""
    path = Path(page)
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, rest = path.read_text().split(start, 1)
    _, after = rest.split(end, 1)
    path.write_text(f"{before}{start}\n{text}\n{end}{after}")

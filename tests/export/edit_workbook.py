"""python edit_workbook.py FROM TO EDIT...: what somebody at a spreadsheet does.

An EDIT is SHEET/ROW/COLUMN=VALUE: the row whose first cell holds ROW (* stands for all), the column of that
name (made where there is none); CELL@SHEET=VALUE; -SHEET removes a sheet; SHEET>NAME gives it another name.
A value that reads as a number is one; #N/A and its like are errors.
"""

import sys

import openpyxl


def typed(text):
    try:
        return float(text)
    except ValueError:
        return text or None


def put(cell, text):
    cell.value = typed(text)
    if text.startswith("#"):
        cell.data_type = "e"


source, target, *edits = sys.argv[1:]
book = openpyxl.load_workbook(source)
for edit in edits:
    if edit.startswith("-"):
        book.remove(book[edit[1:]])
    elif ">" in edit:
        old, new = edit.split(">")
        book[old].title = new
    elif "@" in edit.split("=")[0]:
        place, text = edit.split("=", 1)
        cell, sheet = place.split("@")
        put(book[sheet][cell], text)
    else:
        place, text = edit.split("=", 1)
        name, row, column = place.split("/")
        sheet = book[name]
        header = [cell.value for cell in sheet[1]]
        if column not in header:
            header.append(column)
            sheet.cell(1, len(header), column)
        number = header.index(column) + 1
        rows = [n for n in range(2, sheet.max_row + 1) if row in ("*", sheet.cell(n, 1).value)]
        assert rows, f"no row {row} on {name}"
        # The first of several rows that begin alike.
        for n in rows if row == "*" else rows[:1]:
            put(sheet.cell(n, number), text)
book.save(target)

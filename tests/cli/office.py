"""What LibreOffice makes of tables: a second opinion on CSV, and the hands of a volunteer.

office.py FOLDER  Opens every FOLDER/published/*.csv and compares its cells with those that Python reads; a fault is a
                  line "FILE CELL: ...". Then it edits the sheets of FOLDER/sheets, if there are any, and saves them, as
                  people do, into FOLDER/edited. LibreOffice starts once.
"""
import csv
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table.CellContentType import FORMULA

CSV = 'Text - txt - csv (StarCalc)'
COMMA, SEMICOLON, QUOTE = 44, 59, 34
UTF_8, WINDOWS_1252 = 76, 1


def property_of(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def options(delimiter, letters):
    """Token 7 quotes all texts, token 8 recognises days and numbers, as a volunteer's program does (Filter Options)."""
    return property_of('FilterOptions', f'{delimiter},{QUOTE},{letters},1,,2057,false,true,true,false')


class Office:
    def __init__(self, folder):
        pipe = f'blether{os.getpid()}'
        profile = (folder / 'profile').resolve().as_uri()
        self.process = subprocess.Popen(
            ['soffice', '--headless', '--norestore', '--nologo', f'-env:UserInstallation={profile}',
             f'--accept=pipe,name={pipe};urp'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
        address = f'uno:pipe,name={pipe};urp;StarOffice.ComponentContext'
        for _ in range(1200):
            try:
                context = resolver.resolve(address)
                break
            except Exception:
                if self.process.poll() is not None:
                    sys.exit('LibreOffice does not start')
                time.sleep(0.1)
        self.desktop = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)

    def open(self, path, delimiter=COMMA):
        return self.desktop.loadComponentFromURL(
            path.resolve().as_uri(), '_blank', 0,
            (property_of('Hidden', True), property_of('FilterName', CSV), options(delimiter, UTF_8)))

    def close(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(60)


def sheet_of(document):
    sheet = document.Sheets.getByIndex(0)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet, end.EndColumn + 1, end.EndRow + 1


def compare(office, path):
    with path.open(encoding='utf-8', newline='') as file:
        wanted = list(csv.reader(file))
    document = office.open(path)
    sheet, columns, rows = sheet_of(document)
    if rows != len(wanted) or columns > len(wanted[0]):
        yield f'{path.name} {rows} rows of {columns} cells, not {len(wanted)} of {len(wanted[0])}'
    for y, row in enumerate(wanted):
        for x, text in enumerate(row):
            cell = sheet.getCellByPosition(x, y)
            if cell.Type == FORMULA or cell.String not in (text, text + ':00'):  # it shows 09:30 as 09:30:00
                yield f'{path.name} {x},{y}: {cell.Type.value} {cell.String!r}, not {text!r}'
    document.close(True)


class Table:
    """A sheet with names for its columns and rows."""

    def __init__(self, document):
        self.document = document
        self.sheet, self.columns, self.rows = sheet_of(document)
        self.names = [self.sheet.getCellByPosition(x, 0).String for x in range(self.columns)]

    def row(self, slug):
        return next(y for y in range(self.rows) if self.sheet.getCellByPosition(0, y).String == slug)

    def put(self, slug, column, text):
        """As if it were typed: LibreOffice takes it for what it looks like."""
        y = self.rows if slug is None else self.row(slug)
        self.sheet.getCellByPosition(self.names.index(column), y).FormulaLocal = text

    def sort(self, column, descending):
        """Everything but the first row."""
        cells = self.sheet.getCellRangeByPosition(0, 1, self.columns - 1, self.rows - 1)
        field = uno.createUnoStruct('com.sun.star.table.TableSortField')
        field.Field, field.IsAscending = self.names.index(column), not descending
        cells.sort((property_of('SortFields', uno.Any('[]com.sun.star.table.TableSortField', (field,))),))

    def save(self, path, delimiter, letters):
        self.document.storeToURL(path.resolve().as_uri(),
                                 (property_of('FilterName', CSV), options(delimiter, letters)))


def edit_groups(office, folder):
    table = Table(office.open(folder / 'sheets/groups.csv'))
    table.put('example-carers-centre', 'phone', '01632 960700')
    table.put('example-carers-centre', 'checked', '20/11/2026')
    table.put('example-click-and-blether', 'helps', table.sheet.getCellByPosition(
        table.names.index('helps'), table.row('example-click-and-blether')).String + '; Spirituality')
    table.put('example-cold-dippers', 'summary', 'A swim in the firth: cold water, warm company & hot soup, "all year".')
    table.put('example-hostile', 'cost', '')
    table.put('example-hostile', 'keep', 'TRUE')
    table.put(None, 'name', 'Example Café')
    table.put(None, 'summary', 'Soup and company on Fridays, for anybody who would rather not eat alone.')
    table.put(None, 'kind', 'third')
    table.put(None, 'places', 'Port Example')
    table.put(None, 'email', 'cafe@example.org')
    table.sheet.Rows.removeByIndex(table.row('example-cook-along'), 1)
    table.sort('name', descending=True)
    table.save(folder / 'edited/groups.csv', COMMA, UTF_8)
    table.save(folder / 'edited/semicolon.csv', SEMICOLON, WINDOWS_1252)
    table.document.storeToURL((folder / 'edited/groups.xlsx').resolve().as_uri(),
                              (property_of('FilterName', 'Calc MS Excel 2007 XML'),))
    table.document.storeToURL((folder / 'edited/groups.ods').resolve().as_uri(), ())
    table.document.close(True)


def edit_wide(office, folder):
    table = Table(office.open(folder / 'sheets/wide.csv'))
    table.put('example-hostile', 'spirituality', 'leads')
    table.put('example-hostile', 'digital-inclusion', '')
    table.save(folder / 'edited/wide.csv', SEMICOLON, UTF_8)
    table.document.close(True)


def main(folder):
    (folder / 'edited').mkdir(exist_ok=True)
    office = Office(folder)
    try:
        for path in sorted((folder / 'published').glob('*.csv')):
            for fault in compare(office, path):
                print(fault)
        if (folder / 'sheets').exists():
            edit_groups(office, folder)
            edit_wide(office, folder)
    finally:
        office.close()


main(Path(sys.argv[1]))

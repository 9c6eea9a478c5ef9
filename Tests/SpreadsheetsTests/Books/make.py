"""Makes the workbooks beside it with programs other than Lacuna: openpyxl, and LibreOffice from its files.

Usage: make.py [FOLDER] (in a Python with openpyxl; soffice on the path)
FOLDER holds form.xlsx and form.ods, as the tests write them where LACUNA_WORKBOOKS names it: they are saved again.
"""
import datetime, io, pathlib, shutil, subprocess, sys, tempfile, zipfile
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.formatting.rule import FormulaRule

here = pathlib.Path(__file__).parent
stamp = datetime.datetime(2024, 1, 1)


def book():
    made = openpyxl.Workbook()
    made.properties.created = made.properties.modified = stamp
    sheet = made.active
    sheet.title = "Values"
    sheet["A1"], sheet["B1"] = "kind", "value"
    rows = [
        ("text", "Perinatal mental health"), ("space", "  two  blanks "), ("lines", "first\nsecond"),
        ("markup", "<b> & \"quotes\" 'too'"), ("umlaut", "Grüße, 日本語, 👶"), ("escape", "_x0041_ stays"),
        ("number text", "007"), ("date text", "2022-05"), ("integer", 42), ("decimal", 4.2), ("negative", -0.5),
        ("long", 7700900123), ("tiny", 1e-7), ("percent", 0.25), ("true", True), ("false", False),
        ("date", datetime.date(2022, 5, 1)), ("moment", datetime.datetime(2022, 5, 1, 13, 30)),
        ("month", datetime.date(2022, 5, 1)), ("time", datetime.time(13, 30)), ("formula", '=B10*2'),
        ("text formula", '=IF(B10>40,"big","small")'), ("error", "=1/0"),
        ("rich", CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"), " plain")), ("empty", ""),
    ]
    for number, (kind, value) in enumerate(rows, 2):
        sheet.cell(number, 1, kind)
        sheet.cell(number, 2).value = value
    for number, (kind, _) in enumerate(rows, 2):
        cell = sheet.cell(number, 2)
        cell.number_format = {"percent": "0%", "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm", "month": "mmm-yy",
                              "time": "hh:mm"}.get(kind, cell.number_format)
    sheet["B2"].comment = Comment("a note that is no part of the text", "somebody")
    places = made.create_sheet("Places")
    places["C7"] = "seven"
    places["AA1"] = "far"
    places["B3"] = "merged"
    places.merge_cells("B3:D4")
    places["A9"] = "hidden row"
    places.row_dimensions[9].hidden = True
    places["F1"] = "hidden column"
    places.column_dimensions["F"].hidden = True
    places.freeze_panes = "B2"
    places["A10"].fill = PatternFill("solid", fgColor="FFF2CC")
    rules = DataValidation(type="list", formula1='"R,A,G"', allow_blank=True)
    places.add_data_validation(rules)
    rules.add("A2:A5")
    places.conditional_formatting.add("A2:A5", FormulaRule(formula=['A2="R"'], fill=PatternFill(bgColor="FF0000")))
    places["A3"].protection = Protection(locked=False)
    places.protection.sheet = True
    secret = made.create_sheet("Keys")
    secret["A1"] = "round"
    secret["B1"] = "2022-05"
    secret.sheet_state = "hidden"
    deep = made.create_sheet("Deep")
    deep["A1"] = 1
    deep.sheet_state = "veryHidden"
    return made


def days(starts_in_1904):
    made = openpyxl.Workbook()
    made.properties.created = made.properties.modified = stamp
    made.epoch = openpyxl.utils.datetime.MAC_EPOCH if starts_in_1904 else openpyxl.utils.datetime.WINDOWS_EPOCH
    sheet = made.active
    for number, day in enumerate([(1904, 1, 2), (2000, 2, 29), (2022, 5, 1), (2099, 12, 31)], 1):
        sheet.cell(number, 1, datetime.date(*day)).number_format = "yyyy-mm-dd"
    return made


def convert(source, ending, filter_name=None):
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", filter_name or ending, "--outdir", folder,
                        str(source)], check=True, capture_output=True)
        return pathlib.Path(folder, source.with_suffix("." + ending).name).read_bytes()


def slim(data, kept=lambda name: not name.startswith(("Thumbnails/", "Configurations2/"))):
    """The same archive without pictures of itself."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = pathlib.Path(folder, "old"), pathlib.Path(folder, "new")
        old.write_bytes(data)
        with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as target:
            for info in source.infolist():
                if kept(info.filename):
                    target.writestr(info, source.read(info))
        return new.read_bytes()


def streamed(data):
    """The same archive as programs write it that cannot go back: sizes after each file; and marks before the XML."""
    class Stream(io.RawIOBase):
        whole = b""

        def writable(self):
            return True

        def write(self, piece):
            self.whole += bytes(piece)
            return len(piece)

    stream = Stream()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info.filename, b"\xef\xbb\xbf" + source.read(info))
    return stream.whole


with tempfile.TemporaryDirectory() as folder:
    book().save(here / "openpyxl.xlsx")
    days(False).save(here / "openpyxl-days-1900.xlsx")
    days(True).save(here / "openpyxl-days-1904.xlsx")
    (here / "streamed.xlsx").write_bytes(streamed((here / "openpyxl.xlsx").read_bytes()))
    (here / "libreoffice.xlsx").write_bytes(convert(here / "openpyxl.xlsx", "xlsx"))
    (here / "libreoffice.ods").write_bytes(slim(convert(here / "openpyxl.xlsx", "ods")))
    (here / "libreoffice-days-1904.ods").write_bytes(slim(convert(here / "openpyxl-days-1904.xlsx", "ods")))
    (here / "libreoffice-days-1904.xlsx").write_bytes(convert(here / "openpyxl-days-1904.xlsx", "xlsx"))
    shutil.copy(here / "openpyxl-days-1900.xlsx", pathlib.Path(folder, "days.xlsx"))
    days_copy = pathlib.Path(folder, "days.xlsx")
    (here / "libreoffice.xls").write_bytes(convert(days_copy, "xls"))

if len(sys.argv) > 1:
    forms = pathlib.Path(sys.argv[1])
    (here / "libreoffice-form.xlsx").write_bytes(convert(forms / "form.xlsx", "xlsx", "xlsx:Calc MS Excel 2007 XML"))
    (here / "libreoffice-form.ods").write_bytes(slim(convert(forms / "form.ods", "ods")))
    (here / "libreoffice-form-from-xlsx.ods").write_bytes(slim(convert(forms / "form.xlsx", "ods")))
    openpyxl.load_workbook(forms / "form.xlsx").save(here / "openpyxl-form.xlsx")

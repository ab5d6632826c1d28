"""Tables as Python's csv module writes them, and their cells: `T DELIMITER BYTES`, the bytes, then
for each row `R CELLS` and for each cell `C BYTES` and the bytes; `E` ends a table."""
import csv
import io
import random
import sys

pick = random.Random(4180)
out = sys.stdout.buffer
WORDS = ["", "Alex", "site feed", 'say "yes"', "a,b", "c;d", "two\nlines", "Zoë’s", "\"", "x\ty", "0", ";", ","]

for table in range(400):
    delimiter = pick.choice(",;\t")
    columns = pick.randint(2, 6)
    # The first line tells what parts the cells, and no row is all blank.
    rows = [[f"h{i}" for i in range(columns)]]
    rows += [["id"] + [pick.choice(WORDS) for _ in range(columns - 1)] for _ in range(pick.randint(0, 6))]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=pick.choice(["\n", "\r\n"]),
               quoting=pick.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])).writerows(rows)
    data = text.getvalue().encode()
    out.write(b"T %s %d\n%s" % (delimiter.encode() if delimiter != "\t" else b"t", len(data), data))
    for row in rows:
        out.write(b"R %d\n" % len(row))
        for cell in row:
            out.write(b"C %d\n%s" % (len(cell.encode()), cell.encode()))
    out.write(b"E\n")

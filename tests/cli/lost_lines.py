# lost_lines.py BLETHER CONTENT CACHE: 'blether check' with a line missing in every file of the network at
# once, the first of each, then the second …: it tells what is wrong, and does not fall over it.
# Prints a line for each run that ended otherwise.
import pathlib, subprocess, sys

blether, content, cache = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
LINES = 48  # about as many as the longest front matter has

files = {p: p.read_text().splitlines(keepends=True) for p in content.rglob('*')
         if p.suffix in ('.md', '.yaml', '.csv') and 'podcasts' not in p.parts}


def missing(lines, at, change):
    return ''.join(change(line, i) if i == at else line for i, line in enumerate(lines))


def value_lost(line, _):
    return line.split(':')[0] + ':\n' if ':' in line else ''


for name, change in ('without line', lambda line, i: ''), ('without the value of line', value_lost):
    for at in range(LINES):
        for path, lines in files.items():
            path.write_text(missing(lines, at, change))
        ran = subprocess.run([blether, 'check', '--content', content, '--cache', cache,
                              '--now', '2026-12-01T00:00:00Z'], capture_output=True, text=True)
        if ran.returncode not in (0, 1) or 'runtime error' in ran.stderr:
            print(f'{name} {at + 1}: status {ran.returncode}', ran.stderr[-300:])

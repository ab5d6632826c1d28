"""A second opinion on statistics of small groups: Python's statistics module over numbers made up here.

Prints lines of tabs for tests/unit/test_programme.c: the numbers of people, then twice the median, the
fewest and the most, as they may be told. Numbers below five are not told (-1). What may be told of the
median is found by trying: every number that is not told could be 1 to 4, and if the median were another
for some of these, telling it would tell of them (-2); below five in any case it is as good as not told (-1).
"""
import itertools
import random
import statistics

FEWEST = 5
rng = random.Random(78)


def told_median(numbers):
    known = [n for n in numbers if n >= FEWEST]
    hidden = len(numbers) - len(known)
    possible = {statistics.median(known + list(some))
                for some in itertools.product(range(1, FEWEST), repeat=hidden)}
    if len(possible) == 1:
        return int(2 * possible.pop())
    return -1 if max(possible) < FEWEST else -2


for count in list(range(1, 9)) * 60:
    numbers = [rng.choice([rng.randint(1, 6), rng.randint(1, 40)]) for _ in range(count)]
    least, most = (n if n >= FEWEST else -1 for n in (min(numbers), max(numbers)))
    print(*numbers, sep=" ", end="\t")
    print(told_median(numbers), least, most, sep="\t")

"""Contrast ratios by the formula of WCAG 2.2 (relative luminance, contrast ratio), for test_colour.c.

Prints a line for each pair: `RRGGBB RRGGBB ratio`. The pairs are every grey on white, corners of the
colour cube on one another, and a walk through the cube with a fixed step.
"""
from fractions import Fraction
from itertools import product


def linear(byte):
    part = Fraction(byte, 255)
    if part <= Fraction("0.04045"):
        return float(part / Fraction("12.92"))
    return (float(part + Fraction("0.055")) / 1.055) ** 2.4


def luminance(colour):
    return sum(share * linear(int(colour[i:i + 2], 16)) for i, share in ((0, 0.2126), (2, 0.7152), (4, 0.0722)))


def ratio(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


pairs = [("%02x%02x%02x" % (g, g, g), "ffffff") for g in range(256)]
corners = ["%02x%02x%02x" % c for c in product((0, 10, 11, 255), repeat=3)]
pairs += product(corners, repeat=2)
pairs += [("%06x" % (n * 65537 % 0x1000000), "%06x" % (n * 7919 * 31 % 0x1000000)) for n in range(2000)]
for one, other in pairs:
    print(one, other, "%.12f" % ratio(one, other))

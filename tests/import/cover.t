#!/usr/bin/python3
"""Covers that directories take, of pictures that they do not: Pillow draws the pictures and judges
the covers."""

import json
import os
import subprocess
import sys
import tempfile

from PIL import Image, ImageDraw

WORKER = os.environ.get("BLETHER_MEDIA", "./blether-media")
BLUE, RED = (20, 60, 110), (220, 90, 60)
facts = []


def ok(true, sentence):
    facts.append(bool(true))
    print(f"{'ok' if true else 'not ok'} {len(facts)} - {sentence}")


def drawing(width, height):
    """Blue with a red disc in the middle, a fifth of the shorter side wide."""
    picture = Image.new("RGB", (width, height), BLUE)
    r = min(width, height) / 10
    ImageDraw.Draw(picture).ellipse((width / 2 - r, height / 2 - r, width / 2 + r, height / 2 + r), fill=RED)
    return picture


def cut_out(width, height):
    """The same, transparent at the edges: black where nobody sees it."""
    picture = drawing(width, height).convert("RGBA")
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse((40, 40, width - 40, height - 40), fill=255)
    return Image.composite(picture, Image.new("RGBA", picture.size, (0, 0, 0, 0)), mask)


def near(colour, expected, by=8):
    return all(abs(a - b) <= by for a, b in zip(colour, expected))


def ask(kind, source, output=None):
    job = {"id": 1, "job": kind, "source": source} | ({"output": output} if output else {})
    said = subprocess.run([WORKER], input=json.dumps(job) + "\n", capture_output=True, text=True, timeout=120)
    return json.loads(said.stdout.splitlines()[-1])


def judge(box, name, picture, width, ground, centre, **options):
    source, output = f"{box}/{name}", f"{box}/{name}.cover.jpg"
    picture.save(source, **options)
    answer = ask("cover", source, output)
    if not answer["ok"]:
        return ok(False, f"{name}: {answer}")
    again = ask("cover", source, f"{output}.again")
    with Image.open(output) as cover:
        cover.load()
        width = width or cover.width
        middle = cover.width // 2
        right = (cover.format == "JPEG" and cover.mode == "RGB" and cover.size == (width, width) and 1400 <= width <= 3000 and "jfif" in cover.info
                 and os.path.getsize(output) <= 512 << 10)
        colours = [cover.getpixel(at) for at in ((3, 3), (cover.width - 4, 3), (3, cover.width - 4), (middle, 3))]
        ok(right, f"{name}: an RGB JPEG of {width} pixels a side that is not too heavy ({cover.format} {cover.mode} {cover.size})")
        ok(all(near(c, ground) for c in colours), f"{name}: beside the picture is the colour of its edge {colours}")
        ok(near(cover.getpixel((middle, middle)), centre), f"{name}: its middle is the middle {cover.getpixel((middle, middle))}")
    ok(answer["picture"] == {"format": "jpeg", "colour": "rgb", "width": width, "height": width}
       and ask("picture", output)["picture"] == answer["picture"], f"{name}: and what was said of it is true")
    ok(again["ok"] and open(output, "rb").read() == open(f"{output}.again", "rb").read(), f"{name}: twice the same bytes")


def shape(box):
    """Nothing of a wide picture is cut off or pressed together."""
    picture = Image.new("RGB", (1920, 1080), BLUE)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 200, 1079), fill=(240, 240, 0))
    draw.rectangle((1720, 0, 1919, 1079), fill=(240, 240, 0))
    picture.save(f"{box}/bars.png")
    ask("cover", f"{box}/bars.png", f"{box}/bars.jpg")
    with Image.open(f"{box}/bars.jpg") as cover:
        row = [near(cover.getpixel((x, 960)), (240, 240, 0), 40) for x in range(cover.width)]
        column = [near(cover.getpixel((100, y)), (240, 240, 0), 40) for y in range(cover.height)]
    ok(cover.size == (1920, 1920) and abs(sum(row) - 401) < 6, f"a wide picture keeps its sides ({sum(row)} of 401)")
    ok(abs(sum(column) - 1080) < 6 and not column[410] and column[430],
       f"and its height, in the middle of the square ({sum(column)} of 1080)")


def refusals(box):
    with open(f"{box}/page.jpg", "w") as page:
        page.write("<html>not found</html>")
    drawing(900, 900).save(f"{box}/whole.jpg")
    with open(f"{box}/whole.jpg", "rb") as whole, open(f"{box}/cut.jpg", "wb") as cut:
        cut.write(whole.read()[:4000])
    for name, problem in (("page.jpg", "not-picture"), ("cut.jpg", "damaged-picture")):
        answer = ask("cover", f"{box}/{name}", f"{box}/{name}.cover.jpg")
        ok(not answer["ok"] and answer["problem"]["id"] == problem and not os.path.exists(f"{box}/{name}.cover.jpg"),
           f"{name}: {answer.get('problem')}, and no file is left")
    answer = ask("cover", f"{box}/whole.jpg", f"{box}/page.jpg")
    ok(not answer["ok"] and open(f"{box}/page.jpg").read().startswith("<html>"), "a file that is there is not written over")


with tempfile.TemporaryDirectory() as box:
    white = (255, 255, 255)
    judge(box, "small.jpg", drawing(600, 600), 1400, BLUE, RED, quality=90)
    judge(box, "wide.jpg", drawing(1920, 1080), 1920, BLUE, RED, quality=90)
    judge(box, "tall.png", drawing(1080, 1920), 1920, BLUE, RED)
    judge(box, "huge.jpg", drawing(4200, 4000), 3000, BLUE, RED, quality=90)
    judge(box, "cmyk.jpg", drawing(1500, 1500).convert("CMYK"), 1500, BLUE, RED, quality=95)
    judge(box, "alpha.png", cut_out(800, 800), 1400, white, RED)
    judge(box, "alpha.webp", cut_out(1000, 700), 1400, white, RED, lossless=True)
    judge(box, "lossy.webp", drawing(700, 500), 1400, BLUE, RED, quality=90)
    judge(box, "palette.gif", drawing(640, 640).quantize(16), 1400, BLUE, RED)
    judge(box, "grey.png", drawing(500, 500).convert("L"), 1400, (54,) * 3, (125,) * 3)
    judge(box, "dot.png", Image.new("RGB", (1, 1), BLUE), 1400, BLUE, BLUE)
    judge(box, "line.png", Image.new("RGB", (2500, 2), BLUE), 2500, BLUE, BLUE)
    busy = Image.effect_noise((3000, 3000), 60).convert("RGB")
    busy.paste(BLUE, (0, 0, 3000, 60))
    busy.paste(BLUE, (0, 2940, 3000, 3000))
    busy.paste(RED, (1400, 1400, 1600, 1600))
    judge(box, "busy.png", busy, None, BLUE, RED) # in noise every pixel counts: it is made smaller
    shape(box)
    refusals(box)

print(f"1..{len(facts)}")
sys.exit(not all(facts))

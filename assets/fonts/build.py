#!/usr/bin/env python3
"""Makes the font files of this folder from the full ones. Needs `pip install fonttools`.

    python3 build.py INTER_DIR JETBRAINS_MONO_DIR

Each face keeps Latin, Latin extended, Greek, Cyrillic, punctuation, currency, arrows, mathematical
signs, box drawing and geometric shapes: what a text in any official language of the Union needs, and the marks of the desks.
"""
import pathlib
import sys

from fontTools import subset

RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x45F),
    (0x48A, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x214F),
    (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2500, 0x257F), (0x2580, 0x259F),
    (0x25A0, 0x25FF), (0x2600, 0x2612), (0x2705, 0x2718), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]
FACES = [
    (0, "Inter-Regular.otf", ["kern", "mark", "mkmk", "ccmp", "locl"]),
    (0, "Inter-SemiBold.otf", ["kern", "mark", "mkmk", "ccmp", "locl"]),
    # No ligatures: in RON, what is typed is what is seen.
    (1, "JetBrainsMono-Regular.ttf", ["mark", "mkmk", "ccmp", "locl"]),
]


def main(folders: list[str]) -> None:
    here = pathlib.Path(__file__).parent
    for folder, name, features in FACES:
        options = subset.Options(layout_features=features, hinting=False, desubroutinize=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
        font = subset.load_font(str(pathlib.Path(folders[folder]) / name), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
        subsetter.subset(font)
        subset.save_font(font, str(here / name), options)
        print(name, (here / name).stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


main(sys.argv[1:])

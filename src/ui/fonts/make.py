"""Makes this folder's fonts out of Adobe's Source Sans 3, by hand and seldom:

    pip install fonttools==4.66.1 brotli && npm install --no-save source-sans@3.52.0 && python3 src/ui/fonts/make.py

Debian 12's fonttools 4.38 leaves half of the letters light up to weight 600 (e2e/fonts.test.ts looks).

One file for all that a schedule is written with: two would let a word stand in two fonts while one is on its way.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
WHOLE = HERE / '../../../node_modules/source-sans/VF/SourceSans3VF-Upright.ttf'

# The letters of each, as tokens.css asks for them (unicode-range, where the last signs are one range with gaps). None is in both: a
# browser would fetch the second one while the first is on its way.
RANGES = {
    'text': '20-22,25-3B,3D,3F,41-5A,5F,61-7A,A0,B7,C0-C3,C8-CA,CC-CD,D2-D5,D9-DA,DD,E0-E3,E8-EA,EC-ED,F2-F5,F9-FA,FD,102-103,110-111,128-129,168-169,'
    '1A0-1A1,1AF-1B0,1EA0-1EF9,2013-2014,2018-2019,201C-201D,2026',
    'seldom': '23-24,3C,3E,40,5B-5E,60,7B-7E,A1-B6,B8-BF,C4-C7,CB,CE-D1,D6-D8,DB-DC,DE-DF,E4-E7,EB,EE-F1,F6-F8,FB-FC,FE-FF,152-153,2020-2022,2030,2039-203A,'
    '2070-2089,20AB-20AC,2122,2190-2193,2212,2264-2265',
}


def cut(letters: str) -> TTFont:
    """The letters alone, in the weights that the pages use, without small capitals, fractions and old figures."""
    font = TTFont(WHOLE)
    options = Options(layout_features=['ccmp', 'kern', 'tnum'], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6])
    options.drop_tables += ['STAT', 'MVAR', 'DSIG']
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(letters))
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {'wght': (400, 700)})
    font['fvar'].instances = []
    return font


def keep_one_kerning(font: TTFont) -> None:
    """That of the usual weight serves for all: what others differ by is a tenth of the file."""
    if 'GPOS' in font:
        for lookup in font['GPOS'].table.LookupList.Lookup:
            for table in lookup.SubTable:
                drop_devices(table)
    if 'GDEF' in font and getattr(font['GDEF'].table, 'VarStore', None):
        font['GDEF'].table.VarStore = None
        font['GDEF'].table.Version = 0x00010000 if font['GDEF'].table.Version == 0x00010003 else font['GDEF'].table.Version


def drop_devices(table) -> None:
    records = [record for row in getattr(table, 'Class1Record', []) for record in row.Class2Record]
    records += [pair for pairs in getattr(table, 'PairSet', []) for pair in pairs.PairValueRecord]
    for record in records:
        for value in (record.Value1, record.Value2):
            if value is not None:
                for device in ('XPlaDevice', 'YPlaDevice', 'XAdvDevice', 'YAdvDevice'):
                    if hasattr(value, device):
                        delattr(value, device)
    for name in ('ValueFormat1', 'ValueFormat2'):
        if hasattr(table, name):
            setattr(table, name, getattr(table, name) & 0x0F)


def rename(font: TTFont) -> None:
    """The licence keeps the name "Source" for Adobe's own files; copyright and version stay."""
    for record in font['name'].names:
        if record.nameID not in (0, 5):
            record.string = record.toUnicode().replace('Source', 'Lichct')


def set_height(font: TTFont) -> None:
    """As high above and below the line as the edition of Google Fonts, 1.424 em: letters with two marks stay inside."""
    font['hhea'].ascent = font['OS/2'].sTypoAscender = font['OS/2'].usWinAscent = 1024
    font['hhea'].descent = font['OS/2'].sTypoDescender = -400
    font['OS/2'].usWinDescent = 400


for name, letters in RANGES.items():
    font = cut(letters)
    keep_one_kerning(font)
    rename(font)
    set_height(font)
    font.flavor = 'woff2'
    font.save(HERE / f'{name}.woff2')

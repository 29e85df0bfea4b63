"""Makes the pictures of this folder and what Pillow reads and computes from them.

    python3 make.py FOLDER_OF_PHOTOGRAPHS

Made with Pillow 9.4.0 and libjpeg-turbo 2.1.5 (Debian 12). Photographs: see ATTRIBUTION.md.
"""
import os
import sys

from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
astronaut = Image.open(os.path.join(sys.argv[1], "astronaut.png")).convert("RGB")
photo = astronaut.resize((61, 45), Image.LANCZOS)


def save(image, name, **options):
    """Writes a picture, and beside it what Pillow reads from it."""
    path = os.path.join(HERE, name)
    image.save(path, **options)
    read = Image.open(path)
    if read.mode in ("1", "P", "CMYK"):
        read = read.convert("RGBA" if "transparency" in read.info else "L" if read.mode == "1" else "RGB")
    read.save(path + ".png")




save(photo, "420.jpg", quality=85)
save(photo, "444.jpg", quality=90, subsampling=0)
save(photo, "422.jpg", quality=80, subsampling=1)
save(photo, "progressive.jpg", quality=85, progressive=True)
save(photo, "progressive-444.jpg", quality=40, progressive=True, subsampling=0)
save(photo.convert("L"), "grey.jpg")
save(photo.convert("L"), "grey-progressive.jpg", progressive=True)
save(photo.convert("CMYK"), "cmyk.jpg")
save(photo, "optimized.jpg", optimize=True, quality=50)
save(photo.crop((0, 0, 17, 2)), "low.jpg")
save(photo.crop((0, 0, 3, 19)), "narrow.jpg")
save(photo.crop((0, 0, 1, 1)), "pixel.jpg")
for orientation in range(1, 9):
    exif = photo.getexif()
    exif[0x112] = orientation
    photo.crop((0, 0, 24, 16)).save(os.path.join(HERE, f"exif{orientation}.jpg"), exif=exif, quality=95, subsampling=0)

save(photo, "24.bmp")
save(photo.convert("P"), "8.bmp")
save(photo.convert("1"), "1.bmp")
save(photo.convert("RGBA"), "32.bmp")
save(photo.convert("L"), "grey.bmp")
save(photo, "rgb.gif")
save(photo, "rows.gif", interlace=0)
save(photo.convert("P"), "transparent.gif", transparency=3)
save(photo, "24.tga")
half = photo.convert("RGBA")
half.putalpha(photo.convert("L"))
save(half, "32.tga")
save(photo.convert("L"), "grey.tga")
save(photo, "runs.tga", compression="tga_rle")
save(photo.convert("P"), "palette.tga")
save(photo.convert("L"), "grey-runs.tga", compression="tga_rle")

photo.save(os.path.join(HERE, "photo.png"))
half.save(os.path.join(HERE, "photo-alpha.png"))
for name, filter in (("Box", Image.BOX), ("Bilinear", Image.BILINEAR), ("Bicubic", Image.BICUBIC), ("Lanczos", Image.LANCZOS), ("Nearest", Image.NEAREST)):
    for width, height in ((61, 20), (30, 45), (24, 24), (7, 5), (90, 70), (33, 61)):
        photo.resize((width, height), filter).save(os.path.join(HERE, f"{name}-{height}x{width}.png"))
half.resize((24, 24), Image.BICUBIC).save(os.path.join(HERE, "alpha-24x24.png"))
photo.convert("L").resize((24, 24), Image.BILINEAR).save(os.path.join(HERE, "grey-24x24.png"))

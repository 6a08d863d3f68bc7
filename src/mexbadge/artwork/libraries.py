"""What draws, loaded when something is drawn: Pillow, the writer of codes, and the reader of foreign SVG."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = [
    "DefusedXmlException",
    "Image",
    "ImageDraw",
    "ImageOps",
    "PngInfo",
    "QRCode",
    "UnidentifiedImageError",
    "constants",
    "fromstring",
    "png",
]

if TYPE_CHECKING:
    import png
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring
    from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError
    from PIL.PngImagePlugin import PngInfo
    from qrcode import constants
    from qrcode.main import QRCode
else:
    __getattr__ = late(
        {
            "DefusedXmlException": "defusedxml:DefusedXmlException",
            "Image": "PIL.Image",
            "ImageDraw": "PIL.ImageDraw",
            "ImageOps": "PIL.ImageOps",
            "PngInfo": "PIL.PngImagePlugin:PngInfo",
            "QRCode": "qrcode.main:QRCode",
            "UnidentifiedImageError": "PIL:UnidentifiedImageError",
            "constants": "qrcode.constants",
            "fromstring": "defusedxml.ElementTree:fromstring",
            "png": "png",
        }
    )
